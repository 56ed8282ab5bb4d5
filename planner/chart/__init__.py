"""Figures: pure functions of what the schedule and the analyses found."""
