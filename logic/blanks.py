"""What says nothing: an empty cell, a dash, "未填". A blank is unknown, never a default and never a zero."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

_NO_ANSWER = frozenset(
    (
        *("不清楚", "不知道", "未知", "不详", "不明", "待定", "待查", "待补", "待补充", "待确认", "未填", "空", "空白"),
        *("na", "n/a", "nan", "null", "nil", "nat", "unknown", "notknown", "notsure", "tbd", "blank"),
    )
)
_NO_LETTER = re.compile(r"[-—–―_/\\?？.。…·*~ー－]+")


@lru_cache(maxsize=8192)
def bare_word(text: str) -> str:
    """A word without what may vary: width, case, spaces, a spreadsheet's mark for text."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).lstrip("'’")


def is_blank(raw: object) -> bool:
    """Whether a cell says nothing: empty, a dash, or that it is not known."""
    if raw is None:
        return True
    if isinstance(raw, str):
        word = bare_word(raw) if len(raw) < 64 else raw.strip()
        return not word or word in _NO_ANSWER or bool(_NO_LETTER.fullmatch(word))
    return isinstance(raw, float) and math.isnan(raw)
