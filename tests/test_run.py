"""run.py: what it decides before it touches network, disk or port."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import socket
import string
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path

import pytest

import run
from tools import dev

HAN = re.compile(r"[\u4e00-\u9fff]")


def make_venv(folder: Path, stamp: str | None) -> Path:
    """A folder that looks like an environment, with or without the stamp that is written last."""
    python = run.python_of(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    if stamp is not None:
        (folder / "stamp").write_text(stamp, encoding="ascii")
    return folder


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 10, 13)])
def test_an_old_python_is_refused_in_one_sentence(version):
    with pytest.raises(run.Stop) as stop:
        run.check_python(version)
    assert stop.value.key == "old_python"
    assert ".".join(map(str, version)) in str(stop.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1)])
def test_a_new_enough_python_is_taken(version):
    run.check_python(version)


def test_an_old_python_can_read_the_file_to_say_so():
    tree = ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
    at_the_top = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert "sys" in at_the_top
    assert "tomllib" not in at_the_top  # new in 3.11; imported where it is used


@pytest.mark.parametrize("program", [run, dev])
def test_it_needs_the_standard_library_only(program):
    tree = ast.parse(Path(program.__file__).read_text(encoding="utf-8"))
    ours = {"run", "tools"}
    for node in ast.walk(tree):
        for name in [alias.name for alias in node.names] if isinstance(node, ast.Import) else []:
            assert name.partition(".")[0] in sys.stdlib_module_names | ours
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None
            assert node.module.partition(".")[0] in sys.stdlib_module_names | ours


@pytest.mark.parametrize("key", run.MESSAGES)
def test_every_message_says_the_same_in_both_languages(key):
    chinese, english = run.MESSAGES[key]
    assert HAN.search(chinese)
    assert not HAN.search(english)
    asked = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (chinese, english)]
    assert asked[0] == asked[1]
    assert "\n" not in run.say(key, **dict.fromkeys(asked[0], "x"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ("start", [])),
        (["start"], ("start", [])),
        (["--port", "8600"], ("start", ["--server.port", "8600"])),
        (["--port=8600"], ("start", ["--server.port", "8600"])),
        (["--", "--server.port", "8600"], ("start", ["--server.port", "8600"])),
        (["start", "--port", "1", "--", "--x", "y"], ("start", ["--server.port", "1", "--x", "y"])),
        (["test", "-k", "hours", "--", "x"], ("test", ["-k", "hours", "--", "x"])),
        (["pin", "--upgrade"], ("pin", ["--upgrade"])),
        (["logic", "policy", "check", "a b.yaml"], ("logic", ["policy", "check", "a b.yaml"])),
        (["logic", "--help"], ("logic", ["--help"])),
        (["--help"], ("help", [])),
    ],
)
def test_arguments(words, expected):
    assert run.parse(words) == expected


@pytest.mark.parametrize("words", [["tset"], ["--prot", "1"], ["start", "test"]])
def test_a_misspelt_command_is_not_guessed(words):
    with pytest.raises(run.Stop) as stop:
        run.parse(words)
    assert stop.value.key == "usage"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An empty program folder, with no setting of this computer."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for name in ("PORT", "ADDRESS"):
        monkeypatch.delenv(f"STREAMLIT_SERVER_{name}", raising=False)
    return tmp_path


def test_the_address_is_loopback_unless_set_otherwise(root):
    assert run.where([]) == ("127.0.0.1", 8501)


def test_command_line_beats_environment_beats_config(root, monkeypatch):
    (root / ".streamlit").mkdir()
    (root / ".streamlit" / "config.toml").write_text('[server]\nport = 1001\naddress = "::1"\n', encoding="utf-8")
    assert run.where([]) == ("::1", 1001)
    monkeypatch.setenv("STREAMLIT_SERVER_PORT", "1002")
    assert run.where([]) == ("::1", 1002)
    assert run.where(["--server.port", "1003", "--server.address=0.0.0.0"]) == ("0.0.0.0", 1003)
    assert run.where(["--server.port", "1003", "--server.port=1004"]) == ("::1", 1004)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "８５０１"])
def test_a_port_that_is_none_is_refused(root, port):
    with pytest.raises(run.Stop) as stop:
        run.where(["--server.port", port])
    assert stop.value.key == "bad_port"


def test_port_without_a_number_is_refused(root):
    with pytest.raises(run.Stop) as stop:
        run.where(run.parse(["--port="])[1])
    assert stop.value.key == "bad_port"


def test_a_port_in_use_is_named_with_another_to_take():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(run.Stop) as stop:
            run.check_port("127.0.0.1", port)
    assert stop.value.key == "port_in_use"
    assert str(port) in str(stop.value)
    run.check_port("127.0.0.1", port)  # free again


def test_the_stamp_changes_with_what_is_pinned_only():
    assert run.stamp_of(b"a==1\nb==2\n") == run.stamp_of(b"a==1\r\nb==2\r\n")
    assert run.stamp_of(b"a==1\n") != run.stamp_of(b"a==2\n")


def test_an_environment_is_complete_only_with_its_stamp(tmp_path):
    assert not run.is_complete(tmp_path / "none", "s")
    assert not run.is_complete(make_venv(tmp_path / "half", None), "s")
    assert not run.is_complete(make_venv(tmp_path / "old", "other"), "s")
    whole = make_venv(tmp_path / "whole", "s")
    assert run.is_complete(whole, "s")
    run.python_of(whole).unlink()  # its base Python was taken away
    assert not run.is_complete(whole, "s")


def test_a_half_built_environment_is_built_again_and_the_next_start_is_immediate(root, monkeypatch):
    (root / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    half = make_venv(root / ".venv-app", None)
    (half / "left-over").touch()
    built = []

    def install(venv, requirements):
        assert not (venv / "left-over").exists()
        built.append(make_venv(venv, None))

    monkeypatch.setattr(run, "install", install)
    assert run.environment("app") == run.environment("app") == str(run.python_of(half))
    assert len(built) == 1
    (root / "requirements.txt").write_text("a==2\n", encoding="utf-8")
    (half / "left-over").touch()
    run.environment("app")
    assert len(built) == 2


def test_a_failed_setup_leaves_no_stamp(root, monkeypatch):
    (root / "requirements.txt").write_text("a==1\n", encoding="utf-8")

    def install(venv, requirements):
        make_venv(venv, None)
        raise run.Stop("no_network")

    monkeypatch.setattr(run, "install", install)
    with pytest.raises(run.Stop):
        run.environment("app")
    assert not (root / ".venv-app" / "stamp").exists()


def test_no_write_permission_is_said_plainly(root, monkeypatch):
    (root / "requirements.txt").write_text("a==1\n", encoding="utf-8")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(run.Stop) as stop:
        run.environment("app")
    assert stop.value.key == "no_permission"


@pytest.mark.parametrize(
    ("output", "offline", "key"),
    [
        ("WARNING: Retrying ... NewConnectionError('...: Failed to establish a new connection')", False, "no_network"),
        ("error: Failed to fetch: `https://pypi.org/simple/x/`\n  Caused by: dns error", False, "no_network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", False, "bad_hash"),
        ("ERROR: Invalid requirement: 'streamlit=1': Expected end (from line 1)", False, "bad_requirements"),
        (
            "ERROR: In --require-hashes mode, all requirements must have their versions pinned",
            False,
            "bad_requirements",
        ),
        ("ERROR: No matching distribution found for altair==6.3.0", True, "wheels_incomplete"),
        ("ERROR: No matching distribution found for altair==6.3.0", False, "install_failed"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", False, "no_space"),
        ("The virtual environment was not created successfully because ensurepip is not\navailable.", False, "no_venv"),
        ("", False, "install_failed"),
    ],
)
def test_why_an_installation_failed(output, offline, key):
    assert run.why_failed(output, "requirements.txt", offline).key == key


def test_uv_that_does_not_run_is_as_none(monkeypatch, tmp_path):
    monkeypatch.setattr("shutil.which", lambda name: str(tmp_path / "gone"))
    assert run.find_uv() is None


def test_a_mistake_ends_with_one_line_and_a_code():
    done = subprocess.run(
        [sys.executable, run.__file__, "tset"],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == run.say("usage", word="tset")


# --- run.py test -----------------------------------------------------------------------------------------------


@pytest.fixture
def tools(monkeypatch):
    """A computer with all that the tests need but what is taken out of it; what was asked of apt-get."""
    found = {"find_browser": "/x/chromium", "has_chinese_font": True, "find_nginx": "/x/nginx"}
    asked: list[list[str]] = []

    def apt(command, **_):
        asked.append(command)
        found.update(find_browser="/x/chromium", has_chinese_font=True, find_nginx="/x/nginx")
        return subprocess.CompletedProcess(command, 0)

    for name in found:
        monkeypatch.setattr(dev, name, lambda name=name: found[name])
    monkeypatch.setattr(dev, "nothing_started", contextlib.nullcontext)
    monkeypatch.setattr(subprocess, "run", apt)
    monkeypatch.setattr(Path, "exists", lambda _: True)
    monkeypatch.delenv("CI", raising=False)
    return found, asked


@pytest.mark.parametrize(
    ("name", "key", "packages"),
    [
        ("find_browser", "no_browser", ["chromium-headless-shell"]),
        ("has_chinese_font", "no_font", ["fonts-noto-cjk", "fontconfig"]),
        ("find_nginx", "no_nginx", ["nginx"]),
    ],
)
def test_what_the_tests_need_is_installed_as_root_and_asked_for_otherwise(tools, monkeypatch, name, key, packages):
    found, asked = tools
    found[name] = None
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(run.Stop) as stop:
        dev.make_sure_of_tools()
    assert (stop.value.key, asked) == (key, [])
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    dev.make_sure_of_tools()
    assert asked[-1] == ["apt-get", "-qq", "install", "-y", *packages]
    asked.clear()
    dev.make_sure_of_tools()
    assert asked == []


def test_where_there_is_no_browser_without_windows_a_whole_one_is_installed(tools, monkeypatch):
    found, asked = tools
    found["find_browser"] = None

    def apt(*words):
        asked.append(words)
        if "chromium-headless-shell" in words:
            return False
        found["find_browser"] = "/x/chromium" if "chromium" in words else None
        return True

    monkeypatch.setattr(dev, "apt_get", apt)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    dev.make_sure_of_tools()
    wanted = [("update",), ("install", "-y", "chromium-headless-shell"), ("install", "-y", "chromium")]
    assert asked == wanted


def test_where_all_is_made_anew_the_browser_without_windows_is_fetched_beside_another(tools, monkeypatch):
    _, asked = tools
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr("shutil.which", lambda name: None)
    dev.make_sure_of_tools()
    assert asked[-1][-1] == "chromium-headless-shell"
    asked.clear()
    monkeypatch.setattr("shutil.which", lambda name: f"/x/{name}")
    dev.make_sure_of_tools()
    assert asked == []


def test_tests_prefer_the_browser_without_windows_and_pictures_the_whole_one(monkeypatch):
    there = {"chromium", "chromium-headless-shell"}
    monkeypatch.setattr("shutil.which", lambda name: f"/x/{name}" if name in there else None)
    assert dev.find_browser() == "/x/chromium-headless-shell"
    assert dev.find_browser(whole=True) == "/x/chromium"
    there.remove("chromium")
    assert dev.find_browser(whole=True) == "/x/chromium-headless-shell"
    there.clear()
    there.add("google-chrome")
    assert dev.find_browser() == "/x/google-chrome"


def test_types_are_checked_beside_the_tests_and_what_is_wrong_is_printed_at_its_turn(tmp_path, capfd):
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "x.py:1: error, said $*"\nexit 1\n', encoding="ascii")
    python.chmod(0o755)
    with dev.types_checked(str(python)) as result:
        assert capfd.readouterr().out == ""
        assert result() == 1
        assert capfd.readouterr().out == "x.py:1: error, said -m mypy\n"


# --- run.py logic ----------------------------------------------------------------------------------------------


def with_environment(monkeypatch, python: str | None = None):
    monkeypatch.setattr(run, "environment", lambda kind: python or sys.executable)


def test_the_rules_command_line_runs_in_the_caller_s_folder_with_its_exit_code(tmp_path, monkeypatch, capfd):
    with_environment(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logic.py").write_text("raise SystemExit(7)", encoding="utf-8")  # somebody else's
    (tmp_path / "某 一份.json").write_text('{"id": 1}\n{"x": 1}\n', encoding="utf-8")
    assert run.main(["logic", "assess", "某 一份.json", "--as-of", "2023-10-10"]) == 1
    out, err = capfd.readouterr()
    assert (out.count("\n"), out.startswith('{"id":1,'), err) == (2, True, "")
    assert run.main(["logic", "policy", "check", "nowhere.yaml"]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_standard_input_reaches_the_rules(tmp_path):
    code = "import run, sys; run.environment = lambda kind: sys.executable; sys.exit(run.main(['logic', 'assess']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        input=b'{"id": "x"}',
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(run.ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout[:11], done.stderr) == (0, b'{"id":"x","', b"")


def test_setting_up_says_so_beside_the_data_and_a_failure_is_exit_code_2(root, monkeypatch, capfd):
    (root / "requirements.txt").write_text("a==1\n", encoding="utf-8")
    (root / "logic").mkdir()
    (root / "logic" / "__main__.py").touch()

    def install(venv, requirements):
        raise run.Stop("no_network")

    monkeypatch.setattr(run, "install", install)
    assert run.main(["logic", "policy", "list"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines() == [run.say("setting_up", name=".venv-app"), run.say("no_network")]


def test_what_only_the_walks_need_is_waited_for_before_them_and_not_before_the_first_tests(monkeypatch):
    ran: list[str] = []

    def ends_well(words):
        ran.append(words[2])
        return 0

    monkeypatch.setattr(run, "run", ends_well)
    monkeypatch.setattr(dev, "types_checked", lambda _: contextlib.nullcontext(lambda: 0))
    tools: Future[None] = Future()
    tools.set_exception(run.Stop("no_browser"))
    with pytest.raises(run.Stop):
        dev.run_stages("python", [], tools)
    assert ran == ["ruff", "ruff", "pytest"]
    tools = Future()
    tools.set_result(None)
    assert dev.run_stages("python", [], tools) == 0
    assert len(ran) == 3 + 4
