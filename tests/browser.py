"""What the browser tests share: one visit to the running app, watched for anything it should not do."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, expect

import run

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(tempfile.gettempdir()) / "title-guide-failures"
OWN_HOSTS = ("127.0.0.1", "localhost")

# The browser itself must not go out either, or a foreign request could be Chromium's and not ours.
BROWSER_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process draws all tabs of a context and lasts as long as one of them: see Contexts.
    "--process-per-site",
)


# How each phase of a test ended, for what is torn down after it.
OUTCOMES = pytest.StashKey[dict[str, pytest.TestReport]]()


# In the page: whether a run was asked for that has not been answered with a word yet. 0x5A is how a message begins that
# asks for one: the number of the field `rerun_script` of Streamlit's BackMsg.
_LISTENS = """(() => {
  const said = (window.tgSaid = { asked: false }), known = new WeakSet(), send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!known.has(this)) { known.add(this); this.addEventListener("message", () => { said.asked = false; }); }
    if (new Uint8Array(data)[0] === 0x5A) said.asked = true;
    return send.call(this, data);
  };
})();"""
# What a click asks for is sent before the frame after the next, and what comes of a message is drawn by then.
_SETTLED = """async () => {
  const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const runs = () => window.tgSaid.asked || document.querySelector(".stApp")?.dataset.testScriptState !== "notRunning";
  const end = performance.now() + 20000;
  do await frames(); while (runs() && performance.now() < end);
  do await frames(); while (runs() && performance.now() < end);
  // What unfolds has its size at the end.
  const moving = document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity);
  for (const one of moving) one.finish();
  if (moving.length) await frames();
}"""


@dataclass(frozen=True)
class Server:
    """The app as a person's computer runs it, with what it printed."""

    url: str
    log: Path
    pid: int

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Nothing is answered meanwhile; what was asked waits."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    def assert_quiet(self) -> None:
        """No traceback was printed."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        assert "Traceback (most recent call last)" not in text, f"the server printed a traceback:\n{text[-8000:]}"


@contextmanager
def running_app(log: Path, *, open_files: int | None = None, **settings: str) -> Iterator[Server]:
    """``streamlit run app.py`` on a free loopback port with this interpreter; ended afterwards.

    ``settings`` by the names of the bureau's settings; ``open_files``: how many the system lets it open.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    flags += ["--server.fileWatcherType", "none"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *flags]
    with log.open("wb") as output:
        named = {f"TITLEGUIDE_{name.upper()}": value for name, value in settings.items()}
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **named}
        bounded = [] if open_files is None else ["bash", "-c", f'ulimit -n {open_files} && exec "$@"', "bash"]
        process = subprocess.Popen(
            [*bounded, *command], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment
        )
    try:
        deadline = time.monotonic() + 60
        while not run.is_healthy("127.0.0.1", port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the app did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
            time.sleep(0.1)
        yield Server(f"http://127.0.0.1:{port}", log, process.pid)
    finally:
        run.end(process)


def is_own(url: str) -> bool:
    """Whether a request stays on this computer; ``data:`` and ``blob:`` go nowhere."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in OWN_HOSTS


class Contexts:
    """Browser contexts, lent to one visit after the other: a new one loads and compiles 3 MB of Streamlit's scripts.

    Each keeps an empty tab, or its process would end with a visit's last tab and everything be compiled anew: that was
    half of what a page cost. What a visit leaves behind is cleared away, but for the scripts; a clock cannot be, so who
    sets one takes a context of its own.
    """

    def __init__(self, browser: Browser, origin: str) -> None:
        """For visits to ``origin`` with ``browser``."""
        self._browser = browser
        self._origin = origin
        self._free: dict[str, list[BrowserContext]] = {}

    def lend(self, options: dict[str, Any]) -> BrowserContext:
        """A context with ``options``, with nothing in it of another visit."""
        free = self._free.setdefault(repr(options), [])
        return free.pop() if free else self.new(options)

    def new(self, options: dict[str, Any]) -> BrowserContext:
        """A context that was lent to nobody, with the tab that stays."""
        context = self._browser.new_context(**options)
        context.new_page().goto(f"{self._origin}/_stcore/health")
        return context

    def take_back(self, context: BrowserContext, options: dict[str, Any]) -> None:
        """Close its tabs but the one that stays, clear cookies and every storage, and lend it again; where that fails,
        give it up.
        """
        try:
            stays, *others = context.pages
            for other in others:
                other.close()
            context.clear_cookies()
            kinds = {"origin": self._origin, "storageTypes": "all"}
            devtools = context.new_cdp_session(stays)
            devtools.send("Storage.clearDataForOrigin", kinds)
            devtools.detach()
        except Error:
            context.close()
        else:
            self._free[repr(options)].append(context)


@dataclass
class Visit:
    """One person's browser: its ``page``, and the ``problems`` that were seen on it so far."""

    context: BrowserContext
    server: Server
    lang: str
    problems: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        """Watch before the first request is made."""
        self.page = self.context.new_page()
        self.page.add_init_script(_LISTENS)
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        self.context.on("request", self._requested)
        self.page.on("websocket", lambda websocket: self._asked(websocket.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.problems.append(f"console {kind}: {text}")

    def _requested(self, request: Request) -> None:
        self._asked(request.url)

    def _asked(self, url: str) -> None:
        if not is_own(url):
            self.problems.append(f"request to another computer: {url}")

    def open(self, path: str = "/") -> Page:
        """Go to ``path`` in this visit's language and wait until Streamlit has drawn it."""
        if self.lang != "zh":
            path += f"{'&' if '?' in path else '?'}lang={self.lang}"
        self.page.goto(self.server.url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script has run and its result is on screen; call it after a click."""
        self.page.evaluate(_SETTLED)
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
        expect(self.page.locator(".stException, .tg-trouble")).to_have_count(0)

    def end(self) -> None:
        """Watch no longer."""
        self.context.remove_listener("request", self._requested)

    def assert_clean(self) -> None:
        """Nothing was complained about, and nothing left this computer."""
        assert not self.problems, "the page had problems:\n" + "\n".join(self.problems)

    def picture(self, test: str) -> Path:
        """The whole page as it stands, for a person to look at after a failure."""
        PICTURES.mkdir(exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", test).strip("_")
        path = PICTURES / f"{name}-{self.page.viewport_size['width'] if self.page.viewport_size else 0}.png"
        self.page.screenshot(path=path, full_page=True)
        return path
