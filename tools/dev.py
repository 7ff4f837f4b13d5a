"""What those who work on the app run, through ``python run.py``: tests, measurements, pictures, pins.

Standard library only, like run.py, which imports it when it is asked for one of these.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import run
from run import ROOT, Stop, environment, output_of, say

SCRIPTS = {"bench": "benchmarks/run.py", "fuzz": "tools/fuzz.py", "pictures": "docs/pictures/take.py"}
NO_TESTS = 5  # pytest's exit code when it collected nothing
# Chromium without windows: it draws the same pages for a seventh less of the processor.
HEADLESS = "chromium-headless-shell"

run.MESSAGES.update(
    {
        "no_uv": (
            "重新锁定版本需要 uv。请先安装：pip install uv",
            "Pinning needs uv. First install it: pip install uv",
        ),
        "no_browser": (
            "测试需要 Chromium 或 Chrome 浏览器，这台电脑上没有找到。请先安装。",
            "The tests need Chromium or Chrome, and none was found. Please install one.",
        ),
        "no_font": (
            "测试需要中文字体，这台电脑上没有找到。请安装 Noto Sans CJK（fonts-noto-cjk）。",
            "The tests need a Chinese font, and none was found. Please install Noto Sans CJK (fonts-noto-cjk).",
        ),
        "no_nginx": (
            "测试需要 nginx，这台电脑上没有找到。请先安装（apt install nginx）。",
            "The tests need nginx, and it was not found. Please install it (apt install nginx).",
        ),
        "tests_passed": ("全部通过：{stages}", "All passed: {stages}"),
        "tests_failed": (
            "未通过：{stage}（退出码 {code}）；此前已通过：{stages}。单跑一项：python run.py test -k 名称",
            "Failed: {stage} (exit code {code}); passed before it: {stages}. One by itself: python run.py test -k NAME",
        ),
    }
)


def command(name: str, extra: list[str]) -> int:
    """Do what ``python run.py NAME`` says; its exit code."""
    if name == "test":
        return test(extra)
    if name == "pin":
        return pin(extra)
    return script(SCRIPTS[name], extra)


def find_browser(*, whole: bool = False) -> str | None:
    """A Chromium or Chrome on this computer: the one without windows first, or last where a ``whole`` one is wanted."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
    names.insert(len(names) if whole else 0, HEADLESS)
    places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in os.environ:
            places.append(os.path.join(os.environ[variable], "Google", "Chrome", "Application", "chrome.exe"))
            places.append(os.path.join(os.environ[variable], "Microsoft", "Edge", "Application", "msedge.exe"))
    found = (shutil.which(name) for name in names)
    return next((path for path in found if path), None) or next(filter(os.path.exists, places), None)


def has_chinese_font() -> bool:
    """Whether Chinese is drawn as characters and not as boxes; Windows and macOS always have a font."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    fc_list = shutil.which("fc-list")
    return fc_list is not None and bool(output_of([fc_list, ":lang=zh"])[1].strip())


def find_nginx() -> str | None:
    """The nginx of this computer; it often lies where only the administrator looks."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))


def make_sure_of_tools() -> None:
    """A browser, a Chinese font and nginx: installed on Debian as root, elsewhere asked for. Raises ``Stop``."""
    # Where everything is made anew each time, the quicker browser is worth fetching beside another.
    quicker = "CI" in os.environ and shutil.which(HEADLESS) is None
    missing = [HEADLESS] if quicker or not find_browser() else []
    missing += [] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"]
    missing += [] if find_nginx() else ["nginx"]
    if missing and Path("/etc/debian_version").exists() and hasattr(os, "geteuid") and os.geteuid() == 0:
        # Debian before 12, and its children, know the whole browser only.
        older = ["chromium" if package == HEADLESS else package for package in missing]
        with nothing_started():
            if apt_get("update"):
                any(apt_get("install", "-y", *packages) for packages in (missing, older))
    if not find_browser():
        raise Stop("no_browser")
    if not has_chinese_font():
        raise Stop("no_font")
    if not find_nginx():
        raise Stop("no_nginx")


def apt_get(*words: str) -> bool:
    """Run Debian's installer, which asks nothing and says only what goes wrong; whether it did what ``words`` say."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *words], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0


@contextlib.contextmanager
def nothing_started() -> Iterator[None]:
    """Let Debian start no service that is installed meanwhile: the tests' nginx is to serve nobody."""
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        policy.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            policy.unlink(missing_ok=True)


def test(extra: list[str]) -> int:
    """Everything that has to hold, cheapest first; ends at the first that does not, with its exit code.

    What waits for the network or has one process only runs beside something else: what the walks need is installed
    while the environment is made and the first tests run, and types are checked beside them.
    """
    # Every stage and every server that a test starts would compile the whole house anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with ThreadPoolExecutor(1) as beside:
        tools = beside.submit(make_sure_of_tools)
        python = environment("test")
        if tools.done():
            tools.result()  # what is missing and cannot be installed is said before the first test
        return run_stages(python, extra, tools)


def run_stages(python: str, extra: list[str], tools: Future[None]) -> int:
    """The stages one after the other with ``python``; ``tools`` is waited for before the one that needs them.

    Raises ``Stop`` where one of them is missing.
    """
    # Neither stage collects what the other runs.
    fast = [] if extra else ["--ignore=tests/walks"]
    walks = [] if extra else ["tests/walks"]
    # Each worker begins with a half of its own, so that what is started for a file is started once; then they share.
    # A walk with its server and browser takes more than one core: of two cores two workers leave nothing for a third.
    pytest = ["pytest", "-n", "2", "--dist", "worksteal"]
    stages = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "pytest": [*pytest, "-m", "not browser", *fast, *extra],
        "mypy": [],
        "pytest (browser)": [*pytest, "-m", "browser", *walks, *extra],
    }
    passed: list[str] = []
    empty = 0
    with types_checked(python) as mypy:
        for name, words in stages.items():
            if name == "pytest (browser)":
                tools.result()
            print(f"\n== {name}", flush=True)
            code = mypy() if name == "mypy" else run.run([python, "-m", *words])
            if code == NO_TESTS and name.startswith("pytest"):  # as when ARGS name one test; not both may be empty
                empty += 1
                code = NO_TESTS if empty == 2 else 0
            elif code == 0:
                passed.append(name)
            if code != 0:
                print("\n" + say("tests_failed", stage=name, code=code, stages=", ".join(passed) or "-"), flush=True)
                return code
    print("\n" + say("tests_passed", stages=", ".join(passed)), flush=True)
    return 0


@contextlib.contextmanager
def types_checked(python: str) -> Iterator[Callable[[], int]]:
    """mypy at work beside what is done here; what is handed over waits for it, prints what it found, and returns its
    exit code.
    """
    with tempfile.TemporaryFile() as found:
        process = subprocess.Popen(
            [python, "-m", "mypy"], cwd=ROOT, env=run.with_our_packages(), stdout=found, stderr=subprocess.STDOUT
        )

        def result() -> int:
            code = process.wait()
            found.seek(0)
            print(found.read().decode("utf-8", errors="replace"), end="", flush=True)
            return code

        try:
            yield result
        finally:
            run.end(process)


def script(path: str, extra: list[str]) -> int:
    """Run one of our own scripts with the test environment, and with our packages on its path.

    Raises ``Stop`` where it is missing.
    """
    if not (ROOT / path).is_file():
        raise Stop("missing_file", name=path)
    return run.run([environment("test"), path, *extra])


def pin(extra: list[str]) -> int:
    """Write both requirements files again from their .in files, the tests' to the same versions as the app's.

    Raises ``Stop`` without uv.
    """
    uv = run.find_uv()
    if uv is None:
        raise Stop("no_uv")
    compile_ = [uv, "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    compile_ += ["--custom-compile-command", "python run.py pin"]
    code = run.run([*compile_, "requirements.in", "-o", "requirements.txt", *extra])
    if code == 0:
        constraint = ["-c", "requirements.txt"]
        code = run.run([*compile_, "requirements-test.in", *constraint, "-o", "requirements-test.txt", *extra])
    return code
