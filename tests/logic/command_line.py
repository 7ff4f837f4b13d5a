"""The command line, run within the test's own process or in one of its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
DAY = ["--as-of", "2023-10-10"]


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(facts, default=str))
    return copy


def line(facts: dict[str, Any], **more: Any) -> str:
    return json.dumps({**plain(facts), **more}, ensure_ascii=False) + "\n"


class Streams:
    """Standard streams that keep their bytes."""

    def __init__(self, given: bytes) -> None:
        self.stdin = SimpleNamespace(buffer=io.BytesIO(given))
        self.out, self.err = io.BytesIO(), io.BytesIO()
        self.stdout = io.TextIOWrapper(self.out, encoding="ascii")
        self.stderr = io.TextIOWrapper(self.err, encoding="ascii")


def process(*args: str, given: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "logic", *args]
    return subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=False, timeout=60, **more)
