"""What to send whom: a short text to each colleague, in Chinese, to paste into a chat or keep beside the name.

It says what is missing, by when, and whom to ask; of verdicts and colours it says nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from logic.advice import headline, is_elsewhere, obstacles, subline
from logic.assess import assess
from logic.findings import Assessment, Outcome, Verdict
from logic.labels import fact_names
from logic.language import Text, say
from logic.pack import Pack
from logic.roster.model import Row
from logic.roster.overview import Person, Places
from logic.roster.take_home import plain_sheet

# As many things to do are named; who has more to do comes and asks.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to one colleague."""

    person: Person
    text: str


def messages(rows: Iterable[Row], places: Places, pack: Pack, as_of: dt.date) -> tuple[Message, ...]:
    """A text for everyone in ``rows`` of whom anything is known, in their order."""
    return tuple(
        Message(places.person(row), message(places.person(row).name, assess(row.applicant, pack, as_of), pack))
        for row in rows
        if row.applicant is not None
    )


def message(name: str, found: Assessment, pack: Pack) -> str:
    """The text to one colleague, addressed by ``name``."""
    office = pack.contact.office.text
    hello = say("{name}，您好。", name=name) if name else say("您好。")
    parts = [hello, *_said(found, pack), say("不清楚的，请先问单位人事；单位也不清楚的，问{office}。", office=office)]
    return "".join(part.zh for part in parts)


def _said(found: Assessment, pack: Pack) -> Iterable[Text]:
    route = found.route
    if is_elsewhere(found.recommended, found.verdict, [f.criterion for f in route.findings if f.barring]):
        yield from (f.text for f in route.findings if f.criterion in ("exam_series", "higher"))
        return
    if found.verdict is Verdict.INELIGIBLE:
        yield from (f.text for f in route.findings if f.barring)
        return
    by = _by(found)
    missing = found.missing or route.missing
    if missing:
        yield say("今年报职称，您还有这几项没有告诉单位：{facts}。", facts=fact_names(missing))
        yield say("请在{day}前告诉单位人事。", day=by) if by else say("请尽快告诉单位人事。")
    undone = [f for f in obstacles(route) if f.verdict in (Outcome.NOT_MET, Outcome.CONFIRM)]
    if not missing and not undone:
        yield headline(found, pack)
        yield subline(found, pack)
        return
    for finding in undone[:_MOST]:
        yield finding.text
        if finding.remedy:
            yield finding.remedy
    if undone and not missing and by:
        yield say("要赶上这一次，请在{day}前办好。", day=by)


def _by(found: Assessment) -> dt.date | None:
    """The last day of the route's window; None where there is none, or it is over."""
    window = found.route.window
    return window.closes if window and window.status != "closed" else None


def as_text(those: Sequence[Message]) -> bytes:
    """All of them as plain text that every program reads, a blank line between two."""
    return "\r\n\r\n".join(one.text for one in those).encode("utf-8-sig")


def as_sheet(those: Sequence[Message]) -> bytes:
    """All of them as .xlsx: department, name, staff number, text."""
    heads = (("部门", 16), ("姓名", 12), ("工号", 12), ("发给本人的话", 100))
    lines = ((one.person.department, one.person.name, one.person.number, one.text) for one in those)
    return plain_sheet("发给本人", heads, lines, 2)
