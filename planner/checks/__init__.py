"""Rules that a plan must meet: one function a rule, one registry a subject.

A check takes the plan and the places of everything in it, and yields problems. To add a rule,
write a function in a module here, name it in that module's `CHECKS`, and give the problem a text
in the message catalogues.
"""

from __future__ import annotations

from planner.checks.structure import CHECKS
from planner.checks.structure import Check
from planner.checks.structure import is_whole
from planner.checks.structure import plan_problems

__all__ = ["CHECKS", "Check", "is_whole", "plan_problems"]
