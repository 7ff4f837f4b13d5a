"""The file to bring: what the notice and the national rules name for a route, and what has to be asked first."""

from __future__ import annotations

from dataclasses import dataclass

from logic.facts import Applicant
from logic.findings import Assessment, Verdict
from logic.pack import Pack
from logic.words.language import Text, join, say


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to have; ``ask``: no source says whether or in which form it is wanted here."""

    what: Text
    clause: str
    ask: bool


def papers(applicant: Applicant, assessment: Assessment, pack: Pack) -> tuple[Paper, ...]:
    """The checklist of the recommended route for this person: what is named first. Nothing beside a refusal."""
    if assessment.verdict is Verdict.INELIGIBLE:
        return ()
    known = applicant.plain()
    listed = [
        Paper(pack.named(paper.what.text), paper.clause, paper.ask)
        for paper in pack.papers(assessment.recommended)
        if all(known.get(field) in values for field, values in paper.when.items())
    ]
    return tuple(sorted(listed, key=lambda paper: paper.ask))


def about_papers(assessment: Assessment, pack: Pack) -> Text:
    """What the notice says of papers, and whom to ask for the rest: it gives no list."""
    none = say("通知没有列出完整的清单。标着“先问”的，{office}怎么要求就怎么准备。", office=pack.contact.office.text)
    if assessment.recommended == "initial_recognition" and pack.recognition is not None:
        return join([pack.recognition.papers.text, none])
    return none
