"""One module for each page, with `PAGE` and `show(view)`; `planner.web.registry` orders them."""
