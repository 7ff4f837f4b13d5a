"""Bring the English catalogue in step with the texts in the code: ``python locale/update.py``.

New Chinese sentences are added with an empty translation, unused ones are removed; nothing is matched by guess. A
test fails while a translation is missing or a message is unused.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "titleguide.po"
# Which argument of our functions is the message; a message that counts stands for both of its forms.
KEYWORDS = {
    "t": None,
    "say": None,
    "tn": (1, 1),
    "say_n": (1, 1),
    "phrase": (2,),
    "phrase_n": (2, 2),
}
PLACES = ("app.py", "logic", "pages", "ui")


def extracted() -> Catalog:
    """The messages that the code uses now."""
    catalog = Catalog(locale="en", domain="titleguide", fuzzy=False, header_comment="# Title Guide in English.")
    files = [(place, ROOT / place) for place in PLACES]
    for name, path in files:
        found: list[tuple[str, Any]] = (
            [(name, row) for row in extract_from_file("python", path, keywords=KEYWORDS)]
            if path.is_file()
            else [
                (f"{name}/{row[0]}", row[1:])
                for row in extract_from_dir(path, method_map=[("**.py", "python")], keywords=KEYWORDS)
            ]
        )
        for file, (line, message, comments, context) in found:
            if message:
                catalog.add(message, None, [(file, line)], auto_comments=comments, context=context)
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
