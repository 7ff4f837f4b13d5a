"""What nobody would send: a short, seeded piece of ``python run.py fuzz``."""

from __future__ import annotations

import asyncio

import pytest

from tests.browser import running_app
from tools import fuzz as under_test
from tools.fuzz import fuzz, send, several
from tools.visitor import Visitor

SEED = 2023
EACH = 3


def test_whatever_is_sent_the_server_serves_on(tmp_path):
    log = tmp_path / "log.txt"
    with running_app(log) as app:
        assert asyncio.run(fuzz(app.url, app.log, SEED, several(EACH))) == []
    assert log.stat().st_size < 50_000


@pytest.mark.parametrize(
    ("kind", "exceptions", "page", "fault"),
    [
        ("tap", [], "", ""),
        ("tap", ["KeyError"], "", "Streamlit's own error"),
        ("widget", ["KeyError"], "", "Streamlit's own error"),
        ("tap", [], '<div class="tg-trouble">', "the page failed"),
        ("widget", [], '<div class="tg-trouble">', ""),
    ],
)
def test_a_page_that_fails_is_noticed(monkeypatch, kind, exceptions, page, fault):
    async def case(_rng, visitor: Visitor) -> None:
        visitor.exceptions += exceptions

    monkeypatch.setitem(under_test.KINDS, kind, case)
    monkeypatch.setattr(Visitor, "html", page)
    found = asyncio.run(send("http://localhost", SEED, kind, 1))
    assert found.startswith(fault) and bool(found) == bool(fault)


def test_what_the_log_says_and_a_server_that_serves_no_more_are_noticed(monkeypatch, tmp_path):
    log = tmp_path / "log.txt"
    log.write_text("Traceback from before")

    async def case(_rng, _visitor) -> None:
        with log.open("a") as errors:
            errors.write("Traceback (most recent call last)")

    async def serves(_url: str) -> bool:
        return False

    monkeypatch.setitem(under_test.KINDS, "tap", case)
    monkeypatch.setattr(under_test, "serves", serves)
    found = asyncio.run(fuzz("http://localhost", log, SEED, [("tap", 7)]))
    assert len(found) == 2
    assert found[0].startswith(f"--seed {SEED} --only tap --number 7: ; in the log")
    assert "nobody is served" in found[1]


def test_a_case_can_be_sent_once_more(monkeypatch):
    drawn: list[float] = []

    async def case(rng, _visitor) -> None:
        drawn.append(rng.random())

    monkeypatch.setitem(under_test.KINDS, "tap", case)
    for number in (1, 1, 2):
        asyncio.run(send("http://localhost", SEED, "tap", number))
    assert drawn[0] == drawn[1] != drawn[2]
