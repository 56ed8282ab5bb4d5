"""The engine: from a plan and its progress to dates, floats and paths, in integer minutes."""
