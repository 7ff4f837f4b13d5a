"""The measurements: ``python benchmarks/run.py [PART ...] [--json FILE]``; no part runs all of ``PARTS``."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("screens", "rules", "changes", "stream", "roster", "start", "click")
# Only when asked for: they take five, ten and forty minutes.
LONG_PARTS = ("load", "tricks", "soak")
_PACKAGES = ("streamlit", "pydantic", "orjson", "zen-engine", "playwright")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "–"


def _machine() -> dict[str, str]:
    return {
        "date": dt.date.today().isoformat(),
        "system": platform.platform(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        **{package: _version(package) for package in _PACKAGES},
    }


def main() -> int:
    """Measure; the exit code says whether every target was met."""
    parser = argparse.ArgumentParser(description="Measure 职评通, each figure beside a baseline of the same run.")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; none means all of these; {', '.join(LONG_PARTS)}"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    args = parser.parse_args()
    for part in args.parts:
        if part not in (*PARTS, *LONG_PARTS):
            parser.error(f"no part {part!r}; there are {', '.join((*PARTS, *LONG_PARTS))}")

    # This file's own folder would hide the app's run.py.
    sys.path[0] = str(ROOT)
    from benchmarks.report import Measure, table

    measures: list[Measure] = []
    for part in args.parts or PARTS:
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        measures += importlib.import_module(f"benchmarks.{part}").measure()
    machine = _machine()
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    print()
    print(table(measures))
    if args.json:
        plain = {"machine": machine, "measures": [one.plain() for one in measures]}
        args.json.write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if all(one.ok for one in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
