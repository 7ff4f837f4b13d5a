"""What one part of a pack says of another, and what would be read without complaint and tell people something wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import get_args

from logic.facts import CHOICES, FIELDS, Education, ForeignPermit
from logic.labels import CHOICE_NAMES, LEVEL_NAMES, ROUTE_NAMES
from logic.pack.catalogue import Basis, SearchNote, Specialty
from logic.pack.faults import Loc, none_of
from logic.pack.model import APPROVERS, Pack
from logic.pack.parts import FILING, OtherRouteName, RouteName
from logic.pack.questions import FrequentQuestion
from logic.pack.rules import Recognition
from logic.words.language import Text, say

Check = Callable[[Pack], Iterator[tuple[Loc, Text]]]


def _specialties(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    seen: set[str] = set()
    for i, specialty in enumerate(pack.specialties):
        if specialty.id in seen:
            yield ("specialties", i, "id"), say("代码 {id} 写了两次。", id=specialty.id)
        seen.add(specialty.id)


def _of_series(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for i, specialty in enumerate(pack.specialties):
        if specialty.series not in pack.series:
            text = say("没有系列 {id}。", id=specialty.series)
            yield ("specialties", i, "series"), none_of(text, specialty.series, pack.series)


def _families(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for i, specialty in enumerate(pack.specialties):
        if specialty.family not in pack.titles:
            text = say("titles 里没有 {id}。", id=specialty.family)
            yield ("specialties", i, "family"), none_of(text, specialty.family, pack.titles)


def _bases(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for i, specialty in enumerate(pack.specialties):
        if specialty.basis not in tuple(Basis):
            yield from _clause(pack, specialty.basis, "specialties", i, "basis")


def _clause(pack: Pack, id: str, *loc: str | int) -> Iterator[tuple[Loc, Text]]:
    if id not in pack.clauses:
        yield loc, none_of(say("没有条款 {id}。", id=id), id, pack.clauses)


def _ways(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for kind, way in pack.ways.items():
        for cited in (way.clause, *way.also):
            yield from _clause(pack, cited, "ways", kind, "clause")
        if kind == "examination" and (way.unsure is None or way.unsure_answer is None):
            yield ("ways", kind), say("考试取得的，还要写拿不准时怎么说（unsure、unsure_answer）。")


def _shelves(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    shelved = [name for group in pack.groups for name in group.series]
    for name in pack.series:
        if shelved.count(name) != 1:
            yield ("series", name), say("每个系列须恰好归入一组（groups）。")
    for i, group in enumerate(pack.groups):
        for name in group.series:
            if name not in pack.series:
                yield ("groups", i, "series"), none_of(say("没有系列 {id}。", id=name), name, pack.series)


def _committees(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for name, series in pack.series.items():
        if "junior_review" in series.routes and series.committee is None:
            yield ("series", name, "committee"), say("有初级评审的系列须写明由哪个评审委员会评。")
        elif series.committee is not None and series.committee not in pack.review.committees:
            text = say("review.committees 里没有 {id}。", id=series.committee)
            yield ("series", name, "committee"), none_of(text, series.committee, pack.review.committees)
    reviewing = {series.committee for series in pack.series.values()}
    for name in pack.review.committees:
        if name not in reviewing:
            yield ("review", "committees", name), say("没有一个系列归这个评审委员会。")


def _cited(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for name, committee in pack.review.committees.items():
        yield from _clause(pack, committee.source, "review", "committees", name, "source")
        if committee.if_refused is not None:
            yield from _clause(pack, committee.if_refused_clause, "review", "committees", name)


def _sources(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for id_, clause in pack.clauses.items():
        if clause.source not in pack.sources:
            text = say("sources 里没有 {id}。", id=clause.source)
            yield ("clauses", id_, "source"), none_of(text, clause.source, pack.sources)


def _events(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for i, event in enumerate(pack.calendar):
        yield from _clause(pack, event.clause, "calendar", i, "clause")


def _files(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for route, papers in pack.files.items():
        for i, paper in enumerate(papers):
            yield from _clause(pack, paper.clause, "files", route, i, "clause")
            for field, values in paper.when.items():
                if field not in CHOICES or not set(values) <= {str(choice) for choice in CHOICES[field]}:
                    yield ("files", route, i, "when", field), say("没有这一项回答：{id}。", id=", ".join(values))


def _beyond(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for name, further in pack.beyond.items():
        if name not in pack.review.committees:
            yield ("beyond", name), say("review.committees 里没有 {id}。", id=name)
        yield from _clause(pack, further.source, "beyond", name, "source")


def _recognitions(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    if pack.recognition is not None:
        yield from _recognition(pack, pack.recognition)


def _days(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    if pack.covers.last < pack.covers.first:
        yield ("covers", "last"), say("结束日期早于开始日期。")


def _all_clauses(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for id_ in sorted(needed(pack.not_asked, recognises=pack.recognition is not None) - set(pack.clauses)):
        yield ("clauses",), say("缺少条款 {id}：程序要引用它。", id=id_)


def _questions(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    seen: set[str] = set()
    for i, asked in enumerate(pack.questions):
        if asked.id in seen:
            yield ("questions", i, "id"), say("代码 {id} 写了两次。", id=asked.id)
        seen.add(asked.id)
        for cited in (asked.clause, *asked.also):
            yield from _clause(pack, cited, "questions", i, "clause")
        if asked.decides is not None and asked.decides not in FIELDS:
            text = say("自查里没有 {id} 这个问题。", id=asked.decides)
            yield ("questions", i, "decides"), none_of(text, asked.decides, FIELDS)


def _matters(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    seen: set[str] = set()
    for i, matter in enumerate(pack.matters):
        if matter.id in seen:
            yield ("matters", i, "id"), say("代码 {id} 写了两次。", id=matter.id)
        seen.add(matter.id)
        for cited in (matter.clause, *matter.also):
            yield from _clause(pack, cited, "matters", i, "clause")
        for j, question in enumerate(matter.check):
            ends = [choice.answer is not None for choice in question.choices]
            last = j == len(matter.check) - 1
            if last and not all(ends):
                yield ("matters", i, "check", j, "choices"), say("最后一问的每个选项都要写 answer。")
            elif not last and all(ends):
                text = say("这一问的每个选项都有 answer，后面的就问不到了。")
                yield ("matters", i, "check", j, "choices"), text
    for i, asked in enumerate(pack.questions):
        if asked.matter is not None and asked.matter not in seen:
            yield ("questions", i, "matter"), none_of(say("matters 里没有 {id}。", id=asked.matter), asked.matter, seen)


def _recognition(pack: Pack, recognition: Recognition) -> Iterator[tuple[Loc, Text]]:
    for step in recognition.ladder.values():
        if step.level not in recognition.approvers:
            yield ("recognition", "approvers"), say("没有写明{level}由谁审批。", level=LEVEL_NAMES[step.level])
    for level, approver in recognition.approvers.items():
        if APPROVERS.get(approver, approver) not in pack.names.all():
            yield (
                ("recognition", "approvers", level.value),
                say("names 里没有 {id}。可以写 district、city，或 names 里的一个名称。", id=approver),
            )
    for series, elsewhere in recognition.dates_elsewhere.items():
        place = ("recognition", "dates_elsewhere", series)
        if series not in pack.series:
            yield place, say("没有系列 {id}。", id=series)
        yield from _clause(pack, elsewhere.clause, *place, "clause")
    lowest = next((place for place, diploma in enumerate(_DIPLOMAS) if diploma in recognition.ladder), 0)
    for diploma in _DIPLOMAS[lowest:]:
        if diploma not in recognition.ladder:
            text = say("没有写{diploma}：从最低的学历往上，要写全。", diploma=CHOICE_NAMES["education"][diploma])
            yield ("recognition", "ladder"), text
    for diploma, step in recognition.ladder.items():
        if diploma.value.startswith("skilled_"):
            yield ("recognition", "ladder", diploma.value), say("技工院校的学历写在 equivalents 里。")
        if sum(step.years) > _MOST_YEARS:
            yield ("recognition", "ladder", diploma.value), say("年限超过 {n} 年，请检查。", n=_MOST_YEARS)


# What would be read without complaint and then tell people something wrong.


def _routes(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for name, series in pack.series.items():
        if len(set(series.routes)) != len(series.routes) or not set(series.routes) <= _SERIES_ROUTES:
            yield ("series", name, "routes"), say("途径重复，或不是系列可用的途径。")
        elif set(series.routes) == {"initial_recognition"}:
            yield ("series", name, "routes"), say("只有初次认定不够：已有职称的人也要有途径。")
        if "initial_recognition" in series.routes[1:]:
            yield ("series", name, "routes"), say("初次认定要写在最前面。")
        if series.committee is not None and "junior_review" not in series.routes:
            yield ("series", name, "committee"), say("没有初级评审的系列不写评审委员会。")


def _routes_explained(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for name, series in pack.series.items():
        for route in series.routes:
            if route in get_args(OtherRouteName) and route not in pack.ways:
                yield (
                    ("series", name, "routes"),
                    say("由别处办的途径（ways）里没有写{route}。", route=ROUTE_NAMES[route]),
                )
        if "initial_recognition" in series.routes and pack.recognition is None:
            yield ("series", name, "routes"), say("这份政策没有 recognition，不能写初次认定。")


def _diplomas(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for skilled, diploma in pack.equivalents.items():
        if not skilled.value.startswith("skilled_") or diploma not in _DIPLOMAS:
            yield ("equivalents", skilled.value), say("只能把技工院校的学历对应到中专及以上的学历。")


def _settled(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for matter, settled in pack.settled.items():
        yield from _clause(pack, settled.clause, "settled", matter, "clause")


def _permits(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    if ForeignPermit.NONE in pack.scope.foreign_permits:
        yield ("scope", "foreign_permits"), say("“都没有”不能算证件。")


def _rounds(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    placed: set[tuple[str, int, str]] = set()
    for i, event in enumerate(pack.calendar):
        if (event.route, event.round, event.id) in placed:
            yield ("calendar", i, "id"), say("{id} 写了两次。有几轮的，请写明是第几轮（round）。", id=event.id)
        placed.add((event.route, event.round, event.id))
        if event.files and event.id != FILING[event.route]:
            yield ("calendar", i, "route"), say("{id} 不是这条途径的一步。", id=event.id)
        if event.all_year and not event.files:
            yield (
                ("calendar", i, "all_year"),
                say("只有申报这一步（{ids}）能写 all_year。", ids="、".join(FILING.values())),
            )
    for i, event in enumerate(pack.calendar):
        if not event.files and (event.route, event.round, FILING[event.route]) not in placed:
            yield ("calendar", i), say("这一轮没有申报这一步 {id}。", id=FILING[event.route])


def _covered(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for i, event in enumerate(pack.calendar):
        if not (pack.covers.first <= event.opens and event.closes <= pack.covers.last):
            yield ("calendar", i), say("日期不在这份政策管的日期（covers）之内。")


def _search_words(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    searched: dict[str, tuple[Specialty | SearchNote | FrequentQuestion, ...]] = {
        "specialties": pack.specialties,
        "search_notes": pack.search_notes,
        "questions": pack.questions,
    }
    for key, entries in searched.items():
        for i, entry in enumerate(entries):
            if not all(word.strip() for word in (*entry.words, *entry.words_en)):
                yield (key, i, "words"), say("搜索词不能为空。")


def _addresses(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    for place, url in (("url", pack.url), ("contact", pack.contact.platform_url)):
        if url is not None and not url.startswith(("https://", "http://")):
            yield (place,), say("网址须以 https:// 或 http:// 开头。")


# These two follow from the person, not from the series.
_SERIES_ROUTES = frozenset(get_args(RouteName)) - {"higher_review", "undetermined"}
_DIPLOMAS = (
    *(Education.SECONDARY, Education.COLLEGE, Education.BACHELOR, Education.SECOND_BACHELOR),
    *(Education.MASTER, Education.DOCTOR),
)
_MOST_YEARS = 30


# The clauses that criteria, advice and pages cite, by the program's own ids: what each is called in its notice says its
# ``place``. A pack must tell each of them, but for the following. A test compares this with the code.
CITED = (
    *("1.1", "1.2", "1.3", "1.4", "2.1", "2.3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6"),
    *("4.1", "4.3", "4.4", "4.5", "4.6", "n25", "n40", "n90"),
)
# What stands beside an answer, and only where the notice has it.
OPTIONAL = ("3.1", "3.2", "3.5", "3.6", "4.4", "n25", "n90")
# The one clause of a criterion that a notice may do without.
_OF_CRITERION = {"post_ratio": "1.4", "residency": "1.2", "integrity": "4.3"}


def needed(not_asked: Collection[str], *, recognises: bool) -> set[str]:
    """The clauses that a pack must have, by the criteria that it does without and whether it has recognition."""
    cited = set(CITED) - set(OPTIONAL) - {_OF_CRITERION.get(criterion, "") for criterion in not_asked}
    return cited if recognises else cited - {"2.3"}


# One after the other: where a part has a fault of its own, the others are still held against each other.
CHECKS: tuple[Check, ...] = (
    _questions,
    *(_specialties, _of_series, _families, _bases, _ways, _shelves, _committees, _cited, _sources, _events, _files),
    *(
        _matters,
        _beyond,
        _recognitions,
        _routes,
        _routes_explained,
        _diplomas,
        _permits,
        _rounds,
        _covered,
        _search_words,
    ),
    *(_settled, _addresses, _days, _all_clauses),
)
