"""Names, dates and figures that a pack has once, filled in where its texts name them: ``{review_online}``.

Each is written as its language writes it: 10 月 9 日至 21 日, 9 to 21 October. It is done before the pack is checked,
on what the file holds, so a name that stands for nothing is a fault with its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from logic.facts import iso_day
from logic.pack.faults import Loc, none_of
from logic.words.language import MONTHS, Text, say, written_date

PLACE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


def day_of_year(day: dt.date) -> Text:
    """A day without its year."""
    return Text(f"{day.month} 月 {day.day} 日", f"{day.day} {MONTHS[day.month - 1]}")


def span_of_year(opens: dt.date, closes: dt.date) -> Text:
    """Days from the first to the last, without their year."""
    first, last = day_of_year(opens), day_of_year(closes)
    if opens == closes:
        return first
    if opens.month == closes.month:
        return Text(f"{first.zh}至 {closes.day} 日", f"{opens.day} to {last.en}")
    return Text(f"{first.zh}至 {last.zh}", f"{first.en} to {last.en}")


def values(data: Mapping[str, Any]) -> dict[str, Text]:
    """What a text may name, by its name. What is not right in the file has a fault of its own."""
    found: dict[str, Text] = {}
    # The bureau's short name goes before its full one.
    for part in ("contact", "names"):
        for name, words in _mapping(data.get(part)).items():
            if isinstance(words, dict) and all(isinstance(words.get(one), str) for one in ("zh", "en")):
                found[str(name)] = Text(words["zh"], words["en"])
    hours = _mapping(data.get("hours"))
    figures = {name: data.get(name) for name in ("publicity_days", "integrity_years")}
    figures |= {f"hours.{name}": hours.get(name) for name in ("general", "professional")}
    covered = _day(_mapping(data.get("covers")).get("first"))
    figures["year"] = covered.year if covered else None
    found |= {name: Text(str(figure), str(figure)) for name, figure in figures.items()}
    issued = _day(data.get("issued")) or dt.date.min
    found["issued"] = Text(written_date(issued, "zh"), written_date(issued, "en"))
    for event in data.get("calendar") or () if isinstance(data.get("calendar"), list) else ():
        opens, closes = (_day(_mapping(event).get(name)) or dt.date.min for name in ("opens", "closes"))
        if isinstance(event, dict):
            # Of several rounds the first goes by the step's name alone.
            name = str(event.get("id")) + (f"_{event['round']}" if event.get("round", 1) != 1 else "")
            found[name] = span_of_year(opens, closes)
            found |= {f"{name}.opens": day_of_year(opens), f"{name}.closes": day_of_year(closes)}
    return found


def _mapping(part: Any) -> dict[Any, Any]:
    return part if isinstance(part, dict) else {}


def _day(value: Any) -> dt.date | None:
    return iso_day(value) if isinstance(value, str) else None


def fill(data: dict[str, Any]) -> tuple[dict[Loc, str], list[tuple[Loc, Text]]]:
    """Fill in all texts of ``data``, in place; returns how they stood in the file, and the faults."""
    known, before, faults = values(data), {}, []
    for holder, key, loc in list(_texts(data, ())):
        text: str = holder[key]
        before[loc] = text
        for name in PLACE.findall(text):
            if name in known:
                text = text.replace(f"{{{name}}}", known[name].get(key))
            else:
                unknown = say("没有 {name} 这个名称或数字，不能写在文字里。", name=f"{{{name}}}")
                faults.append((loc, none_of(unknown, name, known) if name else unknown))
                text = text.replace(f"{{{name}}}", name)
        if _BRACE.search(text):
            faults.append((loc, say("花括号只用来写名称，要成对，例如 {example}。", example="{office}")))
        holder[key] = text
    return before, faults


def _texts(part: Any, loc: Loc) -> Iterator[tuple[dict[str, Any], str, Loc]]:
    """Every text of two languages that names something: what holds it, its language, its place."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("zh", "en") and isinstance(value, str):
                if _BRACE.search(value):
                    yield part, key, (*loc, key)
            else:
                yield from _texts(value, (*loc, str(key)))
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from _texts(value, (*loc, place))
