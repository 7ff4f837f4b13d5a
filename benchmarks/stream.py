"""A hundred thousand applicants through one ``python -m logic assess``: how long, and how much memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.people import AS_OF, People
from benchmarks.report import Measure
from benchmarks.rules import json_line
from logic.pack import load

ROOT = Path(__file__).resolve().parent.parent
ROWS = 100_000
MARKS = (10_000, 50_000, 100_000)
BLANKS = 0.1  # one applicant in ten has one to three facts unknown
MOST_GROWTH = 1.1


def _peak_mb(pid: int) -> float | None:
    """The most memory the process has held so far; only Linux tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _run(file: Path) -> tuple[float, dict[int, float]]:
    """Seconds for all rows, the start of the process included, and the peak memory at each mark."""
    command = [sys.executable, "-m", "logic", "assess", "--policy", "qiaocheng-2023", "--as-of", AS_OF.isoformat()]
    start = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    finished = threading.Event()

    def feed() -> None:
        assert process.stdin is not None
        with file.open("rb") as lines:
            while block := lines.read(1 << 20):
                process.stdin.write(block)
        process.stdin.flush()
        # The end of the input is held back until the last mark is read, so that the process still stands.
        finished.wait()
        process.stdin.close()

    feeder = threading.Thread(target=feed)
    feeder.start()
    peaks: dict[int, float] = {}
    rows = 0
    # What the process still holds in its output buffer is a few lines.
    while rows < ROWS - 100:
        rows += process.stdout.read1(1 << 20).count(b"\n")  # type: ignore[attr-defined]
        for mark in MARKS:
            if rows >= mark - 100 and mark not in peaks and (peak := _peak_mb(process.pid)) is not None:
                peaks[mark] = peak
        if process.poll() is not None:
            break
    finished.set()
    rows += process.stdout.read().count(b"\n")
    feeder.join()
    if process.wait() != 0 or rows != ROWS:
        raise AssertionError(f"python -m logic assess ended with {process.returncode} after {rows} rows")
    return perf_counter() - start, peaks


def measure() -> list[Measure]:
    """One run; it is long enough to be steady."""
    people = People(load("qiaocheng-2023"), 6, blanks=BLANKS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.jsonl"
        with file.open("wb") as out:
            for _ in range(ROWS):
                out.write(json_line(people.person()))
        sleep(1)
        seconds, peaks = _run(file)
    figures = [
        Measure("stream", f"{ROWS:,} applicants", seconds, "s"),
        Measure("stream", "  applicants a second", ROWS / seconds, "/s"),
        *(Measure("stream", f"peak memory after {mark:,}", peak, "MB") for mark, peak in peaks.items()),
    ]
    if len(peaks) == len(MARKS):
        figures.append(
            Measure(
                "stream", "  the last as a multiple of the first", peaks[MARKS[-1]] / peaks[MARKS[0]], "×", MOST_GROWTH
            )
        )
    return figures
