"""How the app is entered: the page a browser gets first, and the script that draws the rest.

The script has a folder of its own: what stands beside it in `pages/` Streamlit takes for pages.
"""

from __future__ import annotations

from pathlib import Path

SCRIPT = Path(__file__).with_name("script.py")
"""What Streamlit runs anew for every visitor and every choice."""
