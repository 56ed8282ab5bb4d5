"""The engine: computes dates, floats and paths of a plan, in integer minutes."""
