"""Plans of other programs in, and what each audience uses out."""

from __future__ import annotations
