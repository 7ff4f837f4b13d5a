"""Questions and answers in words."""

from __future__ import annotations

from html import escape
from typing import Any

from logic import advice
from logic.dates import kept_span
from logic.interview.questionnaire import Seen
from logic.interview.screens import ASKED, DATES, JOINED, answer_to, is_answered
from logic.labels import CHOICE_NAMES, DIPLOMA_NAMES, FACT_NAMES, YES_NO
from logic.pack import Pack, Specialty
from logic.words.language import Text, say
from ui.browser.taps import Tap, button
from ui.language import t, tn, tr
from ui.questions.words import question as words_of


def values_of(question: str) -> tuple[Any, ...]:
    """The choices of a question that is answered by choosing."""
    if question in JOINED:
        return tuple(JOINED[question])
    return tuple(str(value) for value in CHOICE_NAMES[question]) if question in CHOICE_NAMES else (True, False)


def choice_name(question: str, value: object, pack: Pack) -> Text:
    """The words of one choice."""
    own = words_of(question, pack)
    if isinstance(value, bool):
        return (own.yes if value else own.no) or YES_NO[value]
    name = DIPLOMA_NAMES[str(value)] if question in JOINED else CHOICE_NAMES[question][str(value)]
    # Some are written within sentences elsewhere.
    return Text(name.zh, name.en[:1].upper() + name.en[1:])


def answered_questions(seen: Seen) -> tuple[str, ...]:
    """The questions that were answered, in asking order."""
    return tuple(question for question in ASKED if is_answered(question, seen.visit.answers))


def question_name(question: str) -> str:
    """What a question is called beside its answer."""
    return tr(_DIPLOMA if question == "full_time_recognised" else FACT_NAMES[question])


# Its question is about two facts.
_DIPLOMA = say("学历性质")


def answer_in_words(question: str, seen: Seen, pack: Pack) -> str:
    """The recorded answer, readable; 不清楚 where that was the answer."""
    value = answer_to(question, seen.visit.answers)
    if value is None:
        return t("以后再填") if question == "hours" else t("不清楚")
    if question == "hours":
        return tn("已填 {n} 年", len(value))
    if question == "specialty":
        return tr(pack.by_id[value].name) if value in pack.by_id else str(value)
    if question in DATES:
        span = kept_span(value)
        return tr(span.in_words) if span else str(value)
    return tr(choice_name(question, value, pack))


def answer_note(question: str, seen: Seen) -> str:
    """What must be said beside an answer: the day that a month is counted as, or why it is not counted at all."""
    if question in seen.set_aside:
        return t("与查看日期不符，先不算")
    if question in seen.inexact:
        return t("按 {day}算", day=seen.inexact[question].ends(seen.questionnaire.as_of)[1])
    return ""


def assumed_in_words(seen: Seen) -> tuple[str, ...]:
    """Of each date of which only a month or a year was said, the day that it is counted as."""
    return tuple(
        t("“{fact}”写的是 {span}，{how}。", fact=FACT_NAMES[field], span=span.in_words, how=answer_note(field, seen))
        for field, span in seen.inexact.items()
    )


def leads_to(specialty: Specialty, pack: Pack) -> str:
    """Which committee, or which other way, a specialty leads to."""
    return tr(advice.leads_to(specialty, pack))


def answers_aside(seen: Seen, pack: Pack) -> str:
    """The answers so far, each with a way to change it; not those of the screen that is looked at.

    With the specialty the committee is known: it is what people come for.
    """
    here = seen.screen.fields if seen.screen else ()
    asked = [question for question in answered_questions(seen) if question not in here]
    if not asked:
        body = f'<p class="tg-aside">{escape(t("还没有。答过的会列在这里，随时可以更改。"))}</p>'
    else:
        body, change = '<dl class="tg-aside">', t("更改")
        for question in asked:
            name = question_name(question)
            again = button(Tap("change", question), change, "tg-link", name=t("更改：{name}", name=name))
            body += f"<div><dt>{escape(name)}</dt><dd>{answer_html(question, seen, pack)}{again}</dd></div>"
            if question == "specialty" and (reviews := _committee(seen, pack)):
                body += f"<div class='tg-alone'><dt>{escape(t('评审委员会'))}</dt><dd>{reviews}</dd></div>"
        body += "</dl>"
    return f'<section class="tg-answers-aside"><h2 class="tg-aside-h">{escape(t("您的回答"))}</h2>{body}</section>'


def answer_html(question: str, seen: Seen, pack: Pack) -> str:
    """An answer in words, with what must be said beside it."""
    note = answer_note(question, seen)
    css = ' class="tg-aside-warn"' if question in seen.set_aside else ""
    small = f"<small{css}>{escape(note)}</small>" if note else ""
    return escape(answer_in_words(question, seen, pack)) + small


def _committee(seen: Seen, pack: Pack) -> str:
    specialty = pack.by_id.get(seen.visit.answers.get("specialty") or "")
    found = advice.committee(seen.assessment, specialty, pack) if specialty else None
    return "" if found is None else f"{escape(tr(found[0]))}<small>{escape(tr(found[1]))}</small>"
