"""Whose a session is, and how long it lives."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.browser import Server
from tools.visitor import Visitor
from ui.browser.document import BROWSER_COOKIE, KIOSK_COOKIE
from ui.server import sessions as under_test
from ui.server.sessions import Owner, Sessions, owner

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


# --- nobody takes up another one's session ---------------------------------------------------------------------------


async def answered(server: Server) -> Visitor:
    """Somebody who has answered one question."""
    person = Visitor(server.url)
    await person.open()
    await person.tap("answer:employment:enterprise")
    assert person.asked != "employment"
    return person


async def goes_on(person: Visitor, cookies: dict[str, str]) -> tuple[str, str]:
    """The session and the question that somebody with these cookies gets who asks for the person's session."""
    other = Visitor(person.url, cookies=cookies)
    await other.connect(session=person.session)
    await other.run()
    found = other.session, other.asked
    await other.close()
    return found


async def cut_off(person: Visitor) -> None:
    person.socket.transport.abort()
    await person.socket.wait_closed()


@pytest.mark.parametrize("first", ["cut off", "still connected"])
def test_the_same_browser_goes_on(server, first):
    async def scene() -> None:
        person = await answered(server)
        if first == "cut off":
            await cut_off(person)
        assert await goes_on(person, person.cookies) == (person.session, person.asked)
        await person.close()

    asyncio.run(scene())


@pytest.mark.parametrize("first", ["cut off", "still connected"])
@pytest.mark.parametrize(
    "changed",
    [{BROWSER_COOKIE: "x" * 22}, {BROWSER_COOKIE: ""}, {KIOSK_COOKIE: "1"}],
    ids=["another browser", "none", "at the kiosk"],
)
def test_who_knows_the_id_alone_gets_a_session_of_their_own(server, first, changed):
    async def scene() -> None:
        person = await answered(server)
        if first == "cut off":
            await cut_off(person)
        session, asked = await goes_on(person, person.cookies | changed)
        assert session != person.session
        assert asked != person.asked
        if first == "still connected":
            # And the person notices nothing.
            await person.tap("change:employment")
            assert person.asked == "employment"
        await person.close()

    asyncio.run(scene())


def test_the_kiosk_gives_each_page_a_browser_of_its_own(server):
    async def scene() -> None:
        screen = Visitor(server.url)
        tokens = []
        for path in ("/?kiosk=1", "/", "/check"):
            answer = await screen.ask(path)
            tokens.append(answer.cookies[BROWSER_COOKIE])
        assert len(set(tokens)) == 3
        # Elsewhere it stays the same, for all tabs.
        home = Visitor(server.url)
        first = (await home.ask("/")).cookies
        assert BROWSER_COOKIE in first
        assert BROWSER_COOKIE not in (await home.ask("/check")).cookies

    asyncio.run(scene())


def test_no_session_s_id_is_logged(server):
    async def scene() -> None:
        person = await answered(server)
        for cookies in (person.cookies, {}):
            await goes_on(person, cookies)
        await person.close()

    asyncio.run(scene())
    assert not UUID.search(server.log.read_text(encoding="utf-8"))


# --- how long it lives ------------------------------------------------------------------------------------------------


HERE, KIOSK = Owner("a" * 22, False), Owner("b" * 22, True)


@pytest.mark.parametrize(
    ("of", "code", "seconds"),
    [
        (HERE, 1001, 3),
        (HERE, 1000, 3),
        (HERE, 1006, 40),
        (HERE, 1005, 40),
        (KIOSK, 1006, 3),
        (KIOSK, 1001, 3),
    ],
)
def test_a_closed_page_is_forgotten_at_once_and_a_lost_one_within_a_minute(of, code, seconds):
    async def scene() -> None:
        sessions = Sessions(1000, close=lambda session_id: None)
        session = sessions.begun("1", of)
        sessions.left(session, code)
        assert session.clock is not None
        left = session.clock.when() - asyncio.get_running_loop().time()
        assert seconds - 1 < left <= seconds

    asyncio.run(scene())


def test_forgetting_ends_the_session_and_tidies_up_where_it_held_something(monkeypatch):
    monkeypatch.setattr(under_test, "CLOSED", 0.0)
    done: list[str] = []

    async def scene() -> None:
        sessions = Sessions(1000, close=done.append, tidy=lambda: done.append("tidy"))
        for name, held in (("1", 0), ("2", 9)):
            session = sessions.begun(name, HERE)
            session.held = held
            sessions.left(session, 1001)
        assert sessions.held == 9
        assert sessions.get("1", HERE) and sessions.has(HERE)
        while len(sessions):
            await asyncio.sleep(0)
        assert not sessions.has(HERE)

    asyncio.run(scene())
    assert done == ["1", "2", "tidy"]


def test_who_comes_back_in_time_is_not_forgotten(monkeypatch):
    monkeypatch.setattr(under_test, "CUT_OFF", 0.0)
    done: list[str] = []

    async def scene() -> None:
        sessions = Sessions(1000, close=done.append)
        session = sessions.begun("1", HERE)
        sessions.left(session, 1006)
        sessions.joined(session)
        for _ in range(5):
            await asyncio.sleep(0)
        assert len(sessions) == 1
        # Two pages for a moment: the first to leave ends nothing.
        sessions.joined(session)
        sessions.left(session, 1006)
        assert session.pages == 1
        for _ in range(5):
            await asyncio.sleep(0)
        assert len(sessions) == 1

    asyncio.run(scene())
    assert done == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Owner("a", False), Owner("a", False), True),
        (Owner("a", False), Owner("b", False), False),
        (Owner("a", False), Owner("a", True), False),
        (Owner("", False), Owner("", False), False),
        (Owner("ä", False), Owner("a", False), False),
    ],
)
def test_owners(one, other, same):
    assert one.same(other) is same


def test_the_owner_is_read_from_the_cookies():
    scope = {"headers": [(b"cookie", b"tg_browser=abc; x=1"), (b"cookie", b"tg_kiosk=1")]}
    assert owner(scope) == Owner("abc", True)
    assert owner({"headers": []}) == Owner("", False)


def test_all_together_hold_so_much():
    sessions = Sessions(100)
    one, other = sessions.begun("1", HERE), sessions.begun("2", HERE)
    one.held, other.coming = 60, 30
    assert (sessions.held, sessions.room("")) == (90, 10)


@pytest.mark.parametrize(
    ("held", "where", "room"),
    [
        ((0, 0), "a", 100),  # the first may be as large as it likes
        ((20, 0), "a", 30),
        ((20, 0), "b", 80),
        ((30, 30), "a", 20),
        ((60, 0), "a", -10),
        ((60, 0), "b", 40),
        ((60, 30), "b", 10),
        ((60, 0), "", 40),  # this machine, or a proxy on it
    ],
)
def test_who_comes_from_one_address_leaves_room_for_others(held, where, room):
    sessions = Sessions(100)
    sessions.begun("1", HERE, "a").held = held[0]
    sessions.begun("2", HERE, "c").held = held[1]
    assert sessions.room(where) == room
