"""What to ask the offices, all in one go: every question that the page leaves to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from logic.findings import Assessment, FindingVerdict, Verdict
from logic.pack import Pack, Specialty
from logic.words.language import Text, join, say


def decides(pack: Pack) -> Text:
    """Who has the last word: stands below every answer."""
    return say("认定与评审以人社部门为准。") if pack.recognition else say("评审以人社部门为准。")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: whom to ask, in which words, and the clauses that leave it open."""

    whom: Text
    words: Text
    clause: str
    also: tuple[str, ...] = ()


def questions_for_the_office(
    assessment: Assessment, pack: Pack, specialty: Specialty | None = None
) -> tuple[Question, ...]:
    """Every question of the routes not barred and of the specialty, each once; those for the same people together.

    The bureau's office comes first, then the others in the order in which they are met; the recommended route's
    questions before those of the others.
    """
    routes = sorted(assessment.routes, key=lambda route: route.route != assessment.recommended)
    found: dict[str, Question] = {}
    for route in routes:
        if route.verdict is Verdict.INELIGIBLE:
            continue
        for finding in route.findings:
            if finding.verdict is FindingVerdict.CONFIRM and finding.ask is not None:
                found.setdefault(finding.ask.zh, _question(finding.ask, finding.clause, finding.also))
    if specialty is not None and specialty.ask is not None and assessment.verdict is not Verdict.INELIGIBLE:
        found.setdefault(specialty.ask.zh, _question(specialty.ask.text, specialty.basis))
    whom = list(dict.fromkeys(question.whom.zh for question in found.values()))
    whom.sort(key=lambda name: name != pack.contact.office.zh)
    return tuple(sorted(found.values(), key=lambda question: whom.index(question.whom.zh)))


def reached(whom: Text, pack: Pack) -> Text:
    """``whom`` with the telephone numbers that the notice gives of the office."""
    if not pack.contact.phone or whom.zh != pack.contact.office.zh:
        return whom
    numbers = Text("、".join(pack.contact.phone), ", ".join(pack.contact.phone))
    return say("{whom}（电话 {numbers}）", whom=whom, numbers=numbers)


def to_send(questions: Iterable[Question]) -> Text:
    """The questions as a message that can be sent, or read out at a counter: a greeting, then one a line."""
    numbered = [Text(f"{n}. {q.words.zh}", f"{n}. {q.words.en}") for n, q in enumerate(questions, 1)]
    return join([say("您好，我想申报职称，有几个问题想请教："), *numbered], zh="\n", en="\n")


def _question(ask: Text, clause: str, also: tuple[str, ...] = ()) -> Question:
    """An ``ask`` taken apart: 问X：“…”, in English: Ask X: “…” (a test holds every one to that form)."""
    whom_zh, _, words_zh = ask.zh.removeprefix("问").partition("：“")
    whom_en, _, words_en = ask.en.removeprefix("Ask ").partition(": “")
    return Question(Text(whom_zh, whom_en), Text(words_zh.removesuffix("”"), words_en.removesuffix("”")), clause, also)
