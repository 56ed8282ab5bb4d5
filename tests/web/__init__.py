"""Tests of planner/web."""
