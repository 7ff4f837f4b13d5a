"""A pack of an earlier version, brought to today's form: nothing of what it says is lost, comments stay."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from logic.__main__ import OK, SOME_FAULTS, UNUSABLE, main
from logic.assess import assess
from logic.facts import read_applicant
from logic.pack import PACKS_DIR, PackError, parse
from logic.pack.upgrade import upgraded
from logic.policy.check import faults
from tests.logic.applicants import BASIS, PACK, read

OLD = (Path(__file__).parents[1] / "files" / "packs" / "before-rounds.yaml").read_text(encoding="utf-8")
SHIPPED = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")
NEW, DONE = upgraded(OLD, SHIPPED)
UPGRADED = parse(NEW.encode(), "qiaocheng-2023.yaml")
DAY = dt.date(2023, 10, 10)


def test_the_old_one_is_not_read_any_more():
    with pytest.raises(PackError):
        parse(OLD.encode(), "old.yaml")


def test_what_it_says_is_what_it_said():
    assert {id_: one.text for id_, one in UPGRADED.clauses.items() if id_ not in ("n16", "n114")} == {
        id_: one.text for id_, one in PACK.clauses.items() if id_ not in ("n16", "n114")
    }
    for part in (
        "scope",
        "equivalents",
        "recognition",
        "review",
        "calendar",
        "hours",
        "hours_registered",
        "series",
        "ways",
    ):
        assert getattr(UPGRADED, part) == getattr(PACK, part), part


@pytest.mark.parametrize("who", sorted(BASIS))
def test_it_gives_the_same_answers(who):
    facts = {**BASIS[who]}
    if facts.get("specialty") not in (None, *UPGRADED.by_id):
        facts["specialty"] = "mechanical"
    theirs = assess(read_applicant(read(facts, DAY).plain(), as_of=DAY, specialties=UPGRADED.by_id), UPGRADED, DAY)
    assert theirs.routes == assess(read(facts, DAY), PACK, DAY).routes


def test_comments_and_what_need_not_change_stay():
    comments = [line for line in OLD.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in comments if line not in NEW.splitlines()] == []
    assert sum(line not in OLD.splitlines() for line in NEW.splitlines()) < 170


def test_each_change_is_stated_with_its_line_and_a_second_time_there_is_none():
    assert all(OLD.splitlines()[fault.line - 1] for fault in DONE if fault.path.endswith("committee"))
    assert {"recognition.window", "review.ladders", "series.digital_economy.new", "names.here", "ways"} <= {
        fault.path for fault in DONE
    }
    assert upgraded(NEW, SHIPPED) == (NEW, [])


def test_what_comes_out_passes_the_check():
    from logic.pack import parse_with_lines

    pack, lines = parse_with_lines(NEW.encode(), "qiaocheng-2023.yaml")
    assert faults(pack, lines, "qiaocheng-2023.yaml", ()) == []


def test_the_command_rewrites_the_file_once_and_keeps_the_old_one(tmp_path, capfdbinary):
    path = tmp_path / "qiaocheng-2023.yaml"
    path.write_text(OLD, encoding="utf-8")
    assert main(["policy", "check", str(path)]) == SOME_FAULTS
    assert main(["policy", "upgrade", str(path)]) == OK
    assert path.read_text(encoding="utf-8") == NEW
    assert (tmp_path / "qiaocheng-2023.yaml.old").read_text(encoding="utf-8") == OLD
    assert main(["policy", "check", str(path)]) == OK
    capfdbinary.readouterr()
    assert main(["policy", "upgrade", str(path)]) == OK
    assert "已经是现在的写法" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe", b"- a", b"", None])
def test_what_is_no_pack_is_one_plain_line(tmp_path, capfdbinary, content):
    path = tmp_path / "x.yaml"
    if content is not None:
        path.write_bytes(content)
    assert main(["policy", "upgrade", str(path)]) == UNUSABLE
    out, err = capfdbinary.readouterr()
    assert (out, err.count(b"\n"), b"Traceback" in err) == (b"", 1, False)
    assert not (tmp_path / "x.yaml.old").exists()
