"""What a browser is sent, how small, and how long it may keep it."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import file_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from tests.browser import ROOT, running_app
from tests.server.asking import get
from tools.visitor import Visitor
from ui.browser import scripts
from ui.browser.bridge import _script
from ui.browser.theme import read_the_theme_once
from ui.server.document import in_language
from ui.server.headers import script_hashes
from ui.server.zipped import Zipped

STATIC = Path(file_util.get_static_dir())
BODY = b"export const a = 1;\n" * 200


@pytest.fixture
def main_script(server) -> str:
    """The address of Streamlit's first script."""
    path = re.findall(rb'src="\./(static/js/[^"]+)"', get(server.url)[2])[0]
    return f"{server.url}/{path.decode()}"


# --- zipped --------------------------------------------------------------------------------------------------------


def test_a_script_comes_zipped_and_whole(main_script):
    status, headers, zipped = get(main_script, Accept_Encoding="gzip, deflate, br")
    _, plain, body = get(main_script)
    assert status == 200
    assert (headers["Content-Encoding"], plain["Content-Encoding"]) == ("gzip", None)
    assert gzip.decompress(zipped) == body
    assert int(headers["Content-Length"]) == len(zipped) < len(body) / 2
    assert "Accept-Encoding" in headers["Vary"]
    assert headers["ETag"] == "W/" + plain["ETag"]
    assert headers["Cache-Control"] == plain["Cache-Control"]
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(main_script, Accept_Encoding="gzip")[2] == zipped


@pytest.mark.parametrize(
    "accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br", "gzippy", "*, gzip;q=0", "*;q=0"]
)
def test_who_does_not_take_it_zipped_gets_it_plain(main_script, accepted):
    status, headers, body = get(main_script, Accept_Encoding=accepted)
    assert (status, headers["Content-Encoding"]) == (200, None)
    assert len(body) == int(headers["Content-Length"])
    assert "Accept-Encoding" in headers["Vary"]


@pytest.mark.parametrize("accepted", ["gzip", "GZIP", "br;q=1.0, gzip;q=0.8", "*", "*;q=0, gzip"])
def test_who_takes_it_zipped_gets_it_so(main_script, accepted):
    assert get(main_script, Accept_Encoding=accepted)[1]["Content-Encoding"] == "gzip"


def test_who_has_it_is_sent_nothing_and_who_wants_a_part_that_part(main_script):
    for etag in (get(main_script)[1]["ETag"], get(main_script, Accept_Encoding="gzip")[1]["ETag"]):
        assert get(main_script, Accept_Encoding="gzip", If_None_Match=etag)[0] == 304
    status, headers, body = get(main_script, Range="bytes=0-9")
    assert (status, len(body), headers["Content-Encoding"]) == (206, 10, None)


@pytest.mark.parametrize("if_range", [True, False])
def test_a_browser_that_was_cut_off_never_puts_zipped_and_plain_together(main_script, if_range):
    _, headers, zipped = get(main_script, Accept_Encoding="gzip")
    assert (headers["Accept-Ranges"], headers["Last-Modified"]) == ("none", None)
    _, plain, _ = get(main_script)
    validators = (headers["ETag"], plain["ETag"], plain["Last-Modified"]) if if_range else ("",)
    for validator in validators:
        asked = {"Range": "bytes=100-", **({"If_Range": validator} if validator else {})}
        status, again, body = get(main_script, Accept_Encoding="gzip", **asked)
        assert (status, again["Content-Encoding"], body) == (200, "gzip", zipped)
    # And without zipping the validator of the zipped one fits nothing.
    assert get(main_script, Range="bytes=100-", If_Range=headers["ETag"])[0] == 200


def test_a_name_without_a_file_comes_as_streamlit_has_it(server):
    for _ in range(2):
        _, headers, body = get(f"{server.url}/static/js/nothing.js", Accept_Encoding="gzip")
        assert headers["Content-Encoding"] is None
        assert b"</html>" in body
    assert get(f"{server.url}/static/js/..%2f..%2findex.js", Accept_Encoding="gzip")[0] in (400, 404)


@pytest.mark.parametrize(
    "spelling", ["/static//js/", "/static/./js/", "/static/js//", "/static/js/%2e/", "//static/js/"]
)
def test_a_file_is_kept_under_one_spelling_only(main_script, spelling):
    _, headers, _ = get(main_script.replace("/static/js/", spelling), Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder like Streamlit's with one script."""
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "a.js").write_bytes(BODY)
    return tmp_path


class Files:
    """Serves one file, in two pieces, and counts how often it is asked."""

    def __init__(self, status: int = 200, kind: str = "text/javascript") -> None:
        self.asked = 0
        self.status = status
        self.kind = kind

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        headers = [(b"content-length", str(len(BODY)).encode()), (b"etag", b'"1"'), (b"accept-ranges", b"bytes")]
        headers.append((b"content-type", self.kind.encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": BODY[:100], "more_body": True})
        await send({"type": "http.response.body", "body": BODY[100:]})


async def ask(app: Zipped, path: str = "/static/js/a.js", method: str = "GET") -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"accept-encoding", b"gzip")]
    await app({"type": "http", "method": method, "path": path, "headers": headers}, receive, send)
    return sent


def test_many_at_once_zip_it_once_and_each_gets_headers_of_its_own(static):
    files = Files()
    app = Zipped(files, static)

    async def all_at_once() -> list[list[Message]]:
        return await asyncio.gather(*(ask(app) for _ in range(20)))

    answers = asyncio.run(all_at_once())
    assert files.asked == 1
    for start, body in answers:
        assert gzip.decompress(body["body"]) == BODY
        start["headers"].append((b"x-one", b"1"))
    again = asyncio.run(ask(app))
    assert (b"x-one", b"1") not in again[0]["headers"]
    assert files.asked == 1


def test_half_a_file_is_never_kept(static):
    class Broken(Files):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def half(message: Message) -> None:
                if message.get("body") != BODY[100:] or self.asked > 2:
                    await send(message)

            await super().__call__(scope, receive, half)

    app = Zipped(Broken(), static)
    broken = asyncio.run(ask(app))
    assert "content-encoding" not in dict(broken[0]["headers"])
    start, body = asyncio.run(ask(app))
    assert dict(start["headers"])[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body["body"]) == BODY


def test_who_goes_away_in_the_middle_spoils_it_for_nobody(static):
    class Attentive(Files):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            listening = asyncio.ensure_future(receive())
            await asyncio.sleep(0)
            if listening.done():
                return
            listening.cancel()
            await super().__call__(scope, receive, send)

    app = Zipped(Attentive(), static)
    start, body = asyncio.run(ask(app))
    assert dict(start["headers"])[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body["body"]) == BODY


@pytest.mark.parametrize(
    ("status", "kind", "path", "method"),
    [
        (404, "text/javascript", "/static/js/a.js", "GET"),
        (200, "text/html; charset=utf-8", "/static/js/a.js", "GET"),
        (200, "font/woff2", "/static/media/a.woff2", "GET"),
        (200, "text/javascript", "/static/js/b.js", "GET"),
        (200, "application/json", "/healthz", "GET"),
        (200, "text/javascript", "/static/js/a.js", "HEAD"),
    ],
)
def test_all_else_passes_as_it_is(static, status, kind, path, method):
    files = Files(status, kind)
    app = Zipped(files, static)
    for _ in range(2):
        files.asked = 0
        sent = asyncio.run(ask(app, path, method))
        assert files.asked
        assert sent[0]["status"] == status
        assert b"".join(one["body"] for one in sent[1:]) == BODY


# --- our components' scripts ------------------------------------------------------------


def test_a_component_s_script_is_served_under_the_name_of_its_contents(server):
    loader = scripts.served("bridge", _script())
    path = re.findall(r"/titleguide/bridge-[0-9a-f]{16}\.js", loader)[0]
    status, headers, body = get(server.url + path)
    assert (status, body.decode()) == (200, _script())
    assert headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in headers["Cache-Control"]
    other = re.findall(r"/titleguide/bridge-[0-9a-f]{16}\.js", scripts.served("bridge", _script() + "\n"))[0]
    assert other != path


@pytest.mark.parametrize("path", ["bridge.js", "bridge-0000000000000000.js", "..%2fapp.py", "bridge-0.js/x"])
def test_no_other_file_is_served_there(server, path):
    status, _, body = get(f"{server.url}/titleguide/{path}")
    assert status in (200, 400, 404)
    # What is no file of ours is a page, as everywhere.
    assert status != 200 or b"<title>" in body


# --- what is asked for ahead ------------------------------------------------------------


def test_the_first_html_asks_for_no_font(server):
    assert b"woff2" not in get(server.url)[2]


def test_the_bridge_is_asked_for_at_once_as_soon_as_it_is_known(monkeypatch):
    monkeypatch.setattr(scripts, "_FILES", {})
    assert scripts.links("bridge") == b""
    scripts.served("hours", "1")
    assert scripts.links("bridge") == b""
    path = re.findall(r"/titleguide/bridge-\w+\.js", scripts.served("bridge", "2"))[0]
    assert f'href="{path}"'.encode() in scripts.links("bridge")


def test_the_style_sheet_comes_with_the_document_between_streamlit_s_rules_and_the_page_s(server):
    document = get(server.url)[2]
    [path] = re.findall(rb'<link rel="stylesheet" href="(/titleguide/style-[0-9a-f]{16}\.css)">\s*<noscript>', document)
    assert document.index(b"<head>") < document.index(path) < document.index(b"<script")
    status, headers, body = get(server.url + path.decode())
    assert (status, body) == (200, (ROOT / "ui" / "browser" / "style.css").read_bytes())
    assert headers["Content-Type"].startswith("text/css")
    assert "immutable" in headers["Cache-Control"]


def test_our_own_files_are_zipped_once_and_not_twice(server):
    document = get(server.url)[2]
    for path in re.findall(rb'"(/titleguide/[\w.-]+)"', document):
        plain = get(server.url + path.decode())[2]
        _, headers, zipped = get(server.url + path.decode(), Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped) == plain


def test_streamlit_s_theme_is_read_once(monkeypatch):
    asked: list[str] = []

    def read(msg: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        if section == "theme":
            msg.primary_color = "#123456"

    monkeypatch.setattr(app_session, "_populate_theme_msg", read)
    read_the_theme_once()
    for _ in range(3):
        theme = CustomThemeConfig()
        app_session._populate_theme_msg(theme)
        app_session._populate_theme_msg(theme.sidebar, "theme.sidebar")
        assert theme == CustomThemeConfig(primary_color="#123456")
    assert asked == ["theme", "theme.sidebar"]


def test_this_streamlit_reads_its_theme_where_we_think():
    theme = CustomThemeConfig()
    inspect.unwrap(app_session._populate_theme_msg)(theme)
    assert theme.base_font_size == 18


def test_the_scripts_in_the_document_may_run(server):
    _, headers, document = get(server.url)
    hashes = script_hashes(document)
    assert len(hashes) == 2
    assert set(hashes) <= set(headers["Content-Security-Policy"].replace(";", " ").split())


def test_a_document_unlike_streamlit_s_is_left_alone():
    assert in_language(b"<html><head></head></html>", "zh", "/") == b"<html><head></head></html>"


def test_visitors_who_go_away_at_once_spoil_no_file_for_others(server):
    where = urlsplit(server.url)
    names = [path.name for path in sorted((STATIC / "static" / "js").glob("*.js"))[:40]]
    for name in names:
        with socket.create_connection((where.hostname or "", where.port or 0)) as line:
            line.sendall(
                f"GET /static/js/{name} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
            )
    for name in names:
        status, headers, zipped = get(f"{server.url}/static/js/{name}", Accept_Encoding="gzip")
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(zipped) == (STATIC / "static" / "js" / name).read_bytes()


def test_the_first_page_waits_for_nothing_that_it_does_not_need(tmp_path):
    """pandas, numpy and PIL came in by Streamlit's back doors: more than a second of the first visit after a start."""

    async def scene() -> None:
        async with Visitor(app.url, "/") as person:
            assert "tg-focus" in person.html
            loaded = Path(f"/proc/{app.pid}/maps").read_text(encoding="utf-8")
            assert "pydantic_core" in loaded
            assert [name for name in ("pandas", "numpy", "PIL", "pyarrow") if f"/{name}/" in loaded] == []
            icon = await person.ask("/favicon.png")
            assert icon.body == (ROOT / "ui" / "icon.png").read_bytes()

    with running_app(tmp_path / "log.txt") as app:
        asyncio.run(scene())
