"""What to send whom: a short text to each colleague, in Chinese, to paste into a chat or keep beside the name.

It says what is missing, by when, and whom to ask; of verdicts and colours it says nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from logic.advice import headline, subline
from logic.assess import assess
from logic.facts import Applicant
from logic.findings import Finding, FindingVerdict, Verdict
from logic.labels import fact_names
from logic.pack import Pack
from logic.roster.model import Outcome, Row
from logic.roster.person import Person, Places
from logic.roster.take_home import as_plain, plain_sheet
from logic.routes import rulebook
from logic.words.language import Text, say

# As many things to do are named; who has more to do comes and asks.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to one colleague."""

    person: Person
    text: str


def messages(rows: Iterable[Row], places: Places, pack: Pack, as_of: dt.date) -> tuple[Message, ...]:
    """A text for everyone in ``rows`` of whom anything is known, in their order."""
    found = []
    for row in rows:
        if row.applicant is not None and row.outcome is not None:
            person = places.person(row)
            found.append(Message(person, message(person.name, row.applicant, row.outcome, pack, as_of)))
    return tuple(found)


def message(name: str, applicant: Applicant, outcome: Outcome, pack: Pack, as_of: dt.date) -> str:
    """The text to one colleague, addressed by ``name``; ``outcome``: what the roster has found of ``applicant``."""
    office = pack.contact.office.text
    hello = say("{name}，您好。", name=name) if name else say("您好。")
    ask = say("不清楚的，请先问单位人事；单位也不清楚的，问{office}。", office=office)
    return "".join(part.zh for part in (hello, *_lines(applicant, outcome, pack, as_of), ask))


def _lines(applicant: Applicant, outcome: Outcome, pack: Pack, as_of: dt.date) -> Iterable[Text]:
    found = _in_the_way(applicant, outcome, pack, as_of)
    if outcome.elsewhere:
        yield from (f.text for f in found if f.criterion in ("exam_series", "higher"))
        return
    if outcome.verdict is Verdict.INELIGIBLE:
        yield from (f.text for f in found if f.barring)
        return
    by = outcome.window.closes if outcome.window and outcome.window.status != "closed" else None
    if outcome.missing:
        yield say("今年报职称，您还有这几项没有告诉单位：{facts}。", facts=fact_names(outcome.missing))
        yield say("请在{day}前告诉单位人事。", day=by) if by else say("请尽快告诉单位人事。")
    undone = [f for f in found if f.verdict in (FindingVerdict.NOT_MET, FindingVerdict.CONFIRM)]
    if not outcome.missing and not undone:
        assessment = assess(applicant, pack, as_of)
        yield headline(assessment, pack)
        yield subline(assessment, pack)
        return
    for finding in undone[:_MOST]:
        yield finding.text
        if finding.remedy:
            yield finding.remedy
    if undone and not outcome.missing and by:
        yield say("要赶上这一次，请在{day}前办好。", day=by)


def _in_the_way(applicant: Applicant, outcome: Outcome, pack: Pack, as_of: dt.date) -> list[Finding]:
    """What stands in the way or is open, the weightiest first.

    The roster has named the criteria; only these are asked, and they remember what they said of the same facts.
    """
    route = rulebook(pack, as_of).route(outcome.route, applicant.specialty)
    by_name = {one.criterion.id: one for one in route.criteria}
    return [by_name[name](applicant)[0] for name in outcome.obstacles]


def as_text(those: Sequence[Message]) -> bytes:
    """All of them as plain text, a blank line between two."""
    return as_plain("\n\n".join(one.text for one in those))


def as_sheet(those: Sequence[Message]) -> bytes:
    """All of them as .xlsx: department, name, staff number, text."""
    heads = (("部门", 16), ("姓名", 12), ("工号", 12), ("发给本人的话", 100))
    lines = ((one.person.department, one.person.name, one.person.number, one.text) for one in those)
    return plain_sheet("发给本人", heads, lines, 2)
