"""A second scheduler, written only to check the engine.

It shares no code with `planner`: it reads plan files, walks calendars and computes dates by itself,
by another method than the engine's. Calendars are walked day by day, early dates are relaxed until
nothing moves, and late dates and floats are found by search over the forward rules, so that each
of them says when the engine's formulas are wrong.
"""
