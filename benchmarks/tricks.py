"""What each thing done for speed buys by itself, on a slow phone: the app as it is, and without one of them at a time.

The phone: a processor four times slower than this one, 1.6 Mbit/s, 150 ms to the server (Lighthouse's slow 4G). All
servers run at once and are visited in turns, so that a busy minute falls on each alike.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

import run
from benchmarks.browser import APP_PATH, ROOT, chromium, environment, free_port, new_page, wait_healthy
from benchmarks.click import PATHS, timed_walk
from benchmarks.report import Measure, middle_ratio

ROUNDS = 3
SLOWER = 4.0
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}


def _not_zipped() -> None:
    from ui.server.zipped import Zipped

    Zipped.__call__ = lambda self, scope, receive, send: self.app(scope, receive, send)  # type: ignore


def _fonts_as_streamlit_loads_them() -> None:
    from ui.browser import head

    head.HEAD = head.HEAD.replace(head.NO_FONTS_AHEAD.encode(), b"")


def _scripts_sent_with_each_run() -> None:
    from ui.browser import scripts

    scripts.served = lambda name, script: script


def _style_put_into_the_page() -> None:
    from ui.browser import scripts, style

    css = style._CSS.read_text(encoding="utf-8")
    lay = style.apply_style
    scripts.style_links = lambda name, css: (b"", b"")
    style.apply_style = lambda *rules: lay(css, *rules)


def _theme_read_in_each_run() -> None:
    from ui.browser import theme

    theme.read_the_theme_once = lambda: None


def _taps_sent_from_a_timer() -> None:
    from ui.browser import scripts

    serve = scripts.served
    at_once = "(queueMicrotask(then), 0)"
    scripts.served = lambda name, script: serve(name, script.replace(at_once, "setTimeout(then, wait, ...rest)"))


WITHOUT: dict[str, Callable[[], None]] = {
    "scripts and styles zipped (ui/server/zipped.py)": _not_zipped,
    "the icons' font not loaded ahead (head.py)": _fonts_as_streamlit_loads_them,
    "our scripts fetched once, not sent with each run (scripts.py)": _scripts_sent_with_each_run,
    "the style sheet in the document (style.py)": _style_put_into_the_page,
    "Streamlit's theme read once (theme.py)": _theme_read_in_each_run,
    "a tap sent at once (bridge.js, soon)": _taps_sent_from_a_timer,
}
_AS_IT_IS = "as it is"


def serve(without: str, port: int) -> None:
    """Be the app's server, without one of the tricks; called in a process of its own."""
    from streamlit.web.cli import main

    if without in WITHOUT:
        WITHOUT[without]()
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    main()


def _launch(without: str) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    code = f"from benchmarks.tricks import serve; serve({without!r}, {port})"
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=quiet, stderr=quiet), port


def _phone(browser: Browser) -> Page:
    page = new_page(browser, SLOWER)
    network: dict[str, Any] = NETWORK
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", network)
    return page


def _visit(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds until the page of a first visit stands, and for the middle one of its clicks."""
    page = _phone(browser)
    page.goto(url + APP_PATH, wait_until="commit")
    first: float = page.evaluate("async () => (await window.tgDrawn) - performance.timeOrigin")
    clicks = timed_walk(page, PATHS[1])
    page.context.close()
    return first, median(clicks)


def measure() -> list[Measure]:
    """Three visits each, in turns, after one that warms; each trick's worth as a multiple of the app as it is."""
    names = (_AS_IT_IS, *WITHOUT)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with chromium() as browser:
        servers = {name: _launch(name) for name in names}
        try:
            for process, port in servers.values():
                wait_healthy(process, port)
            for _ in range(ROUNDS + 1):
                for name, (_process, port) in servers.items():
                    found[name].append(_visit(browser, f"http://127.0.0.1:{port}"))
        finally:
            for process, _port in servers.values():
                run.end(process)
    times = {name: list(zip(*visits[1:], strict=True)) for name, visits in found.items()}
    measures = []
    for place, what in enumerate(("the page drawn", "a click")):
        ours = times[_AS_IT_IS][place]
        measures.append(Measure("tricks", f"{what}, {_AS_IT_IS}", median(ours), "ms"))
        measures += [
            Measure("tricks", f"  without: {name}", middle_ratio(times[name][place], ours), "×") for name in WITHOUT
        ]
    return measures
