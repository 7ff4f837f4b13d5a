"""The cases of ``tests/cases``: YAML that a clerk can read and extend, one test each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml

from logic.advice import headline, other_way, paths, reminder, subline
from logic.findings import Assessment
from tests.logic.applicants import BASIS, CASES, PACK, judge, main_answer, outcomes

KEYS = {"name", "clause", "as_of", "basis", "facts", "expect"}
EXPECTED = {
    *("verdict", "recommended", "level", "title", "committee", "approver", "missing", "earliest", "window", "hours"),
    *("routes", "findings", "word", "says", "says_not", "side_by_side"),
}
Case = dict[str, Any]


def _read() -> list[tuple[str, Case]]:
    cases = []
    for path in sorted(CASES.glob("*.yaml")):
        if path.name not in ("basis.yaml", "plans.yaml"):
            cases += [(path.stem, case) for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)]
    return cases


ALL = _read()


def mistakes(case: Case) -> list[str]:
    """What is wrong with the writing of a case, whatever the rules say."""
    found = [f"unknown key: {key}" for key in sorted(case.keys() - KEYS)]
    found += [f"missing key: {key}" for key in sorted(KEYS - {"facts"} - case.keys())]
    found += [f"unknown key in expect: {key}" for key in sorted(case.get("expect", {}).keys() - EXPECTED)]
    if not case.get("expect"):
        found.append("nothing expected")
    if case.get("basis") not in BASIS:
        found.append(f"unknown basis: {case.get('basis')}")
    if case.get("clause") not in PACK.clauses:
        found.append(f"unknown clause: {case.get('clause')}")
    if not isinstance(case.get("as_of"), dt.date):
        found.append("as_of is no date")
    return found


def said_in_answer(answer: Assessment) -> str:
    """All that stands in the answer's card, in Chinese."""
    reminded = reminder(answer, PACK)
    parts = [headline(answer, PACK), subline(answer, PACK), other_way(answer), reminded.whole if reminded else None]
    return "".join(part.zh for part in parts if part)


def found_in(case: Case) -> Case:
    """The same keys as ``expect``, with what the program says."""
    answer = judge(BASIS[case["basis"]], case["as_of"], **case.get("facts", {}))
    wanted = case["expect"]
    got: Case = {
        **main_answer(answer),
        "findings": {},
        "says": [phrase for phrase in wanted.get("says", ()) if phrase in said_in_answer(answer)],
        "says_not": [phrase for phrase in wanted.get("says_not", ()) if phrase not in said_in_answer(answer)],
        "side_by_side": [path.title.zh for path in paths(answer, PACK)],
    }
    for name in wanted.get("findings", {}):
        one, _, criterion = name.rpartition(".")
        said = {
            outcomes(result)[criterion]
            for result in answer.routes
            if one in ("", result.route) and criterion in outcomes(result)
        }
        got["findings"][name] = said.pop() if len(said) == 1 else sorted(said) or "no such finding"
    return {key: got[key] for key in wanted}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{file}: {case.get('name')}") for file, case in ALL])
def test_case(case: Case):
    assert mistakes(case) == []
    assert found_in(case) == case["expect"]


def test_there_are_enough_cases_and_no_name_is_used_twice():
    names = [case["name"] for _, case in ALL]
    assert len(names) >= 70
    assert len(set(names)) == len(names)


def test_every_part_of_the_notice_that_decides_has_a_case():
    clauses = {case["clause"] for _, case in ALL}
    assert clauses >= {
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "2.1",
        "2.3",
        "3.1",
        "3.3",
        "4.1",
        "4.3",
        "4.6",
        "n40",
        "n16",
        "n114",
    }


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"nmae": "x"}, "unknown key: nmae"),
        ({"expect": {"verdcit": "eligible"}}, "unknown key in expect: verdcit"),
        ({"expect": {}}, "nothing expected"),
        ({"basis": "路人"}, "unknown basis: 路人"),
        ({"clause": "9.9"}, "unknown clause: 9.9"),
        ({"as_of": "soon"}, "as_of is no date"),
    ],
)
def test_a_slip_in_a_case_is_refused(slip: Case, said: str):
    assert said in mistakes({**ALL[0][1], **slip})


def test_a_wrong_fact_in_a_case_is_refused():
    with pytest.raises(ValueError, match="emploiment"):
        found_in({**ALL[0][1], "facts": {"emploiment": "enterprise"}})
