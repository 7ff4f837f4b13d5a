"""Which question comes next, how many are left at most, and which answers no longer matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from logic.assess import assess, same_findings
from logic.facts import FACT, FIELDS, Applicant
from logic.findings import Assessment, HoursVerdict, Verdict
from logic.pack import Pack
from logic.routes import LOOKED_AT, STRUCTURE


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, and which questions were answered 不清楚."""

    applicant: Applicant = field(default_factory=Applicant)
    unsure: frozenset[str] = frozenset()


def next_question(answers: Answers, pack: Pack, as_of: dt.date) -> str | None:
    """The field to ask about next; None when the result stands.

    First whatever can still change the outcome and was not answered 不清楚; then the hours are offered to anyone
    not barred, since everybody wants to know whether theirs suffice.
    """
    return next_of(assess(answers.applicant, pack, as_of), answers.unsure)


def next_of(assessment: Assessment, unsure: frozenset[str]) -> str | None:
    """As :func:`next_question`, for an assessment already made."""
    for name in assessment.missing:
        if name not in unsure:
            return name
    if assessment.verdict is Verdict.INELIGIBLE or "hours" in unsure:
        return None
    hours = assessment.hours
    return "hours" if hours is None or hours.verdict is HoursVerdict.INCOMPLETE else None


def at_most(answers: Answers, pack: Pack, as_of: dt.date) -> int:
    """How many questions are left at most; never more than that are asked, whatever the answers."""
    return at_most_of(answers, assess(answers.applicant, pack, as_of))


def at_most_of(answers: Answers, assessment: Assessment) -> int:
    """As :func:`at_most`, for an assessment already made."""
    if next_of(assessment, answers.unsure) is None:
        return 0
    return len(_could_come(answers, assessment))


def _could_come(answers: Answers, assessment: Assessment) -> set[str]:
    """The facts that may still be asked: never too few, and fewer with every answer (``test_every_walk_ends_…``)."""
    applicant = answers.applicant
    # The hours are offered to everybody not barred.
    fields = {"hours", *assessment.missing}
    for route in assessment.routes:
        if route.verdict is not Verdict.INELIGIBLE:
            fields |= set(route.missing)
            # A criterion that misses one fact may go on to ask for any other that it looks at.
            fields |= {name for found in route.findings if found.missing for name in LOOKED_AT[found.criterion]}
    # What decides only on the routes listed, no criterion reads; its gate may be among them.
    fields |= {name for name in STRUCTURE if FACT[name].gate in fields}
    if applicant.specialty is None:
        fields = set(FIELDS)
    return {
        name
        for name in fields
        if name not in answers.unsure
        and name != "diploma_outside_mainland"  # asked in one question with the diploma's kind
        and (getattr(applicant, name) is None or name == "hours")
        and FACT[name].asked(applicant) is not False
    }


def idle(applicant: Applicant, pack: Pack, as_of: dt.date) -> tuple[str, ...]:
    """Answers that no longer matter: without them every finding would be the same.

    Hours are never among them: they are the most work to type, and everybody is shown them.
    """
    return tuple(
        name
        for name in applicant.known()
        if name != "hours" and same_findings(applicant, replace(applicant, **{name: None}), pack, as_of)
    )
