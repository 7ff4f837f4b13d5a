"""For whom the outcome changes between two packs: few sentences, each true, and together all that changes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from logic.assess import assess
from logic.facts import Applicant, read_applicant
from logic.findings import Verdict
from logic.pack import Pack, parse
from logic.policy.combinations import LEVELS
from logic.policy.diff import Change, Changes, Laid, changes, laid, together
from logic.policy.periods import day_of
from tests.logic.applicants import PACK
from tests.logic.policy.one_change import MATTERS, MATTERS_NOT, made, several, three

FILE = Path(__file__).resolve().parents[3] / "logic" / "packs" / "qiaocheng-2023.yaml"
TEXT = FILE.read_text(encoding="utf-8")
SHILI = (Path(__file__).resolve().parents[2] / "districts" / "shili-2027.yaml").read_text(encoding="utf-8")


def changed(*pairs: tuple[str, str], text: str = TEXT) -> Pack:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return parse(text.encode(), "next.yaml")


def without_agriculture() -> Pack:
    text = re.sub(r"    agriculture:\n      name: .*?(?=\n# What follows)", "", TEXT, flags=re.S)
    text = re.sub(r"  agriculture:\n    source: n114\n.*?(?=\n# The file)", "", text, flags=re.S)
    reviewed = "    routes: [initial_recognition, junior_review]\n    committee: agriculture\n"
    return changed((reviewed, "    routes: [initial_recognition, entrusted_review]\n"), text=text)


OTHERS: dict[str, Callable[[], Pack]] = {
    **{name: partial(made, change) for name, change in MATTERS.items()},
    "a committee gone": without_agriculture,
    "three changes": partial(made, three),
    # People of a series that goes another way are touched by what touches everybody, too.
    "another way and a record": partial(made, several("a specialty no longer by examination", "a record bars")),
    "both last days and other hours": partial(
        made, several("recognition closes a month later", "review closes a week earlier", "general hours 24")
    ),
}


@cache
def laid_packs(name: str) -> tuple[Laid, ...]:
    return laid(PACK, OTHERS[name]())


@cache
def changes_in(name: str) -> Changes:
    return together(laid_packs(name))


def outcome(pack: Pack, facts: dict[str, Any]) -> Any:
    found = assess(Applicant(**facts), pack, day_of(pack))
    return found.verdict, found.recommended, found.level, found.committee


@pytest.mark.parametrize("name", OTHERS)
def test_the_sentences_are_true_and_together_all_that_changes(name):
    """One test for each pair: laying two packs on each other takes a second, and workers do not share it."""
    found = changes_in(name)
    for both in laid_packs(name):
        # Every changed combination is in one sentence, and no other is in any.
        times = np.zeros(len(both.labels), dtype=int)
        for one in both.sentences:
            speaks_of = both.speaks_of(one.among, stays=one.stays)
            inside = speaks_of[one.box.holds({name: column[speaks_of] for name, column in both.columns.items()})]
            assert inside.tolist() == one.rows.tolist()
            times[inside] += 1
        assert ((times == 1) == (both.labels > 0)).all()
        assert times.max(initial=0) <= 1
        check_people(both)
        check_examples(both, both.changes())
    # Their numbers add up, and they are few.
    assert sum(one.combinations for one in found.sentences) == found.changed < found.combinations
    assert len(found.sentences) >= 1
    if name in MATTERS:
        assert len(found.sentences) <= 10
    for language in ("zh", "en"):
        texts = [one.sentence.get(language) for one in found.sentences]
        assert len(set(texts)) == len(texts)


def check_people(both: Laid) -> None:
    """Some of every label, and of what does not change, are assessed one by one under both packs."""
    draw = random.Random(15)
    for label in set(both.labels.tolist()):
        rows = np.flatnonzero(both.labels == label).tolist()
        for row in draw.sample(rows, min(len(rows), 25)):
            people = both.states.people(row)
            for pack, facts, said in zip(both.packs, people, both.states.outcomes, strict=True):
                if facts["specialty"] not in pack.by_id:
                    continue
                verdict = tuple(Verdict)[said.verdict[row]]
                assert outcome(pack, facts) == (
                    verdict,
                    both.states.routes[said.route[row]],
                    LEVELS[said.level[row]],
                    both.states.committees[said.committee[row]],
                ), facts


def check_examples(both: Laid, found: Changes) -> None:
    """The example is somebody whose outcome changes."""
    for one in found.sentences:
        people = [
            read_applicant(facts, as_of=day_of(pack), specialties={**both.packs[0].by_id, **both.packs[1].by_id})
            for pack, facts in zip(both.packs, one.people, strict=True)
        ]
        if all(people[0].specialty in pack.by_id for pack in both.packs):
            before, after = (outcome(p, a.known()) for p, a in zip(both.packs, people, strict=True))
            assert before != after


def sentences(name: str) -> list[str]:
    return [one.sentence.zh for one in changes_in(name).sentences]


def test_more_professional_hours_are_stated_by_title_and_average():
    found = sentences("professional hours 72")
    titled = next(one for one in found if "现有职称是员级" in one and "暂不能申报" in one.rpartition("→")[2])
    untitled = next(one for one in found if "还没有职称" in one)
    assert "专业科目年均 60 到不满 72 学时" in titled and "专业科目年均 60 到不满 72 学时" in untitled
    assert untitled.endswith("可以申报 → 需要确认")


def test_a_longer_ladder_concerns_those_in_between_only():
    found = changes_in("recognition of a bachelor 2 years").sentences
    assert all("从事本专业满 1 年、不满 2 年" in one.who.zh for one in found)
    assert {one.cause.zh for one in found} == {"工作年限"}


def test_a_retired_specialty_is_stated_by_its_name():
    (one,) = sentences("a specialty retired")
    assert one == "凡专业是食品与酿造工程的人：可以申报、需要确认、暂不能申报或不能申报 → 目录里没有这个专业"


def test_a_specialty_of_another_committee_is_stated_by_its_name():
    found = changes_in("a specialty to another committee").sentences
    assert all("专业是食品与酿造工程" in one.who.zh for one in found)
    # The committee is named once, of all whose verdict stays.
    assert ["工程系列 → 农业系列" in one.sentence.zh for one in found].count(True) == 1


def test_a_last_day_that_moves_is_stated_by_the_days_between():
    found = changes_in("recognition closes a month later").sentences
    assert all("10 月 24 日到 11 月 23 日之间满" in one.who.zh for one in found if "学历" in one.who.zh)
    assert any("between 24 October and 23 November" in one.who.en for one in found)


def test_a_permit_is_stated_in_one_sentence():
    assert len(sentences("a permit that no longer counts")) == 1


def test_three_changes_are_stated_by_cause():
    """Whom one change alone touches stands there as if nothing else had changed; whom several do, by themselves."""
    found = changes_in("three changes")
    by_cause: dict[str, list[Change]] = {}
    for one in found.sentences:
        by_cause.setdefault(one.cause.zh, []).append(one)
    assert set(by_cause) == {"工作年限", "继续教育学时", "工作年限、继续教育学时"}
    # No more than each of the changes takes alone, and few for what they do together.
    assert len(by_cause["工作年限"]) <= len(changes_in("recognition of a college graduate 2 years in all").sentences)
    assert len(by_cause["继续教育学时"]) <= len(changes_in("professional hours 72").sentences)
    assert len(by_cause["工作年限、继续教育学时"]) <= 3
    assert not any("学时" in one.who.zh for one in by_cause["工作年限"] if one.combinations > 1000)
    # Where other hours are named, the other changes are nothing to them.
    hours_only = next(one for one in found.sentences if one.cause.zh == "继续教育学时")
    facts = read_applicant(hours_only.people[0], as_of=day_of(PACK), specialties=PACK.by_id).known()
    assert outcome(made(MATTERS["recognition of a college graduate 2 years in all"]), facts) == outcome(PACK, facts)
    assert outcome(made(MATTERS["professional hours 72"]), facts) != outcome(PACK, facts)
    assert {one.among is not None for one in found.sentences} == {True}


@pytest.mark.parametrize(
    "other",
    [lambda: PACK, lambda: changed(("2023-", "2024-"), ("-2023\n", "-2024\n"))]
    + [partial(made, change) for change in MATTERS_NOT.values()],
    ids=["itself", "dates a year on", *MATTERS_NOT],
)
def test_nobody_s_outcome_changes(other):
    found = changes(PACK, other())
    assert (found.sentences, found.changed) == ((), 0)


def test_months_instead_of_half_a_year():
    one = parse(SHILI.encode(), "shili.yaml")
    other = changed(("bachelor: {level: assistant, months: 6}", "bachelor: {level: assistant, months: 12}"), text=SHILI)
    found = changes(one, other)
    assert 1 <= len(found.sentences) <= 10
    assert all("从事本专业满 6 个月、不满 1 年" in change.who.zh for change in found.sentences)


def test_two_packs_that_have_little_in_common_can_be_laid_on_each_other():
    found = changes(PACK, parse(SHILI.encode(), "shili.yaml"))
    assert all(isinstance(one, Change) for one in found.sentences)
    assert sum(one.combinations for one in found.sentences) == found.changed
