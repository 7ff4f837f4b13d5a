"""Whatever text comes from outside stands on a page as text: from a notice, a roster, a search, the address."""

from __future__ import annotations

import csv
import html
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.pack import Pack, parse
from logic.pack.document import take_apart
from tests.logic.applicants import PACK
from tests.pages.clerk import HEADS, READY, Clerk
from tests.pages.visitor import Visitor, facts
from ui.browser.taps import Tap, button
from ui.parts import bullets_html, heading_html, note_html, plain_table

# Ends an attribute of either quote, begins an element, and is no entity.
HOSTILE = "'\"><script hostile>&lt;"
SHIPPED = Path(__file__).parents[2] / "logic" / "packs" / f"{PACK.id}.yaml"


# What our own markup has; ``data-…`` and ``aria-…`` besides.
_ATTRIBUTES = {
    *("class", "id", "href", "target", "rel", "role", "tabindex", "lang", "type", "style", "scope", "src", "alt"),
    *("open", "colspan", "rowspan", "title", "hidden", "disabled", "start"),
}


class _Elements(HTMLParser):
    """Notes every element and attribute that is none of ours, and all words."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs if not name.startswith(("data-", "aria-"))}
        if tag == "script" or names - _ATTRIBUTES:
            self.bad.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def bad_markup(markup: list[str]) -> list[str]:
    found: list[str] = []
    for body in markup:
        if body.startswith("<style"):
            continue
        elements = _Elements()
        elements.feed(body)
        found += elements.bad
    return found


def hostile_pack() -> Pack:
    """The shipped notice with the same at the end of every text in it."""

    def made(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                key: value + HOSTILE if key in ("zh", "en") and isinstance(value, str) else made(value)
                for key, value in node.items()
            }
        return [made(one) for one in node] if isinstance(node, list) else node

    data = made(take_apart(SHIPPED.read_bytes())[0])
    return parse(json.dumps(data, ensure_ascii=False, default=str).encode(), SHIPPED.name)


ODD = hostile_pack()


def test_what_is_looked_for_is_seen():
    assert bad_markup([f"<p>{HOSTILE}</p>"]) and bad_markup([f'<p class="{HOSTILE}">'])
    assert not bad_markup(["<p class='tg-help'>&lt;script hostile&gt;</p>"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "page", ["start", "check", "hours", "answers", "result", "plan", "questions", "matters", "rules", "map"]
)
def test_a_notice_s_texts_stay_texts(page, lang, monkeypatch):
    monkeypatch.setattr("ui.state.pack_for", lambda day, region: ODD)
    for who in ("企业大专技术员", "事业单位本科毕业生"):
        visitor = Visitor(page, lang=lang, answers=facts(who))
        assert bad_markup(visitor.markup) == []


def hostile_roster() -> bytes:
    """Names, departments, numbers, a heading and cells that are not understood, all with the same at their end."""
    facts_ = READY.split(",")
    odd = [f"{one}{HOSTILE}" if one == "大学本科" else one for one in facts_]
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            [*HEADS.split(","), f"备注{HOSTILE}"],
            *([f"甲{HOSTILE}", f"工程部{HOSTILE}", f"1{HOSTILE}", *facts_, HOSTILE] for _ in range(2)),
            [f"乙{HOSTILE}", HOSTILE, "2", *odd, HOSTILE],
        ]
    )
    return out.getvalue().encode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_roster_s_texts_stay_texts(lang):
    clerk = Clerk(lang=lang).upload(hostile_roster())
    assert bad_markup(clerk.markup) == []
    clerk.check()
    assert f"甲{HOSTILE}" in "".join(map(html.unescape, clerk.markup))
    assert bad_markup(clerk.markup) == []


def typed_everywhere(visitor: Visitor) -> Visitor:
    """The visitor's page with the same written into every field for text."""
    assert visitor.at.text_input
    for field in visitor.at.text_input:
        field.set_value(HOSTILE)
    return visitor.run()


@pytest.mark.parametrize(
    ("page", "opened"),
    [("questions", None), ("rules", None), ("answers", None), ("check", "specialty"), ("check", "service_start")],
)
def test_what_is_typed_stays_text(page, opened):
    visitor = Visitor(page, answers=facts("企业本科毕业生"))
    assert bad_markup(typed_everywhere(visitor.opened(opened) if opened else visitor).markup) == []


def test_what_a_clerk_types_stays_text():
    assert bad_markup(typed_everywhere(Clerk().upload(hostile_roster()).check()).markup) == []


@pytest.mark.parametrize("page", ["start", "check", "result", "unit", "rules"])
def test_the_address_stays_text(page):
    query = dict.fromkeys(("region", "policy", "lang", "size", "carry", "part", "clause", "kiosk"), HOSTILE)
    assert bad_markup(Visitor(page, query=query, as_of=HOSTILE).markup) == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1) | st.just(HOSTILE))
def test_a_part_shows_any_text_as_it_is(text):
    for made in (
        heading_html(text, text, land=(text, text)),
        note_html(text, title=text),
        bullets_html([text]),
        plain_table([(text, text), (text, text)], text),
        button(Tap("change", text), text, "tg-choice", note=text, small=text, name=text),
    ):
        elements = _Elements()
        elements.feed(made)
        elements.close()
        assert elements.bad == []
        assert text in elements.words
