"""How near every part of the plan is to its target, and what hangs on what."""
