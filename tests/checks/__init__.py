"""Tests of planner/checks."""
