"""Tests of planner/exchange."""
