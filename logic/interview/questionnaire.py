"""What the rules make of a visit, and where it goes on: the next screen, Back, Forward, what an answer takes away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from itertools import product
from typing import Any

from logic.assess import assess
from logic.dates import Span, kept_span
from logic.facts import FIELDS, LATEST_DATE, Applicant, BadApplicant, Education, read_applicant
from logic.findings import Assessment, RouteResult, Verdict
from logic.interview.asking import could_come, idle, next_question
from logic.interview.screens import (
    DATES,
    SCREENS,
    USUAL,
    Screen,
    answer_to,
    facts_of,
    is_answered,
    question_of,
    settled_by,
)
from logic.interview.visit import Dropped, Visit
from logic.pack import Pack
from logic.words.language import Text

# What a tab keeps of a screen that was not handed in, beside the answers.
DRAFT = "on_the_screen"


class Rest(Enum):
    """What becomes of the questions of a screen that were not tapped."""

    OPEN = auto()
    USUAL = auto()
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questionnaire of one notice on one day, laid out on ``screens``."""

    pack: Pack
    as_of: dt.date
    screens: tuple[Screen, ...] = SCREENS

    def screen_of(self, question: str) -> Screen:
        """The screen on which ``question`` is asked."""
        return next(screen for screen in self.screens if question in screen.fields)

    def look(self, visit: Visit) -> Seen:
        """What the rules make of ``visit`` now."""
        known = {field: value for field, value in visit.answers.items() if value is not None}
        spans = {field: span for field in DATES if (span := kept_span(known.get(field))) is not None}
        for field, span in spans.items():
            known[field] = span.ends(self.as_of)[1]
        set_aside: dict[str, Text] = {}
        while True:
            try:
                applicant = read_applicant(known, as_of=self.as_of, specialties=self.pack.by_id)
            except BadApplicant as error:
                for fault in error.errors:
                    field = fault.field.partition(".")[0]
                    set_aside[field] = fault.text
                    del known[field]
            else:
                break
        # Hours count as answered once their table was left, filled or not: the result can be had without them.
        unsure = frozenset(field for field, value in visit.answers.items() if value is None or field == "hours")
        inexact = {f: span for f, span in spans.items() if f not in set_aside and span.day is None}
        return Seen(self, visit, applicant, unsure, set_aside, inexact)

    # --- answering ------------------------------------------------------------------------------------------------

    def answered(self, visit: Visit, answers: Mapping[str, Any]) -> Visit:
        """``visit`` with ``answers`` (by question; None: 不清楚), moved on, and without what they made useless."""
        facts = dict(visit.answers)
        for question, answer in answers.items():
            settled = facts_of(question, answer)
            for field in settled_by(question) - settled.keys():
                facts.pop(field, None)
            facts |= settled
        after = Visit(facts, _without(visit.draft, answers))
        seen = self.look(after)
        given = {field for question in answers for field in settled_by(question)}
        useless = [field for field in idle(seen.applicant) if field not in given]
        if useless:
            cause = next(iter(answers))
            dropped = tuple(Dropped(field, cause) for field in useless)
            before = replace(visit, editing=cause, dropped=(), before=None)
            after = replace(after.without(useless), dropped=dropped, before=before)
            seen = self.look(after)
        # 不清楚 to a question that is not asked any more is no answer to keep.
        missing = seen.assessment.missing
        moot = [f for f, v in after.answers.items() if v is None and f not in missing and f not in (*given, "hours")]
        return after.without(moot) if moot else after

    def handed_in(self, visit: Visit, rest: Rest) -> Visit:
        """``visit`` with what was tapped on the screen as its answers, and the rest of the screen as ``rest`` says."""
        seen = self.look(visit)
        answers = {question: visit.draft[question] for question in seen.rows if question in visit.draft}
        for question in seen.open_rows:
            if rest is Rest.UNSURE:
                answers[question] = None
            elif rest is Rest.USUAL and question in USUAL:
                answers[question] = USUAL[question]
        # In the order of the rows, not of the taps; nothing tapped: on with the answers as they are.
        ordered = {question: answers[question] for question in seen.rows if question in answers}
        return self.answered(visit, ordered) if ordered else visit.opened(None)

    # --- back and forward -----------------------------------------------------------------------------------------

    def been(self, visit: Visit) -> tuple[Screen, ...]:
        """The screens that were answered, in order."""
        return tuple(dict.fromkeys(self.screen_of(question_of(field)) for field in visit.answers))

    def back(self, visit: Visit) -> Visit:
        """At the screen before, its answers still there."""
        screen = self.look(visit).previous
        return visit.opened(self._entry(visit, screen)) if screen else visit

    def forward(self, visit: Visit) -> Visit:
        """At the screen after one that was gone back to, its answers as they are; after the last what is asked next."""
        if visit.editing is None:
            return visit
        been, now = self.been(visit), self.screen_of(visit.editing)
        after = been[been.index(now) + 1 :] if now in been else ()
        if after:
            return visit.opened(self._entry(visit, after[0]))
        on = visit.opened(None)
        return on if self.look(on).screen is not None else visit

    def returned(self, visit: Visit, name: str) -> Visit | None:
        """At the screen called so, if it was answered or is what is asked next; else None."""
        screen = next((one for one in self.been(visit) if one.id == name), None)
        if screen is not None:
            return visit.opened(self._entry(visit, screen))
        on = visit.opened(None)
        asked = self.look(on).screen if name else None
        return on if asked is not None and asked.id == name else None

    def _entry(self, visit: Visit, screen: Screen) -> str:
        return next((q for q in screen.fields if is_answered(q, visit.answers)), screen.fields[0])

    def asked_again(self, visit: Visit, fields: Iterable[str]) -> Visit:
        """With the open questions among ``fields`` asked once more, one screen after the other."""
        questions = tuple(dict.fromkeys(question_of(field) for field in fields))
        again = visit.asking_again(questions)
        return again if self.look(again).screen is not None else again.opened(questions[0])

    # --- what a tab keeps ------------------------------------------------------------------------------------------

    def restored(self, values: Mapping[str, Any]) -> Visit:
        """A visit from plain values that a tab, a link or a roster kept; what is no valid answer is left out.

        A first day of work after the day asked about is kept: another day may be asked about.
        """
        kept = {field: value for field, value in values.items() if field in FIELDS and self._takes(field, value)}
        drafts = values.get(DRAFT)
        draft = {
            question: answer
            for question, answer in (drafts.items() if isinstance(drafts, Mapping) else ())
            if question in USUAL and all(self._takes(f, v) for f, v in _facts_or_nothing(question, answer).items())
        }
        return Visit(kept, draft)

    def _takes(self, field: str, value: Any) -> bool:
        if value is None or (field in DATES and kept_span(value) is not None):
            return True
        try:
            read_applicant({field: value}, as_of=LATEST_DATE, specialties=self.pack.by_id)
        except BadApplicant:
            return False
        return True


def _without(draft: Mapping[str, Any], questions: Iterable[str]) -> Mapping[str, Any]:
    gone = frozenset(questions)
    return {question: answer for question, answer in draft.items() if question not in gone}


def _facts_or_nothing(question: str, answer: Any) -> dict[str, Any]:
    try:
        return facts_of(question, answer)
    except (KeyError, TypeError):
        return {question: answer}


@dataclass(frozen=True)
class Seen:
    """A visit as the rules see it.

    ``set_aside`` are answers that do not fit the day asked about, with the reason: kept, shown and not counted.
    ``inexact`` are the dates of which a month or a year was said: counted as its last day.
    """

    questionnaire: Questionnaire
    visit: Visit
    applicant: Applicant
    unsure: frozenset[str]
    set_aside: Mapping[str, Text]
    inexact: Mapping[str, Span]

    @cached_property
    def assessment(self) -> Assessment:
        """What the rules say of the answers so far."""
        return assess(self.applicant, self.questionnaire.pack, self.questionnaire.as_of)

    @cached_property
    def screen(self) -> Screen | None:
        """What is looked at: what was opened again, else what is asked next; None where the result stands."""
        if self.visit.editing is not None:
            return self.questionnaire.screen_of(self.visit.editing)
        question = next_question(self.assessment, self.unsure, self.questionnaire.screens, self.undecided)
        return None if question is None else self.questionnaire.screen_of(question)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The questions on the screen that concern this person: what is missing, and what was answered before."""
        if self.screen is None:
            return ()
        asked = {question_of(field) for field in self.assessment.missing} | {self.visit.editing}
        mine = [q for q in self.screen.fields if q in asked or is_answered(q, self.visit.answers)]
        # Hours are offered though nothing misses them.
        return tuple(mine) or self.screen.fields

    @cached_property
    def open_rows(self) -> tuple[str, ...]:
        """Those of :attr:`rows` without an answer that counts which still matter with what was tapped here."""
        draft = {q: answer for q, answer in self.visit.draft.items() if q in self.rows}
        again = {*self.undecided, *self.set_aside}
        blank = [q for q in self.rows if q not in draft and (q in again or not is_answered(q, self.visit.answers))]
        if not draft or not blank:
            return tuple(blank)
        facts = {field: value for q, answer in draft.items() for field, value in facts_of(q, answer).items()}
        after = self.questionnaire.look(self.visit.recorded(facts))
        still = {question_of(field) for field in after.assessment.missing} | set(after.undecided)
        return tuple(q for q in blank if q in still)

    def shown(self, question: str) -> tuple[bool, Any]:
        """Whether ``question`` has an answer, tapped on this screen or given before, and which; None is 不清楚."""
        if question in self.visit.draft:
            return True, self.visit.draft[question]
        return is_answered(question, self.visit.answers), answer_to(question, self.visit.answers)

    @cached_property
    def undecided(self) -> tuple[str, ...]:
        """The dates of which only a month or a year was said, though the day decides."""
        if not self.inexact or self.assessment.verdict is Verdict.INELIGIBLE:
            return ()
        return tuple(field for field in self.inexact if self._day_decides(field))

    def _day_decides(self, field: str) -> bool:
        """Whether the outcome is another at the two ends of what was said, whatever the diploma turns out to be.

        Later is never better, so where the ends agree every day between them does. Of what is asked after a date,
        only the diploma is read together with it.
        """
        pack, as_of = self.questionnaire.pack, self.questionnaire.as_of
        ends = {name: set(span.ends(as_of)) for name, span in self.inexact.items()}
        diplomas = (self.applicant.education,) if self.applicant.education else tuple(Education)
        open_: list[list[tuple[str, Any]]] = [[("education", diploma) for diploma in diplomas]]
        open_ += [[(name, day) for day in days] for name, days in ends.items() if name != field]
        for way in product(*open_):
            outcomes = set()
            for day in ends[field]:
                facts: dict[str, Any] = {**dict(way), field: day}
                outcomes.add(_outcome(assess(replace(self.applicant, **facts), pack, as_of)))
            if len(outcomes) > 1:
                return True
        return False

    @property
    def done(self) -> int:
        """How many other screens were answered."""
        return sum(screen != self.screen for screen in self.questionnaire.been(self.visit))

    @property
    def previous(self) -> Screen | None:
        """The screen before the one that is looked at; None at the first."""
        been = self.questionnaire.been(self.visit)
        before = been[: been.index(self.screen)] if self.screen in been else been
        return before[-1] if before else None

    @cached_property
    def to_come(self) -> int:
        """How many other screens come at most; never more are asked, whatever the answers."""
        ahead = next_question(self.assessment, self.unsure, self.questionnaire.screens, self.undecided)
        if ahead is None:
            return 0
        # The hours come last.
        fields = {"hours"} if ahead == "hours" else could_come(self.applicant, self.unsure, self.assessment)
        fields |= set(self.undecided)
        screens = {self.questionnaire.screen_of(question_of(field)) for field in fields}
        return len(screens - {self.screen})


def _outcome(found: Assessment) -> tuple[Any, ...]:
    """What a day could change: verdicts, routes, levels, and on which side of the notice's dates a route opens."""
    routes = tuple((route.route, route.verdict, route.level, _opens(route, found.as_of)) for route in found.routes)
    return found.verdict, found.recommended, found.committee, found.level, routes


def _opens(route: RouteResult, as_of: dt.date) -> str | None:
    if route.earliest is None:
        return None
    if route.earliest <= as_of:
        return "now"
    return "in the window" if route.window and route.earliest <= route.window.closes else "later"
