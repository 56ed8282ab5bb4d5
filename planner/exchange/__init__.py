"""Read plans of other programs, and export ours in the formats that people use."""

from __future__ import annotations
