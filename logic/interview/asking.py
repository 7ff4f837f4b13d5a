"""What is asked next, what may still be asked, and which answers no longer matter."""

from __future__ import annotations

from logic.facts import FACT, FIELDS, Applicant
from logic.findings import Assessment, HoursVerdict, Verdict
from logic.interview.screens import SCREENS, Screen, question_of
from logic.routes import LOOKED_AT, STRUCTURE


def next_question(
    found: Assessment,
    unsure: frozenset[str],
    screens: tuple[Screen, ...] = SCREENS,
    undecided: tuple[str, ...] = (),
) -> str | None:
    """The question to ask next; None when the result stands.

    First whatever the rules still miss and was not answered 不清楚, with dates whose day decides; then the hours are
    offered to anyone not barred, since everybody wants to know whether theirs suffice.
    """
    wanted = {question_of(field) for field in found.missing if field not in unsure} | set(undecided)
    for screen in screens:
        for question in screen.fields:
            if question in wanted:
                return question
    if found.verdict is Verdict.INELIGIBLE or "hours" in unsure:
        return None
    return "hours" if found.hours is None or found.hours.verdict is HoursVerdict.INCOMPLETE else None


def could_come(applicant: Applicant, unsure: frozenset[str], found: Assessment) -> set[str]:
    """The facts that may still be asked: never too few, and fewer with every answer."""
    # The hours are offered to everybody not barred.
    fields = {"hours", *found.missing}
    for route in found.routes:
        if route.verdict is not Verdict.INELIGIBLE:
            fields |= set(route.missing)
            # A criterion that misses one fact may go on to ask for any other that it looks at.
            fields |= {name for finding in route.findings if finding.missing for name in LOOKED_AT[finding.criterion]}
    # What decides only on the routes listed, no criterion reads; its gate may be among them.
    fields |= {name for name in STRUCTURE if FACT[name].gate in fields}
    if applicant.specialty is None and "specialty" not in unsure:
        fields = set(FIELDS)
    # Who answered 不清楚 to what decides on a fact is not asked for it.
    return {
        name
        for name in fields
        if name not in unsure
        and FACT[name].gate not in unsure
        and question_of(name) == name
        and (getattr(applicant, name) is None or name == "hours")
        and FACT[name].asked(applicant) is not False
    }


def idle(applicant: Applicant) -> tuple[str, ...]:
    """Answers that no longer concern this person: another answer says that they are not asked.

    What only happens to decide nothing now is kept: a further answer may make it count.
    """
    return tuple(
        name
        for name in applicant.known()
        if FACT[name].asked(applicant) is False and question_of(FACT[name].gate or name) != name
    )
