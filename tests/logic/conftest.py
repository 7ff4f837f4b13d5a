"""The command line, for the tests of its commands."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from logic.__main__ import main
from tests.logic.command_line import Streams


@pytest.fixture
def run(monkeypatch):
    """``run(args, input)`` gives the exit code, the lines written (read as JSON), and standard error."""

    def once(args: list[str], given: str | bytes = b"") -> tuple[int, list[Any], str]:
        streams = Streams(given.encode() if isinstance(given, str) else given)
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, getattr(streams, name))
        code = main(args)
        streams.stdout.flush()
        streams.stderr.flush()
        written = streams.out.getvalue().decode()
        assert not written or written.endswith("\n")
        return code, [json.loads(text) for text in written.split("\n")[:-1]], streams.err.getvalue().decode()

    return once
