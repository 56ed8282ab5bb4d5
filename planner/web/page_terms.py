"""Which terms of the glossary a page uses, so that each is explained one click away.

`tests/test_web_terms.py` reads every page and names what is missing here.
"""

from __future__ import annotations

EVERYWHERE = "baseline data-date target"
"""The terms of the choices that stand beside every page."""

TERMS = {
    "overview": (
        "activity longest-path margin out-of-sequence predecessor readiness status-report "
        "total-float working-day workstream"
    ),
    "planning": (
        "activity assumption critical deadline dependency driving duration finish-to-finish "
        "finish-to-start free-float hammock health lag late-start lead longest-path milestone "
        "near-critical predecessor remaining-duration runner-up start-to-finish "
        "start-to-start status-report total-float working-day workstream"
    ),
    "critical_path": (
        "activity critical driving float-path lag longest-path margin milestone near-critical "
        "readiness runner-up scenario total-float working-day"
    ),
    "network": (
        "critical deadline dependency driving longest-path predecessor readiness total-float "
        "working-day workstream"
    ),
    "status": (
        "activity assumption duration health out-of-sequence remaining-duration status-report "
        "total-float working-day"
    ),
    "report_status": "actual-start health remaining-duration status-report",
    "comparison": (
        "activity attribution critical driving duration margin total-float variance "
        "working-day workstream"
    ),
    "letter": (
        "assumption commitment deadline elapsed-time margin near-critical obligation "
        "readiness statutory-term working-day"
    ),
    "obligations": "activity commitment margin milestone obligation readiness working-day",
    "risk": (
        "activity assumption critical criticality-index deadline duration longest-path "
        "obligation percentile readiness three-point-estimate working-day"
    ),
    "what_if": "activity margin readiness scenario total-float working-day",
    "recovery": "activity assumption duration margin readiness scenario working-day",
    "quality": (
        "activity bei constraint cpli critical dcma deadline dependency duration gao lag lead "
        "longest-path margin milestone open-end out-of-sequence predecessor readiness "
        "three-point-estimate total-float working-day"
    ),
}
"""By module; the glossary explains them all on the page itself."""


def terms_of(module: str) -> tuple[str, ...]:
    """The terms that a page offers to explain."""
    return tuple(f"{EVERYWHERE} {TERMS[module]}".split()) if module in TERMS else ()
