"""An INVENTED district, with rules that differ from the first one's wherever a notice may: nothing but its pack is new.

``shili-2027.yaml`` is the pack, ``shili-stories.yaml`` what has to come out. No such county exists.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given

from logic.__main__ import OK, main
from logic.advice import (
    alternatives,
    facts_of,
    headline,
    leads_to,
    next_steps,
    other_way,
    paths,
    questions_for_the_office,
    reminder,
    subline,
    word,
)
from logic.as_json import to_json
from logic.assess import assess
from logic.facts import read_applicant
from logic.findings import Assessment
from logic.pack import Pack, load, parse
from logic.policy.diff import changes, differences
from logic.policy.drawing import flow_of, mermaid
from logic.policy.map import Map
from logic.roster.template import write_template
from tests.logic.applicants import as_kept, main_answer, outcomes
from tests.logic.strategies import anybody, days

HERE = Path(__file__).resolve().parent
FILE = HERE / "shili-2027.yaml"
SHILI = parse(FILE.read_bytes(), FILE.name)
EXAMPLES = yaml.load((HERE / "shili-stories.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
STORIES: list[dict[str, Any]] = EXAMPLES["stories"]
# What the first district's notice, and nothing of the program, may say.
_WORDS = "谯城|譙城|亳州|安徽|农业系列|農業系列|工程系列|区人社局|职称股|Qiaocheng|Bozhou|Anhui|Agriculture series"
# The room, and no part of a hash.
FIRST = re.compile(f"{_WORDS}|(?<![0-9a-f])206(?![0-9a-f])")
# A number may stand for something else in a spreadsheet's parts.
FIRST_WORDS = re.compile(_WORDS)


def judged(facts: dict[str, Any], as_of: dt.date) -> Assessment:
    plain = as_kept(facts)
    return assess(read_applicant(plain, as_of=as_of, specialties=SHILI.by_id), SHILI, as_of)


def said(answer: Assessment) -> str:
    reminded = reminder(answer, SHILI)
    parts = [headline(answer, SHILI), subline(answer, SHILI), other_way(answer), reminded.whole if reminded else None]
    return "".join(part.zh for part in parts if part)


def everything_said(answer: Assessment, specialty: str | None, by: Pack = SHILI) -> str:
    """All that page, sheet and JSON say, in both languages."""
    one = by.by_id[specialty] if specialty else None
    texts = [headline(answer, by), subline(answer, by), word(answer), other_way(answer)]
    texts += [text for fact in facts_of(answer, one, by) for text in fact]
    texts += [text for step in next_steps(answer, by) for text in (step.when, step.what)]
    texts += [other.why for other in alternatives(answer)]
    texts += [text for path in paths(answer, by) for text in (path.title, path.when, path.hangs_on, path.means)]
    texts += [text for q in questions_for_the_office(answer, by, one) for text in (q.whom, q.words)]
    if one:
        texts.append(leads_to(one, by))
    return to_json(answer).decode() + "".join(text.zh + text.en for text in texts if text)


@pytest.mark.parametrize("story", [pytest.param(story, id=story["name"]) for story in STORIES])
def test_story(story):
    answer = judged({**EXAMPLES["basis"], **story.get("facts", {})}, story["as_of"])
    wanted = story["expect"]
    got: dict[str, Any] = {
        **main_answer(answer),
        "says": [words for words in wanted.get("says", ()) if words in said(answer)],
        "findings": {
            name: next(
                outcomes(result)[name.rpartition(".")[2]]
                for result in answer.routes
                if name.rpartition(".")[0] in ("", result.route) and name.rpartition(".")[2] in outcomes(result)
            )
            for name in wanted.get("findings", {})
        },
    }
    assert {key: got[key] for key in wanted} == wanted, said(answer)


def test_there_are_enough_stories():
    assert len(STORIES) >= 20
    assert len({story["name"] for story in STORIES}) == len(STORIES)


OURS = sorted(SHILI.by_id)


@given(anybody, days)
def test_nothing_of_the_first_district_is_said(facts, as_of):
    theirs = dict(facts)
    if theirs.get("specialty") is not None:
        theirs["specialty"] = OURS[sum(map(ord, theirs["specialty"])) % len(OURS)]
    answer = judged(theirs, as_of)
    found = everything_said(answer, theirs.get("specialty"))
    assert not FIRST.findall(found)
    assert "{" not in said(answer)


def test_the_command_finds_no_fault(capfdbinary):
    assert main(["policy", "check", str(FILE)]) == OK
    assert b"INVENTED" not in capfdbinary.readouterr().out


def test_its_flowchart_is_made_and_names_nothing_of_the_first(capfdbinary):
    graph = flow_of(Map(SHILI))
    chart = mermaid(graph, "zh")
    assert not FIRST.findall(chart)
    assert "可以申报" in chart and "公需科目 24、专业科目 66" in chart
    assert "初次认定网上申报：全年" in chart and "2027 年 9 月 1 日至 2027 年 9 月 30 日" in chart
    asked = {node.text.zh for node in graph.nodes if node.kind == "question"}
    # This notice says nothing of posts, so nobody is asked about one.
    assert "岗位空缺" not in asked and {"工作单位", "从事专业", "最高学历"} <= asked


def test_it_is_compared_with_another_notice_of_its_own_and_with_the_first_district_s():
    longer = parse(
        FILE.read_bytes().replace(b"[college], service_years: 3}", b"[college], service_years: 4}"), "x.yaml"
    )
    assert [d.path for d in differences(SHILI, longer)] == ["review.committees.health.assistant[3].service_years"]
    found = changes(SHILI, longer).sentences
    assert found
    assert all("从事本专业满 3 年、不满 4 年" in change.who.zh for change in found)
    assert not any(FIRST.findall(change.sentence.zh) for change in found)
    assert differences(SHILI, load("qiaocheng-2023"))


ROSTER = """姓名,工作单位,从事专业,现有职称,在示例县工作,劳动或聘用合同,专业技术岗位,身份,最高学历,{more}
甲,企业,护理,还没有职称,在示例县,是,是,内地居民,大学本科,是,是,是,2026-01-01,否,否,24,66
乙,企业,造林,还没有职称,在,是,是,内地居民,大学专科,是,是,是,2026-01-01,否,否,24,66
丙,企业,会计,还没有职称,不在示例县,是,是,内地居民,大学专科,是,是,是,2026-01-01,否,否,24,66
""".format(more="全日制毕业,专业对口,单位考核合格,从事本专业起始日,今年另报了职称,诚信档案记录,2026公需,2026专业")


def test_its_roster_reads_the_county_s_heading_and_says_its_own_committees(tmp_path, monkeypatch):
    from logic.pack import loading

    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / FILE.name).write_bytes(FILE.read_bytes())
    monkeypatch.setattr(loading, "PACKS_DIR", packs)
    loading.forget()
    try:
        (tmp_path / "in.csv").write_text(ROSTER, encoding="utf-8")
        assert main(["roster", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--as-of", "2027-04-10"]) == OK
    finally:
        loading.forget()
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["结论"], r["评审委员会"], r["对应职称"], r["审批机关"]) for r in rows] == [
        ("可以申报", "卫生系列", "护师", "县职称办"),
        ("可以申报", "林业系列", "林业技术员", ""),
        ("不得申报", "", "", ""),
    ]
    assert not FIRST_WORDS.findall((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))


def test_its_template_names_its_own(tmp_path):
    write_template(tmp_path / "t.xlsx", SHILI, dt.date(2027, 4, 10))
    with ZipFile(tmp_path / "t.xlsx") as book:
        cells = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "示例县" in cells and not FIRST_WORDS.findall(cells)
