"""The pack to start from: it is sound, it names every key there is, and whatever may be left out can be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from logic.__main__ import OK, UNUSABLE, main
from logic.advice import headline, subline
from logic.assess import assess
from logic.facts import read_applicant
from logic.pack import parse, parse_with_lines
from logic.pack.schema import schema
from logic.pack.starter import SAMPLE, region_of, starter
from logic.policy.check import faults, hints
from tests.logic.strategies import anybody, days

TEXT = SAMPLE.read_text(encoding="utf-8")
PACK = parse(starter("er-2028", 2027).encode(), "er-2028.yaml")
OURS = sorted(PACK.by_id)
POSTS = """  "1.4": {place: {zh: 第二条, en: Article 2}, text: {zh: 在空岗以内。, en: Within posts.}, source: notice,
    confidence: A}
"""


def test_it_is_sound_under_the_name_and_year_it_is_given():
    pack, lines = parse_with_lines(starter("er-2028", 2027).encode(), "er-2028.yaml")
    assert faults(pack, lines, "er-2028.yaml", ()) == []
    assert (pack.id, pack.region, pack.year, pack.status) == ("er-2028", "er", 2028, "draft")
    assert "2027" not in "".join(event.opens.isoformat() for event in pack.calendar)
    assert parse(starter("er", 2031).encode(), "er.yaml").year == 2031


@pytest.mark.parametrize(
    ("id_", "region"),
    [("qiaocheng-2023", "qiaocheng"), ("shi-li-2027", "shi-li"), ("er", "er"), ("er2027", "er"), ("er-2027b", "er")],
)
def test_the_region_is_what_stands_before_the_year(id_, region):
    assert region_of(id_) == region


def test_every_key_that_a_pack_can_have_stands_in_it():
    parts = [schema(), *schema()["$defs"].values()]
    known = {key for part in parts for key in part.get("properties", {})}
    named = set(re.findall(r"(?<![\w-])([a-z_]+):(?= |$)", TEXT, re.M))
    assert known - named == set()


def _choices(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from part.get("enum", ())
        for one in part.values():
            yield from _choices(one)
    elif isinstance(part, list):
        for one in part:
            yield from _choices(one)


def test_every_value_that_a_key_can_take_stands_in_it():
    # No diploma at all and no permit are for people, not for packs; two routes follow from the person.
    for_people = {"none", "below_secondary", "higher_review", "undetermined"}
    assert {one for one in _choices(schema()) if one not in TEXT} <= for_people


def _without(text: str, *parts: str) -> str:
    for part in parts:
        shorter = re.sub(rf"^{re.escape(part)}.*\n(?:(?:[ #].*)?\n)*?(?=^[a-z]|\Z)", "", text, flags=re.M)
        assert shorter != text, part
        text = shorter
    return text


@pytest.mark.parametrize(
    "part", ["not_asked:", "beyond:", "files:", "hours_later:", "gaps:", "search_notes:", "questions:"]
)
def test_what_may_be_left_out_can_be(part):
    text = _without(TEXT, part)
    if part == "not_asked:":  # then posts are asked about, by a clause of theirs
        text = text.replace('  "1.3":', POSTS + '  "1.3":')
    parse(text.encode(), "x.yaml")


def test_a_notice_on_paper_has_no_address_and_nothing_is_said_of_it():
    text = starter("er-2028", 2028)
    bare, many = re.subn(r"^ *(platform_)?url:.*\n", "", text, flags=re.M)
    assert many == 3
    pack, lines = parse_with_lines(bare.encode(), "er-2028.yaml")
    assert (pack.url, pack.contact.platform_url, pack.sources["notice"].url) == (None, None, None)
    assert faults(pack, lines, "er-2028.yaml", (pack,)) == []
    assert not any("url" in one.path for one in hints(pack, lines, (pack,)))
    # The sources without an address are not the notice for that.
    assert [id_ for id_ in pack.sources if pack.is_notice(id_)] == ["notice"]


def test_a_county_without_recognition_and_with_one_committee_follows_what_the_comments_say():
    text = _without(TEXT, "recognition:", "questions:")
    text = re.sub(r'^  [a-z_]+: \{is: .*clause: "2\.3"\}\n', "", text, flags=re.M)
    text = re.sub(r'^  - \{id: recognition_papers.*\n|^  # 初次认定.*\n|^  "2\.3":.*\n', "", text, flags=re.M)
    text = text.replace("[initial_recognition, ", "[")
    pack = parse(text.encode(), "x.yaml")
    assert pack.recognition is None
    assert list(pack.review.committees) == ["engineering"]


@given(anybody, days)
def test_everybody_has_an_answer_under_it(facts, as_of):
    theirs = dict(facts)
    if theirs.get("specialty") is not None:
        theirs["specialty"] = OURS[len(theirs["specialty"]) % len(OURS)]
    answer = assess(read_applicant(theirs, as_of=as_of, specialties=PACK.by_id), PACK, as_of)
    said = headline(answer, PACK).zh + subline(answer, PACK).zh
    assert said and "{" not in said and not re.findall("谯城|亳州|安徽", said)


# --- the command -----------------------------------------------------------------------------------------------


def test_the_command_writes_it_and_the_check_finds_only_that_it_is_a_draft(tmp_path, capfdbinary):
    path = tmp_path / "er-2027.yaml"
    assert main(["policy", "new", str(path)]) == OK
    assert main(["policy", "check", str(path)]) == OK
    assert parse(path.read_bytes(), path.name).id == "er-2027"
    said = capfdbinary.readouterr().out.decode()
    assert "er-2027.yaml" in said and "draft" in said
    # Whose names are still the sample's.
    places = {line.split(": ")[1] for line in said.splitlines() if "样本" in line}
    assert {"name", "document", "names.district", "contact.bureau", "sources.notice.title"} <= places


def test_what_is_there_already_is_left_alone(tmp_path, capfdbinary):
    path = tmp_path / "er-2027.yaml"
    path.write_text("mine", encoding="utf-8")
    assert main(["policy", "new", str(path)]) == UNUSABLE
    assert path.read_text(encoding="utf-8") == "mine"
    assert "已经有" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize(
    "name", ["新县-2027.yaml", "er-2027.yml", "er-2027", "2027.yaml", "Er-2027.yaml", "none/er.yaml"]
)
def test_a_name_that_cannot_be_used_is_one_plain_line(tmp_path, capfdbinary, name):
    assert main(["policy", "new", str(tmp_path / name)]) == UNUSABLE
    assert capfdbinary.readouterr().err.count(b"\n") == 1


def test_it_is_for_a_day_of_its_own_year():
    assert PACK.covers_day(dt.date(2028, 6, 1))


def test_of_years_seen_once_only_that_is_said_and_what_the_pack_knows_more():
    reviewed = next(one for one in OURS if PACK.committee_of(one) == "engineering")
    person = read_applicant(
        {"employment": "enterprise", "specialty": reviewed, "education": "college", "title_level": "none"}
        | {"service_start": "2015-01-01"},
        as_of=PACK.covers.first,
        specialties=PACK.by_id,
    )
    bare = parse(re.sub(r"^      if_unsure:.*\n", "", TEXT, flags=re.M).encode(), "bare.yaml")
    said = []
    for pack in (bare, parse(TEXT.encode(), "sample.yaml")):
        route = next(one for one in assess(person, pack, pack.covers.first).routes if one.route == "junior_review")
        said.append(next(one for one in route.findings if one.criterion == "level_source"))
    assert [one.verdict for one in said] == ["confirm", "confirm"]
    once = "大学专科评助理级的年限，我们只见到一处出处。"
    assert [one.text.zh for one in said] == [once, f"{once}邻县的通知写的是 5 年。"]
    assert said[1].text.en.endswith("A neighbouring county’s notice says five years.")
