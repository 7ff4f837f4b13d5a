"""``python -m logic assess``: the contract's fields, exit codes and lines."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.logic.applicants import FREELANCER, GRADUATE, TECHNICIAN, judge
from tests.logic.command_line import DAY, ROOT, line, plain, process

TOP = [
    "id",
    "policy",
    "policy_sha256",
    "as_of",
    "verdict",
    "recommended",
    "committee",
    "level",
    "title",
    "missing",
    "hours",
    "routes",
]
HOURS = ["verdict", "years", "gap_years", "general", "professional"]
SUBJECT = ["verdict", "total", "required", "average", "norm", "shortfall", "crammed_year"]
ROUTE = ["route", "verdict", "committee", "level", "title", "approver", "earliest", "window", "missing", "findings"]
FINDING = [
    "criterion",
    "verdict",
    "barring",
    "clause",
    "actual",
    "required",
    "gap",
    "available_from",
    "missing",
    "text",
    "remedy",
]


def assess_one(run: Any, given: str | bytes, *args: str) -> tuple[int, list[Any], str]:
    answer: tuple[int, list[Any], str] = run(["assess", *(args or DAY)], given)
    return answer


def test_the_fields_are_those_of_the_contract(run):
    code, (answer,), err = assess_one(run, line(GRADUATE, id="A-1"))
    assert (code, err, answer["id"]) == (0, "", "A-1")
    assert set(TOP) <= answer.keys()
    assert [key for key in answer if key in TOP] == TOP
    assert set(HOURS) <= answer["hours"].keys()
    assert set(SUBJECT) <= answer["hours"]["general"].keys()
    for route in answer["routes"]:
        assert set(ROUTE) <= route.keys()
        assert route["window"] is None or {"opens", "closes", "status"} <= route["window"].keys()
        for finding in route["findings"]:
            assert set(FINDING) <= finding.keys()
            assert finding["text"].keys() == {"zh", "en"}


def test_the_example_of_the_contract(run):
    rows = [{"year": 2020 + i, "general": 32, "professional": p} for i, p in enumerate((60, 60, 70))]
    code, (answer,), _ = assess_one(run, line(GRADUATE, service_start="2021-07-01", hours=rows))
    assert code == 0
    assert {key: answer[key] for key in [*TOP[3:10], "policy", "id"]} == {
        "id": None,
        "policy": "qiaocheng-2023",
        "as_of": "2023-10-10",
        "verdict": "eligible",
        "recommended": "initial_recognition",
        "committee": "engineering",
        "level": "assistant",
        "title": {"zh": "助理工程师", "en": "Assistant engineer"},
        "missing": [],
    }
    hours = answer["hours"]
    assert (hours["verdict"], hours["years"], hours["gap_years"]) == ("sufficient", 3, [])
    assert {key: hours["general"][key] for key in SUBJECT} == {
        **{"verdict": "sufficient", "total": 96, "required": 90, "average": 32.0, "norm": 30, "shortfall": 0},
        "crammed_year": None,
    }
    assert (hours["professional"]["average"], hours["professional"]["total"]) == (63.33, 190)
    first = answer["routes"][0]
    assert {key: first[key] for key in ROUTE[:9]} == {
        **{"route": "initial_recognition", "verdict": "eligible", "committee": None, "level": "assistant"},
        **{"title": {"zh": "助理工程师", "en": "Assistant engineer"}, "approver": "district"},
        "earliest": "2022-07-01",
        "window": {"opens": "2023-09-18", "closes": "2023-10-23", "status": "open"},
        "missing": [],
    }
    employment = first["findings"][0]
    assert (employment["criterion"], employment["verdict"], employment["barring"]) == ("employment", "met", False)
    assert (employment["clause"], employment["actual"], employment["remedy"]) == ("1.3", "enterprise", None)


def test_many_lines_come_back_in_their_order_whatever_the_verdicts(run):
    people = [GRADUATE, {**GRADUATE, "employment": "retired"}, {}, TECHNICIAN, FREELANCER]
    code, answers, _ = assess_one(run, "".join(line(facts, id=i) for i, facts in enumerate(people)))
    assert code == 0
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3, 4]
    assert [answer["verdict"] for answer in answers] == [judge(facts).verdict.value for facts in people]


@pytest.mark.parametrize(
    "id_",
    ["", "张三", 0, -1, 2**70, 1.5, True, None, [1, "a"], {"a": None}, "a\nb", "\u2028", "😀", 12345678901234567890],
)
def test_an_id_comes_back_unchanged(run, id_):
    code, (answer,), _ = assess_one(run, line(GRADUATE, id=id_))
    assert (code, answer["id"]) == (0, id_)
    assert type(answer["id"]) is type(id_)


def test_a_bad_line_stands_in_its_place_and_the_others_are_assessed(run):
    bad = line(GRADUATE, id="坏", employment="self", hours=[{"year": 2022, "general": -1}])
    code, answers, err = assess_one(run, line(GRADUATE, id=1) + bad + line(TECHNICIAN, id=3))
    assert (code, err) == (1, "")
    assert [answer["id"] for answer in answers] == [1, "坏", 3]
    assert answers[1].keys() == {"id", "line", "errors"}
    assert answers[1]["line"] == 2
    assert {error["field"] for error in answers[1]["errors"]} == {"employment", "hours.0.general"}
    assert all(error["message"] for error in answers[1]["errors"])
    assert answers[2]["verdict"] == "eligible"


@pytest.mark.parametrize(
    "bad",
    [
        *("{", "[]", "3", '"text"', "null", "{]", "{'a': 1}", "NaN", '{"employment": "enterprise"', "x" * 50),
        *('{"hours": [{"year": 2022, "general": NaN}]}', '{"hours": [{"year": 2022, "general": Infinity}]}'),
        *('{"hours": [{"year": 2022, "general": 1e999999}]}', '{"hours": [{"year": 2022, "general": 1e-999999}]}'),
        '{"hours": [{"year": 2022, "general": ' + "9" * 5000 + "}]}",
        '{"hours": [{"year": 2022, "year": 2021, "general": 30}]}',
        *('{"employment": "enterprise", "employment": "retired"}', '{"id": 1, "id": 2}', '{"id": NaN}'),
        *('{"\\ud800": 1}', '{"specialty": "\\ud800"}', "[" * 100_000, '{"id": ' + "[" * 5000 + "]" * 5000 + "}"),
        b'{"specialty": "\xff"}',
        '{"employment": "enterprise"}'.encode("utf-16"),
        b"\x00",
    ],
    ids=lambda bad: repr(bad[:24]),
)
def test_whatever_a_line_holds_it_gets_a_line_and_no_traceback(run, bad):
    bad = bad.encode() if isinstance(bad, str) else bad
    good = line(TECHNICIAN, id="good").encode()
    code, answers, err = assess_one(run, good + bad.replace(b"\n", b" ") + b"\n" + good)
    assert (code, err) == (1, "")
    assert [answer["id"] for answer in (answers[0], answers[-1])] == ["good", "good"]
    assert len(answers) == 3
    assert answers[1]["line"] == 2
    assert answers[1]["errors"]
    assert all(error["field"] and error["message"] for error in answers[1]["errors"])


def test_a_number_is_read_as_it_is_written(run):
    for written, fits in (
        ("30.0", True),
        ("30.10", True),
        ("3E1", True),
        ("30.05", False),
        ("30.0000000000000001", False),
        ("30.000000000000001", False),
        ("8192.0000000000001", False),
    ):
        code, _, _ = assess_one(run, f'{{"hours": [{{"year": 2022, "general": {written}, "professional": 60}}]}}')
        assert code == (0 if fits else 1), written


def test_one_applicant_may_be_laid_out_over_many_lines(run):
    given = json.dumps({**plain(TECHNICIAN), "id": 7}, indent=2, ensure_ascii=False)
    code, answers, _ = assess_one(run, given)
    assert (code, [answer["id"] for answer in answers], answers[0]["verdict"]) == (0, [7], "eligible")


def test_a_mark_at_the_beginning_blank_lines_and_windows_line_ends_are_no_harm(run):
    given = (
        "\ufeff\n"
        + line(GRADUATE, id=1).replace("\n", "\r\n")
        + "\n   \n"
        + '{"employment": 1}\n'
        + line(GRADUATE, id=2).strip()
    )
    code, answers, _ = assess_one(run, given)
    assert code == 1
    assert [answer["id"] for answer in answers] == [1, None, 2]
    assert answers[1]["line"] == 5  # as an editor counts them


@pytest.mark.parametrize("given", ["", "\n\n", "\ufeff"])
def test_nothing_in_nothing_out(run, given):
    assert assess_one(run, given) == (0, [], "")


@pytest.mark.parametrize(
    "args",
    [
        *([], ["asess"], ["assess", "--policy"], ["assess", "--as-of", "soon"], ["assess", "--as-of", "2023-02-30"]),
        *(["assess", "--as-of", "20231010"], ["assess", "--as-of", "1949-12-31"], ["assess", "--as-of", "2101-01-01"]),
        *(["assess", "--policy", "nowhere"], ["assess", "--policy", "../x"], ["assess", "no such file.json"]),
        *(["assess", "."], ["assess", "--colour"], ["assess", "a", "b"], ["policy", "check", "no such file"]),
    ],
)
def test_what_cannot_be_done_is_one_plain_line_and_exit_code_2(run, args):
    code, answers, err = run(args, line(GRADUATE))
    assert (code, answers) == (2, [])
    assert err.count("\n") == 1
    assert err.strip()
    assert "Traceback" not in err


def test_a_file_is_read_by_name_and_left_as_it_is(run, tmp_path):
    path = tmp_path / "人员 名单.jsonl"
    path.write_text(line(GRADUATE, id=1) + line(TECHNICIAN, id=2), encoding="utf-8")
    before = path.read_bytes()
    code, answers, _ = run(["assess", str(path), "--policy", "qiaocheng-2023", *DAY])
    assert (code, [answer["id"] for answer in answers]) == (0, [1, 2])
    assert path.read_bytes() == before


def test_today_is_taken_where_no_day_is_given(run):
    code, (answer,), _ = run(["assess"], line(GRADUATE))
    assert code == 0
    assert abs((dt.date.fromisoformat(answer["as_of"]) - dt.date.today()).days) <= 1


def test_hours_are_null_only_for_the_barred_without_hours(run):
    _, answers, _ = assess_one(
        run, line({"employment": "retired"}) + line({}) + line({**GRADUATE, "employment": "retired"})
    )
    assert [answer["hours"] is None for answer in answers] == [True, False, False]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk"])
def test_as_a_process_it_writes_utf_8_whatever_the_terminal_speaks(encoding):
    env = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    done = process("assess", *DAY, given=line(GRADUATE, id="张三").encode(), env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["id"] == "张三"


@pytest.mark.parametrize(
    "command",
    ["", "assess", "roster", "template", "policy", "policy list", "policy check", "policy diff", "policy flow"],
)
def test_help_is_read_on_a_console_that_knows_no_chinese(command):
    done = process(*command.split(), "--help", env={**os.environ, "PYTHONIOENCODING": "cp1252"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"usage: python -m logic" in done.stdout


def test_as_a_process_its_exit_codes_are_those_of_the_contract():
    assert process("assess", *DAY, given=b"{}").returncode == 0
    assert process("assess", *DAY, given=b'{"x": 1}').returncode == 1
    done = process("assess", "nowhere.json")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_a_reader_who_has_had_enough_hears_no_complaint():
    command = [sys.executable, "-m", "logic", "assess", *DAY]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdin and started.stdout and started.stderr
        started.stdin.write(line(GRADUATE).encode() * 2)
        started.stdin.flush()
        started.stdout.close()
        try:
            started.stdin.write(line(GRADUATE).encode() * 3000)
            started.stdin.close()
        except BrokenPipeError:
            pass
        assert started.stderr.read() == b""
        started.wait(30)
