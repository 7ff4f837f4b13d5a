"""What the house rests on: who may import whom, what is pinned, and that the app keeps to itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from logic.pack import CITED
from tools import rules_page

ROOT = Path(__file__).resolve().parent.parent
LOGIC = sorted((ROOT / "logic").rglob("*.py"))
ROOMS = ("logic", "ui", "pages", "app")
SCREEN = {"streamlit", "plotly", "pandas", "altair", "pydeck"}
CLOCK_MODULES = {"time"}
CLOCK_CALLS = {"today", "now", "utcnow"}  # of date and datetime, by whatever name they are imported


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def clock_uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything that reads the clock, called or only handed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_CALLS:
            yield node.lineno, node.attr
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, a.name) for a in node.names if a.name.partition(".")[0] in CLOCK_MODULES)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module in CLOCK_MODULES:
            yield node.lineno, node.module


# --- logic keeps to itself -----------------------------------------------------------------------------------


def test_there_is_logic_to_look_at():
    assert "logic/assess.py" in map(name_of, LOGIC)


@pytest.mark.parametrize("path", LOGIC, ids=name_of)
def test_logic_does_not_read_the_clock(path):
    uses = list(clock_uses(tree_of(path)))
    if name_of(path) == "logic/__main__.py":  # the command line's "today unless given", and nothing finer
        uses = [use for use in uses if use[1] != "today"]
    assert uses == []


@pytest.mark.parametrize(
    "code",
    [
        "import datetime as dt; dt.date.today()",
        "from datetime import datetime; datetime.now()",
        "field(default_factory=date.today)",
        "import time",
        "from time import time as t",
    ],
)
def test_the_clock_is_seen_under_every_name(code):
    assert list(clock_uses(ast.parse(code)))


def test_importing_all_of_logic_loads_no_screen_library():
    modules = [name_of(path)[:-3].replace("/", ".").removesuffix(".__init__") for path in LOGIC]
    code = (
        "import importlib, sys\n"
        f"for name in {[m for m in modules if not m.endswith('__main__')]!r}: importlib.import_module(name)\n"
        f"print(*sorted({SCREEN!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


# --- arrows point one way ------------------------------------------------------------------------------------


def room_files(room: str) -> list[Path]:
    return [ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py"))


def test_arrows_point_one_way():
    # The contracts stand in pyproject.toml.
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# --- what is cited is there -----------------------------------------------------------------------------------

CLAUSE = re.compile(r"[1-4]\.[1-9]|[np][1-9]\d*")


def test_the_clauses_a_pack_must_tell_are_those_that_the_code_cites():
    cited = {
        node.value
        for room in ROOMS
        for path in room_files(room)
        if name_of(path) != "logic/pack/checks.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CLAUSE.fullmatch(node.value)
    }
    assert cited == set(CITED)


# --- what it runs on is pinned -------------------------------------------------------------------------------

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)(?:\s*;\s*(.+?))?\s*$")
Pins = dict[str, set[tuple[str, str]]]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name: str) -> Pins:
    """Package → versions with their markers; fails on anything in the file that is not a hashed pin."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: Pins = {}
    for line in text.splitlines():
        line = line.partition(" #")[0].strip()
        if not line or line.startswith("#"):
            continue
        requirement, *hashes = re.split(r"\s+--hash=", line)
        match = PIN.match(requirement)
        assert match, f"{name}: not an exact pin: {line[:80]}"
        assert hashes, f"{name}: no hash: {requirement}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h.strip()) for h in hashes), f"{name}: odd hash: {requirement}"
        found.setdefault(normal(match[1]), set()).add((match[2], match[3] or ""))
    return found


def wanted(name: str) -> dict[str, str]:
    """Package → what an .in file asks of it, such as ``==1.67.0``, wherever that may be."""
    lines = (re.split("[#;]", line)[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    matches = (re.match(r"([\w.-]+)(?:\[[^]]*\])?\s*(.*)", line) for line in lines if line and not line.startswith("-"))
    return {normal(match[1]): match[2] for match in matches if match}


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_all_that_is_asked_for_is_pinned_with_hashes(name):
    pinned = pins(f"{name}.txt")
    for package, version in wanted(f"{name}.in").items():
        assert package in pinned, f"{package} is not in {name}.txt: run `python run.py pin`"
        if version.startswith("=="):
            assert {version[2:]} == {found for found, _ in pinned[package]}


def test_the_tests_run_on_what_the_app_runs_on():
    app, test = pins("requirements.txt"), pins("requirements-test.txt")
    assert {name: test.get(name) for name in app} == app


# --- the app keeps to itself ---------------------------------------------------------------------------------


def test_streamlit_is_set_to_listen_here_only_and_to_report_nothing():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] in ("127.0.0.1", "localhost", "::1")
    assert config["browser"]["gatherUsageStats"] is False
    assert config["runner"]["postScriptGC"] is False


def repository_files() -> list[Path]:
    """What is in the repository or about to be; without git, everything but environments and caches."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        paths = [ROOT / name.decode("utf-8") for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        hidden = re.compile(r"^(\.venv|\.git$|\.mypy_|\.ruff_|\.pytest_|\.hypothesis|__pycache__|wheels$)")
        paths = [p for p in ROOT.rglob("*") if not any(hidden.match(part) for part in p.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_folder_of_the_computer_it_was_written_on():
    # Written in two parts, or this file would name them as well. A path inside an address is no such folder.
    folders = re.compile(rb"(?<![\w.)/~-])/(?:" + b"|".join([b"work", b"root"]) + rb")/")
    files = repository_files()
    assert files
    assert [name_of(path) for path in files if folders.search(path.read_bytes())] == []


@pytest.mark.parametrize("name", ["browser/large.css", "kiosk/kiosk.css"])
def test_the_styles_hold_nothing_for_which_the_browser_s_cleaner_would_drop_them_all(name):
    # Streamlit passes them through DOMPurify, which takes a "<" within a style for markup.
    assert "<" not in (ROOT / "ui" / name).read_text(encoding="utf-8")


def test_the_tables_of_the_rules_are_those_of_the_code():
    text = rules_page.PAGE.read_text(encoding="utf-8")
    assert text == rules_page.renewed(text), "run: python -m tools.rules_page"


PAPERS = [path for path in repository_files() if path.suffix == ".md"]


@pytest.mark.parametrize("path", PAPERS, ids=name_of)
def test_what_a_page_of_ours_links_to_is_there(path):
    linked = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [one for one in linked if not (path.parent / one).exists()] == []


def test_the_readme_is_read_in_one_go():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 100


def test_every_decision_has_its_number_its_date_and_a_line_in_the_list():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("0*.md")):
        found = re.match(r"# (\d+)\. (.+)\n\n\*(\w+) (\d{4}-\d\d-\d\d)", path.read_text(encoding="utf-8"))
        assert found, path.name
        assert path.name.startswith(f"{int(found[1]):04}-")
        assert f"| {found[1]} | [{found[2]}]({path.name}) | {found[4]} |" in listed
