"""Tests of planner/analysis/risk."""
