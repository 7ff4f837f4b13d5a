"""What people's files leave behind: nothing on the disk, and no more in memory than there is room for."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser import Server
from tools.visitor import Answer, Visitor, read_answer
from ui.server import uploads as under_test
from ui.server.sessions import Owner, Sessions
from ui.server.uploads import MEGABYTE, Uploads


def other_files(pid: int) -> set[str]:
    """What the process has open besides connections and pipes."""
    folder = Path(f"/proc/{pid}/fd")
    found = set()
    for one in folder.iterdir():
        try:
            name = os.readlink(one)
        except FileNotFoundError:  # closed meanwhile
            continue
        if not name.startswith(("socket:", "pipe:", "anon_inode:", "/dev/")):
            found.add(name)
    return found


async def put_in_two(visitor: Visitor, size: int, between: Any) -> Answer:
    """Send a file of ``size`` bytes, and look ``between`` its two halves."""
    parts = urlsplit(visitor.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    mark = "----two"
    head = f'--{mark}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    tail = f"\r\n--{mark}--\r\n"
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    writer.write(
        f"PUT /_stcore/upload_file/{visitor.session}/1 HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n"
        f"Cookie: {cookies}\r\nX-Xsrftoken: {visitor.cookies['_streamlit_xsrf']}\r\n"
        f"Content-Type: multipart/form-data; boundary={mark}\r\n"
        f"Content-Length: {len(head) + size + len(tail)}\r\n\r\n{head}".encode()
    )
    name = "张三,".encode()
    half = name * (size // 2 // len(name))
    writer.write(half)
    await writer.drain()
    await between()
    writer.write(b"0" * (size - len(half)) + tail.encode())
    await writer.drain()
    answer = read_answer(await reader.read())
    writer.close()
    return answer


def test_a_file_never_reaches_the_disk(server: Server):
    """Not even one that the system would forget: unlinked files are on the disk as well."""
    seen: set[str] = set()

    async def scene() -> None:
        async with Visitor(server.url, "/unit") as visitor:
            before = other_files(server.pid)

            async def look() -> None:
                # Answers to others come back while the file is being taken in.
                for _ in range(20):
                    await visitor.ask("/_stcore/health")
                    seen.update(other_files(server.pid) - before)

            answer = await put_in_two(visitor, 20 * MEGABYTE, look)
            assert answer.status == 204
            seen.update(other_files(server.pid) - before)

    asyncio.run(scene())
    assert {name for name in seen if not name.endswith((".py", ".pyc", ".js", ".so"))} == set()


def memory(pid: int) -> int:
    """Megabytes that the process has."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


async def search(server: Server) -> None:
    """Have the index of the specialties loaded, 60 megabytes, which the server does by itself when it has leisure."""
    async with Visitor(server.url, "/check") as person:
        await person.tap("answer:employment:enterprise")
        [(field, fragment)] = person.elements("text_input")
        await person.run([WidgetState(id=field.id, string_value="a")], fragment)


def test_one_session_holds_one_file_and_with_the_page_it_is_gone(server: Server):
    async def scene() -> None:
        await search(server)
        async with Visitor(server.url, "/unit") as person:
            before = memory(server.pid)
            for number in range(8):
                path = f"/_stcore/upload_file/{person.session}/{number}"
                assert (await person.put(path, b"0" * (24 * MEGABYTE))).status == 204
            # All of them would be 192.
            assert memory(server.pid) - before < 100
        async with asyncio.timeout(60):
            while memory(server.pid) - before > 20:
                await person.ask("/_stcore/health")

    asyncio.run(scene())


def test_an_id_alone_is_no_leave_to_put_a_file_into_another_one_s_session(server: Server):
    async def scene() -> None:
        async with Visitor(server.url, "/unit") as person, Visitor(server.url, "/unit") as other:
            for method, refused in (("PUT", 403), ("DELETE", 403)):
                path = f"/_stcore/upload_file/{person.session}/1"
                headers = {"X-Xsrftoken": other.cookies["_streamlit_xsrf"]}
                assert (await other.ask(path, method, b"0", headers)).status == refused
            nobody = f"/_stcore/upload_file/{'0' * 36}/1"
            assert (await person.put(nobody, b"0")).status == 403

    asyncio.run(scene())


# --- how much is taken ----------------------------------------------------------------------------------------------


class Streamlit:
    """Takes what it is sent, when it is let."""

    def __init__(self) -> None:
        self.taken, self.waits = 0, asyncio.Event()

    async def __call__(self, _scope, receive, send) -> None:
        self.taken += 1
        await self.waits.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Files:
    """Stands where Streamlit keeps the files."""

    def __init__(self) -> None:
        self.removed: list[tuple[str, str]] = []

    def remove_file(self, session_id: str, file_id: str) -> None:
        self.removed.append((session_id, file_id))


@pytest.fixture
def files(monkeypatch) -> Files:
    kept = Files()
    monkeypatch.setattr("streamlit.runtime.Runtime.instance", lambda: SimpleNamespace(uploaded_file_mgr=kept))
    return kept


def several(*names: str) -> Sessions:
    """Sessions that may hold 200 MB together, each a browser's of its own."""
    sessions = Sessions(200 * MEGABYTE)
    for name in names:
        sessions.begun(name, Owner(name, False))
    return sessions


async def put(uploads: Uploads, length: str | None, name: str = "a", file: str = "1") -> int:
    """The status that a file of so many bytes gets."""
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message) -> None:
        sent.append(dict(message))

    headers = [] if length is None else [(b"content-length", length.encode())]
    headers.append((b"cookie", f"tg_browser={name}".encode()))
    scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{name}/{file}", "headers": headers}
    await uploads(scope, receive, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("length", "status"), [(None, 411), ("-1", 411), ("１", 411), (str(52 * MEGABYTE), 413), ("9" * 40, 413)]
)
def test_how_large_a_file_is_has_to_be_said(length, status):
    streamlit = Streamlit()
    assert asyncio.run(put(Uploads(streamlit, several("a")), length)) == status
    assert streamlit.taken == 0


def test_no_more_come_in_at_a_time_than_there_is_room_for(files):
    async def scene() -> None:
        streamlit, sessions = Streamlit(), several("a", "b", "c")
        uploads = Uploads(streamlit, sessions)
        size = str(50 * MEGABYTE)
        first = [asyncio.create_task(put(uploads, size, name)) for name in "ab"]
        while streamlit.taken < 2:
            await asyncio.sleep(0)
        assert await put(uploads, size, "c") == 503
        assert await put(uploads, "1", "a") == 429
        streamlit.waits.set()
        assert [await one for one in first] == [204, 204]
        # As they are kept they take half of that.
        assert sessions.held == 100 * MEGABYTE
        assert await put(uploads, size, "c") == 204
        assert await put(uploads, size, "a", "2") == 503
        assert await put(uploads, str(20 * MEGABYTE), "a", "2") == 204
        assert files.removed == [("a", "1")]
        assert sessions.held == 120 * MEGABYTE

    asyncio.run(scene())


def test_a_file_that_never_ends_is_let_go(monkeypatch):
    monkeypatch.setattr(under_test, "PATIENCE", 0.01)
    monkeypatch.setattr(under_test, "PAUSE", 0.01)
    sessions = several("a")
    with pytest.raises(IndexError):  # no answer, uvicorn closes
        asyncio.run(put(Uploads(Streamlit(), sessions), "10"))
    assert sessions.held == 0


def test_the_room_of_a_file_that_does_not_come_is_not_kept(monkeypatch):
    """Two who said they would send 50 MB, and sent nothing, kept everybody else's out for ten minutes."""
    monkeypatch.setattr(under_test, "PAUSE", 0.01)
    sent = 0

    async def begun(_scope, receive, _send) -> None:
        nonlocal sent
        while (await receive()).get("more_body"):
            sent += 1
        await asyncio.Event().wait()

    async def receive() -> dict:
        if sent:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": b"0", "more_body": True}

    sessions = several("a")
    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/_stcore/upload_file/a/1",
        "headers": [(b"content-length", b"50000000"), (b"cookie", b"tg_browser=a")],
    }

    async def scene() -> None:
        async with asyncio.timeout(20):
            await Uploads(begun, sessions)(scope, receive, receive)  # type: ignore[arg-type]

    asyncio.run(scene())
    assert (sent, sessions.held) == (1, 0)


def test_one_address_leaves_room_for_the_files_of_others(files):
    async def scene() -> None:
        streamlit, sessions = Streamlit(), Sessions(200 * MEGABYTE)
        for name, where in (("a", "10.0.0.1"), ("b", "10.0.0.1"), ("c", "10.0.0.2")):
            sessions.begun(name, Owner(name, False), where)
        uploads = Uploads(streamlit, sessions)
        size = str(50 * MEGABYTE)
        first = asyncio.create_task(put(uploads, size, "a"))
        while not streamlit.taken:
            await asyncio.sleep(0)
        assert await put(uploads, "1000", "b") == 503
        streamlit.waits.set()
        assert await put(uploads, size, "c") == 204
        assert await first == 204
        assert await put(uploads, "1000", "b") == 204

    asyncio.run(scene())


def test_at_the_kiosk_nobody_hands_in_a_file(server: Server):
    async def scene() -> None:
        async with Visitor(server.url, "/?kiosk=1") as person:
            assert person.cookies["tg_kiosk"] == "1"
            assert (await person.put(f"/_stcore/upload_file/{person.session}/1", b"0")).status == 403

    asyncio.run(scene())


def test_who_goes_away_in_the_middle_of_a_file_is_no_fault_of_ours(server: Server):
    async def scene() -> None:
        async with Visitor(server.url, "/unit") as visitor:
            parts = urlsplit(visitor.url)
            _, writer = await asyncio.open_connection(parts.hostname, parts.port)
            cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
            writer.write(
                f"PUT /_stcore/upload_file/{visitor.session}/1 HTTP/1.1\r\nHost: {parts.netloc}\r\n"
                f"Cookie: {cookies}\r\nX-Xsrftoken: {visitor.cookies['_streamlit_xsrf']}\r\nContent-Length: 9999\r\n"
                "Content-Type: multipart/form-data; boundary=----two\r\n\r\n------two\r\n".encode()
            )
            await writer.drain()
            # While it comes in no other one does: so it has begun.
            async with asyncio.timeout(30):
                while (await visitor.put(f"/_stcore/upload_file/{visitor.session}/2", b"0")).status != 429:
                    pass
            writer.close()
            async with asyncio.timeout(30):
                while (await visitor.put(f"/_stcore/upload_file/{visitor.session}/2", b"0")).status == 429:
                    pass

    asyncio.run(scene())
    server.assert_quiet()
