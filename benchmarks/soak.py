"""Whether memory stays where it is: people who come and go for half an hour, and 2,000 visits one after the other."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter

from benchmarks.load import come_and_go, crowd, memory, server
from benchmarks.report import Measure

MINUTES, PEOPLE, VISITS = 30, 200, 2_000
MOST = 1.2
# What is loaded once and stays: the first people's, the remembered findings.
_WARM = 120.0
# Until the last session is forgotten and its memory given back.
_QUIET = 60.0


def measure() -> list[Measure]:
    """Both, at a server of their own each."""
    with server() as (url, pid):
        asyncio.run(crowd([url], PEOPLE, _WARM, seed=1))
        time.sleep(_QUIET)
        began = memory(pid)
        seen = asyncio.run(crowd([url], PEOPLE, MINUTES * 60, seed=2))
        time.sleep(_QUIET)
        ended = memory(pid)
        asyncio.run(come_and_go(url, VISITS))
        time.sleep(_QUIET)
        gone = memory(pid)
    found = seen.plain()
    # What a TimeoutError is: somebody waited half a minute and gave up.
    for error, times in Counter(seen.errors).most_common(5):
        print(f"{times} × {error}", file=sys.stderr)

    def figure(what: str, value: float, unit: str = "", most: float | None = None) -> Measure:
        return Measure("soak", what, value, unit, most)

    return [
        figure(f"{PEOPLE} people for {MINUTES} minutes: visits", found["visits"]),
        figure("taps", found["taps"]),
        figure("taps, p95", found["tap p95"], "ms"),
        figure("errors and refusals", found["errors"] + found["refused without a word"], "", 0),
        figure("memory, when warm", began, "MB"),
        figure(f"memory, {MINUTES} minutes later", ended, "MB"),
        figure("  as a multiple", ended / began, "×", MOST),
        figure(f"memory, {VISITS:,} more visits later", gone, "MB"),
        figure("  as a multiple", gone / began, "×", MOST),
    ]
