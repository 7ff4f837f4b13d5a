"""A visitor without a browser: speaks Streamlit's own protocol to a running server, as its page does.

For many visitors at once, and for what no browser would send. The page's own part (drawing, the tab's storage) is not
here: what a browser paints, only a browser can tell.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 30.0
_QUESTION = re.compile(r'id="tg-focus"[^>]*\sdata-token="check:(\w+)"')
_TAP = re.compile(r'<button[^>]*\sdata-tap="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to a plain request."""

    status: int
    headers: dict[str, str]
    """By name in small letters; of several of one name the last."""
    cookies: dict[str, str]
    body: bytes


async def exchange(host: str, port: int, raw: bytes) -> Answer:
    """Send ``raw``, just as it is, and read what comes back until the server closes."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(raw)
        await writer.drain()
        return read_answer(await reader.read())
    finally:
        writer.close()


def read_answer(raw: bytes) -> Answer:
    """The first answer in ``raw``; :class:`ConnectionError` where there is none."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/"):
        raise ConnectionError("no answer")
    pairs = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    cookies = dict(value.partition(";")[0].split("=", 1) for name, value in pairs if name == "set-cookie")
    return Answer(int(first.split(" ")[1]), dict(pairs), cookies, body)


@dataclass
class Drawn:
    """One element on the page, and in which run it was drawn."""

    element: Any
    fragment: str
    run: int


@dataclass
class Visitor:
    """One person's tab.

    ``forwarded`` is the address that a proxy would say the person has, ``host`` the name by which the server is asked.
    """

    url: str
    path: str = "/check"
    forwarded: str = ""
    host: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    session: str = ""
    exceptions: list[str] = field(default_factory=list)
    _drawn: dict[tuple[int, ...], Drawn] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _runs: int = 0
    _page: str = ""

    async def __aenter__(self) -> Self:
        """Open the page."""
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the tab."""
        await self.close()

    # --- plain requests ---------------------------------------------------------------------------------------

    def _common(self) -> dict[str, str]:
        sent = dict(self.headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.forwarded:
            sent["X-Forwarded-For"] = self.forwarded
        return sent

    async def ask(
        self, path: str, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One plain request; what cookies come back are kept."""
        parts = urlsplit(self.url)
        sent = {"Host": self.host or parts.netloc, "Connection": "close", **self._common(), **(headers or {})}
        if body:
            sent["Content-Length"] = str(len(body))
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        raw = head.encode("latin-1") + b"\r\n" + body
        answer = await exchange(parts.hostname or "", parts.port or 80, raw)
        self.cookies |= answer.cookies
        return answer

    # --- the page ---------------------------------------------------------------------------------------------

    async def open(self) -> Answer:
        """What a browser does with an address: the document, Streamlit's two questions, the connection, one run."""
        document = await self.ask(self.path)
        if document.status == 200:
            await self.ask("/_stcore/host-config")
            await self.ask("/_stcore/health")
            await self.connect()
            await self.run()
        return document

    async def connect(self, session: str = "") -> None:
        """The page's connection; ``session`` is the one to go on with."""
        parts = urlsplit(self.url)
        # By position: the protocol, the token, the session.
        token = self.cookies.get("_streamlit_xsrf") or ("none" if session else "")
        offered = [Subprotocol(one) for one in ("streamlit", token, session) if one]
        self._socket = await connect(
            f"ws://{self.host or parts.netloc}/_stcore/stream",
            host=parts.hostname,
            port=parts.port,
            subprotocols=offered,
            additional_headers={"Origin": self.url, **self._common()},
            proxy=None,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )

    @property
    def socket(self) -> ClientConnection:
        """The page's connection."""
        assert self._socket is not None, "not connected"
        return self._socket

    async def close(self, code: int = 1001) -> None:
        """Close the tab, as a browser tells the server of it."""
        if self._socket is not None:
            await self._socket.close(code)

    def request(self, widgets: Sequence[WidgetState] = (), fragment: str = "") -> BackMsg:
        """The message that asks for a run."""
        message = BackMsg()
        message.rerun_script.SetInParent()
        rerun = message.rerun_script
        rerun.widget_states.widgets.extend(widgets)
        rerun.widget_states.SetInParent()
        path, _, query = self.path.partition("?")
        rerun.query_string = query
        if self._page:
            rerun.page_script_hash = self._page
        else:
            rerun.page_name = path.strip("/")
        rerun.fragment_id = fragment
        rerun.context_info.timezone = "Asia/Shanghai"
        rerun.context_info.locale = "zh-CN"
        rerun.context_info.url = self.url + self.path
        return message

    async def send(self, data: bytes) -> None:
        """Send ``data`` just as it is."""
        await self.socket.send(data)

    async def run(self, widgets: Sequence[WidgetState] = (), fragment: str = "") -> None:
        """Ask for a run and read all that it draws, reruns of its own included."""
        await self.send(self.request(widgets, fragment).SerializeToString())
        await self.finish()

    async def finish(self, patience: float = PATIENCE) -> None:
        """Read until a run has ended."""
        async with asyncio.timeout(patience):
            while not self._read(await self.socket.recv(decode=False)):
                pass

    def _read(self, data: bytes) -> bool:
        """Take in one message; whether a run has ended with it."""
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._runs += 1
            self.session = message.new_session.initialize.session_id
            if not message.metadata.run.fragment_ids:
                self._drawn.clear()
        elif kind == "delta":
            place = tuple(message.metadata.delta_path)
            what = message.delta.WhichOneof("type")
            if what == "new_element":
                self._drawn[place] = Drawn(message.delta.new_element, message.delta.fragment_id, self._runs)
                if message.delta.new_element.WhichOneof("type") == "exception":
                    error = message.delta.new_element.exception
                    self.exceptions.append(f"{error.type}: {error.message}")
            elif what == "add_block":
                self._drawn.pop(place, None)
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            self.exceptions.append(message.session_event.script_compilation_exception.message)
        elif kind == "script_finished":
            finished = message.script_finished
            if finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY:
                fragments = {d.fragment for d in self._drawn.values() if d.run == self._runs and d.fragment}
                self._drawn = {
                    place: d for place, d in self._drawn.items() if d.fragment not in fragments or d.run == self._runs
                }
            return bool(finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)
        return False

    # --- what stands on it ------------------------------------------------------------------------------------

    def elements(self, kind: str) -> list[tuple[Any, str]]:
        """All elements of a kind (``html``, ``button``, ``bidi_component`` …) with the fragment that drew each."""
        return [
            (getattr(d.element, kind), d.fragment)
            for _, d in sorted(self._drawn.items())
            if d.element.WhichOneof("type") == kind
        ]

    @property
    def html(self) -> str:
        """Our own markup on the page, without styles."""
        bodies = [each.body for each, _ in self.elements("html")]
        return "\n".join(body for body in bodies if not body.startswith("<style>"))

    @property
    def taps(self) -> list[str]:
        """What can be tapped."""
        return [unescape(tap) for tap in _TAP.findall(self.html)]

    @property
    def asked(self) -> str:
        """The field of the question on the screen; empty where there is none."""
        found = _QUESTION.search(self.html)
        return found[1] if found else ""

    # --- what a person does -----------------------------------------------------------------------------------

    def bridged(self, event: str, value: object) -> tuple[list[WidgetState], str]:
        """What the page's bridge sends, and from which fragment."""
        for component, fragment in self.elements("bidi_component"):
            if "tg_bridge" in component.id:
                events = json.dumps([{"event": event, "value": value}], ensure_ascii=False)
                name = f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events"
                return [WidgetState(id=name, json_trigger_value=events)], fragment
        raise LookupError("no bridge on the page")

    async def tap(self, tap: str) -> None:
        """Tap a button of our own."""
        await self.run(*self.bridged("tap", tap))

    async def upload(self, data: bytes, name: str = "a.csv", kind: str = "text/csv") -> Answer:
        """Choose a file in the page's uploader, and let the page know of it; the answer is that to the file."""
        [(uploader, fragment)] = self.elements("file_uploader")
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session
        await self.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = ForwardMsg.FromString(await self.socket.recv(decode=False))
                if answer.WhichOneof("type") == "file_urls_response":
                    break
        urls = answer.file_urls_response.file_urls[0]
        answer = await self.put(urls.upload_url, data, name, kind)
        if answer.status == 204:
            state = WidgetState(id=uploader.id)
            info = state.file_uploader_state_value.uploaded_file_info.add()
            info.name, info.size, info.file_id = name, len(data), urls.file_id
            info.file_urls.CopyFrom(urls)
            await self.run([state], fragment)
        return answer

    async def made(self, file_id: str) -> str:
        """The path of a file that is made when it is asked for."""
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = file_id
        await self.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = ForwardMsg.FromString(await self.socket.recv(decode=False))
                if answer.WhichOneof("type") == "backend_operation_response":
                    return str(answer.backend_operation_response.deferred_file.url)

    async def put(self, path: str, data: bytes, name: str = "a.csv", kind: str = "text/csv") -> Answer:
        """Send a file as the uploader does."""
        mark = "----visitor"
        part = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n'
        body = part.encode() + b"\r\n" + data + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        headers["X-Xsrftoken"] = self.cookies.get("_streamlit_xsrf", "")
        return await self.ask(path, "PUT", body, headers)
