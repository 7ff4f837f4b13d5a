"""The server around the pages: the first HTML, the headers, who is turned away, /healthz, and what the log says."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from email.message import Message
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.middleware import Middleware
from streamlit import file_util
from streamlit.web.server.app_discovery import discover_asgi_app
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from logic.language import DOCUMENT_LANGUAGES, LANGUAGES, phrase
from logic.pack import load, pack_ids
from tests.browser import ROOT, Server
from ui import server as under_test
from ui.document import TITLES, window_title
from ui.middleware import Gate, content_security_policy, in_language, reader_language, script_hashes
from ui.settings import Settings


def get(url: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=named, method=method)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


# --- the first HTML ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", TITLES)
def test_the_first_html_says_language_and_title(server, lang, where):
    path = "/" if where == "start" else f"/{where}"
    status, headers, body = get(f"{server.url}{path}?as_of=2023-10-12&lang={lang}", Accept_Encoding="gzip")
    document = body.decode()
    assert status == 200
    assert f'<html lang="{DOCUMENT_LANGUAGES[lang]}">' in document
    assert re.findall("<title>(.*?)</title>", document) == [window_title(where, lang)]
    assert phrase(lang, "本页需要 JavaScript，请在浏览器设置里开启。") in unescape(document)
    assert "openapi" not in document
    assert headers["Content-Length"] == str(len(body))
    assert headers["Cache-Control"] == "no-store"
    assert headers["ETag"] is headers["Last-Modified"] is headers["Content-Encoding"] is None


def test_a_browser_that_has_the_document_still_gets_it_whole(server):
    etag = '"*"'
    status, _, body = get(f"{server.url}/", If_None_Match=etag, Range="bytes=0-99", If_Range=etag)
    assert (status, body.rstrip()[-7:]) == (200, b"</html>")


def test_asking_for_the_head_alone_promises_no_length_of_another_text(server):
    status, headers, body = get(f"{server.url}/?lang=en", "HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] is None


@pytest.mark.parametrize(
    ("query", "language"),
    [
        (b"", "zh"),
        (b"lang=en", "en"),
        (b"lang=zh&lang=en", "en"),
        (b"lang=fr", "zh"),
        (b"lang=%3Cscript%3E", "zh"),
        (b"\xff&lang=en", "en"),
        (b"&".join([b"a=1"] * 60) + b"&lang=en", "zh"),
    ],
)
def test_the_language_is_one_of_ours(query, language):
    assert reader_language(query) == language


def test_the_path_is_not_written_into_the_page():
    index = (Path(file_util.get_static_dir()) / "index.html").read_bytes()
    document = in_language(index, "zh", "/<script>alert(1)</script>")
    assert b"alert" not in document
    assert "<title>职评通</title>".encode() in document
    assert in_language(b"<p>another page</p>", "zh", "/") == b"<p>another page</p>"


def test_files_are_left_alone(server):
    _, _, body = get(server.url)
    script = re.findall(rb'src="\./(static/js/[^"]+)"', body)[0].decode()
    status, headers, _ = get(f"{server.url}/{script}")
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert get(f"{server.url}/{script}", If_None_Match=headers["ETag"])[0] == 304


# --- headers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/result", "/healthz", "/_stcore/health", "/_stcore/metrics", "/nothing.js"])
def test_every_answer_is_protected(server, path):
    _, headers, _ = get(server.url + path)
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert re.fullmatch(r"'self' blob:( 'sha256-[\w+/]{43}='){2}", policy["script-src"])
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["connect-src"] == "'self' ws://{0} wss://{0}".format(urlsplit(server.url).netloc)
    assert "unsafe-eval" not in str(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_policy_names_every_inline_script():
    found = script_hashes(b"<script>a</script><script type='module' src='b.js'></script><script >\nc</script>")
    assert found[0] == "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"
    assert len(found) == 2


@pytest.mark.parametrize("host", ["a.example; script-src *", "a b", "", None, "x\r\ny", "[::1"])
def test_a_made_up_host_does_not_get_into_the_policy(host):
    assert "connect-src 'self';" in content_security_policy((), host)


@pytest.mark.parametrize("host", ["a.example", "127.0.0.1:8501", "[::1]:8501"])
def test_a_host_stands_in_the_policy(host):
    assert f"ws://{host} wss://{host};" in content_security_policy((), host)


# --- who is turned away --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
        "/_stcore/%61gent/mcp",
        "/result/_stcore/metrics",
    ],
)
def test_what_streamlit_offers_to_programs_is_closed(server, path):
    for method in ("GET", "POST", "OPTIONS"):
        status, _, body = get(server.url + path, method)
        assert (status, body) == (404, b"")


FOREIGN = ["https://evil.example", "null", "http://localhost:1", "https://127.0.0.1.evil.example", "http://[", ""]


@pytest.mark.parametrize("origin", FOREIGN)
def test_pages_of_other_sites_are_turned_away(server, origin):
    assert get(server.url, Origin=origin)[0] == 403

    with pytest.raises(InvalidStatus) as refused:
        knock(server, origin=origin)
    assert refused.value.response.status_code == 403


def knock(server: Server, query: str = "", origin: str | None = None) -> None:
    """Connect as a page does, and leave again."""

    async def knocking() -> None:
        address = f"ws://{urlsplit(server.url).netloc}/_stcore/stream{query}"
        async with connect(address, origin=None if origin is None else Origin(origin), proxy=None):
            pass

    asyncio.run(knocking())


def test_ones_own_page_may_connect(server):
    assert get(server.url, Origin=server.url)[0] == 200
    knock(server, origin=server.url)


def passes(origin: str | None, host: str, public: str = "") -> str | None:
    """The host that Streamlit is told, None if it is told nothing."""
    told: list[str] = []

    async def inner(scope, receive, send):
        told.append(dict(scope["headers"])[b"host"].decode())

    async def send(message):
        pass

    headers = [(b"host", host.encode())] + ([] if origin is None else [(b"origin", origin.encode("latin-1"))])
    scope = {"type": "http", "path": "/", "headers": headers}
    asyncio.run(Gate(inner, public)(scope, None, send))  # type: ignore[arg-type]
    return told[0] if told else None


@pytest.mark.parametrize(
    ("origin", "host", "public", "told"),
    [
        (None, "a.example", "", "a.example"),
        ("https://a.example", "a.example", "", "a.example"),
        ("https://A.example:443", "a.example", "", "a.example"),
        ("http://a.example", "a.example:80", "", "a.example:80"),
        ("https://a.example:8443", "a.example", "", None),
        ("ftp://a.example", "a.example", "", None),
        ("https://\xe4.example", "a.example", "", None),
        # A proxy in front that asks under this machine's own name.
        ("https://a.example", "127.0.0.1:8501", "https://a.example/zpt", "a.example"),
        ("http://a.example", "127.0.0.1:8501", "https://a.example", None),
        ("null", "127.0.0.1:8501", "", None),
    ],
)
def test_origins(origin, host, public, told):
    assert passes(origin, host, public) == told


# --- /healthz ------------------------------------------------------------------------------------------------------


def test_healthz_says_which_rules_are_in_force(server):
    status, headers, body = get(f"{server.url}/healthz")
    told = json.loads(body)
    assert (status, told["ok"], headers["Cache-Control"]) == (200, True, "no-store")
    assert told["policies"] == [{"id": name, "sha256": load(name).sha256} for name in pack_ids()]
    assert told["commit"] is None or re.fullmatch("[0-9a-f]{40,64}", told["commit"])
    assert set(told) == {"ok", "commit", "policies", "qr_code", "kiosk"}


def test_healthz_says_what_is_missing_for_the_qr_code(monkeypatch):
    monkeypatch.setattr(under_test, "settings", lambda: Settings())
    assert under_test.health()[1]["qr_code"]["configured"] is False
    assert "public_address" in under_test.health()[1]["qr_code"]["missing"]
    monkeypatch.setattr(under_test, "settings", lambda: Settings("https://a.example"))
    assert under_test.health()[1]["qr_code"] == {"configured": True, "public_address": "https://a.example"}


def test_healthz_is_ill_without_rules(monkeypatch):
    monkeypatch.setattr("logic.pack.pack_ids", lambda: ())
    assert under_test.health()[0] is False


def test_a_pack_that_cannot_be_used_is_named_on_the_console_with_what_to_run(monkeypatch, capsys):
    monkeypatch.setattr("logic.pack.pack_ids", lambda: ("qiaocheng-2023", "qiaocheng-2024"))
    monkeypatch.setattr(under_test, "_policy", lambda name: {"id": name} | ({"fault": "x"} if "2024" in name else {}))
    assert under_test.tell_of_faulty_packs() is True
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "qiaocheng-2024.yaml 有错" in err and "is faulty" in err
    assert err.count("run.py logic policy check logic/packs/qiaocheng-2024.yaml") == 2
    monkeypatch.setattr("logic.pack.pack_ids", lambda: ("qiaocheng-2024",))
    assert under_test.tell_of_faulty_packs() is False


def test_packs_that_can_be_used_leave_the_console_quiet(capsys):
    assert under_test.tell_of_faulty_packs() is True
    assert capsys.readouterr() == ("", "")


# --- start and log -------------------------------------------------------------------------------------------------


def test_streamlit_finds_the_application():
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"
    assert all(isinstance(part, Middleware) for part in under_test.middleware())


def test_settings_that_cannot_be_used_end_the_start_with_a_sentence():
    command = [sys.executable, "-c", "import ui.server; ui.server.settle()"]
    environment = {**os.environ, "TITLEGUIDE_KIOSK": "perhaps"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert ended.returncode == 1
    assert ended.stderr.startswith("titleguide.toml:\nkiosk: ")
    assert "Traceback" not in ended.stderr


def test_no_address_reaches_the_log(server: Server):
    get(f"{server.url}/result?secret=4711&lang=en", Referer="https://x.example/?secret=4712")
    get(f"{server.url}/_stcore/nothing?secret=4713")
    get(f"{server.url}/_stcore/stream?secret=4714", Origin="https://secret-4715.example")
    knock(server, "?secret=4716")
    with pytest.raises(InvalidStatus):
        knock(server, "?secret=4717", origin="https://secret-4718.example")
    assert "471" not in re.sub(r":\d+", "", server.log.read_text(encoding="utf-8"))


def test_a_log_tells_where_an_exception_was_and_not_what_it_quotes(monkeypatch, capsys):
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)  # put back afterwards
    before, log, asyncio_log = logging.getLogRecordFactory(), logging.Logger("test"), logging.Logger("asyncio")
    out, names = io.StringIO(), ["张三", "李四", "王五", "赵六"]
    for each in (log, asyncio_log):
        each.addHandler(logging.StreamHandler(out))
    try:
        under_test.keep_values_out_of_logs()
        under_test.keep_values_out_of_logs()
        try:
            try:
                int(names[0])
            except ValueError as cause:
                raise KeyError(names[1]) from cause
        except KeyError:
            log.exception("Uncaught app execution")
        asyncio_log.error("Task exception was never retrieved\nfuture: %r", ValueError(names[2]))
        sys.excepthook(ValueError, ValueError(names[3]), None)
        log.warning("%s rows", 3)
    finally:
        logging.setLogRecordFactory(before)
    said = out.getvalue() + capsys.readouterr().err
    assert said.count("Traceback (most recent call last):") == 3
    for words in ("builtins.ValueError", "builtins.KeyError", "int(names[0])", "exception was never", "3 rows"):
        assert words in said
    assert not any(name in said for name in names)
