"""One module a page, each with `show(view)`; the registry is `planner.web.registry`."""
