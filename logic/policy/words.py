"""What changes between two packs, in words: who somebody is by their answers, and what the packs say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from logic.facts import TitleLevel
from logic.findings import BY_WEIGHT, Verdict
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    DIPLOMA_NAMES,
    FACT_NAMES,
    HOURS_VERDICT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    SUBJECT_NAMES,
    VERDICT_NAMES,
    YES_NO,
    listed,
    within,
)
from logic.language import Text, join, say
from logic.pack import Pack
from logic.policy.answers import NO_UNIT, Span, between, norms_of
from logic.policy.combinations import LEVELS, NO_REST, NOT_THERE, ROUTES, Outcomes, States, Table


def low(text: Text) -> Text:
    """A name as it stands within a sentence."""
    return Text(text.zh, within(text.en))


def either(texts: Iterable[Text]) -> Text:
    """One of several: 大专或中专."""
    told = [low(text) for text in texts]
    if len(told) < 2:
        return told[0]
    return join([listed(told[:-1]), told[-1]], zh="或", en=" or ")


def span_of(span: Span) -> Text:
    """A span of time: 满 1 年、不满 3 年."""
    start, end = span
    if end is None:
        return say("满{low}", low=_period(start))
    if not start:
        return say("不满{end}", end=_period(end))
    return say("满{low}、不满{end}", low=_period(start), end=_period(end))


def _period(months: int) -> Text:
    if months % 12 == 0:
        return Text(f" {months // 12} 年", f"{months // 12} year{'s' if months != 12 else ''}")
    return Text(f" {months} 个月", f"{months} month{'s' if months != 1 else ''}")


def spans_of(spans: Iterable[Span]) -> Text:
    """Several spans, those that touch as one."""
    runs: list[list[int | None]] = []
    for low, end in sorted(spans, key=lambda span: span[0]):
        if runs and runs[-1][1] == low:
            runs[-1][1] = end
        else:
            runs.append([low, end])
    return either(span_of((low or 0, end)) for low, end in runs)


class Wording:
    """The words for what two packs' :class:`States` say."""

    def __init__(self, packs: Sequence[Pack], states: States) -> None:
        """``packs``: the first and the second."""
        self.packs, self.states = packs, states
        self._kinds = states.values["kind"]

    # --- who ---------------------------------------------------------------------------------------------------

    def who(self, takes: dict[str, frozenset[int]]) -> Text:
        """Those whose features take these values."""
        told = [
            text
            for feature in _ORDER
            if feature in takes
            for text in [self._told(feature, [self._value(feature, n) for n in sorted(takes[feature])])]
            if text is not None
        ]
        told = [self._fact(name, takes[name]) for name in takes if name in FACT_NAMES and name not in _ORDER] + told
        if not told:
            return say("所有人")
        if len(told) > 1:
            told = [join(told[:-1], zh="、", en=", "), told[-1]]
        return say("凡{conditions}的人", conditions=join(told, zh="、", en=", and "))

    def _value(self, feature: str, number: int) -> Any:
        return self.states.values[feature][number] if feature in self.states.values else number

    def _fact(self, name: str, numbers: frozenset[int]) -> Text:
        values = [self.states.values[name][n] for n in sorted(numbers)]
        names = CHOICE_NAMES.get(name, YES_NO)
        told = [names[value] if value is not None else say("不问") for value in values]
        return say("“{fact}”是{values}", fact=FACT_NAMES[name], values=either(told))

    def _told(self, feature: str, values: list[Any]) -> Text | None:
        tell = _TOLD.get(feature)
        if tell is not None:
            return tell(values)
        special: dict[str, Callable[[list[Any]], Text | None]] = {
            "kind": self._specialties,
            "education": self._education,
            "general": lambda told: self._hours("general", told),
            "professional": lambda told: self._hours("professional", told),
            "before_route": lambda told: say("原来走{routes}", routes=either(self.route(n) for n in told)),
            "before_level": lambda told: say("原来能报{levels}", levels=either(_level(n) for n in told)),
            "rest": self._rest,
            "others": self._others,
            "others_level": lambda told: say("别的途径到{levels}", levels=either(_level(n) for n in told)),
        }
        return special[feature](values) if feature in special else None

    def route(self, number: int) -> Text:
        """A route's name."""
        return ROUTE_NAMES[self.states.routes[number]]

    def _specialties(self, kinds: list[Any]) -> Text:
        """The series, or the specialties where it is not the whole of a series."""
        ids = {id_ for kind in kinds for id_ in kind.ids}
        whole, single = [], []
        pack = (
            next(pack for pack in self.packs if ids <= set(pack.by_id))
            if any(ids <= set(pack.by_id) for pack in self.packs)
            else self.packs[0]
        )
        for name, series in pack.series.items():
            mine = [one for one in pack.specialties if one.series == name]
            there = [one for one in mine if one.id in ids]
            if mine and len(there) == len(mine):
                whole.append(series.name.text)
            else:
                single += [one.name for one in there]
        if len(single) > 6:
            return say("专业是{specialties}等 {n} 个", specialties=listed([*whole, *single[:4]]), n=len(ids))
        if whole:
            return say("专业属于{series}", series=either([*whole, *single]))
        return say("专业是{specialties}", specialties=either(single))

    def _education(self, values: list[Any]) -> Text:
        names, every = CHOICE_NAMES["education"], [v for v in self.states.values["education"] if v is not None]
        others = [value for value in every if value not in values]
        if len(others) * 2 < len(values):
            return say("学历不是{names}", names=either(names[value] for value in others))
        return say("学历是{names}", names=either(names[value] for value in values))

    def _hours(self, subject: Any, values: list[Any]) -> Text | None:
        norms, name = norms_of(self.packs, subject), low(SUBJECT_NAMES[subject])
        told = dict.fromkeys(between(value, norms) if value else None for value in values)
        if len(told) == 1 and None not in told:
            least, most = next(pair for pair in told if pair)
            return say(
                "{subject}年均 {low} 到不满 {high} 学时", subject=low(SUBJECT_NAMES[subject]), low=least, high=most
            )
        every = [one for one in self.states.values[subject] if one not in values]
        if every and all(one and between(one, norms) for one in every):
            least, most = min(norms), max(norms)
            return say(
                "{subject}年均不在 {low} 到 {high} 学时之间", subject=low(SUBJECT_NAMES[subject]), low=least, high=most
            )
        ways = [_standing(value) if value else say("不受影响") for value in values]
        return say("{subject}学时{ways}", subject=name, ways=either(ways))

    def _rest(self, numbers: list[int]) -> Text:
        return either(_REST[n] for n in numbers)

    def _others(self, numbers: list[int]) -> Text:
        closed = [n for n in numbers if n >= _NOT_YET]
        if len(closed) == len(numbers):
            return say("没有别的途径可走")
        open_ = [_verdict(n) for n in numbers if n < _NOT_YET]
        told = say("别的途径是{verdicts}", verdicts=either(open_))
        return join([told, say("没有别的途径可走")], zh="或", en=" or ") if closed else told

    # --- what the packs say ------------------------------------------------------------------------------------

    def outcomes(self, rows: Table) -> tuple[Text, Text]:
        """What the first pack says of these rows and what the second; no more than is the same for all of them."""
        before, after = self.states.outcomes
        return self._outcome(rows, before, after), self._outcome(rows, after, before)

    def _outcome(self, rows: Table, mine: Outcomes, others: Outcomes) -> Text:
        verdicts = sorted(set(mine.verdict[rows].tolist()))
        if verdicts == [NOT_THERE]:
            return say("目录里没有这个专业")
        said = either(VERDICT_NAMES[BY_WEIGHT[n]] for n in verdicts)
        if (mine.verdict[rows] != others.verdict[rows]).any():
            return said
        told = [said] if len(verdicts) == 1 else []
        for one, other, name in (
            (mine.route, others.route, self.route),
            (mine.level, others.level, _level),
            (mine.committee, others.committee, self._committee),
        ):
            numbers = sorted(set(one[rows].tolist()))
            if (one[rows] != other[rows]).all() and (name != self._committee or len(told) < 2):
                told.append(either(name(n) for n in numbers))
        return join(told, zh="·", en=" · ")

    def _committee(self, number: int) -> Text:
        id_ = self.states.committees[number]
        pack = next((pack for pack in self.packs if id_ in pack.review.committees), None)
        return pack.committee_name(id_) if pack and id_ else say("没有评审委员会")

    def cause(self, rows: Table) -> Text:
        """The criteria that come to something else."""
        causes = self.states.causes[rows]
        bits = int(np.bitwise_and.reduce(causes)) or int(np.bitwise_or.reduce(causes))
        found = [one for place, one in enumerate(self.states.changed) if bits >> place & 1]
        if not found:
            return say("专业目录")
        names = dict.fromkeys(say("申报途径") if one == ROUTES else CRITERION_NAMES[one] for one in found)
        return listed(names)


_NOT_YET = BY_WEIGHT.index(Verdict.NOT_YET)


_REST = {
    0: say("其他条件都符合"),
    1: say("其他条件还要确认"),
    3: say("其他条件还不符合"),
    4: say("其他条件今年不能申报"),
    NO_REST: say("原来的途径没有了"),
}


def _verdict(number: int) -> Text:
    return VERDICT_NAMES[BY_WEIGHT[number]] if number != NO_REST else say("没有这条途径")


def _level(number: int) -> Text:
    level = LEVELS[number]
    return LEVEL_NAMES[level] if level else say("没有层级")


def _standing(value: Any) -> Text:
    before, after = (HOURS_VERDICT_NAMES[verdict] for verdict in value)
    return say("从“{before}”变成“{after}”", before=before, after=after)


def _same_series(values: list[Any]) -> Text | None:
    told = [_SERIES[value] for value in (None, True, False) if value in values]
    return None if len(told) == 3 else either(told)


_SERIES = {None: say("现在还没有职称"), True: say("现有职称是同一系列的"), False: say("现有职称是另一系列的")}


def _title_years(values: list[Any]) -> Text:
    """Only a technician's years are looked at."""
    told = [say("现有职称不是员级")] if None in values else []
    some = [value for value in values if value is not None]
    return either([*told, say("取得员级{spans}", spans=spans_of(some))] if some else told)


def _title_level(values: list[Any]) -> Text:
    if values == [TitleLevel.NONE]:
        return say("现在还没有职称")
    return say("现有职称是{levels}", levels=either(CHOICE_NAMES["title_level"][value] for value in values))


def _yes_no(yes: Text, no: Text) -> Callable[[list[Any]], Text | None]:
    return lambda values: None if len(values) != 1 else yes if values[0] else no


_TOLD: dict[str, Callable[[list[Any]], Text | None]] = {
    "title_level": _title_level,
    "title_years": _title_years,
    "title_same_series": _same_series,
    "diploma": lambda values: say("学历的方式是{ways}", ways=either(DIPLOMA_NAMES[value] for value in values)),
    "major_related": _yes_no(say("专业对口"), say("专业不对口")),
    "unit": lambda kinds: None if len(kinds) != 1 else say("是自由职业") if kinds == [NO_UNIT] else say("不是自由职业"),
    "unit_assessment_passed": _yes_no(say("单位考核合格"), say("单位考核还没有合格")),
    "service": lambda spans: say("从事本专业{spans}", spans=spans_of(spans)),
    "other_hours": lambda verdicts: say(
        "不受影响的科目{verdicts}",
        verdicts=either(HOURS_VERDICT_NAMES[one] if one else say("没有") for one in verdicts),
    ),
    "leaves_out": _yes_no(say("取得职称以来有年度没有填学时"), say("取得职称以来的学时都填了")),
}
# The order in which somebody is described.
_ORDER = (
    *("kind", "title_level", "title_same_series", "title_years", "education", "diploma", "major_related", "service"),
    *("unit", "unit_assessment_passed", "general", "professional", "other_hours", "leaves_out"),
    *("before_route", "before_level", "rest", "others", "others_level"),
)
