"""One person at the app without a browser: Streamlit's AppTest, with words instead of its inner workings.

AppTest takes the folder ``pages/`` for Streamlit's old way of making pages and would run a page without ``app.py``;
a running server does that only until its first visitor (see ``tests/walks``), so here it is switched off.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.runtime import pages_manager
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from logic.interview.screens import ASKED, USUAL, answer_to
from logic.interview.visit import Visit
from logic.words.language import phrase
from tests.logic.applicants import BASIS, as_kept
from ui.browser.taps import put_aside
from ui.parts import values_of
from ui.questions.groups import tap_value
from ui.state import VISIT

ROOT = Path(__file__).resolve().parent.parent.parent
OPEN_DAY = "2023-10-12"  # both windows are open
TYPED = ("specialty", "service_start", "title_date", "hours")
# The choices of every question that is answered by choosing, as a tap carries them.
CHOICES = {question: [tap_value(value) for value in values_of(question)] for question in ASKED if question not in TYPED}

Facts = dict[str, Any]


def _wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Wait for the end of a run. AppTest looks every millisecond, and takes the processor from what it waits for."""
    thread = runner._script_thread
    assert thread is not None
    thread.join(timeout)
    if thread.is_alive():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"the page took longer than {timeout} s")


local_script_runner.require_widgets_deltas = _wait


class _NoOldPages(pages_manager.PagesManager):
    """AppTest resets this class's switch before each run and not the one that counts."""


@contextmanager
def whole_app() -> Iterator[None]:
    """Every page is run through ``app.py``, as on a server."""
    kept = pages_manager.PagesManager.uses_pages_directory
    app_test.PagesManager = _NoOldPages  # type: ignore[attr-defined]
    pages_manager.PagesManager.uses_pages_directory = False
    try:
        yield
    finally:
        app_test.PagesManager = pages_manager.PagesManager  # type: ignore[attr-defined]
        pages_manager.PagesManager.uses_pages_directory = kept


def plain(markup: str) -> str:
    """The text of a piece of HTML."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", markup))).strip()


class Visitor:
    """A person with one tab open; ``answers`` are put into the session as if given before, ``query`` in the address."""

    def __init__(
        self,
        page: str = "start",
        *,
        lang: str = "zh",
        as_of: str | None = OPEN_DAY,
        answers: Facts | None = None,
        query: Mapping[str, str] | None = None,
    ) -> None:
        self.lang = lang
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        if lang != "zh":
            self.at.query_params["lang"] = lang
        for name, value in (query or {}).items():
            self.at.query_params[name] = value
        if as_of is not None:
            self.at.query_params["as_of"] = as_of
        if answers is not None:
            self.at.session_state[VISIT] = Visit(dict(answers))
        if page == "start":
            self.run()
        else:
            self.go(page)

    def say(self, message: str, **values: Any) -> str:
        return phrase(self.lang, message, **values)

    # --- doing ---

    def run(self) -> Visitor:
        with whole_app():
            self.at.run()
        assert not self.at.exception, [e.value for e in self.at.exception]
        return self

    def go(self, page: str) -> Visitor:
        with whole_app():
            self.at.switch_page(f"pages/{page}.py")
        return self.run()

    def opened(self, question: str) -> Visitor:
        """At the questions, with ``question`` opened again."""
        self.at.session_state[VISIT] = self.visit.opened(question)
        return self.go("check")

    def click(self, key: str) -> Visitor:
        assert key in self.keys, f"no {key} among {self.keys}"
        self.at.button(key=key).click()
        return self.run()

    def leave_hours(self) -> Visitor:
        """Go on from the table of hours, whatever the way on is called."""
        return self.click(next(key for key in self.keys if key in ("primary_hours", "nav_hours_later")))

    def press(self, words: str) -> Visitor:
        """Click the button that shows the Chinese ``words``, in the visitor's language."""
        ours = [tap for tap, said in self.taps.items() if said == self.say(words)]
        if ours:
            assert len(ours) == 1
            return self.tap(ours[0])
        found = [b for b in self.at.button if b.label == self.say(words)]
        assert len(found) == 1, f"{len(found)} buttons “{self.say(words)}” among {[b.label for b in self.at.button]}"
        found[0].click()
        return self.run()

    def tap(self, tap: str, on: str = "check") -> Visitor:
        """Tap one of our own buttons, as the bridge tells the server of it."""
        assert tap in self.taps, f"no {tap} among {self.taps}"
        return self.send(tap, on)

    def hears(self, where: str, what: object) -> Visitor:
        """As the bridge reports what the tab says: ``where`` is one of its names, ``RESTORED`` say."""
        self.at.session_state[where] = what
        return self.run()

    def send(self, tap: object, on: str = "check") -> Visitor:
        """What a browser could send to the page ``on``, whatever is on the screen."""
        with patch.object(st, "session_state", self.at.session_state):
            put_aside(tap)
        # AppTest stays on the page it was sent to, even where the app has since moved on to the questions.
        return self.go(on)

    def choose(self, field: str, value: Any) -> Visitor:
        return self.tap(f"answer:{field}:{str(value).lower() if isinstance(value, bool) else value}")

    def unsure(self, field: str) -> Visitor:
        return self.tap(f"unsure:{field}")

    def type(self, key: str, text: str) -> Visitor:
        self.at.text_input(key=key).set_value(text)
        return self.run()

    def pick(self, field: str, option: str) -> Visitor:
        """Choose in the quick form."""
        self.at.selectbox(key=f"form_{field}").set_value(option)
        return self.run()

    def tap_row(self, question: str, value: Any) -> Visitor:
        """Tap one row of a screen of several questions."""
        return self.tap(f"row:{question}:{tap_value(value)}")

    def reply(self, facts: Facts) -> str:
        """Answer the screen from ``facts`` as most people would, and return its name; what is not there is 不清楚."""
        screen = self.screen
        assert screen is not None, "nothing is asked"
        rows = self.rows
        for question in rows:
            answer = answer_to(question, facts)
            if answer is None or answer != USUAL[question]:
                self.tap_row(question, answer)
        keys = [box.key or "" for box in self.at.text_input]
        dates = [key.removeprefix("date_") for key in keys if key.startswith("date_")]
        if dates:
            (date,) = dates
            if facts.get(date) is None:
                return self.reply_unsure(screen)
            self.type(f"date_{date}", str(facts[date])).click(f"primary_{date}")
        elif rows:
            self.tap(next(tap for tap in (f"usual:{screen}", f"onward:{screen}") if tap in self.taps))
        elif screen == "hours":
            if facts.get("hours"):
                visit = self.at.session_state[VISIT]
                hours = {"hours": [dict(row) for row in facts["hours"]]}
                self.at.session_state[VISIT] = visit.recorded(hours)
            self.leave_hours()
        else:
            answer = answer_to(question := self.question, facts)
            if answer is None:
                self.unsure(screen)
            elif question == "specialty":
                self.type("specialty_query", str(answer)).choose(question, answer)
            else:
                self.choose(question, answer)
        return screen

    def reply_unsure(self, screen: str) -> str:
        """Past the screen, with what is not tapped left open."""
        self.unsure(screen)
        return screen

    def reply_until(self, facts: Facts, wanted: str | None) -> list[str]:
        """Answer until the screen ``wanted`` (None: the result) is there; the screens answered."""
        asked: list[str] = []
        while self.screen != wanted:
            assert len(asked) < 15, asked
            asked.append(self.reply(facts))
        return asked

    # --- seeing ---

    @property
    def keys(self) -> list[str]:
        return [b.key or "" for b in self.at.button]

    @property
    def taps(self) -> dict[str, str]:
        """Our own buttons and links: what a tap on each says, and the words on it."""
        found: dict[str, str] = {}
        for body in self.markup:
            for _, tap, words in re.findall(r'<(a|button) [^>]*data-tap="([^"]*)"[^>]*>(.*?)</\1>', body):
                found[tap] = html.unescape(words)
        return found

    @property
    def pressed(self) -> list[str]:
        """The choices that are marked as made before."""
        found = "".join(self.markup)
        return re.findall(r'<button [^>]*data-tap="([^"]*)"[^>]*aria-pressed="true"', found)

    @property
    def markup(self) -> list[str]:
        return [h.proto.body for h in self.at.get("html")]

    @property
    def text(self) -> str:
        """All words of the page."""
        parts = [plain(body) for body in self.markup if not body.startswith("<style")]
        parts += [b.label for b in self.at.button] + [e.label for e in self.at.expander]
        parts += [b.label for b in self.at.download_button] + [u.label for u in self.at.file_uploader]
        for kind in (
            self.at.text_input,
            self.at.text_area,
            self.at.selectbox,
            self.at.date_input,
            self.at.number_input,
        ):
            for widget in kind:
                parts += [widget.label, getattr(widget, "placeholder", "") or ""]
        for box in self.at.selectbox:
            parts += box.options
        return "\n".join(parts)

    @property
    def heading(self) -> str:
        found = [m for body in self.markup if (m := re.search(r'<h1 id="tg-focus"[^>]*>(.*?)</h1>', body))]
        assert len(found) == 1, f"{len(found)} main headings"
        return plain(found[0][1])

    @property
    def token(self) -> str:
        found = [m[1] for body in self.markup if (m := re.search(r'id="tg-focus"[^>]*data-token="([^"]*)"', body))]
        assert len(found) == 1
        return found[0]

    @property
    def screen(self) -> str | None:
        """The screen of the questionnaire that is looked at; None elsewhere."""
        return self.token.partition(":")[2] or None

    @property
    def rows(self) -> tuple[str, ...]:
        """The questions of a screen of several; empty on a screen of one."""
        return tuple(dict.fromkeys(tap.split(":")[1] for tap in self.taps if tap.startswith("row:")))

    @property
    def question(self) -> str:
        """The one question of a screen of one."""
        asked = {tap.split(":")[1] for tap in self.taps if tap.startswith("answer:")} or {self.screen or ""}
        (question,) = asked
        return question

    @property
    def visit(self) -> Visit:
        return self.at.session_state[VISIT] if VISIT in self.at.session_state else Visit()

    @property
    def raw(self) -> Facts:
        return dict(self.visit.answers)

    def part(self, css: str) -> list[str]:
        """The pieces of HTML that have the class ``css``."""
        return [body for body in self.markup if re.search(rf'class="[^"]*\b{css}\b', body)]


def facts(basis: str, **changed: Any) -> Facts:
    """One of ``tests/cases/basis.yaml`` as the app keeps answers, with ``changed`` laid over it."""
    return as_kept({**BASIS[basis], **changed})
