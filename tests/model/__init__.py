"""Tests of planner/model."""
