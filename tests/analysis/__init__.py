"""Tests of planner/analysis."""
