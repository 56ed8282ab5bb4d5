"""Tests of planner/letter."""
