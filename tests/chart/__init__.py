"""Tests of planner/chart."""
