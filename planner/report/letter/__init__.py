"""The progress letter to parliament: facts first, then a draft, then the document."""

from __future__ import annotations
