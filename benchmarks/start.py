"""From nothing to the first text in the browser, beside a bare Streamlit page, in turns."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

import run
from benchmarks.browser import APP_PATH, chromium, folders, launch, new_page, wait_healthy
from benchmarks.report import Measure, middle_ratio

ROUNDS = 5
MOST = 1.25


def _once(browser: Browser, folder: Path, path: str) -> tuple[float, float, float]:
    """Seconds until the server answers, the first heading is painted, and the page stands whose heading that is."""
    begun = time.time()
    process, port = launch(folder)
    try:
        wait_healthy(process, port)
        healthy = time.time() - begun
        page = new_page(browser)
        page.goto(f"http://127.0.0.1:{port}{path}", wait_until="commit")
        first: float = page.evaluate("() => window.tgFirst")
        drawn: float = page.evaluate("() => window.tgDrawn")
        page.context.close()
    finally:
        run.end(process)
    return healthy, first / 1000 - begun, drawn / 1000 - begun


def measure() -> list[Measure]:
    """One warming round, then five."""
    found: dict[str, list[tuple[float, float, float]]] = {"bare": [], "app": []}
    with folders() as where, chromium() as browser:
        for _ in range(ROUNDS + 1):
            for name in found:
                found[name].append(_once(browser, where[name], APP_PATH if name == "app" else "/"))
    figures = []
    for place, (what, most) in enumerate(
        (("the server answers", MOST), ("first text in the browser", MOST), ("the page drawn", None))
    ):
        times = {name: [one[place] for one in every[1:]] for name, every in found.items()}
        figures += [
            Measure("start", f"bare page: {what}", median(times["bare"]), "s"),
            Measure("start", f"the app: {what}", median(times["app"]), "s"),
            Measure("start", "  as a multiple of the bare page", middle_ratio(times["app"], times["bare"]), "×", most),
        ]
    return figures
