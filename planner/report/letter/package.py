"""The properties of a document, and the same bytes for the same content."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>
<cp:keywords>{keywords}</cp:keywords><dc:language>nl-NL</dc:language>
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>
</cp:coreProperties>
"""
_META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta>
<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject>
<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>
<meta:keyword>{keywords}</meta:keyword><dc:language>nl-NL</dc:language>
<meta:creation-date>{day}T00:00:00</meta:creation-date><dc:date>{day}T00:00:00</dc:date>
</office:meta></office:document-meta>
"""
_PROPERTIES = {"docProps/core.xml": _CORE, "meta.xml": _META}
_STORED = "mimetype"


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a document, which programs show and search."""

    title: str
    subject: str
    author: str
    keywords: str
    day: date


def finish(path: Path, properties: Properties) -> None:
    """Put the properties in, and give every part the time of the letter."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    moment = (properties.day.year, properties.day.month, properties.day.day, 0, 0, 0)
    with zipfile.ZipFile(path, "w") as package:
        # OpenDocument asks for `mimetype` as the first part, without compression.
        for name in sorted(parts, key=lambda name: (name != _STORED, name)):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if name == _STORED else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, _part(name, parts[name], properties))


def _part(name: str, content: bytes, properties: Properties) -> bytes:
    template = _PROPERTIES.get(name)
    if template is None:
        return content
    return template.format(
        title=_text(properties.title),
        subject=_text(properties.subject),
        author=_text(properties.author),
        keywords=_text(properties.keywords),
        day=properties.day.isoformat(),
    ).encode()


def _text(value: str) -> str:
    """Write a text that XML can hold."""
    return escape(re.sub(r"[^\t\n -퟿-�\U00010000-\U0010ffff]", "", value))
