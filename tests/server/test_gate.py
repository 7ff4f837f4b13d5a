"""Who is turned away."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.browser import Server
from tests.server.asking import get, knock
from tools.visitor import Visitor
from ui.server.gate import Gate


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


def test_ones_own_page_may_connect(server):
    assert get(server.url, Origin=server.url)[0] == 200
    knock(server, origin=server.url)


def passes(origin: str | None, host: str, public: str = "") -> str | None:
    """The host that reaches Streamlit, None if nothing does."""
    hosts: list[str] = []

    async def inner(scope, receive, send):
        hosts.append(dict(scope["headers"])[b"host"].decode())

    async def send(message):
        pass

    headers = [(b"host", host.encode())] + ([] if origin is None else [(b"origin", origin.encode("latin-1"))])
    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    asyncio.run(Gate(inner, public, ["a.example"])(scope, None, send))  # type: ignore[arg-type]
    return hosts[0] if hosts else None


@pytest.mark.parametrize(
    ("origin", "host", "public", "expected"),
    [
        (None, "a.example", "", "a.example"),
        (None, "b.example", "https://b.example", "b.example"),
        (None, "b.example", "", None),
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
def test_origins(origin, host, public, expected):
    assert passes(origin, host, public) == expected


# --- by another name ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hosts", "knows"),
    [
        (["localhost:8501"], True),
        (["LOCALHOST."], True),
        (["127.0.0.1"], True),
        (["127.9.9.9:80"], True),
        (["[::1]:8501"], True),
        (["zpt-server:8501"], True),
        (["10.1.2.3"], True),
        (["public.example"], True),
        (["192.0.2.1:8501"], True),  # where the connection came in
        (["192.0.2.2"], False),
        (["rebound.example"], False),
        (["localhost.rebound.example"], False),
        (["zpt-server.rebound.example"], False),
        (["public.example.rebound.example"], False),
        (["2130706433"], False),
        (["0x7f.1"], False),
        (["[::1].rebound.example"], False),
        (["me@localhost"], False),
        (["localhost:port"], False),
        (["localhost/"], False),
        (["localhost", "rebound.example"], False),
        ([""], False),
        ([], False),
    ],
)
def test_only_this_machine_s_names_are_known(hosts, knows):
    async def nobody(*_: object) -> None:
        pass

    gate = Gate(nobody, "https://public.example/zpt", ["zpt-server", "10.1.2.3"])
    assert gate.knows(hosts, ("192.0.2.1", 8501)) is knows


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/_stcore/health", "/_stcore/host-config", "/media/x", "/favicon.png"]
)
def test_who_asks_by_another_name_gets_a_sentence_and_nothing_else(server, path):
    status, headers, body = get(server.url + path, Host="rebound.example:8501")
    assert status == 421
    assert "server_names" in body.decode() and "没有登记" in body.decode()
    assert headers["Set-Cookie"] is None
    assert b"rebound" not in body


def test_nobody_connects_by_another_name(server):
    async def scene() -> None:
        visitor = Visitor(server.url, host="rebound.example")
        with pytest.raises(InvalidStatus) as refused:
            await visitor.connect()
        assert refused.value.response.status_code == 403

    asyncio.run(scene())


# --- what is asked for ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
        "/oauth2callback?code=1&state=2",
        "/component/x/index.html",
        "/_stcore/bidi-components/x/y.js",
        "/_stcore/script-health-check",
        "/_stcore/upload_file",
        "/app/static/x",
        "/unit/oauth2callback",
        "/check/_stcore/health",
        "/.git/config",
    ],
)
def test_nothing_is_served_that_no_page_needs(server, path):
    status, _, body = get(server.url + path)
    assert (status, body) == (404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/check", "/healthz", "/media/x", "/_stcore/health"])
def test_pages_are_only_read(server, path, method):
    assert get(server.url + path, method)[0] == 405


def raw(server: Server, *lines: str, body: str = "") -> bytes:
    """What comes back for a request that is written just so."""

    async def scene() -> bytes:
        host, port = server.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        head = "\r\n".join((*lines, f"Host: {host}:{port}", "", ""))
        writer.write((head + body).encode())
        async with asyncio.timeout(20):
            answer = await reader.read()
        writer.close()
        return answer

    return asyncio.run(scene())


SECOND = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Content-Length: 5", "Transfer-Encoding: chunked"], "0\r\n\r\n" + SECOND),
        (["Transfer-Encoding: chunked", f"Content-Length: {len(SECOND) + 5}"], "0\r\n\r\n" + SECOND),
        (["Content-Length: 0", "Transfer-Encoding: chunked"], "0\r\n\r\n" + SECOND),
        (["Content-Length: 0", "Content-Length: 5"], SECOND),
        (["Content-Length: 0, 5"], SECOND),
        (["Content-Length: +5"], "12345" + SECOND),
        (["Transfer-Encoding: chunked, identity"], "0\r\n\r\n" + SECOND),
        (["Transfer-Encoding : chunked"], "0\r\n\r\n" + SECOND),
        (["Transfer-Encoding: chunked"], "0\r\n\r\n" + SECOND),
        (["Content-Length: 5"], "12345" + SECOND),
    ],
)
@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/a/b"])
def test_two_requests_in_one_are_refused_and_the_second_is_not_read(server, path, headers, body):
    method = "PUT" if "upload" in path else "GET"
    answer = raw(server, f"{method} {path} HTTP/1.1", *headers, body=body)
    assert answer.count(b"HTTP/1.1 ") == 1
    status = int(answer.split(b" ", 2)[1])
    # A file may have a length of its own; whose it is, is asked next.
    assert status == 403 if path != "/" and headers == ["Content-Length: 5"] else status in (400, 403, 411, 501)


def test_only_where_pages_connect_a_connection_is_taken(server):
    async def knocking(path: str) -> int:
        parts = urlsplit(server.url)
        with pytest.raises(InvalidStatus) as refused:
            async with connect(f"ws://{parts.netloc}{path}", proxy=None):
                pass
        return refused.value.response.status_code

    for path in ("/check", "/", "/static/x", "/_stcore/health"):
        assert asyncio.run(knocking(path)) == 403


def test_no_other_site_may_steer_the_page_in_the_browser(server):
    """Streamlit's own list is that of its hosting service, where anybody may have a page."""
    status, _, body = get(f"{server.url}/_stcore/host-config")
    settings_ = json.loads(body)
    assert (status, settings_["allowedOrigins"], settings_["enableCustomParentMessages"]) == (200, [], False)
