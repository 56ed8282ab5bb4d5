"""Tests of planner/source."""
