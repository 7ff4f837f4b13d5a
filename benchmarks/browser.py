"""What ``start`` and ``click`` share: the two servers, the browser, and a stop-watch inside the page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

import run
from tools import dev

ROOT = Path(__file__).resolve().parent.parent
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
# A day in the notice's own year, so that the figures do not depend on the day of the measurement.
APP_PATH = "/?as_of=2023-10-12"
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}


@contextmanager
def folders() -> Iterator[dict[str, Path]]:
    """The folder each server starts in: the app's own, and one with the bare page under the same settings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
        shutil.copy(ROOT / "benchmarks" / "bare_page.py", folder / "app.py")
        yield {"app": ROOT, "bare": folder}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for the whole measurement."""
    path = dev.find_browser(whole=True)
    if path is None:
        raise SystemExit("no Chromium or Chrome found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        try:
            yield browser
        finally:
            browser.close()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment() -> dict[str, str]:
    """What a server starts with: no settings of this shell's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    # As on anybody's computer after the first start: modules are compiled already. Ours go into a folder of our own.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "title-guide-bench-pycache")
    return kept


def launch(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """``streamlit run app.py`` in ``folder``, just begun; and its port."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env=environment(), stdout=quiet, stderr=quiet), port


def wait_healthy(process: subprocess.Popen[bytes], port: int) -> None:
    """Until the server answers."""
    deadline = time.monotonic() + 60
    while not run.is_healthy("127.0.0.1", port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError("the server did not start")
        time.sleep(0.005)


def new_page(browser: Browser, slower: float = 1) -> Page:
    """A page with an empty cache and no memory, and the stop-watch in it; its processor ``slower`` times slower."""
    page = browser.new_context(viewport=VIEWPORT, locale="zh-CN").new_page()
    page.add_init_script(STOPWATCH)
    if slower > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


# `watch(name)` promises the moments after the next click: when the heading read otherwise than before and the next
# frame but one had begun, so that it was painted; and when the last button of the question stood there, too.
STOPWATCH = """
(() => {
  const heading = () => {
    const own = document.getElementById("tg-focus");
    if (own) return own.dataset.token;
    const title = document.querySelector("[data-testid=stHeading] h1");
    return title ? title.textContent.trim() : null;
  };
  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
  const once = (holds, then) => {
    if (holds()) return then();
    const eyes = new MutationObserver(() => { if (holds()) { eyes.disconnect(); then(); } });
    eyes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  };
  window.tgHeading = heading;
  // In wall-clock milliseconds: when the first heading stands, which the document itself has (ui/server/document.py),
  // and when Streamlit has drawn the page.
  const when = (holds) => new Promise((done) =>
    once(holds, () => painted((now) => done(performance.timeOrigin + now))));
  window.tgFirst = when(() => document.querySelector("#tg-opening.tg-home") !== null || heading() !== null);
  window.tgDrawn = when(() => heading() !== null);
  window.tgWatch = () => {
    const before = heading();
    window.tgTimes = new Promise((done) => {
      document.addEventListener("click", () => {
        const start = performance.now();
        once(() => heading() !== null && heading() !== before, () => {
          const token = heading();
          const field = token.startsWith("check:") ? token.slice(6) : null;
          const last = field === null ? null : field === "hours" ? ".st-key-nav_hours_later button"
            : `[data-tap="unsure:${field}"]`;
          let first = null, whole = null;
          const give = () => { if (first !== null && whole !== null) done([first - start, whole - start]); };
          painted((now) => { first = now; give(); });
          once(() => last === null || document.querySelector(last) !== null,
            () => painted((now) => { whole = now; give(); }));
        });
      }, { capture: true, once: true });
    });
  };
  // The moment after the next click when the button with this tap is drawn as pressed.
  window.tgWatchPressed = (tap) => {
    window.tgTimes = new Promise((done) => {
      document.addEventListener("click", () => {
        const start = performance.now();
        const pressed = () => document.querySelector(`[data-tap="${tap}"]`)?.getAttribute("aria-pressed") === "true";
        once(pressed, () => painted((now) => done([now - start])));
      }, { capture: true, once: true });
    });
  };
})();
"""
