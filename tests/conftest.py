"""Fixtures for every test. The browser ones start the app once a worker and fail, never skip, without a browser."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_cache
from streamlit.testing.v1 import app_test, local_script_runner

import run
from tests.browser import BROWSER_ARGS, OUTCOMES, Contexts, Server, Visit, running_app
from tools import dev

# AppTest looks through every installed package for components, anew for each test: three quarters of its time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
# And it compiles app.py and the page anew in every run.
for module in (app_test, local_script_runner):
    vars(module)["ScriptCache"] = cache(script_cache.ScriptCache)
# Its server is a mock that is made anew for each run and answers whatever it is asked. Here: nobody has connected.
vars(app_test)["MagicMock"] = lambda spec: SimpleNamespace(get_client=lambda _session: None)

# In CI the same examples every time: what is found there can be run again. Elsewhere new ones are tried.
# Time is measured by the benchmarks; a test on a busy computer must not fail for being slow.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("titleguide", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "titleguide")

# What is loaded while tests are collected stays: looking through it again and again for what to free was a third of
# that time.
gc.disable()


def pytest_collection_finish() -> None:
    """Look for what to free among what the tests leave, and not among what was there before them."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: what is cheap fails first, and Playwright's event loop disturbs nobody."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let a fixture know, while it is torn down, how its test ended."""
    report = yield
    item.stash.setdefault(OUTCOMES, {})[report.when] = report
    return report


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running app; the last test of the worker fails with the log if it printed a traceback."""
    with running_app(tmp_path_factory.mktemp("server") / "log.txt") as app:
        yield app
    app.assert_quiet()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, found as ``run.py test`` finds it."""
    executable = dev.find_browser()
    if executable is None:
        pytest.fail(run.say("no_browser"), pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def contexts(server: Server, browser: Browser) -> Contexts:
    """Browser contexts that are used again."""
    return Contexts(browser, server.url)


@pytest.fixture
def page_at(server: Server, contexts: Contexts, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """``page_at(width, lang, dark)`` gives a fresh, watched :class:`Visit`; afterwards each has to be clean.

    ``own``: in a context that is not used again, for a test that sets the clock.
    """
    visits: list[tuple[Visit, dict[str, Any] | None]] = []

    def visit(width: int = 1280, lang: str = "zh", dark: bool = False, *, own: bool = False) -> Visit:
        options = {
            "viewport": {"width": width, "height": 844 if width < 600 else 900},
            "has_touch": width < 600,
            "locale": {"zh": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}[lang],
            "timezone_id": "Asia/Shanghai",
            "color_scheme": "dark" if dark else "light",
            "reduced_motion": "reduce",
        }
        seen = Visit(contexts.new(options) if own else contexts.lend(options), server, lang)
        visits.append((seen, None if own else options))
        return seen

    yield visit
    outcome = request.node.stash[OUTCOMES].get("call")
    passed = outcome is not None and outcome.passed
    try:
        for seen, _ in visits:
            if outcome is None or outcome.failed or seen.problems:
                print(f"picture: {seen.picture(request.node.nodeid)}", *seen.problems, sep="\n")
        if passed:
            for seen, _ in visits:
                seen.assert_clean()
    finally:
        for seen, options in visits:
            seen.end()
            if passed and not seen.problems and options is not None:
                contexts.take_back(seen.context, options)
            else:
                seen.context.close()
