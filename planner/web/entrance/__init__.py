"""The entrance of the app: the page a browser gets first, and the script that draws the rest.

The script has a folder of its own: a folder `pages` beside the script would be read by Streamlit,
which takes every file in it for a page.
"""

from __future__ import annotations

from pathlib import Path

SCRIPT = Path(__file__).with_name("script.py")
"""The script that Streamlit runs anew for every visitor and every choice."""
