"""Tests of planner/schedule."""
