"""The crowd of ``benchmarks/load.py``, a small one: nobody meets an error, nobody is refused without a word."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks import load
from benchmarks.load import come_and_go, crowd, memory
from tests.browser import running_app
from tests.server.test_visits import until


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(load, "THINK", 0.01)
    monkeypatch.setattr(load, "REST", 0.01)
    monkeypatch.setattr(load, "TYPISTS", 0.4)
    monkeypatch.setattr(load, "CLERKS", 0.2)


def test_people_answer_type_hours_and_hand_in_lists_beside_each_other(tmp_path):
    with running_app(tmp_path / "log.txt") as app:
        seen = asyncio.run(crowd([app.url], 12, 600, taps=12, arrivals=100))
        report = seen.plain()
        assert (report["errors"], report["first errors"]) == (0, [])
        assert report["refused without a word"] == report["asked to come again"] == 0
        assert report["visits"] >= 12 and report["results"] >= 3 and report["tables"] >= 2 and report["taps"] >= 60
    app.assert_quiet()


def test_more_people_than_places_are_asked_to_come_again_and_nobody_is_lost(tmp_path):
    with running_app(tmp_path / "log.txt", most_visits="10") as app:
        seen = asyncio.run(crowd([app.url], 30, 600, taps=3, arrivals=400))
        assert (seen.refused, seen.errors) == (0, [])
        assert seen.asked_to_come_again > 0 and seen.visits > 0
    app.assert_quiet()


def test_visits_that_come_and_go_leave_nothing_behind(tmp_path):
    with running_app(tmp_path / "log.txt") as app:

        async def scene(visits: int) -> float:
            seen = await come_and_go(app.url, visits)
            assert (seen.visits, seen.errors) == (visits, [])
            # Until the last one is forgotten.
            await until(app, lambda report: report["visits"]["sessions"] == 0)
            return memory(app.pid)

        warm = asyncio.run(scene(40))
        assert asyncio.run(scene(80)) <= 1.2 * warm
