"""How a spreadsheet shows a number: as a date, as 0012, as 30:00, as 85.6 %.

A workbook holds numbers, and a format for each cell by which they are shown; a date is one of these formats. What is
not understood of a format is not guessed: the number is then shown plainly.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from logic.roster.file.cell import DAY_ZERO, DAY_ZERO_1904, DaysSince1904, MonthOnly, Shown, text_of

# What a Chinese spreadsheet program shows by number only.
_MONTH, _MONTH_AND_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CLOCK, _CLOCK_AND_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _MONTH, 28: _MONTH_AND_DAY, 29: _MONTH_AND_DAY, 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: _CLOCK,
    35: _CLOCK_AND_SECONDS, 36: _MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _MONTH, 51: _MONTH_AND_DAY, 52: _MONTH,
    53: _MONTH_AND_DAY, 54: _MONTH_AND_DAY, 55: _CLOCK, 56: _CLOCK_AND_SECONDS, 57: _MONTH, 58: _MONTH_AND_DAY,
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<wide>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<power>E[+-])"
    r"|(?P<run>y+|m+|d+|h+|s+|a{3,4}|e+|g+|b+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"[<>=]")

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Code:
    """A number format, taken apart: a list of tokens for each of its sections."""

    sections: tuple[tuple[Token, ...], ...]
    # number, date, month (a date without its day), time, elapsed, or general
    kind: str


@lru_cache(maxsize=4096)
def _read(code: str) -> _Code:
    sections: list[list[Token]] = [[]]
    for found in _TOKEN.finditer(code[:255]):
        name, text = found.lastgroup or "other", found[0]
        if name == "other" and text == ";":
            sections.append([])
            continue
        if name in ("quoted", "escaped"):
            name, text = "literal", found[name]
        elif name == "other":
            name = "literal"
        elif name == "wide":
            name, text = "literal", " "
        elif name == "fill":
            continue
        elif name == "bracket":
            inner = found["bracket"]
            if _ELAPSED.fullmatch(inner):
                name, text = "elapsed", inner.lower()
            elif inner.startswith("$"):
                name, text = "literal", inner[1:].partition("-")[0]
            elif _CONDITION.match(inner) or inner.upper().startswith("DBNUM"):
                name = "unknown"
            else:  # a colour
                continue
        sections[-1].append((name, text.lower() if name == "run" else text))
    return _Code(tuple(map(tuple, sections)), _kind(sections[0]))


def _kind(tokens: list[Token]) -> str:
    letters = {text[0] for name, text in tokens if name == "run"}
    names = {name for name, _ in tokens}
    if "elapsed" in names:
        return "elapsed"
    if letters & set("yed") or ("m" in letters and not letters & set("hs")):
        return "month" if "m" in letters and letters & set("ye") and not letters & set("dhsa") else "date"
    if letters & set("hs"):
        return "time"
    if "a" in letters:
        return "date"
    return "general" if "general" in names or not names - {"literal", "text"} else "number"


def cell_of(number: float, code: str, *, since_1904: bool) -> Any:
    """What a cell with this number and format holds, as :mod:`logic.roster.file.cell` has it."""
    kind = _read(code).kind if code else "general"
    if kind in ("general", "number") or number < 0:
        value: Any = DaysSince1904(number) if since_1904 else number
    else:
        value = _moment(number, kind, since_1904=since_1904)
        if value is None:
            return number
    if kind == "general":
        return value
    shown = _shown(number, code, value)
    return value if shown is None or not shown.strip() or shown == text_of(value) else Shown(value, shown, code)


_MOST_DAYS = 3_000_000  # beyond the year 9999


def _moment(number: float, kind: str, *, since_1904: bool) -> Any:
    if number > _MOST_DAYS:
        return None
    seconds = round(number * 86_400)
    if kind == "elapsed":
        return dt.timedelta(seconds=seconds)
    days, rest = divmod(seconds, 86_400)
    if kind == "time" and not days:
        return dt.time(rest // 3600, rest // 60 % 60, rest % 60)
    try:
        day = (DAY_ZERO_1904 if since_1904 else DAY_ZERO) + dt.timedelta(days=days)
    except OverflowError:
        return None
    if rest:
        return dt.datetime(day.year, day.month, day.day) + dt.timedelta(seconds=rest)
    # Another day than the first is one that somebody has stated.
    return MonthOnly(day.year, day.month, 1) if kind == "month" and day.day == 1 else day


def _shown(number: float, code: str, value: Any) -> str | None:
    read = _read(code)
    if read.kind == "number":
        return _number(number, read.sections)
    tokens = read.sections[0]
    if isinstance(value, int | float) or any(name in ("unknown", "digit") for name, _ in tokens):
        return None
    return _dated(value, tokens)


# --- numbers -------------------------------------------------------------------------------------------------


def _number(number: float, sections: tuple[tuple[Token, ...], ...]) -> str | None:
    # A condition or Chinese numerals in any part: not understood.
    if any(name == "unknown" for section in sections for name, _ in section):
        return None
    tokens, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        tokens, sign = sections[1], ""
    elif number == 0 and len(sections) > 2:
        tokens = sections[2]
    names = [name for name, _ in tokens]
    if "digit" not in names or "general" in names:
        return None
    if "power" in names:
        return _scientific(number, tokens)
    if any(text == "/" for name, text in tokens if name == "literal"):  # a fraction
        return None
    exact = abs(Decimal(repr(float(number)))) * 100 ** names.count("percent")
    point = names.index("point") if "point" in names else len(names)
    last = max((at for at in range(point) if names[at] == "digit"), default=-1)
    commas = [at for at in range(point) if names[at] == "comma"]
    exact /= 1000 ** sum(at > last for at in commas)
    decimals = names[point:].count("digit")
    if exact.adjusted() > 25:
        return None
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    before = _whole(whole.lstrip("0"), tokens[:point], grouped=any(at < last for at in commas))
    return sign + before + _part(part, tokens[point:]) if rounded else before + _part(part, tokens[point:])


def _whole(digits: str, tokens: tuple[Token, ...], *, grouped: bool) -> str:
    left = sum(name == "digit" for name, _ in tokens)
    out: list[str] = []
    count = 0

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            out.append(",")
        out.append(digit)
        count += 1

    for name, text in reversed(tokens):
        if name == "digit":
            left -= 1
            if digits:
                put(digits[-1])
                digits = digits[:-1]
            elif text != "#":
                put("0" if text == "0" else " ")
            while not left and digits:
                put(digits[-1])
                digits = digits[:-1]
        elif name in ("literal", "percent"):
            out += reversed(text)
    return "".join(reversed(out))


def _part(digits: str, tokens: tuple[Token, ...]) -> str:
    out, at = [], 0
    needed = len(digits.rstrip("0"))
    for name, text in tokens:
        if name == "digit":
            if at < needed or text == "0":
                out.append(digits[at])
            elif text == "?":
                out.append(" ")
            at += 1
        elif name in ("literal", "percent", "point"):
            out.append(text)
    return "".join(out)


def _scientific(number: float, tokens: tuple[Token, ...]) -> str | None:
    code = "".join(text for _, text in tokens)
    if not re.fullmatch(r"0(\.0+)?E\+0+", code):
        return None
    mantissa, _, power = f"{number:.{code.count('0') - code.rpartition('+')[2].count('0') - 1}E}".partition("E")
    return f"{mantissa}E{power[0]}{int(power[1:]):0{len(code.rpartition('+')[2])}d}"


# --- dates and times -----------------------------------------------------------------------------------------

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_ZH = "一二三四五六日"


def _dated(value: Any, tokens: tuple[Token, ...]) -> str | None:
    half = any(name == "half" for name, _ in tokens)
    out = []
    for at, (name, text) in enumerate(tokens):
        if name == "elapsed" or name == "run":
            words = _elapsed(value, text) if name == "elapsed" else _unit(value, text, tokens, at, half=half)
            if words is None:
                return None
            out.append(words)
        elif name == "half":
            hour = _hour(value)
            if hour is None:
                return None
            early, late = text.split("/")
            out.append(early if hour % 24 < 12 else late)
        elif name in ("literal", "point", "comma", "percent"):
            out.append(text)
        elif name != "text":
            return None
    return "".join(out).strip()


def _seconds(value: Any) -> int | None:
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds())
    if isinstance(value, dt.datetime | dt.time):
        return value.hour * 3600 + value.minute * 60 + value.second
    return 0 if isinstance(value, dt.date) else None


def _hour(value: Any) -> int | None:
    seconds = _seconds(value)
    return None if seconds is None else seconds // 3600


def _elapsed(value: Any, text: str) -> str | None:
    if not isinstance(value, dt.timedelta):
        return None
    return str(int(value.total_seconds()) // {"h": 3600, "m": 60, "s": 1}[text[0]]).zfill(len(text))


def _unit(value: Any, text: str, tokens: tuple[Token, ...], at: int, *, half: bool) -> str | None:
    letter, wide = text[0], len(text)
    if letter == "m" and _is_minute(tokens, at):
        letter = "minute"
    if letter in ("h", "minute", "s"):
        seconds = _seconds(value)
        if seconds is None:
            return None
        hour = seconds // 3600 % 24
        if half:
            hour = hour % 12 or 12
        return str({"h": hour, "minute": seconds // 60 % 60, "s": seconds % 60}[letter]).zfill(min(wide, 2))
    if not isinstance(value, dt.date):
        return None
    if letter in ("y", "e"):
        return f"{value.year % 100:02d}" if letter == "y" and wide <= 2 else f"{value.year:04d}"
    if letter == "m":
        name = _MONTHS[value.month - 1]
        return {3: name[:3], 4: name, 5: name[0]}.get(wide) or str(value.month).zfill(min(wide, 2))
    if letter == "d" and wide <= 2:
        return str(value.day).zfill(wide)
    if letter == "d":
        return _DAYS[value.weekday()][: 3 if wide == 3 else None]
    if letter == "a":
        return ("周" if wide == 3 else "星期") + _DAYS_ZH[value.weekday()]
    return None


def _is_minute(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether this m stands behind hours or before seconds."""

    def units(some: tuple[Token, ...]) -> list[str]:
        return [text[0] for name, text in some if name in ("run", "elapsed")]

    before, behind = units(tokens[:at]), units(tokens[at + 1 :])
    return bool(before and before[-1] == "h") or bool(behind and behind[0] == "s")


def finite(text: str) -> float:
    """The number in a file's text; ``ValueError`` for what is none."""
    number = float(text)
    if not math.isfinite(number) or "_" in text:
        raise ValueError("not a number")
    return number
