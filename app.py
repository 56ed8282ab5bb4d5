"""The planner in the browser: `streamlit run app.py -- PLAN`."""

from __future__ import annotations

import streamlit as st

from planner.web.entrance import SCRIPT
from planner.web.entrance.front_door import front_doors
from planner.web.entrance.preloading import load_all
from planner.web.guard import apologise

# Before the server listens: no visitor waits for an import, and no two visitors import at once.
load_all()
app = st.App(SCRIPT, routes=front_doors(), on_script_error=apologise)
