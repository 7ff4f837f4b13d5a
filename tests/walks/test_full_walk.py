"""A browser at a server that is full."""

from __future__ import annotations

import asyncio
import threading

import pytest
from playwright.sync_api import Route, expect

from tests.browser import running_app
from tools.visitor import Visitor

pytestmark = pytest.mark.browser
ROOM = 10


class Others(threading.Thread):
    """Other people, who stay until they are asked to leave."""

    def __init__(self, url: str, count: int) -> None:
        super().__init__(daemon=True)
        self.url, self.count = url, count
        self.here, self.leave = threading.Event(), threading.Event()

    def run(self) -> None:
        asyncio.run(self._stay())

    async def _stay(self) -> None:
        people = [Visitor(self.url) for _ in range(self.count)]
        for person in people:
            await person.open()
        self.here.set()
        await asyncio.to_thread(self.leave.wait)
        for person in people:
            await person.close()


def test_who_found_no_place_learns_so_and_gets_in_later(browser, tmp_path):
    with running_app(tmp_path / "log.txt", most_visits=str(ROOM)) as app:
        others = Others(app.url, ROOM)
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.clock.install()

        def last_place(route: Route) -> None:
            # Between the page and its connection the others come.
            if others.ident is None:
                others.start()
            others.here.wait(30)
            route.continue_()

        page.route("**/_stcore/host-config", last_place)
        try:
            page.goto(app.url + "/check")
            full = page.get_by_role("heading", name="现在查询的人很多，请稍后再来")
            for _ in range(60):
                page.clock.run_for(1000)
                if full.is_visible():
                    break
            expect(full).to_be_visible()
            others.leave.set()
            others.join(30)
            page.reload()
            expect(page.locator("#tg-focus")).to_have_text("您在哪类单位工作？")
        finally:
            others.leave.set()
            context.close()
    app.assert_quiet()
