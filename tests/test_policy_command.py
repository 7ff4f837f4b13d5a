"""``policy diff`` and ``policy flow``: two packs side by side, and the questionnaire as the rules ask it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from logic.__main__ import OK, UNUSABLE, main
from logic.compare import differences, shifts
from logic.facts import FIELDS
from logic.flow import edges, mermaid
from logic.pack import parse
from tests.logic.applicants import PACK

DAY = dt.date(2023, 10, 10)
FILE = Path(__file__).resolve().parent.parent / "logic" / "packs" / "qiaocheng-2023.yaml"


def changed(*pairs: tuple[str, str]):
    text = FILE.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return parse(text.encode(), "next.yaml")


LATER = changed(("    bachelor: {level: assistant, years: [1]}", "    bachelor: {level: assistant, years: [2]}"))


# --- diff ------------------------------------------------------------------------------------------------------


def test_a_pack_does_not_differ_from_itself():
    assert differences(PACK, PACK) == ()
    assert shifts(PACK, PACK) == ()


def test_a_changed_value_is_told_by_its_place():
    told = {d.path: (d.before, d.after) for d in differences(PACK, LATER)}
    assert told == {"recognition.ladder.bachelor.years": ([1], [2])}


def test_a_changed_name_is_matched_by_its_id():
    told = differences(PACK, changed(("zh: 食品与酿造工程", "zh: 食品和酿造工程")))
    assert [d.path for d in told] == ["specialties[food].zh"]


def test_a_longer_ladder_changes_the_outcome_of_those_in_between_only():
    found = shifts(PACK, LATER)
    assert found
    assert {shift.years for shift in found} == {(1,)}
    # A class of prospective technicians counts as a bachelor's degree.
    assert {shift.who.zh.split("，")[1] for shift in found} == {"大学本科", "预备技师（技师）班"}
    assert all(shift.before != shift.after for shift in found)


def test_hours_alone_change_nobody_who_has_enough_of_them():
    assert (
        shifts(PACK, changed(("hours: {general: 30, professional: 60}", "hours: {general: 24, professional: 60}")))
        == ()
    )


def test_the_command_takes_an_id_and_a_file(tmp_path, capfdbinary):
    path = tmp_path / "next.yaml"
    text = FILE.read_text(encoding="utf-8").replace("hours: {general: 30,", "hours: {general: 24,")
    path.write_text(text, encoding="utf-8")
    assert main(["policy", "diff", "qiaocheng-2023", str(path)]) == OK
    assert capfdbinary.readouterr().out.decode() == "~ hours.general: 30 → 24\n"


@pytest.mark.parametrize("content", [b"id: x\n", b"\xff\xfe", None])
def test_a_pack_that_cannot_be_used_is_one_plain_line(tmp_path, capfdbinary, content):
    path = tmp_path / "next.yaml"
    if content is not None:
        path.write_bytes(content)
    assert main(["policy", "diff", "qiaocheng-2023", str(path)]) == UNUSABLE
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.count(b"\n") == 1
    assert b"Traceback" not in err


# --- flow ------------------------------------------------------------------------------------------------------

WAYS = edges(PACK, DAY)


def test_every_question_is_there_and_is_left_on_every_edge_with_a_condition():
    assert {way.source for way in WAYS} == set(FIELDS)
    assert all(way.answers for way in WAYS)


def test_questions_come_in_one_order_only():
    place = {field: n for n, field in enumerate(FIELDS)}
    forward = [way for way in WAYS if not way.target.startswith("result:")]
    assert all(place[way.source] < place[way.target] for way in forward)


def test_the_barred_leave_at_once():
    out = [way for way in WAYS if way.source == "employment" and way.target == "result:ineligible"]
    assert len(out) == 1
    assert "公务员" in out[0].answers[0].zh


def test_the_flowchart_is_mermaid():
    lines = mermaid(PACK, DAY).splitlines()
    assert lines[0] == "flowchart TD"
    assert all(line.count('"') in (0, 2) for line in lines)
    assert sum(" --> " in line for line in lines) == len(WAYS)
