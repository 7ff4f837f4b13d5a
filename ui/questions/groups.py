"""Several short questions on one screen: one tap for the usual person, and each row still an answer of its own.

Nothing is answered by default: what a row shows as chosen was tapped, or answered before. A row keeps its explanation;
why it is asked, with the clause, stands in the fold below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from logic.interview.questionnaire import Seen
from logic.interview.screens import USUAL
from logic.labels import YES_NO
from logic.pack import Pack
from logic.words.language import Text, join, say
from ui.browser.taps import Tap, button
from ui.language import t, tn, tr
from ui.parts import choice_name, values_of
from ui.questions.words import question as words_of

UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Group:
    """The words of a screen: its question, what helps to answer, and the button for the usual person."""

    ask: Text
    help: Text
    all: Text | None = None
    rest: Text | None = None


GROUPS = {
    "title": Group(
        say("您的员级职称是什么时候取得的？"),
        say("看证书上的取得日期或批准日期。只记得月份的，先写月份。"),
    ),
    "work": Group(
        say("以下几项，都符合吗？"),
        say("大多数人都符合，点一下就好。有一项不是，先选那一项，再点“其余都符合”。"),
        say("都符合"),
        say("其余都符合"),
    ),
    "rare": Group(
        say("下面的情况，您有没有？"),
        say("大多数人都没有，点一下就好。有的先选出来，再点“其余都没有”。"),
        say("这些都没有"),
        say("其余都没有"),
    ),
    # Its button says what it answers.
    "diploma": Group(
        say("您的毕业和考核，是哪种情况？"),
        say("大多数人是按钮上的情况，点一下就好。有一项不同，先选那一项。"),
    ),
}
_HAVE, _HAVE_NOT = say("有"), say("没有")


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a question among others: a few where a screen of its own takes a sentence.

    ``help`` stands below, else that of the question; ``choices`` are its answers, else the question's.
    """

    label: Text
    help: Text | None = None
    choices: Mapping[Any, Text] = field(default_factory=dict)


_TRUE_OR_NOT = {True: _HAVE, False: _HAVE_NOT}
_ROWS = {
    "title_same_series": Row(say("和这次要报的是同一个系列"), choices=YES_NO),
    "works_in_district": Row(say("工作地点在{district}"), choices=YES_NO),
    "under_contract": Row(say("和单位签了劳动或聘用合同"), choices=YES_NO),
    "in_technical_post": Row(
        say("在专业技术岗位，做专业技术工作"), say("主要做管理、行政、后勤的，选“否”。"), choices=YES_NO
    ),
    "post_vacancy": Row(say("岗位结构比例内，有要申报的空岗"), choices=YES_NO),
    "residency": Row(
        say("港澳台居民或外籍"),
        choices={"mainland": say("都不是"), "hong_kong_macao_taiwan": say("港澳台"), "foreign": say("外籍")},
    ),
    "disciplinary_period": Row(say("正在处分期内"), say("记过以上的处分才算，期满的不算。"), _TRUE_OR_NOT),
    "applied_elsewhere_this_year": Row(say("今年已经报了别的系列或专业"), choices=_TRUE_OR_NOT),
    "dishonesty_record": Row(say("职称诚信档案里有不良记录"), choices=_TRUE_OR_NOT),
    "full_time_recognised": Row(say("最高学历是怎样取得的")),
    "major_related": Row(say("所学专业和现在的工作"), say("相近也算；拿不准就选“不清楚”。")),
    "unit_assessment_passed": Row(say("单位考核"), say("一般在见习期满时；硕士、博士请单位考核。")),
}
# What the button for the usual person says of a row, where no two words say it of all.
_USUAL_WORDS = {
    "full_time_recognised": say("全日制毕业"),
    "major_related": say("专业对口"),
    "unit_assessment_passed": say("考核合格"),
    "title_same_series": say("同一系列"),
}
# Whose choices are sentences: they stand in a line of their own, and four of them want all the width there is.
_CSS = {
    "full_time_recognised": "tg-row tg-row-long tg-row-wide",
    "major_related": "tg-row tg-row-long",
    "unit_assessment_passed": "tg-row tg-row-long",
}


def tap_value(value: Any) -> str:
    """A choice as a tap carries it; 不清楚 as well."""
    return UNSURE if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def read_value(question: str, text: str) -> tuple[bool, Any]:
    """Whether ``text`` is a choice of ``question`` or 不清楚, and which."""
    for value in (*values_of(question), None):
        if tap_value(value) == text:
            return True, value
    return False, None


def usual_words(questions: tuple[str, ...]) -> Text:
    """What the usual person would answer to ``questions``, in a few words."""
    words = [_USUAL_WORDS[question] for question in questions]
    later = [Text(text.zh, text.en[:1].lower() + text.en[1:]) for text in words[1:]]
    return join([*words[:1], *later], zh="、", en=", ")


def rows(seen: Seen, pack: Pack) -> str:
    """One row a question: what is asked, a word on it, and its choices."""
    return f'<div class="tg-rows">{"".join(_row(q, seen, pack) for q in seen.rows if q in _ROWS)}</div>'


def _row(question: str, seen: Seen, pack: Pack) -> str:
    row, own = _ROWS[question], words_of(question, pack)
    answered, answer = seen.shown(question)
    buttons = [
        button(
            Tap("row", question, tap_value(value)),
            tr(row.choices.get(value) or choice_name(question, value, pack)),
            "tg-seg-one",
            small=tr(own.notes[str(value)]) if str(value) in own.notes else "",
            pressed=answered and value == answer,
        )
        for value in values_of(question)
    ]
    unsure = Tap("row", question, UNSURE)
    buttons.append(button(unsure, t("不清楚"), "tg-seg-one tg-seg-unsure", pressed=answered and answer is None))
    said = tr(pack.named(row.label))
    css = _CSS.get(question, "tg-row")
    return (
        f'<div class="{css}" role="group" aria-labelledby="row-{question}">'
        f'<div class="tg-row-says"><b id="row-{question}">{escape(said)}</b>'
        f"<small>{escape(tr(row.help or own.help))}</small></div>"
        f'<div class="tg-seg">{"".join(buttons)}</div></div>'
    )


def usual_button(seen: Seen, screen: str, css: str = "tg-all") -> str:
    """The one tap for the usual person; for who has tapped rows: the rest of them, or on."""
    left = tuple(q for q in seen.open_rows if q in USUAL)
    if not seen.open_rows:
        return button(Tap("onward", screen), t("继续"), css)
    group = GROUPS[screen]
    untouched = len(left) == len([q for q in seen.rows if q in USUAL])
    if group.all is None or group.rest is None:
        words = usual_words(left)
        label, small = (tr(words) if untouched else t("其余：{words}", words=words)), ""
    else:
        label = tr(group.all if untouched else group.rest)
        if "residency" in left:
            small = tn("内地居民，其他 {n} 项都没有", len(left) - 1)
        else:
            small = tn("{n} 项都选“没有”", len(left)) if screen == "rare" else tn("{n} 项都选“是”", len(left))
    return button(Tap("usual", screen), f"✓ {label}", css, small=small)


def is_touched(seen: Seen) -> bool:
    """Whether a row was answered already, here or before."""
    return any(seen.shown(question)[0] for question in seen.rows)
