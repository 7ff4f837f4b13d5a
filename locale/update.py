"""Bring the English catalogue in step with the texts in the code: ``python locale/update.py``.

New Chinese sentences are added with an empty translation, unused ones are removed; nothing is matched by guess. A
test fails while a translation is missing or a message is unused.
"""

from __future__ import annotations

import ast
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "titleguide.po"
# Which argument of our functions is the message, and whether it counts: then it stands for both of its forms.
KEYWORDS = {"t": (0, False), "tn": (0, True), "say": (0, False), "say_n": (0, True)}
KEYWORDS |= {"phrase": (1, False), "phrase_n": (1, True)}
PLACES = ("app.py", "logic", "pages", "ui")


def _messages(source: str) -> Iterator[str | tuple[str, str]]:
    """The messages of one file. Read from the syntax tree: texts within f-strings count too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            place, counts = KEYWORDS[node.func.id]
            argument = node.args[place] if len(node.args) > place else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield (argument.value, argument.value) if counts else argument.value


def extracted() -> Catalog:
    """The messages that the code uses now."""
    catalog = Catalog(locale="en", domain="titleguide", fuzzy=False, header_comment="# Title Guide in English.")
    for name in PLACES:
        path = ROOT / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for message in _messages(file.read_text(encoding="utf-8")):
                catalog.add(message, None, [(file.relative_to(ROOT).as_posix(), 0)])
    return catalog


def committed() -> Catalog:
    """The catalogue as it is kept."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def main() -> int:
    """Rewrite the catalogue; returns 1 while something is left to translate."""
    wanted, kept = extracted(), committed() if PO.is_file() else Catalog(locale="en")
    for message in wanted:
        if not message.id:
            continue
        old = kept.get(message.id)
        if old is None and isinstance(message.id, tuple):
            old = kept.get(message.id[0])
        if old is not None and old.string:
            message.string = old.string
        message.locations = [(file, 0) for file in sorted({file for file, _ in message.locations})]
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as out:
        # A fixed date: the file changes only when a text does.
        wanted.creation_date = wanted.revision_date = dt.datetime(2023, 9, 11, tzinfo=dt.UTC)
        wanted.project, wanted.version, wanted.msgid_bugs_address = "titleguide", "1", ""
        wanted.last_translator, wanted.language_team = "", ""
        write_po(out, wanted, sort_output=True, no_location=True, width=118)
    left = [m.id for m in wanted if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]
    print(f"{len(wanted)} messages, {len(left)} without a translation")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
