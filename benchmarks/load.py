"""Many people at once: each speaks Streamlit's own protocol to the real app, beside one real browser.

    python run.py bench load                              400 people at one process and at two, 1,000 at two
    python run.py bench soak                              half an hour of people who come and go, and 2,000 visits
    python -m benchmarks.load --people 400 --seconds 60   one crowd, as often as one likes
    python -m benchmarks.load --url http://…              at a server that runs already, elsewhere for instance

Everything shares the cores it is run on: the server, the people and the browser. So the people's own times are the
worse ones: they wait for their own program as well.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidHandshake

import run
from benchmarks.report import Measure, percentile
from tools.visitor import Answer, Visitor

ROOT = Path(__file__).resolve().parent.parent

PATH = "/check?as_of=2023-10-12"
THINK = 5.0
# Fingers rest for so long between two numbers.
REST = 0.5
ARRIVALS = 50.0  # a second
TYPISTS, CLERKS = 0.1, 0.02
# What leads on, in the order in which it is looked for.
_ONWARD = ("usual", "answer", "onward", "unsure", "shelf")
_COLLEAGUES = 200
_TRY_AGAIN = 1013


@dataclass
class Seen:
    """What a crowd met with. Times in milliseconds."""

    taps: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    tables: list[float] = field(default_factory=list)
    visits: int = 0
    results: int = 0
    asked_to_come_again: int = 0
    """Refused with a sentence and a time."""
    refused: int = 0
    """Refused without one."""
    errors: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As figures."""
        found: dict[str, Any] = {
            "visits": self.visits,
            "results": self.results,
            "asked to come again": self.asked_to_come_again,
            "refused without a word": self.refused,
            "errors": len(self.errors),
            "first errors": self.errors[:3],
        }
        for name, times in (("tap", self.taps), ("open", self.opened), ("table", self.tables)):
            found |= {f"{name}s": len(times)}
            if times:
                found |= {f"{name} p50": percentile(times, 0.5), f"{name} p95": percentile(times, 0.95)}
        return found


def staff_list(people: int) -> bytes:
    """A made-up unit's list."""
    lines = ["姓名,部门,最高学历,工作单位性质,参加工作时间,从事专业,2022年公需,2022年专业"]
    lines += [f"甲{n},工程部,大学本科,企业,{2000 + n % 20}-07-01,机械工程,{n % 60},{n % 90}" for n in range(people)]
    return "\n".join(lines).encode()


class Person:
    """Somebody with a phone: opens the page, reads, taps, and begins again as somebody else after a result."""

    def __init__(self, url: str, seen: Seen, rng: random.Random, number: int) -> None:
        self.url, self.seen, self.rng = url, seen, rng
        self.types, self.is_clerk = rng.random() < TYPISTS, rng.random() < CLERKS
        # As people have: an address of their own.
        self.address = f"10.{number // 62_500 % 250}.{number // 250 % 250}.{number % 250 + 1}"

    async def live(self, until: float, taps: int) -> None:
        """Come and go until the clock says ``until``, or after so many taps."""
        while time.monotonic() < until and taps > 0:
            try:
                taps = await self._visit(until, taps)
            except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError, LookupError) as error:
                self.seen.errors.append(f"{type(error).__name__}: {error}"[:200])
                taps -= 1
                await self._think()

    async def _think(self) -> None:
        await asyncio.sleep(min(self.rng.expovariate(1 / THINK), 4 * THINK))

    async def _visit(self, until: float, taps: int) -> int:
        path = "/unit?as_of=2023-10-12" if self.is_clerk else PATH
        visitor = Visitor(self.url, path, forwarded=self.address)
        began = time.perf_counter()
        if not self._let_in(await visitor.ask(path)):
            await self._think()
            return taps - 1
        for question in ("health", "host-config"):
            await visitor.ask(f"/_stcore/{question}")
        try:
            await visitor.connect()
            await visitor.run()
        except (InvalidHandshake, ConnectionClosed) as error:
            if isinstance(error, ConnectionClosed) and visitor.socket.close_code != _TRY_AGAIN:
                raise
            # Others came between the page and its connection: it asks for itself anew (ui/browser/head.py).
            self._let_in(await visitor.ask(path))
            await self._think()
            return taps - 1
        try:
            self.seen.opened.append((time.perf_counter() - began) * 1000)
            self.seen.visits += 1
            while time.monotonic() < until and taps > 0:
                await self._think()
                taps -= 1
                if self.is_clerk:
                    await self._hand_in(visitor)
                    break
                if not await self._step(visitor):
                    break
        finally:
            await visitor.close()
        if visitor.exceptions or "tg-trouble" in visitor.html:
            self.seen.errors.append(f"the page failed: {visitor.exceptions[:1]}")
        return taps

    def _let_in(self, document: Answer) -> bool:
        """Whether the page was sent; else whether it says when to come again."""
        if document.status == 200:
            return True
        in_words = document.status == 503 and "retry-after" in document.headers and "再来" in document.body.decode()
        self.seen.asked_to_come_again += in_words
        self.seen.refused += not in_words
        return False

    async def _step(self, visitor: Visitor) -> bool:
        """One tap; whether there is a next one."""
        if visitor.asked == "hours":
            if self.types:
                await self._type_hours(visitor)
            await self._timed(visitor, "result")
            self.seen.results += 1
            return False
        tap = self._next(visitor.taps)
        if tap is None:
            self.seen.results += "tg-verdict" in visitor.html
            return False
        await self._timed(visitor, tap)
        return True

    def _next(self, taps: list[str]) -> str | None:
        for what in _ONWARD:
            if offered := [tap for tap in taps if tap.startswith(f"{what}:")]:
                return self.rng.choice(offered)
        return None

    async def _timed(self, visitor: Visitor, tap: str) -> None:
        began = time.perf_counter()
        await visitor.tap(tap)
        self.seen.taps.append((time.perf_counter() - began) * 1000)

    async def _type_hours(self, visitor: Visitor) -> None:
        """Two years of hours, sent whenever the fingers rest."""
        rows = [
            {"year": "2021", "general": "", "professional": ""},
            {"year": "2022", "general": "", "professional": ""},
        ]
        for row in rows:
            for subject, hours in (("general", "30"), ("professional", "60")):
                row[subject] = hours
                [(table, fragment)] = [c for c in visitor.elements("bidi_component") if "tg_hours" in c[0].id]
                typed = {"table": {"rows": rows, "rev": f"{row['year']}{subject}"}}
                began = time.perf_counter()
                await visitor.run([WidgetState(id=table.id, json_value=json.dumps(typed))], fragment)
                self.seen.taps.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(REST)

    async def _hand_in(self, visitor: Visitor) -> None:
        began = time.perf_counter()
        answer = await visitor.upload(staff_list(_COLLEAGUES))
        if answer.status != 204:
            self.seen.errors.append(f"a list was answered with {answer.status}")
            return
        [(start, fragment)] = [c for c in visitor.elements("button") if c[0].id.endswith("-primary_check")]
        await visitor.run([WidgetState(id=start.id, trigger_value=True)], fragment)
        if 'data-token="unit:results"' in visitor.html:
            self.seen.tables.append((time.perf_counter() - began) * 1000)
        else:
            self.seen.errors.append("a list was not judged")


async def crowd(
    urls: Sequence[str],
    people: int,
    seconds: float,
    *,
    taps: int = 1_000_000,
    arrivals: float = ARRIVALS,
    seed: int = 1,
) -> Seen:
    """``people`` arrive, and come and go for ``seconds`` from the moment when the last has come.

    They go to ``urls`` in turns, as what stands before several processes sends them.
    """
    seen = Seen()
    until = time.monotonic() + people / arrivals + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(people):
            person = Person(urls[number % len(urls)], seen, random.Random(f"{seed}/{number}"), number)
            group.create_task(person.live(until, taps))
            await asyncio.sleep(1 / arrivals)
    return seen


async def come_and_go(url: str, visits: int, at_a_time: int = 25) -> Seen:
    """So many visits of one tap each, some at a time."""
    seen = Seen()
    numbers = iter(range(visits))

    async def one_after_the_other() -> None:
        for number in numbers:
            visitor = Visitor(url, PATH, forwarded=f"10.1.{number // 250 % 250}.{number % 250 + 1}")
            try:
                async with visitor:
                    await visitor.tap(next(tap for tap in visitor.taps if tap.startswith("answer:")))
                seen.visits += 1
            except (ConnectionClosed, InvalidHandshake, OSError, TimeoutError, LookupError) as error:
                seen.errors.append(f"{type(error).__name__}: {error}"[:200])

    await asyncio.gather(*(one_after_the_other() for _ in range(at_a_time)))
    return seen


def memory(pid: int) -> float:
    """Megabytes that a process has (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


# --- beside a browser -------------------------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """The app, on a free port; its address and process."""
    from benchmarks.browser import folders, launch, wait_healthy

    with folders() as where:
        process, port = launch(where["app"])
        try:
            wait_healthy(process, port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            run.end(process)


@contextmanager
def apart(urls: Sequence[str], *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A crowd in a process of its own, so that it does not hold up the browser's clicks."""
    command = [sys.executable, "-m", "benchmarks.load", "--url", *urls, *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        run.end(process)


def clicks(url: str, while_: subprocess.Popen[bytes]) -> list[float]:
    """Milliseconds from a click to the next question painted, one person after the other while the crowd is there."""
    from benchmarks.browser import chromium, new_page

    times: list[float] = []
    with chromium() as browser:
        while while_.poll() is None:
            page = new_page(browser)
            with suppress(Exception):  # the crowd has left in the middle
                page.goto(url + PATH)
                for _ in range(8):
                    button = page.locator('[data-tap^="answer:"], [data-tap^="unsure:"]').first
                    button.wait_for(timeout=30_000)
                    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
                    page.wait_for_timeout(500)
                    if page.evaluate("() => window.tgHeading()") == "check:hours" or while_.poll() is not None:
                        break
                    page.evaluate("() => window.tgWatch()")
                    page.locator('[data-tap^="unsure:"]').first.click()
                    times.append(page.evaluate("() => window.tgTimes.then(([first]) => first)"))
            page.context.close()
    return times


def _crowd_beside_a_browser(people: int, processes: int, seconds: int, most: float | None) -> list[Measure]:
    with ExitStack() as stack:
        servers = [stack.enter_context(server()) for _ in range(processes)]
        urls, pids = [url for url, _ in servers], [pid for _, pid in servers]
        before = sum(map(memory, pids))
        with apart(urls, "--people", str(people), "--seconds", str(seconds)) as process:
            times = clicks(urls[0], process)
            found = json.loads((process.communicate()[0] or b"{}").decode())
        after = sum(map(memory, pids))

    def measure(what: str, value: float, unit: str = "ms", limit: float | None = None) -> Measure:
        served = "one process" if processes == 1 else f"{processes} processes"
        return Measure("load", f"{people:,} people, {served}: {what}", value, unit, limit)

    return [
        measure("clicks in the browser", len(times), ""),
        *([measure("browser, click to paint, p50", percentile(times, 0.5))] if times else []),
        *([measure("browser, click to paint, p95", percentile(times, 0.95), limit=most)] if times else []),
        measure("their own taps", found["taps"], ""),
        measure("their own taps, p50", found.get("tap p50", 0.0)),
        measure("their own taps, p95", found.get("tap p95", 0.0)),
        measure("opening the page, p95", found.get("open p95", 0.0)),
        measure("a list of 200 handed in, p95", found.get("table p95", 0.0)),
        measure("errors", found["errors"], "", 0),
        measure("asked to come again, with a sentence", found["asked to come again"], ""),
        measure("refused without one", found["refused without a word"], "", 0),
        measure("memory of the server, before and after", before, "MB"),
        measure("  after", after, "MB"),
    ]


def measure() -> list[Measure]:
    """A district on its last day, and more than that."""
    return [
        # One process is told beside: so many want a second (deploy/README.md).
        *_crowd_beside_a_browser(400, 1, 60, None),
        *_crowd_beside_a_browser(400, 2, 60, 500),
        *_crowd_beside_a_browser(1000, 2, 60, None),
    ]


def main() -> int:
    """One crowd, its figures as JSON."""
    parser = argparse.ArgumentParser(description="A crowd at the app; the figures as JSON.")
    parser.add_argument("--url", nargs="+", help="of servers that run already; else one of its own is started")
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--arrivals", type=float, default=ARRIVALS, help="people who arrive in a second")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    def go(urls: Sequence[str]) -> None:
        seen = asyncio.run(crowd(urls, options.people, options.seconds, arrivals=options.arrivals, seed=options.seed))
        print(json.dumps(seen.plain(), ensure_ascii=False))

    if options.url:
        go(options.url)
    else:
        with server() as (url, _):
            go([url])
    return 0


if __name__ == "__main__":
    sys.exit(main())
