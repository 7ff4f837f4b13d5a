"""What a page may say to its session, and that nothing else reaches Streamlit."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from tests.browser import Server
from tools.visitor import Visitor
from ui.server import messages as under_test
from ui.server import visiting
from ui.server.limits import limits
from ui.server.messages import BadMessage, check_json, is_for_streamlit
from ui.server.sessions import Sessions
from ui.server.visits import Visits


def run(*widgets: WidgetState, **fields: Any) -> bytes:
    message = Visitor("http://localhost").request(widgets)
    for name, value in fields.items():
        setattr(message.rerun_script, name, value)
    return bytes(message.SerializeToString())


def other(**fields: Any) -> bytes:
    message = BackMsg()
    for name, value in fields.items():
        part = getattr(message, name)
        if isinstance(value, bool | str):
            setattr(message, name, value)
        else:
            part.SetInParent()
            for key, inner in value.items():
                into = getattr(part, key)
                if isinstance(inner, list):
                    into.extend(inner)
                elif isinstance(inner, dict):
                    into.SetInParent()
                else:
                    setattr(part, key, inner)
    return bytes(message.SerializeToString())


def tapped(value: object) -> WidgetState:
    return WidgetState(id="x-tg_bridge__events", json_trigger_value=json.dumps([{"event": "tap", "value": value}]))


GOOD = {
    "a first run": run(),
    "a tap": run(tapped("answer:employment:enterprise")),
    "kept answers": run(tapped({"employment": "enterprise", "hours": [{"year": 2022, "general": 30}]})),
    "a pasted table": run(WidgetState(id="t", string_value="张三\t本科\n" * 100_000)),
    "long answers": run(tapped("a" * 90_000)),
    "several texts": run(WidgetState(id="t", string_array_value=StringArray(data=["a", "b"]))),
    "a file is wanted": other(file_urls_request={"request_id": "1", "file_names": ["a.xlsx"], "session_id": "s"}),
    "stop": other(stop_script=True),
    "a heartbeat": other(app_heartbeat=True),
    "more of a table": other(backend_operation_request={"request_id": "1", "dataframe_chunk": {}}),
    "a file made when asked for": other(backend_operation_request={"request_id": "1", "deferred_file": {}}),
}
DEEP = "[" * 40 + "]" * 40
BAD = {
    "no message": b"\xff\xff\xff",
    "nothing": b"",
    "empty what is remembered": other(clear_cache=True),
    "write into the program's folder": other(backend_operation_request={"install_skills": {}}),
    "put a nudge away": other(backend_operation_request={"dismiss_skills_nudge": {}}),
    "no operation": other(backend_operation_request={"request_id": "1"}),
    "run again on save": other(set_run_on_save=True),
    "shut down": other(debug_shutdown_runtime=True),
    "cut off": other(debug_disconnect_websocket=True),
    "many files": other(file_urls_request={"file_names": ["a", "b"]}),
    "a file with a long name": other(file_urls_request={"file_names": ["a" * 501]}),
    "a long query": run(query_string="a" * 4_001),
    "a long page": run(page_name="a" * 501),
    "many widgets": run(*[WidgetState(id=str(n)) for n in range(501)]),
    "a long id": run(WidgetState(id="a" * 501)),
    "a picture": run(WidgetState(id="a", bytes_value=b"a")),
    "no JSON": run(WidgetState(id="a", json_value="{")),
    "deep JSON": run(WidgetState(id="a", json_trigger_value=DEEP)),
    "half a character": run(WidgetState(id="a", json_value='"\\ud800"')),
    "no number": run(WidgetState(id="a", json_value="NaN")),
    "beyond numbers": run(WidgetState(id="a", json_value="1e999")),
    "a number of many digits": run(WidgetState(id="a", json_value="9" * 5_000)),
    # 11 MB of these kept the server busy for twenty seconds.
    "long JSON": run(WidgetState(id="a", json_value=f"[{'[],' * 40_000}1]")),
    "long JSON in two": run(*[WidgetState(id=name, json_trigger_value=f'"{"a" * 60_000}"') for name in "ab"]),
    "many texts": run(WidgetState(id="a", string_array_value=StringArray(data=[""] * 1_001))),
    "many numbers": run(WidgetState(id="a", double_array_value=DoubleArray(data=[1.0] * 1_001))),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_pages_say_is_handed_on(name):
    assert is_for_streamlit(GOOD[name]) is True


def test_what_is_of_no_use_is_left_out():
    assert is_for_streamlit(other(load_git_info=True)) is False


@pytest.mark.parametrize("name", BAD)
def test_what_no_page_says_is_refused_and_not_quoted(name):
    with pytest.raises(BadMessage) as bad:
        is_for_streamlit(BAD[name])
    assert len(str(bad.value)) < 60


def test_a_message_has_an_end(monkeypatch):
    monkeypatch.setattr(under_test, "MOST", 10)
    with pytest.raises(BadMessage, match="too long"):
        is_for_streamlit(run())


@pytest.mark.parametrize("text", ['"[[[[["', '{"a": "' + "[" * 99 + '\\"' + "[" * 99 + '"}', "[" + "[]," * 99 + "[]]"])
def test_brackets_in_a_text_or_side_by_side_are_not_deep(text):
    check_json(text)


def test_a_page_that_says_such_a_thing_is_cut_off_and_the_others_are_not(server: Server):
    async def scene() -> None:
        before = server.log.read_text(encoding="utf-8")
        async with Visitor(server.url) as person:
            for data in BAD.values():
                bad = Visitor(server.url)
                await bad.open()
                await bad.send(data)
                with pytest.raises(ConnectionClosed):
                    await bad.finish()
                assert bad.socket.close_code == 1008
            # As the very first word, and as text.
            for words in (BAD["no message"], "hello", "hello"):
                first = Visitor(server.url)
                await first.connect()
                if words == "hello":
                    await first.run()
                await first.socket.send(words)
                with pytest.raises(ConnectionClosed):
                    await first.finish()
            await person.tap("answer:employment:enterprise")
            assert person.asked != "employment"
        added = server.log.read_text(encoding="utf-8").removeprefix(before)
        assert "Traceback" not in added
        assert added.count("\n") <= len({*BAD}) + 5

    asyncio.run(scene())


def test_what_a_page_made_up_is_answered_in_the_reader_s_language_and_logged_in_a_line(server: Server):
    """A value of another kind than the widget's: Streamlit stumbles over it."""

    async def scene() -> None:
        for lang, words in (("zh", "程序出错了"), ("en", "Something went wrong"), ("zh-Hant", "程式出錯了")):
            async with Visitor(server.url, f"/check?lang={lang}") as person:
                [state], fragment = person.bridged("tap", "x")
                await person.run([WidgetState(id=state.id, bool_value=True)], fragment)
                assert words in person.html
                assert person.exceptions == []
                # And goes on.
                await person.tap("answer:employment:enterprise")
                assert person.asked != "employment"

    asyncio.run(scene())
    server.assert_quiet()


@pytest.fixture
def visit_from():
    """Makes one page's connection, from an address; all at the same door."""
    door = visiting.Visiting(lambda *_: None, Visits(limits(10, None), 10, Sessions(0)))  # type: ignore[arg-type]

    def made(address: str) -> visiting._Visit:
        scope = {"type": "websocket", "headers": [], "client": (address, 1)}
        return visiting._Visit(door, scope, None, None)  # type: ignore[arg-type]

    return made


def test_who_says_very_much_waits(monkeypatch, visit_from):
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def scene() -> None:
        tap: dict[str, Any] = {"type": "websocket.receive", "bytes": b""}
        visit = visit_from("127.0.0.1")
        for _ in range(40):
            await visit._pace(tap)
        assert waited == []
        for _ in range(10):
            await visit._pace(tap)
        assert waited[0] == pytest.approx(0.1) and waited[-1] == pytest.approx(1.0)
        clock[0] = 60.0
        await visit._pace(tap)
        assert len(waited) == 10
        # What takes long to read counts more.
        await visit._pace({"type": "websocket.receive", "bytes": b"0" * 4_000_000})
        assert waited[-1] == pytest.approx(0.2)

    clock = [0.0]
    monkeypatch.setattr("ui.server.visits.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("ui.server.visiting.asyncio.sleep", sleep)
    asyncio.run(scene())


def test_who_says_very_much_by_many_pages_waits_and_nobody_elsewhere_does(monkeypatch, visit_from):
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def scene() -> None:
        tap: dict[str, Any] = {"type": "websocket.receive", "bytes": b""}
        people = [visit_from("10.0.0.1") for _ in range(200)]
        for person in people:
            await person._pace(tap)
            await person._pace(tap)
        assert waited == []
        await people[0]._pace(tap)
        assert waited == [pytest.approx(1 / 60)]
        waited.clear()
        for address in ("10.0.0.2", "127.0.0.1"):
            await visit_from(address)._pace(tap)
        assert waited == []

    monkeypatch.setattr("ui.server.visits.time.monotonic", lambda: 0.0)
    monkeypatch.setattr("ui.server.visiting.asyncio.sleep", sleep)
    asyncio.run(scene())
