"""What people's files leave behind: nothing on the disk, and no more in memory than there is room for."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser import Server
from tools.visitor import Answer, Visitor, read_answer
from ui.server import uploads as under_test
from ui.server.uploads import MEGABYTE, Room, Uploads


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


async def put(uploads: Uploads, length: str | None) -> int:
    """The status that a file of so many bytes gets."""
    told: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message) -> None:
        told.append(dict(message))

    headers = [] if length is None else [(b"content-length", length.encode())]
    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/a/b", "headers": headers}
    await uploads(scope, receive, send)
    return int(told[0]["status"])


@pytest.mark.parametrize(
    ("length", "status"), [(None, 411), ("-1", 411), ("１", 411), (str(52 * MEGABYTE), 413), ("9" * 40, 413)]
)
def test_how_large_a_file_is_has_to_be_said(length, status):
    streamlit = Streamlit()
    assert asyncio.run(put(Uploads(streamlit, Room(200 * MEGABYTE)), length)) == status
    assert streamlit.taken == 0


def test_no_more_come_in_at_a_time_than_there_is_room_for():
    async def scene() -> None:
        streamlit, room = Streamlit(), Room(200 * MEGABYTE)
        uploads = Uploads(streamlit, room)
        size = str(50 * MEGABYTE)
        first = [asyncio.create_task(put(uploads, size)) for _ in range(2)]
        while streamlit.taken < 2:
            await asyncio.sleep(0)
        assert await put(uploads, size) == 503
        streamlit.waits.set()
        assert [await one for one in first] == [204, 204]
        assert room.coming == 0
        assert await put(uploads, size) == 204

    asyncio.run(scene())


def test_a_file_that_never_ends_is_let_go(monkeypatch):
    monkeypatch.setattr(under_test, "PATIENCE", 0.01)
    room = Room(200 * MEGABYTE)
    with pytest.raises(IndexError):  # no answer, uvicorn closes
        asyncio.run(put(Uploads(Streamlit(), room), "10"))
    assert room.coming == 0
