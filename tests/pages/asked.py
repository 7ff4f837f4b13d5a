"""People at the question page, and the page with a question opened."""

from __future__ import annotations

from typing import Any

from tests.pages.visitor import Visitor, facts

GRADUATE = facts("企业本科毕业生")
TECHNICIAN = facts("企业大专技术员")
PUBLIC = facts("事业单位本科毕业生")


def asked_for(question: str, lang: str = "zh", answers: dict[str, Any] | None = None) -> Visitor:
    """The page with ``question``'s screen opened."""
    return Visitor(lang=lang, answers=answers).opened(question)


def found(visitor: Visitor) -> list[str]:
    """The specialties that can be chosen."""
    return [tap for tap in visitor.taps if tap.startswith("answer:specialty:")]
