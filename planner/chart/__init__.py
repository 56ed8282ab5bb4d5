"""Figures: pure functions of a schedule and of the results of an analysis."""
