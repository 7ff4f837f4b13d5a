"""``python -m logic roster``: row by row, called off, and what is no file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.logic.applicants import PACK
from tests.logic.command_line import DAY, ROOT, process
from tests.logic.workbooks import rows, typed, workbook

STAFF = "姓名,最高学历,从事专业,2022公需\n张三,大学本科,机械工程,30\n李四,{education},会计,\n"


def roster(run: Any, folder: Path, education: str = "大学专科", output: str = "out.csv") -> tuple[int, str, Path]:
    source, target = folder / "in.csv", folder / output
    source.write_text(STAFF.format(education=education), encoding="utf-8")
    code, lines, err = run(["roster", str(source), str(target), *DAY])
    assert lines == []
    return code, err, target


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_roster_is_answered_row_by_row(run, tmp_path, kind):
    code, err, target = roster(run, tmp_path, output=f"out.{kind}")
    assert code == 0
    assert err.startswith("有内容的 2 行 = 核对无误 2 行 + 有填错的格子 0 行 + 没有当作人员 0 行。")
    assert err.count("\n") == 1
    assert "2 rows with content = 2 assessed + 0 with errors + 0 left aside." in err
    assert target.stat().st_size > 100


def test_a_row_with_errors_is_stated_in_its_place_and_by_the_exit_code(run, tmp_path):
    code, err, target = roster(run, tmp_path, "研究生")
    assert code == 1
    assert "2 rows with content = 1 assessed + 1 with errors + 0 left aside." in err.splitlines()[-1]
    _, first, second = target.read_text("utf-8-sig").splitlines()
    assert first.startswith("张三,大学本科,机械工程,30,信息不全,") and first.endswith(
        ",qiaocheng-2023 " + PACK.sha256[:12]
    )
    # What is known of him decides: his series has examinations.
    assert second.startswith("李四,研究生,会计,,") and second.split(",")[4] and "B3（最高学历）：" in second


@pytest.mark.parametrize(
    "args",
    [
        *(["nowhere.csv", "out.csv"], ["in.csv", "in.csv"], ["in.csv", "out.doc"], ["in.csv", "no/where/out.csv"]),
        *(["in.csv"], ["in.csv", "out.csv", "--policy", "none"], ["empty.csv", "out.csv"], ["twice.csv", "out.csv"]),
        *(["names.csv", "out.csv"], ["broken.xlsx", "out.xlsx"], [".", "out.csv"]),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_plain_line_that_names_nobody(run, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    files = {
        "in.csv": STAFF,
        "empty.csv": "",
        "twice.csv": "姓名,最高学历,education\n张三,,\n",
        "names.csv": "张三\n李四\n",
    }
    for name, content in files.items():
        Path(name).write_text(content, encoding="utf-8")
    Path("broken.xlsx").write_bytes(b"PK\x03\x04" + "张三".encode() * 99)
    before = sorted(path.name for path in tmp_path.iterdir())
    code, lines, err = run(["roster", *args, *DAY])
    assert (code, lines) == (2, [])
    assert err.count("\n") == 1 and "Traceback" not in err
    assert "张三" not in err and "李四" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_as_a_process_a_roster_says_nothing_and_leaves_nothing_but_its_output(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(STAFF.format(education="x"), encoding="gb18030")
    done = process("roster", str(source), str(tmp_path / "out.xlsx"), *DAY)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("有内容的 2 行") and "张三" not in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.xlsx"]


# The command is held where it writes, with its scratch folder made.
HELD = """
import sys
from pathlib import Path
import signal
from logic.commands.rosters import end_tidily
from logic.roster.writing import appearing
# Tests started in the background have these two signals ignored, and what they start inherits it.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
end_tidily()
with appearing(Path(sys.argv[1])) as (file, _):
    file.write("张三".encode())
    print("writing", flush=True)
    sys.stdin.read()
"""


def held(target: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", HELD, str(target)]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None and started.stdout.readline() == b"writing\n"
    return started


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_asked_to_end_it_leaves_nothing_with_names_behind(tmp_path, name):
    target = tmp_path / "out.csv"
    started = held(target)
    assert len(list(tmp_path.iterdir())) == 1
    started.send_signal(getattr(signal, name))
    started.communicate(timeout=30)
    assert started.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_swept_by_the_next_and_what_is_in_use_is_not(run, tmp_path):
    killed, working = held(tmp_path / "a.csv"), held(tmp_path / "b.csv")
    killed.kill()
    killed.communicate(timeout=30)
    (tmp_path / ".roster-mine.txt").write_text("no folder of ours", "utf-8")
    assert len(list(tmp_path.iterdir())) == 3
    roster(run, tmp_path)
    left = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".roster-"))
    assert len(left) == 2 and ".roster-mine.txt" in left
    working.communicate(b"", timeout=30)
    assert (tmp_path / "b.csv").read_bytes() == "张三".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_stated_as_one(run, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    code, lines, err = run(["roster", str(tmp_path / "pipe.csv"), str(tmp_path / "out.csv"), *DAY])
    assert (code, lines) == (2, []) and "是管道或设备" in err and "a pipe or a device" in err


def test_a_read_error_is_stated_as_one(run, tmp_path, monkeypatch):
    def unreadable(source: Path) -> Any:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("logic.roster.work.open_book", unreadable)
    code, err, target = roster(run, tmp_path)
    assert code == 2 and err.startswith("无法读取 in.csv") and not target.exists()


def test_a_sheet_is_chosen_by_name(run, tmp_path):
    source, target = tmp_path / "in.xlsx", tmp_path / "out.csv"
    people = (
        rows(typed("姓名", "最高学历"), typed("张三", "大学本科")),
        rows(typed("姓名", "最高学历"), typed("李四", "中专")),
    )
    source.write_bytes(workbook(*people, names=("甲", "乙")))
    code, _, err = run(["roster", str(source), str(target), *DAY])
    assert code == 2 and "“甲”、“乙”" in err and "--sheet" in err
    assert run(["roster", str(source), str(target), "--sheet", "乙", *DAY])[0] == 0
    assert "李四" in target.read_text("utf-8-sig")
    code, _, err = run(["roster", str(source), str(target), "--sheet", "丙", *DAY])
    assert code == 2 and "没有叫“丙”的工作表" in err
