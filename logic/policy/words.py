"""What changes between two packs, in words: who somebody is by their answers, and what the packs say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from logic.facts import Employment, TitleLevel
from logic.findings import BY_WEIGHT, Verdict
from logic.hours import SUBJECTS, Subject
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    FACT_NAMES,
    HOURS_VERDICT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    SUBJECT_NAMES,
    VERDICT_NAMES,
    YES_NO,
    listed,
)
from logic.pack import Pack
from logic.policy.answers import averages, norms_of, unit_kind
from logic.policy.apart import CATALOGUE, RECOGNISED, ROUTES
from logic.policy.combinations import LEVELS, Table
from logic.policy.outcomes import NO_REST, NOT_THERE, Outcomes
from logic.policy.phrases import either, low, periods_of
from logic.policy.states import States
from logic.words.language import Text, Value, join, say, say_n


class Wording:
    """The words for what two packs' :class:`States` say."""

    def __init__(self, packs: Sequence[Pack], states: States) -> None:
        """``packs``: the first and the second."""
        self.packs, self.states = packs, states
        self._kinds = states.values["kind"]

    # --- who ---------------------------------------------------------------------------------------------------

    def who(self, takes: Mapping[str, frozenset[int]], stay: Table | None = None) -> Text:
        """Those whose features take these values; ``stay``: rows whose verdict stays, which is said too."""
        if stay is not None and self._another_route(stay).all():
            # The arrow says by which route.
            takes = {name: values for name, values in takes.items() if name != "before_route"}
        said = [
            text
            for feature in _ORDER
            if feature in takes and not (feature == "unit" and self._assessed(takes))
            for text in [self._said(feature, self._values(feature, takes[feature]))]
            if text is not None
        ]
        said = [self._fact(name, takes[name]) for name in takes if name in FACT_NAMES and name not in _ORDER] + said
        if stay is not None:
            verdicts = sorted(set(self.states.outcomes[0].verdict[stay].tolist()))
            said.append(say("结论仍是{verdicts}", verdicts=either(VERDICT_NAMES[BY_WEIGHT[n]] for n in verdicts)))
        if not said:
            return say("所有人")
        if len(said) > 1:
            said = [join(said[:-1], zh="、", en=", "), said[-1]]
        return say("凡{conditions}的人", conditions=join(said, zh="、", en=", and "))

    def _another_route(self, rows: Table) -> npt.NDArray[np.bool_]:
        before, after = self.states.outcomes
        return np.not_equal(before.route[rows], after.route[rows])

    def _assessed(self, takes: Mapping[str, frozenset[int]]) -> bool:
        """Whether it is said how the unit's assessment went: then it goes without saying that there is a unit."""
        name = "unit_assessment_passed"
        return name in takes and None not in self._values(name, takes[name])

    def _values(self, feature: str, numbers: frozenset[int]) -> list[Any]:
        """What the numbers of a feature stand for, in the order of the answers."""
        if feature not in self.states.values:
            return sorted(numbers)
        return [value for n in sorted(numbers) for value in self.states.values[feature][n]]

    def _every(self, feature: str) -> list[Any]:
        return [value for alike in self.states.values.get(feature, ()) for value in alike]

    def _fact(self, name: str, numbers: frozenset[int]) -> Text:
        values = self._values(name, numbers)
        if name in _YES_NO and len(values) == 1 and values[0] is not None:
            return _YES_NO[name][not values[0]]
        names, every = CHOICE_NAMES.get(name, YES_NO), self._every(name)
        others = [value for value in every if value not in values and value is not None]
        said = [names[value] if value is not None else say("不问") for value in values]
        if others and len(others) * 2 < len(values):
            return say("“{fact}”不是{values}", fact=FACT_NAMES[name], values=either(names[value] for value in others))
        return say("“{fact}”是{values}", fact=FACT_NAMES[name], values=either(said))

    def _said(self, feature: str, values: list[Any]) -> Text | None:
        tell = _SAID.get(feature)
        if tell is not None:
            return tell(values)
        special: dict[str, Callable[[list[Any]], Text | None]] = {
            "kind": self._specialties,
            "education": self._education,
            "general": lambda said: self._hours("general", said),
            "professional": lambda said: self._hours("professional", said),
            "before_route": self._before_route,
            "other_hours": self._other_hours,
            "before_level": lambda said: say("原来能报{levels}", levels=either(_level(n) for n in said)),
            "rest": self._rest,
            "others": self._others,
            "others_level": lambda said: say("另一途径到{levels}", levels=either(_level(n) for n in said)),
            "others_route": lambda said: say("另可走{routes}", routes=either(self.route(n) for n in said)),
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
        names = CHOICE_NAMES["education"]
        others = [value for value in names if value in self._every("education") and value not in values]
        if len(others) * 2 < len(values):
            return say("学历不是{names}", names=either(names[value] for value in others))
        return say("学历是{names}", names=either(name for value, name in names.items() if value in values))

    def _hours(self, subject: Subject, values: list[Any]) -> Text:
        """By the yearly average, where that is between the norms; else by how the hours stood and stand."""
        norms, name = norms_of(self.packs, subject), low(SUBJECT_NAMES[subject])
        between = [value for value in self._every(subject) if value and averages(value, norms)]
        others = [value for value in values if value not in between]
        span: dict[str, Value] = {"subject": name, "low": min(norms), "high": max(norms)}
        if between and len(others) == len(values) == len(self._every(subject)) - len(between):
            return say("{subject}年均不在 {low} 到 {high} 学时之间", **span)
        ways = []
        if len(others) < len(values):
            average = say("{subject}年均 {low} 到不满 {high} 学时", **span)
            ways.append(self._stood(average, [value for value in between if value in values], between, norms))
        if others:
            stand = either(_standing(value) if value else say("不受影响") for value in others)
            ways.append(say("{subject}学时{ways}", subject=name, ways=stand))
        return join(ways, zh="或", en=" or ")

    def _stood(self, average: Text, some: list[Any], between: list[Any], norms: tuple[int, ...]) -> Text:
        """With how the hours stand to the lower norm, where it is not all the same."""
        if len(some) == len(between):
            return average
        lower = norms.index(min(norms))
        verdicts = either(HOURS_VERDICT_NAMES[value[lower]] for value in some)
        if lower == 0:
            return say("{average}（原来{verdicts}）", average=average, verdicts=verdicts)
        return say("{average}（现在{verdicts}）", average=average, verdicts=verdicts)

    def _other_hours(self, verdicts: list[Any]) -> Text:
        ways = either(HOURS_VERDICT_NAMES[one] if one else say("没有") for one in verdicts)
        same = [name for name in SUBJECTS if not any(self._every(name))]
        # Where both norms are the same it is both subjects, and where neither is none.
        if len(same) == 1:
            return say("{subject}学时为{ways}", subject=low(SUBJECT_NAMES[same[0]]), ways=ways)
        return say("学时{verdicts}", verdicts=ways) if same else say("不受影响的科目{verdicts}", verdicts=ways)

    def _before_route(self, numbers: list[int]) -> Text:
        there = set(self.states.outcomes[0].route.tolist())
        others = sorted(there - set(numbers))
        if others and len(others) * 2 < len(numbers):
            return say("原来走的不是{routes}", routes=either(self.route(n) for n in others))
        return say("原来走{routes}", routes=either(self.route(n) for n in numbers))

    def _rest(self, numbers: list[int]) -> Text:
        said = (
            [say("其他条件{ways}", ways=either(_REST[n] for n in numbers if n != NO_REST))]
            if numbers != [NO_REST]
            else []
        )
        return either([*said, *([say("原来的途径没有了")] if NO_REST in numbers else [])])

    def _others(self, numbers: list[int]) -> Text:
        closed = [n for n in numbers if n >= _NOT_YET]
        if len(closed) == len(numbers):
            return say("没有别的途径可走")
        open_ = [_verdict(n) for n in numbers if n < _NOT_YET]
        said = say("另有途径{verdicts}", verdicts=either(open_))
        return join([said, say("没有别的途径可走")], zh="或", en=" or ") if closed else said

    # --- what the packs say ------------------------------------------------------------------------------------

    def outcomes(self, rows: Table, *, stays: bool) -> tuple[Text, Text]:
        """What the first pack says of these rows and what the second; ``stays``: the verdict, so the rest is said."""
        before, after = self.states.outcomes
        return self._ways(rows) if stays else (self._verdicts(before, rows), self._verdicts(after, rows))

    def _verdicts(self, outcomes: Outcomes, rows: Table) -> Text:
        many = np.bincount(outcomes.verdict[rows], weights=self.states.counts[rows], minlength=NOT_THERE + 1)
        there = np.flatnonzero(many).tolist()
        if there == [NOT_THERE]:
            return say("目录里没有这个专业")
        names = {n: VERDICT_NAMES[BY_WEIGHT[n]] for n in there}
        if len(there) == 1 or outcomes is self.states.outcomes[0]:
            return either(names.values())
        there.sort(key=lambda n: -many[n])
        return either(
            say_n("{verdict}（{count} 种）", int(many[n]), verdict=low(names[n]), count=f"{int(many[n]):,}")
            for n in there
        )

    def _ways(self, rows: Table) -> tuple[Text, Text]:
        """Route, level and committee, those that are others for everybody; and what is another for some."""
        before, after = self.states.outcomes
        parts = (
            ("route", say("途径"), self.route),
            ("level", say("层级"), _level),
            ("committee", say("评审委员会"), self._committee),
        )
        said: list[tuple[list[Text], list[Text]]] = []
        some: list[Text] = []
        for part, name, value in parts:
            one, other = (getattr(outcomes, part)[rows] for outcomes in (before, after))
            changed = one != other
            was, is_ = ([value(n) for n in sorted(set(numbers[changed].tolist()))] for numbers in (one, other))
            if changed.all():
                said.append((was, is_))
            elif changed.any():
                some.append(say("有的{part}变成{now}", part=low(name), now=either(is_)))
        if not said:
            return self._each_way(before, rows), self._each_way(after, rows)
        # Beside the route a level says something only where it is one.
        sides = [
            join([either(pair[side]) for n, pair in enumerate(said) if not n or len(pair[side]) == 1], "·", " · ")
            for side in (0, 1)
        ]
        return sides[0], say("{way}（{some}）", way=sides[1], some=join(some, "，", ", ")) if some else sides[1]

    def _each_way(self, outcomes: Outcomes, rows: Table) -> Text:
        ways = sorted(set(zip(outcomes.route[rows].tolist(), outcomes.level[rows].tolist(), strict=True)))
        return either(join([self.route(route), _level(level)], "·", " · ") for route, level in ways)

    def _committee(self, number: int) -> Text:
        id_ = self.states.committees[number]
        pack = next((pack for pack in self.packs if id_ in pack.review.committees), None)
        return pack.committee_name(id_) if pack and id_ else say("没有评审委员会")

    def cause(self, rows: Table) -> Text:
        """The criteria that come to something else."""
        causes = self.states.causes[rows]
        bits = int(np.bitwise_and.reduce(causes)) or int(np.bitwise_or.reduce(causes))
        found = [one for place, one in enumerate(self.states.changed) if bits >> place & 1]
        return listed(dict.fromkeys(_CAUSES.get(one) or CRITERION_NAMES[one] for one in found))


_CAUSES = {ROUTES: say("申报途径"), CATALOGUE: say("专业目录"), RECOGNISED: say("认定的层级")}
_NOT_YET = BY_WEIGHT.index(Verdict.NOT_YET)


_REST = {0: say("都已符合"), 1: say("还要确认"), 3: say("还不符合"), 4: say("今年不能申报")}
# Who answered yes, and who no.
_YES_NO = {
    "works_in_district": (say("工作地点在本区"), say("工作地点不在本区")),
    "under_contract": (say("签了劳动或聘用合同"), say("没有签劳动或聘用合同")),
    "in_technical_post": (say("在专业技术岗位上"), say("不在专业技术岗位上")),
    "post_vacancy": (say("单位有空岗"), say("单位没有空岗")),
    "disciplinary_period": (say("还在处分期内"), say("不在处分期内")),
    "applied_elsewhere_this_year": (say("今年已另报了一个专业"), say("今年没有另报")),
    "dishonesty_record": (say("诚信档案里有不良记录"), say("诚信档案里没有不良记录")),
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
    said = [_SERIES[value] for value in (None, True, False) if value in values]
    return None if len(said) == 3 else either(said)


_SERIES = {None: say("现在还没有职称"), True: say("现有职称是同一系列的"), False: say("现有职称是另一系列的")}


def _title_years(values: list[Any]) -> Text:
    """Only a technician's years are looked at."""
    said = [say("现有职称不是员级")] if None in values else []
    some = [value for value in values if value is not None]
    return either([*said, say("取得员级{spans}", spans=periods_of(some))] if some else said)


def _title_level(values: list[Any]) -> Text:
    if values == [TitleLevel.NONE]:
        return say("现在还没有职称")
    if len(values) == len(TitleLevel) - 1 and TitleLevel.NONE not in values:
        return say("已有职称")
    return say("现有职称是{levels}", levels=either(CHOICE_NAMES["title_level"][value] for value in values))


def _yes_no(yes: Text, no: Text) -> Callable[[list[Any]], Text | None]:
    return lambda values: None if len(values) != 1 else yes if values[0] else no


def _employers(kinds: list[Any]) -> Text | None:
    """Where somebody works, by the kinds that stand for all who are asked the same; the fewer are named."""
    mine = [one for one in Employment if unit_kind(one) in kinds]
    others = [one for one in Employment if one not in mine]
    if not mine or not others:
        return None
    if [Employment.FREELANCER] in (mine, others):
        return say("不是自由职业") if others == [Employment.FREELANCER] else say("是自由职业")
    fact, names = FACT_NAMES["employment"], CHOICE_NAMES["employment"]
    if len(others) < len(mine):
        return say("“{fact}”不是{values}", fact=fact, values=either(names[one] for one in others))
    return say("“{fact}”是{values}", fact=fact, values=either(names[one] for one in mine))


_DIPLOMAS = {
    "full_time": say("学历是全日制的"),
    "part_time": say("学历不是全日制的"),
    "outside": say("学历是境外或港澳台的"),
}
_SAID: dict[str, Callable[[list[Any]], Text | None]] = {
    "title_level": _title_level,
    "title_years": _title_years,
    "title_same_series": _same_series,
    "diploma": lambda values: either(_DIPLOMAS[value] for value in values),
    "major_related": _yes_no(say("专业对口"), say("专业不对口")),
    "unit": _employers,
    "unit_assessment_passed": _yes_no(say("单位考核合格"), say("单位考核还没有合格")),
    "service": lambda spans: say("从事本专业{spans}", spans=periods_of(spans)),
    "leaves_out": _yes_no(say("取得职称以来有年度没有填学时"), say("取得职称以来的学时都填了")),
}
# The order in which somebody is described.
_ORDER = (
    *("kind", "title_level", "title_same_series", "title_years", "education", "diploma", "major_related", "service"),
    *("unit", "unit_assessment_passed", "general", "professional", "other_hours", "leaves_out"),
    *("before_route", "before_level", "rest", "others", "others_level", "others_route"),
)
