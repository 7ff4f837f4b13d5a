"""The rule book: a notice as one looks things up in it, made from the pack and from the rules that run.

Each clause with the criteria that rest on it and the tables that it fills, each criterion with its clauses, the norms,
ladders, lists and days as tables, and what the notice leaves open. Which clauses a criterion rests on is found by
running it, so that no second list of them can fall behind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Any

from logic.criteria.base import Context, Criterion
from logic.facts import CHOICES, Applicant, Education, Employment, TitleLevel, with_usual
from logic.findings import Level
from logic.hours import TENTHS, YearTenths
from logic.labels import CHOICE_NAMES, CRITERION_NAMES, FACT_NAMES, LEVEL_NAMES, ROUTE_NAMES, SUBJECT_NAMES, listed
from logic.language import Text, join, say, say_n, written_date
from logic.pack import Clause, Pack, RecognitionStep, ReviewStep
from logic.pack.catalogue import Basis
from logic.pack.model import ByHash
from logic.routes import rulebook


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, and the clauses that it rests on."""

    cells: tuple[Text, ...]
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What the pack holds as a list: norms, a ladder, days. ``id`` is its place in the book."""

    id: str
    title: Text
    headings: tuple[Text, ...]
    lines: tuple[Line, ...]
    note: Text | None = None

    @property
    def clauses(self) -> tuple[str, ...]:
        """All clauses that its lines rest on."""
        return tuple(dict.fromkeys(clause for line in self.lines for clause in line.clauses))


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion: what it is called, in which routes it stands, and the clauses that its findings cite."""

    id: str
    name: Text
    routes: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause, its source, and all that rests on it: criteria and tables, by their ids."""

    id: str
    clause: Clause
    source: Text
    ours: bool
    criteria: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What no source settles: what is known of it, whom to ask what, and the clause that it is about."""

    what: Text
    ask: Text | None
    clause: str


@dataclass(frozen=True, slots=True)
class Book:
    """A whole notice to look things up in."""

    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]
    criteria: tuple[Judged, ...]
    open: tuple[Open, ...]
    shelves: tuple[Table, ...]

    @property
    def by_id(self) -> dict[str, Entry]:
        """The clauses by their ids."""
        return {entry.id: entry for entry in self.entries}


def book(pack: Pack) -> Book:
    """The rule book of ``pack``."""
    return _book(ByHash(pack))


@lru_cache(maxsize=8)
def _book(kept: ByHash) -> Book:
    pack = kept.pack
    tables = tuple(table for table in _tables(pack) if table.lines)
    criteria = _criteria(pack)
    # Clauses with a number are the notice's own; the others are named after their source.
    ours = {clause.source for id_, clause in pack.clauses.items() if id_[0].isdigit()}
    entries = tuple(
        Entry(
            id_,
            clause,
            pack.sources[clause.source].title.text,
            clause.source in ours,
            tuple(one.id for one in criteria if id_ in one.clauses),
            tuple(table.id for table in tables if id_ in table.clauses),
        )
        for id_, clause in pack.clauses.items()
    )
    return Book(entries, tables, criteria, tuple(_open(pack)), tuple(_shelves(pack)))


# --- which clauses a criterion rests on ------------------------------------------------------------------------


def _criteria(pack: Pack) -> tuple[Judged, ...]:
    """Every criterion that this notice has, in the order in which they are told, with all clauses that it cites."""
    day = pack.covers.first
    windows = [event.opens for event in pack.calendar if event.files] or [day]
    as_of = min(windows)
    rules = rulebook(pack, as_of)
    routes: dict[str, list[str]] = {}
    cited: dict[str, dict[str, None]] = {}
    asked: set[tuple[str, int]] = set()
    for name, specialty in _everywhere(pack):
        route = rules.route(name, specialty)
        for bound in route.criteria:
            one = bound.criterion
            if name not in routes.setdefault(one.id, []):
                routes[one.id].append(name)
            if (one.id, id(bound.context)) in asked:
                continue
            asked.add((one.id, id(bound.context)))
            cited.setdefault(one.id, {}).update(dict.fromkeys(_cited(one, bound.context, specialty, as_of)))
    order = [*CRITERION_NAMES]
    return tuple(
        Judged(
            id_, CRITERION_NAMES[id_], tuple(routes[id_]), tuple(clause for clause in pack.clauses if clause in told)
        )
        for id_, told in sorted(cited.items(), key=lambda pair: order.index(pair[0]))
    )


def _everywhere(pack: Pack) -> Iterator[tuple[str, str | None]]:
    """Each route with a specialty of every kind that goes there."""
    seen: set[tuple[str, bool]] = set()
    for specialty in pack.specialties:
        if (specialty.series, specialty.unsure) not in seen:
            seen.add((specialty.series, specialty.unsure))
            for route in (*pack.series[specialty.series].routes, "higher_review"):
                yield route, specialty.id
    yield "undetermined", None


def _cited(criterion: Criterion, context: Context, specialty: str | None, as_of: dt.date) -> Iterator[str]:
    """The clauses of all findings that the criterion gives when any two of the facts it reads take any values."""
    usual = {**_usual(as_of), "specialty": specialty}
    facts = tuple(field for field in criterion.reads if field != "specialty")
    pairs: Iterable[tuple[str, ...]] = combinations(facts, 2) if len(facts) > 1 else [facts]
    for pair in pairs:
        for values in product(*(_values(field, as_of) for field in pair)):
            found = criterion.find(Applicant(**{**usual, **dict(zip(pair, values, strict=True))}), context)
            yield from (clause for clause in (found.clause, *found.also) if clause in context.pack.clauses)


def _before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _usual(as_of: dt.date) -> dict[str, Any]:
    began = _before(as_of, 3)
    return with_usual(
        employment=Employment.ENTERPRISE,
        title_level=TitleLevel.NONE,
        education=Education.COLLEGE,
        service_start=began,
        title_date=began,
        hours=(YearTenths(as_of.year - 1, 100 * TENTHS, 100 * TENTHS),),
    )


def _values(field: str, as_of: dt.date) -> tuple[Any, ...]:
    if field in CHOICES:
        return (None, *CHOICES[field])
    if field in ("service_start", "title_date"):
        return (None, as_of, _before(as_of, 3), _before(as_of, 12))
    if field == "hours":
        last = as_of.year - 1
        return (None, *((YearTenths(last, n * TENTHS, n * TENTHS), YearTenths(last - 1, 0, 0)) for n in (1, 1000)))
    return (None, True, False)


# --- norms, ladders, lists and days as tables --------------------------------------------------------------------


def _tables(pack: Pack) -> Iterator[Table]:
    yield _days(pack)
    yield _scope(pack)
    if pack.recognition is not None:
        yield _recognition(pack)
    yield from _reviews(pack)
    yield _skilled(pack)
    yield _hours(pack)
    yield _series(pack)
    yield _titles(pack)
    yield from _files(pack)
    yield _beyond(pack)


def _plain(*words: str | int) -> tuple[Text, ...]:
    return tuple(Text(str(word), str(word)) for word in words)


def _day(day: dt.date) -> Text:
    return Text(written_date(day, "zh"), written_date(day, "en"))


def _days(pack: Pack) -> Table:
    return Table(
        "days",
        say("办理时间"),
        (say("事项"), say("途径"), say("开始"), say("截止")),
        tuple(
            Line(
                (
                    event.what.text
                    if event.round == 1
                    else say("{what}（第 {n} 轮）", what=event.what.text, n=event.round),
                    ROUTE_NAMES[event.route],
                    say("通知没有写") if event.ends_only else _day(event.opens),
                    say("全年") if event.all_year else _day(event.closes),
                ),
                (event.clause,),
            )
            for event in pack.calendar
        ),
        say(
            "单位内部公示不少于 {n} 个工作日；诚信档案的记录保留 {years} 年。",
            n=pack.publicity_days,
            years=pack.integrity_years,
        ),
    )


_STANDINGS = {
    "met": say("在范围内"),
    "confirm": say("先要问清"),
    "curable": say("暂不能"),
    "barring": say("不能申报"),
}


def _scope(pack: Pack) -> Table:
    clauses = tuple(clause for clause in ("1.1", "1.3") if clause in pack.clauses)
    return Table(
        "scope",
        say("谁能申报"),
        (say("工作单位"), say("能不能报"), say("说明")),
        tuple(
            Line(
                (
                    CHOICE_NAMES["employment"][employment],
                    _STANDINGS[kind.is_],
                    pack.named(kind.say.text) if kind.say else Text("", ""),
                ),
                clauses,
            )
            for employment, kind in pack.scope.employment.items()
        ),
    )


def _diplomas(educations: Iterable[Education]) -> Text:
    return listed(CHOICE_NAMES["education"][one] for one in educations)


def _recognition_asks(step: RecognitionStep) -> Text:
    if step.months:
        return say("满 {n} 个月", n=step.months)
    if not step.years:
        return say("不看年限")
    if len(step.years) == 1:
        return say_n("满 {n} 年", step.years[0])
    first, *rest = step.years
    return say("先满 {first} 年，再满 {rest} 年，共 {all} 年", first=first, rest=sum(rest), all=sum(step.years))


def _recognition(pack: Pack) -> Table:
    recognition = pack.recognition
    assert recognition is not None
    return Table(
        "recognition",
        say("初次认定：学历、年限和层级"),
        (say("学历"), say("工作年限"), say("层级"), say("由谁批")),
        tuple(
            Line(
                (
                    CHOICE_NAMES["education"][diploma],
                    _recognition_asks(step),
                    LEVEL_NAMES[step.level],
                    pack.approver(recognition.approvers[step.level]),
                ),
                ("2.3",),
            )
            for diploma, step in recognition.ladder.items()
        ),
        pack.named(recognition.papers.text),
    )


def _review_asks(step: ReviewStep) -> Text:
    asks = [
        *([say_n("从事本专业满 {n} 年", step.service_years)] if step.service_years else []),
        *([say_n("任员级满 {n} 年", step.technician_years)] if step.technician_years else []),
        *([say("单位考核合格")] if step.assessment else []),
    ]
    return join(asks, "，", ", ") if asks else say("不看年限")


def _reviews(pack: Pack) -> Iterator[Table]:
    for id_, committee in pack.review.committees.items():
        steps = [(level, step) for level in (Level.TECHNICIAN, Level.ASSISTANT) for step in committee.steps(level)]
        yield Table(
            f"review-{id_}",
            say("初级评审（{committee}）：学历、年限和层级", committee=committee.name.text),
            (say("层级"), say("学历"), say("条件"), say("出处")),
            tuple(
                Line(
                    (
                        LEVEL_NAMES[level],
                        _diplomas(step.education),
                        _review_asks(step),
                        say("只见到一处，先核实") if step.unsure else say("多处可查"),
                    ),
                    (committee.source,),
                )
                for level, step in steps
            ),
        )


def _skilled(pack: Pack) -> Table:
    clauses = ("n90",) if "n90" in pack.clauses else ()
    return Table(
        "skilled",
        say("技工院校的学历按什么算"),
        (say("毕业于"), say("按这个学历算")),
        tuple(
            Line((CHOICE_NAMES["education"][skilled], CHOICE_NAMES["education"][diploma]), clauses)
            for skilled, diploma in pack.equivalents.items()
        ),
    )


def _hours(pack: Pack) -> Table:
    norms = {"general": pack.hours.general, "professional": pack.hours.professional}
    return Table(
        "hours",
        say("继续教育：每年多少学时"),
        (say("科目"), say("每年至少")),
        tuple(Line((SUBJECT_NAMES[subject], say("{n} 学时", n=norm)), ("3.3",)) for subject, norm in norms.items()),
        pack.named(pack.hours_registered.others.text),
    )


def _series(pack: Pack) -> Table:
    many = {id_: sum(one.series == id_ for one in pack.specialties) for id_ in pack.series}
    return Table(
        "series",
        say("各系列走什么途径"),
        (say("系列"), say("途径"), say("评审委员会"), say("专业数")),
        tuple(
            Line(
                (
                    series.name.text,
                    join([ROUTE_NAMES[route] for route in series.routes], "、", ", "),
                    pack.committee_name(series.committee) if series.committee else say("没有"),
                    *_plain(many[id_]),
                ),
                tuple(dict.fromkeys(way.clause for route in series.routes if (way := pack.way(route)))) or ("2.1",),
            )
            for id_, series in pack.series.items()
        ),
    )


def _titles(pack: Pack) -> Table:
    lines = []
    for family, names in pack.titles.items():
        of = [one for one in pack.specialties if one.family == family]
        if names.named and of:
            words = [name.text if (name := names.of(level)) else Text("–", "–") for level in Level]
            what = say("{specialty}等 {n} 个专业", specialty=of[0].name, n=len(of)) if len(of) > 1 else of[0].name
            lines.append(Line((what, *words)))
    return Table("titles", say("职称叫什么"), (say("专业"), *(LEVEL_NAMES[level] for level in Level)), tuple(lines))


def _when(when: dict[str, tuple[str, ...]]) -> Text:
    said = [
        say(
            "{fact}：{values}",
            fact=FACT_NAMES[field],
            values=listed(CHOICE_NAMES[field][CHOICES[field](one)] for one in values),
        )
        for field, values in when.items()
    ]
    return join(said, "；", "; ") if said else say("每个人")


def _files(pack: Pack) -> Iterator[Table]:
    for route, papers in pack.files.items():
        yield Table(
            f"files-{route}",
            say("要带的材料：{route}", route=ROUTE_NAMES[route]),
            (say("材料"), say("要不要"), say("谁要")),
            tuple(
                Line(
                    (
                        pack.named(paper.what.text),
                        say("先问") if paper.ask else say("写明的"),
                        _when(paper.when),
                    ),
                    (paper.clause,),
                )
                for paper in papers
            ),
        )


def _beyond(pack: Pack) -> Table:
    return Table(
        "beyond",
        say("再往上：中级（不归这份通知）"),
        (say("评审委员会"), say("学历"), say("任助理级")),
        tuple(
            Line(
                (pack.committee_name(name), _diplomas(step.education), say_n("满 {n} 年", step.years)), (ladder.source,)
            )
            for name, ladder in pack.beyond.items()
            for step in ladder.steps
        ),
    )


_BASES = {
    Basis.COMMON: say("大家都知道的"),
    Basis.SEEN: say("多处可查"),
    Basis.CONFIRM: say("没有查到，先问"),
}


def _shelves(pack: Pack) -> Iterator[Table]:
    """The specialties, a table a shelf."""
    for group in pack.groups:
        of = [one for one in pack.specialties if one.series in group.series]
        yield Table(
            f"group-{group.id}",
            say("{group}（{n} 个专业）", group=group.name.text, n=len(of)),
            (say("专业"), say("做什么"), say("出处")),
            tuple(
                Line(
                    (
                        one.name,
                        one.note.text if one.note else Text("", ""),
                        pack.clauses[one.basis].place.text if one.basis in pack.clauses else _BASES[Basis(one.basis)],
                    ),
                    (one.basis,) if one.basis in pack.clauses else (),
                )
                for one in of
            ),
        )


# --- what is left open -------------------------------------------------------------------------------------------


def _open(pack: Pack) -> Iterator[Open]:
    """What no source settles, in the order of the notice."""
    for kind in pack.scope.employment.values():
        if kind.is_ == "confirm" and kind.say and kind.ask:
            yield Open(pack.named(kind.say.text), pack.named(kind.ask.text), "1.1")
    if pack.recognition is not None:
        for level in pack.recognition.no_window_for:
            yield Open(say("认定{level}的时间，通知没有写。", level=LEVEL_NAMES[level]), None, "2.3")
        for elsewhere in pack.recognition.dates_elsewhere.values():
            yield Open(pack.named(elsewhere.say.text), pack.named(elsewhere.ask.text), elsewhere.clause)
    for series in pack.series.values():
        if series.new is not None:
            yield Open(pack.named(series.new.say.text), pack.named(series.new.ask.text), "3.1")
    for way in pack.ways.values():
        yield Open(pack.named(way.say.text), pack.named(way.ask.text), way.clause)
    if pack.hours_later is not None:
        yield Open(pack.named(pack.hours_later.say.text), pack.named(pack.hours_later.ask.text), "3.3")
