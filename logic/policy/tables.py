"""Norms, ladders, lists and days of a pack as tables, each line with the clauses that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from logic.facts import CHOICES, Education
from logic.findings import Level
from logic.labels import CHOICE_NAMES, FACT_NAMES, LEVEL_NAMES, ROUTE_NAMES, SUBJECT_NAMES, listed
from logic.pack import Pack, RecognitionStep, ReviewStep
from logic.pack.catalogue import Basis
from logic.words.language import Text, join, say, say_n, written_date


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


def tables(pack: Pack) -> Iterator[Table]:
    """All but the specialties; one without a line is what the pack does not have."""
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
                tuple(dict.fromkeys(way.clause for route in series.routes if (way := pack.other_route(route))))
                or ("2.1",),
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


def shelves(pack: Pack) -> Iterator[Table]:
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
