"""nginx before two processes, as ``deploy/nginx.conf`` has it: one is killed, and people go on with their answers."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import run
from tests.browser import ROOT, Server, running_app
from tests.server.asking import get
from tests.server.test_uploads import other_files, put_in_two
from tools import dev
from tools.visitor import Visitor
from ui.server.uploads import MEGABYTE

pytestmark = pytest.mark.browser
MOST_PEOPLE = 12


@dataclass
class Office:
    """Two processes and what stands before them."""

    url: str
    apps: list[Server]
    nginx: subprocess.Popen[bytes]

    def visits(self, app: Server) -> int:
        return int(json.loads(get(f"{app.url}/healthz")[2])["visits"]["now"])


def aside(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """In a thread of its own: in this one the browser's loop is running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(scene())).result()


def shipped(port: int, apps: list[Server], folder: Path) -> str:
    """The file as it is shipped, with ports of our own, and plain http in the place of a certificate."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for number, app in zip((8501, 8502), apps, strict=True):
        text = text.replace(f"127.0.0.1:{number}", app.url.removeprefix("http://"))
    text, listens = re.subn(r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};", text)
    text, certificates = re.subn(r"ssl_certificate(_key)? +\S+;", "", text)
    text, logs = re.subn(r"/var/log/nginx/titleguide.log", str(folder / "fault.log"), text)
    assert (listens, certificates, logs) == (1, 2, 1)
    places = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    own = f"pid {folder / 'nginx.pid'};\nworker_processes 1;\nevents {{ worker_connections 1024; }}\n"
    return f"{own}http {{\n{places}{text}\n}}\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Office]:
    nginx = dev.find_nginx()
    if nginx is None:
        pytest.fail(run.say("no_nginx"), pytrace=False)
    folder = tmp_path_factory.mktemp("office")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with ExitStack() as stack:
        apps = [stack.enter_context(running_app(folder / f"{name}.txt")) for name in ("one", "two")]
        conf = folder / "nginx.conf"
        conf.write_text(shipped(port, apps, folder), encoding="utf-8")
        command = [nginx, "-p", str(folder), "-c", str(conf), "-e", str(folder / "start.log"), "-g", "daemon off;"]
        process = subprocess.Popen(command)
        stack.callback(run.end, process)
        while not run.is_healthy("127.0.0.1", port):
            assert process.poll() is None, (folder / "start.log").read_text(encoding="utf-8")
        yield Office(f"http://127.0.0.1:{port}", apps, process)
    for app in apps:
        app.assert_quiet()


def answered(page: Page) -> str:
    """已答 n 题."""
    return page.locator(".tg-count span").first.inner_text()


def answer(page: Page) -> None:
    """Answer the question on the screen, whichever it is."""
    before = answered(page)
    page.locator('[data-tap^="answer:"], [data-tap^="unsure:"]').first.click()
    expect(page.locator(".tg-count span").first).not_to_have_text(before)


def test_what_stands_before_the_app_zips_and_keeps_the_addresses(office: Office):
    async def scene() -> None:
        # What somebody made up is no address of theirs; else one could take every place under many names.
        visitor = Visitor(office.url, forwarded="203.0.113.9")
        document = await visitor.ask("/check", headers={"Accept-Encoding": "gzip"})
        assert document.status == 200 and document.headers["content-encoding"] == "gzip"
        assert document.headers["cache-control"] == "no-store"
        assert "default-src 'self'" in document.headers["content-security-policy"]
        refused = await Visitor(office.url, host="rebound.example").ask("/")
        assert refused.status == 421

    aside(scene)


def test_a_file_on_its_way_is_not_on_the_proxy_s_disk_either(office: Office):
    seen: set[str] = set()
    workers = Path(f"/proc/{office.nginx.pid}/task/{office.nginx.pid}/children").read_text(encoding="ascii").split()
    own = {pid: other_files(int(pid)) for pid in workers}
    assert own

    async def scene() -> None:
        async with Visitor(office.url, "/unit") as clerk:

            async def look() -> None:
                for _ in range(20):
                    await clerk.ask("/_stcore/health")
                    for pid, before in own.items():
                        seen.update(other_files(int(pid)) - before)

            assert (await put_in_two(clerk, 20 * MEGABYTE, look)).status == 204

    aside(scene)
    assert seen == set()


def test_one_process_is_killed_while_people_answer_and_they_go_on(office: Office, browser: Browser):
    first, second = office.apps
    with ExitStack() as stack:
        people: list[Page] = []
        # Where each lands is up to a random cookie: until somebody is on either.
        while not (office.visits(first) and office.visits(second)):
            assert len(people) < MOST_PEOPLE, "everybody landed on the same process"
            context = browser.new_context(locale="zh-CN")
            stack.callback(context.close)
            page = context.new_page()
            page.goto(f"{office.url}/check?as_of=2023-10-12")
            answer(page)
            answer(page)
            people.append(page)
        had = [answered(page) for page in people]
        on_the_other = office.visits(second)
        assert all(re.search(r"[2-9]", one) for one in had)

        os.kill(first.pid, signal.SIGKILL)

        # Each by itself finds the process that is left.
        for _ in range(300):
            if office.visits(second) == len(people):
                break
            people[0].wait_for_timeout(200)
        for page, before in zip(people, had, strict=True):
            expect(page.locator('.stApp[data-test-connection-state="CONNECTED"]')).to_be_visible(timeout=60_000)
            # Drawn anew from what the tab kept.
            expect(page.locator(".tg-count span").first).to_have_text(before, timeout=60_000)
        assert office.visits(second) == len(people) > on_the_other
        for page, before in zip(people, had, strict=True):
            answer(page)
            assert answered(page) != before

        os.kill(second.pid, signal.SIGKILL)
        # Nobody is left: a sentence in both languages, and when to come again.
        status, headers, body = get(f"{office.url}/check")
        assert (status, headers["Retry-After"]) == (503, "20")
        assert "请稍候" in body.decode() and "tries again" in body.decode()
        assert headers["Content-Type"] == "text/html; charset=utf-8"
