"""As many as there is room for, and a polite sentence for the others."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from html import unescape

import pytest
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus

from logic.words.language import LANGUAGES, phrase
from tests.browser import Server, running_app
from tools.visitor import Visitor
from ui.server import visiting as under_test
from ui.server.limits import Limits, limits
from ui.server.sessions import Sessions
from ui.server.visiting import Visiting
from ui.server.visits import Visits, full_page

ROOM, OPEN_FILES = 12, 1024
RUN = Visitor("http://localhost").request().SerializeToString()


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Iterator[Server]:
    """A server for few visits, with as many files to open as many systems allow."""
    log = tmp_path_factory.mktemp("small") / "log.txt"
    few = {"most_visits": str(ROOM), "most_visits_per_address": "10"}
    with running_app(log, open_files=OPEN_FILES, **few) as app:
        yield app
    app.assert_quiet()
    # Whatever happened, nobody filled the disk.
    assert log.stat().st_size < 10_000


async def health(server: Server, path: str = "/healthz") -> tuple[int, dict]:
    answer = await Visitor(server.url).ask(path)
    return answer.status, json.loads(answer.body)


async def until(server: Server, holds: Callable[[dict], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds((await health(server))[1]):
            await asyncio.sleep(0.02)


# --- against everybody being shut out ------------------------------------------------------------------------------


def test_silent_connections_shut_nobody_out(small):
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            for _ in range(250):
                silent = Visitor(small.url)
                await silent.connect()
                stack.push_async_callback(silent.close)
            async with Visitor(small.url) as person:
                await person.tap("answer:employment:enterprise")
                assert person.asked != "employment"
            status, report = await health(small)
            assert (status, report["ok"]) == (200, True)

    asyncio.run(scene())


def test_more_connections_than_files_are_answered_and_the_visits_go_on(small):
    async def scene() -> None:
        most = (await health(small))[1]["connections"]["most"]
        assert most < OPEN_FILES
        host, port = small.url.removeprefix("http://").split(":")
        async with AsyncExitStack() as stack:
            person = await stack.enter_async_context(Visitor(small.url))
            opened = [await asyncio.open_connection(host, int(port)) for _ in range(most + 20)]
            for _, writer in opened:
                stack.callback(writer.close)
            said = await asyncio.wait_for(opened[-1][0].read(), 10)
            assert said.startswith(b"HTTP/1.1 503") and b"Retry-After" in said
            assert "请过一分钟再来" in said.decode() and "come again" in said.decode()
            await person.tap("answer:employment:enterprise")
            assert person.asked != "employment"
        # Those who left make room.
        await until(small, lambda report: report["connections"]["now"] < 5)

    asyncio.run(scene())


def test_a_full_server_says_so_in_the_reader_s_language_and_when_to_come_again(small):
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            for _ in range(ROOM):
                await stack.enter_async_context(Visitor(small.url))
            for lang in LANGUAGES:
                answer = await Visitor(small.url).ask(f"/check?lang={lang}")
                document = unescape(answer.body.decode("utf-8"))
                assert answer.status == 503
                assert phrase(lang, "现在查询的人很多，请稍后再来") in document
                seconds = int(answer.headers["retry-after"])
                assert 60 <= seconds <= 600 and f'content="{seconds}"' in document
                assert re.search(r"\d\d:\d\d", document)
                assert answer.headers["cache-control"] == "no-store"
                assert "default-src 'self'" in answer.headers["content-security-policy"]
            # Files are still sent to those who are in.
            assert (await Visitor(small.url).ask("/favicon.png")).status == 200
            with pytest.raises(InvalidStatus):
                await Visitor(small.url).connect()
            assert (await health(small))[0] == 503
            status, report = await health(small, "/readyz")
            assert (status, report["ready"], report["full"]) == (503, False, True)
            assert report["come_again_in_minutes"] >= 1
        await until(small, lambda report: report["visits"]["now"] == 0)
        assert await health(small, "/readyz") == (200, {"ready": True, "full": False})
        async with Visitor(small.url) as person:
            assert person.asked == "employment"

    asyncio.run(scene())


def test_one_address_cannot_take_every_place(small):
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            for number in range(10):
                # Of IPv6 a house has a whole network.
                greedy = Visitor(small.url, forwarded=f"2001:db8::{number + 1:x}")
                await stack.enter_async_context(greedy)
            assert (await Visitor(small.url, forwarded="2001:db8::ffff").ask("/check")).status == 503
            async with Visitor(small.url, forwarded="192.0.2.7") as person:
                assert person.asked == "employment"
        await until(small, lambda report: report["visits"]["now"] == 0)

    asyncio.run(scene())


# --- what is counted ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "open_files", "visits"),
    [(1500, None, 1500), (1500, 20_000, 1500), (1500, 1024, 158), (100, 1024, 100), (10, 160, 1), (10, 20, 1)],
)
def test_there_are_files_for_every_visit(wanted, open_files, visits):
    found = limits(wanted, open_files)
    assert found.visits == visits
    assert found.connections >= found.visits_at_all >= found.visits
    if open_files is not None and open_files > 200:
        assert found.connections + 3 * found.visits_at_all < open_files


def counted(most: int, per_address: int) -> Visits:
    return Visits(Limits(most, 100, None), per_address, Sessions(1000))


def test_a_place_is_free_again_and_counted_by_address():
    visits = counted(10, 2)
    for _ in range(2):
        visits.begin("a")
    visits.begin("")
    assert not visits.takes("a") and visits.takes("b") and visits.takes("")
    for _ in range(7):
        visits.begin("")
    assert visits.full and not visits.takes("b")
    # Who is cut off and comes back finds a place.
    assert visits.takes("b", returning=True)
    visits.end("a")
    assert visits.takes("a") and visits.takes("b") and not visits.full


def test_it_says_a_shorter_time_where_many_have_just_left():
    visits = counted(20, 20)
    assert visits.minutes() == 5
    for _ in range(2):
        visits.begin("")
        visits.end("")
    assert visits.minutes() == 2


def test_not_all_come_again_at_the_same_moment():
    assert len({full_page(2, "zh").headers["retry-after"] for _ in range(20)}) > 1


def socket_scene(*messages: dict, first: float = 60.0, monkeypatch=None) -> tuple[list[dict], list[dict]]:
    """What the page gets, and what Streamlit hears, where the page sends ``messages`` and then nothing."""
    sent: list[dict] = []
    heard: list[dict] = []
    coming = [{"type": "websocket.connect"}, *messages]

    async def receive() -> dict:
        if not coming:
            await asyncio.Event().wait()
        return coming.pop(0)

    async def send(message) -> None:
        if message["type"] != "websocket.send":
            sent.append(dict(message))

    async def streamlit(_scope, receive, send) -> None:
        heard.append(await receive())
        await send({"type": "websocket.accept"})
        session = ForwardMsg()
        session.new_session.initialize.session_id = "1"
        await send({"type": "websocket.send", "bytes": session.SerializeToString()})
        for _ in messages or [None]:
            heard.append(await receive())
        await send({"type": "websocket.send", "bytes": b""})

    scope = {"type": "websocket", "path": "/", "headers": [(b"sec-websocket-protocol", b"streamlit, token")]}
    monkeypatch.setattr(under_test, "FIRST", first)
    visiting = Visiting(streamlit, counted(10, 10))
    asyncio.run(visiting(scope, receive, send))
    return sent, heard


def test_a_session_begins_with_the_first_message(monkeypatch):
    hello = {"type": "websocket.receive", "bytes": RUN}
    sent, heard = socket_scene(hello, monkeypatch=monkeypatch)
    assert sent == [{"type": "websocket.accept", "subprotocol": "streamlit"}]
    assert heard == [{"type": "websocket.connect"}, hello]


def test_who_says_nothing_is_let_go_without_a_session(monkeypatch):
    sent, heard = socket_scene(first=0.01, monkeypatch=monkeypatch)
    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert heard == []


def test_who_leaves_at_once_has_had_no_session(monkeypatch):
    _, heard = socket_scene({"type": "websocket.disconnect", "code": 1001}, monkeypatch=monkeypatch)
    assert heard == []


def test_a_table_that_is_pasted_takes_its_room_as_a_file_does(monkeypatch):
    hello = {"type": "websocket.receive", "bytes": RUN}
    table = BackMsg.FromString(RUN)
    table.rerun_script.widget_states.widgets.add(id="a", string_value="0" * under_test.LARGE)
    pasted = {"type": "websocket.receive", "bytes": table.SerializeToString()}
    sent, heard = socket_scene(hello, pasted, monkeypatch=monkeypatch)
    assert sent[-1] == {"type": "websocket.close", "code": 1013}
    assert heard[-1]["type"] == "websocket.disconnect"


def test_what_streamlit_says_to_a_page_that_the_server_closed_is_no_fault():
    """uvicorn closes by itself what is too long, and Streamlit hears it only after its next word."""

    async def streamlit(_scope, receive, send) -> None:
        await receive()
        socket = WebSocket({**_scope, "type": "websocket"}, receive, send)
        socket.client_state = socket.application_state = WebSocketState.CONNECTED
        with pytest.raises(WebSocketDisconnect):  # which Streamlit takes for what it is
            await socket.send_bytes(ForwardMsg().SerializeToString())
        heard.append(True)

    coming = [{"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": RUN}]

    async def receive():
        return coming.pop(0)

    async def send(message) -> None:
        if message["type"] == "websocket.send":
            raise RuntimeError("Unexpected ASGI message 'websocket.send', after sending 'websocket.close'.")

    heard: list[bool] = []
    scope = {"type": "websocket", "path": "/", "headers": [(b"sec-websocket-protocol", b"streamlit, token")]}
    asyncio.run(Visiting(streamlit, counted(10, 10))(scope, receive, send))
    assert heard == [True]
