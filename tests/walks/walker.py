"""A person walking through the app in a real browser: clicks what it reads, waits until the page stands."""

from __future__ import annotations

import json
import re
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response, expect

from logic.interview.screens import DATES, USUAL, answer_to, settled_by
from logic.words.language import phrase
from tests.browser import ROOT, Visit
from tests.logic.applicants import PACK
from ui.parts import choice_name
from ui.questions.groups import tap_value

Facts = dict[str, Any]
# The heading of another question or page stands there, and the script has run to its end.
_MOVED = """old => {
  const heading = document.getElementById("tg-focus"), app = document.querySelector(".stApp");
  return heading && app && heading.dataset.token !== old && app.dataset.testScriptState === "notRunning";
}"""
# The bridge knows which screen is shown, and so has made its entry of the history: a moment after the heading stands.
_HAS_ENTRY = """() => window.__zhipingtong?.token === document.getElementById("tg-focus")?.dataset.token"""
# What Streamlit writes into a page in its own English, as a word of its own.
STREAMLIT_ENGLISH = re.compile(
    r"\b(Press|Enter to|No results|Choose|Select|Clear|Open|Close|Running|Loading|Please|Skip|Upload|Fullscreen"
    r"|Download|Sidebar|Menu|Deploy|Rerun|Connecting|Empty|Month|Year|Next|Previous|yyyy|mm|dd|Search|Copy|Today)\b",
    re.IGNORECASE,
)
# The name under which the tab keeps the answers.
KEPT_AS = re.findall(r'const KEY = "([^"]+)"', (ROOT / "ui" / "browser" / "bridge.js").read_text(encoding="utf-8"))[0]
# A page other than the first makes Streamlit look for its server below that page's address before it finds it.
_GUESS = re.compile(r"/\w+/_stcore/(health|host-config)")


class Walker:
    """``facts`` are the person's true answers; what is not among them is answered 不清楚."""

    def __init__(self, visit: Visit, facts: Facts | None = None) -> None:
        self.visit = visit
        self.page: Page = visit.page
        self.lang = visit.lang
        self.facts = facts or {}
        self.given: Facts = {}
        self._guesses = 0
        self.page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        if response.status == 404 and _GUESS.fullmatch(urlsplit(response.url).path):
            self._guesses += 1

    def _allow_guesses(self) -> None:
        """Chromium writes each of Streamlit's wrong guesses into the console; nothing else with 404 is allowed."""
        for _ in range(self._guesses):
            said = [problem for problem in self.visit.problems if "404" in problem]
            if said:
                self.visit.problems.remove(said[0])
                self._guesses -= 1

    def say(self, message: str, **values: Any) -> str:
        return phrase(self.lang, message, **values)

    # --- doing ---

    def open(self, path: str = "/?as_of=2023-10-12") -> Self:
        self.visit.open(path)
        self._allow_guesses()
        return self

    def known(self, *but: str) -> Walker:
        """As if the answers had been given in this tab before, all ``but`` these."""
        kept = {k: v for k, v in self.facts.items() if not k.startswith("_") and k not in but}
        seed = f"const kept = {json.dumps(json.dumps(kept))}, name = {json.dumps(KEPT_AS)};"
        seed += "if (!sessionStorage.seeded) { sessionStorage.seeded = 1; sessionStorage.setItem(name, kept); }"
        self.page.add_init_script(seed)
        return self

    def button(self, words: str) -> Locator:
        """The button with the Chinese ``words``, in the reader's language."""
        return self.page.get_by_role("button", name=self.say(words), exact=True)

    def moves_on(self, target: Locator) -> None:
        """Click, and wait for the next question or page."""
        old = self.token
        target.click()
        self.page.wait_for_function(_MOVED, arg=old, timeout=10_000)

    def goes_back(self) -> None:
        """The browser's Back. Playwright looks up the entry before and then goes to that one, in two steps: an entry
        that is made between them would be skipped.
        """
        self.page.wait_for_function(_HAS_ENTRY)
        self.page.go_back()

    def goes_forward(self) -> None:
        """The browser's Forward, as :meth:`goes_back`."""
        self.page.wait_for_function(_HAS_ENTRY)
        self.page.go_forward()

    def jumps(self, entries: int) -> None:
        """By the browser's menu of its history, over several entries at once."""
        self.page.wait_for_function(_HAS_ENTRY)
        self.page.evaluate("entries => history.go(entries)", entries)

    def begin(self) -> Walker:
        self.moves_on(self.button("开始自查"))
        return self

    def choice(self, question: str, value: Any) -> Locator:
        return self.page.locator(f'[data-tap="answer:{question}:{tap_value(value)}"]').filter(
            has_text=choice_name(question, value, PACK).get(self.lang)
        )

    def row(self, question: str, value: Any) -> Locator:
        """One choice of one row of a screen of several."""
        return self.page.locator(f'[data-tap="row:{question}:{tap_value(value)}"]')

    def ours(self, tap: str) -> Locator:
        """The first of our own buttons that says ``tap``."""
        return self.page.locator(f'[data-tap="{tap}"]').first

    def asked_rows(self) -> tuple[str, ...]:
        """The questions of a screen of several; empty on a screen of one."""
        taps: list[str] = self.page.evaluate(
            "() => [...document.querySelectorAll('[data-tap^=\"row:\"]')].map(one => one.dataset.tap)"
        )
        return tuple(dict.fromkeys(tap.split(":")[1] for tap in taps))

    def reply(self) -> str:
        """Answer the screen as most people would; its name."""
        screen, rows = self.screen, self.asked_rows()
        for question in rows:
            answer = answer_to(question, self.facts)
            if answer is None or answer != USUAL[question]:
                self.row(question, answer).click()
                expect(self.row(question, answer)).to_have_attribute("aria-pressed", "true")
            self._gave(question)
        date = next((date for date in DATES if self.page.locator(f".st-key-date_{date}").count()), None)
        if screen == "hours":
            self._hours(self.facts.get("hours"))
            self._gave("hours")
        elif date is not None:
            self._date(date, screen, alone=not rows)
        elif rows:
            self.moves_on(self.page.locator(f'[data-tap="usual:{screen}"], [data-tap="onward:{screen}"]').first)
        elif screen == "specialty" and self.facts.get("specialty"):
            # As a person does: by a word that is not the name.
            self.page.get_by_role("searchbox").press_sequentially(self.facts["_search"], delay=5)
            self.moves_on(self.page.locator(f'#tg-found [data-tap="answer:specialty:{self.facts["specialty"]}"]'))
            self._gave("specialty")
        else:
            question = self.asked() if screen != "specialty" else screen
            answer = answer_to(question, self.facts)
            self.moves_on(self.ours(f"unsure:{screen}") if answer is None else self.choice(question, answer))
            self._gave(question)
        return screen

    def asked(self) -> str:
        """The one question of a screen of one that is answered by choosing."""
        return (self.page.locator('[data-tap^="answer:"]').first.get_attribute("data-tap") or "").split(":")[1]

    def _gave(self, question: str) -> None:
        self.given |= {field: self.facts[field] for field in settled_by(question) if self.facts.get(field) is not None}

    def _date(self, date: str, screen: str, *, alone: bool) -> None:
        value = self.facts.get(date)
        if value is None:
            self.moves_on(self.ours(f"unsure:{screen}"))
            return
        field = self.page.get_by_label(self.say("日期"), exact=True)
        # What was written before stands there already.
        if field.input_value() != str(value):
            field.press_sequentially(str(value).replace("-", ""), delay=5)
        if alone and self.page.viewport_size and self.page.viewport_size["width"] > 600:
            # At a desk one goes on with Enter, without waiting for the button.
            old = self.token
            self.page.keyboard.press("Enter")
            self.page.wait_for_function(_MOVED, arg=old, timeout=10_000)
        else:
            button = self.page.locator(f".st-key-primary_{date}").get_by_role("button")
            expect(button).to_be_enabled()
            self.moves_on(button)
        self._gave(date)

    def _hours(self, rows: Any) -> None:
        for row in rows or ():
            if not self.cell("公需科目", row["year"]).count():
                self.button("＋ 前一年").click()
            for name, words in (("general", "公需科目"), ("professional", "专业科目")):
                self.cell(words, row["year"]).fill(str(row[name]))
        self.moves_on(self.button("填好了，看结果" if rows else "以后再填，先看结果"))

    def cell(self, words: str, year: int) -> Locator:
        """One cell of the hours table."""
        return self.page.get_by_label(f"{self.say(words)} {year}", exact=True)

    def reply_until(self, wanted: str) -> list[str]:
        """Answer until the screen or page ``wanted`` is there."""
        asked: list[str] = []
        while self.token not in (wanted, f"check:{wanted}"):
            assert len(asked) < 15, asked
            asked.append(self.reply())
        return asked

    def restart(self) -> None:
        """F5. Streamlit draws, asks the tab what it kept, and draws again."""
        self.page.reload()
        self.visit.settle()
        self._allow_guesses()

    # --- seeing ---

    @property
    def token(self) -> str:
        return self.page.locator("#tg-focus").get_attribute("data-token") or ""

    @property
    def screen(self) -> str:
        kind, _, screen = self.token.partition(":")
        assert kind == "check", f"no question: {self.token}"
        return screen

    @property
    def heading(self) -> Locator:
        return self.page.locator("#tg-focus")

    def keeps(self, text: str) -> bool:
        """Whether the tab comes to hold ``text``: it comes right after the page is drawn."""
        holds = "text => JSON.stringify({...sessionStorage}).includes(text)"
        self.page.wait_for_function(holds, arg=text, timeout=5_000)
        return True

    def kept(self) -> str:
        """What this tab's storage holds."""
        return str(self.page.evaluate("JSON.stringify({...sessionStorage})"))

    def words(self) -> list[str]:
        """Every text and every label on the page, seen or only read out, but the chart drawings."""
        found: list[str] = self.page.evaluate(
            """() => {
              const out = [], names = ["aria-label", "title", "placeholder", "aria-valuetext", "alt"];
              const seen = element => element.checkVisibility({ visibilityProperty: true });
              const visit = root => {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                  if (node.nodeType === Node.TEXT_NODE) {
                    const text = node.nodeValue.trim(), parent = node.parentElement;
                    const hidden = "script, style, noscript, [data-testid=stIconMaterial]";
                    if (text && parent && !parent.closest(hidden) && seen(parent)) out.push(text);
                  } else {
                    if (seen(node)) for (const name of names) out.push(node.getAttribute(name) || "");
                    if (node.shadowRoot) visit(node.shadowRoot);
                  }
                }
              };
              visit(document.body);
              return out.filter(text => text.trim());
            }"""
        )
        return found

    def too_wide(self) -> list[str]:
        """What sticks out to the right of the screen."""
        found: list[str] = self.page.evaluate(
            """() => {
              const root = document.documentElement, width = root.clientWidth, bad = [];
              const main = document.querySelector(".stMain");
              if (root.scrollWidth > width + 1) bad.push("page " + root.scrollWidth);
              if (main && main.scrollWidth > main.clientWidth + 1) bad.push("main " + main.scrollWidth);
              if (bad.length) for (const element of document.querySelectorAll(".stMain *")) {
                const { width: wide, right } = element.getBoundingClientRect();
                if (wide && right > width + 1) bad.push(element.tagName + "." + element.className + " " + right);
              }
              return bad.slice(0, 12);
            }"""
        )
        return found
