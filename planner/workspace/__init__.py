"""A plan folder opened, its earlier schedules, and what is handed in to it."""
