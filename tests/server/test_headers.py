"""The headers that every answer carries."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

import pytest

from tests.server.asking import get
from tools.visitor import Visitor
from ui.server.headers import content_security_policy, script_hashes


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


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/_stcore/health", "/_stcore/host-config", "/media/x.png", "/favicon.png"]
)
def test_nobody_keeps_a_copy(server, path):
    _, headers, _ = get(server.url + path)
    assert headers["Cache-Control"] == "no-store"


def test_a_file_of_a_person_s_is_not_kept_either(server):
    async def scene() -> None:
        async with Visitor(server.url, "/unit") as person:
            # The template, made when it is asked for.
            [(template, _)] = [one for one in person.elements("download_button") if "nav_template" in one[0].id]
            answer = await person.ask(await person.made(template.deferred_file_id))
            assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")

    asyncio.run(scene())


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
