"""What says nothing: an empty cell, a dash, "未填". A blank is unknown, never a default and never a zero."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

_NO_ANSWER = frozenset(
    (
        *("不清楚", "不知道", "不掌握", "未知", "不详", "不明", "待定", "待查", "待核", "待核实", "待补", "待补充"),
        *("待完善", "待确认", "后补", "未填", "未填写", "没填", "未提供", "无数据", "略"),
        *("缺", "缺失", "空", "空白", "空值"),
        *("不适用", "不涉及", "无此项"),
        *("na", "n/a", "n.a.", "nan", "null", "nil", "nat", "undefined", "unknown", "notknown", "notsure"),
        *("notapplicable", "tbd", "blank"),
    )
)
_NO_LETTER = re.compile(r"[-—–―_/\\|?？.。,，、;；…·*~ー－]+")
# What a program writes a blank within: （空白）, <null>, [].
_WITHIN = "()[]<>{}"
# "As above": of whom it is said, only the row above knows.
_AS_ABOVE = frozenset(
    ("同上", "同上行", "同上一行", "同前", "如上", "见上", "同左", "同右", "〃", "″", "''", "′′", '"', "ditto", "↑")
)


# Between letters, for the direction of writing, at the start of a file, Ctrl-Z at its end.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f"
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffc"
    "\\ufffe\\uffff\\U000e0000-\\U000e0fff]"
)


def visible(text: str) -> str:
    """``text`` without the marks that nobody sees."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


@lru_cache(maxsize=8192)
def bare_word(text: str) -> str:
    """A word without what may vary: width, case, spaces, what nobody sees, a spreadsheet's mark for text."""
    return "".join(unicodedata.normalize("NFKC", visible(text)).casefold().split()).lstrip("'’")


def silent(raw: object) -> bool:
    """Whether nothing is written in a cell, not even that it is not known."""
    return is_blank(raw) and not (isinstance(raw, str) and any(map(str.isalnum, visible(raw))))


@lru_cache(maxsize=8192)
def is_as_above(raw: str) -> bool:
    """Whether a cell only points at the one above or beside it: 同上, 〃."""
    if len(raw) > 16:
        return False
    return unicodedata.normalize("NFKC", visible(raw)).casefold().replace("’", "'").strip(" -—–“”()") in _AS_ABOVE


def is_blank(raw: object) -> bool:
    """Whether a cell says nothing: empty, a dash, or that it is not known."""
    if raw is None:
        return True
    if isinstance(raw, str):
        if is_as_above(raw):
            return False
        word = (bare_word(raw) if len(raw) < 64 else visible(raw).strip()).strip(_WITHIN)
        return not word or word in _NO_ANSWER or bool(_NO_LETTER.fullmatch(word))
    return isinstance(raw, float) and math.isnan(raw)
