"""The revision of a figure, so that the browser draws it once and not twice."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go


def stamp_revision(figure: go.Figure) -> go.Figure:
    """Stamp a figure with a revision that depends on its content alone.

    Streamlit hands a figure to Plotly twice. Plotly compares both by identity, so that a template
    (an object) or any column (an array) makes it calculate and draw everything again, which takes
    as long as the first time. An equal revision says that the columns are the same.
    """
    # Our figures name all their own colours, so that nothing is lost with the template.
    figure.layout.template = None
    content = hashlib.blake2b(figure.to_json().encode(), digest_size=12)
    figure.layout.datarevision = content.hexdigest()
    return figure
