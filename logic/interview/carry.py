"""One's answers in a short text, to take them to another device or to somebody else.

The text carries the answers themselves, compressed, and the id of the pack they were given under; nothing about who
somebody is. It travels behind the ``#`` of an address, the part that no browser sends to a server. A text that was
damaged, or belongs to another pack, is reported as that and never guessed at.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Collection, Mapping
from typing import Any

from logic.facts import FACTS, FIELDS, Education, Employment, ForeignPermit, Residency, TitleLevel
from logic.words.language import Text, say

VERSION = "2"
# The most that is read, unpacked: a text written by somebody else must not fill the memory.
_MOST = 4_000
_MOST_TEXT = 2_000
# A pack's id as it is said to the reader: a district, a word at most, a year.
_SHAPE = re.compile(r"[a-z]{1,20}(-[a-z]{1,12})?-20\d\d")


class NotCarried(ValueError):
    """The text cannot be read; ``text`` says why, and what to do."""

    def __init__(self, text: Text) -> None:
        """Keep the reason."""
        super().__init__(text.zh)
        self.text = text


def _dictionary() -> bytes:
    """What answers are made of, so that they compress well; part of the format: a change needs a new version."""
    choices = [value for kind in (Employment, Residency, ForeignPermit, Education, TitleLevel) for value in kind]
    words = [*choices, *(fact.field for fact in FACTS), '"year":20', '"general":', '"professional":', "true,", "false,"]
    return "".join(f'"{word}":' if word in FIELDS else str(word) for word in words).encode()


def pack_answers(answers: Mapping[str, Any], policy: str) -> str:
    """``answers`` (plain values by field, None for 不清楚) as a text that an address can carry."""
    plain = json.dumps(dict(answers), separators=(",", ":"), ensure_ascii=True).encode()
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_dictionary())
    body = squeezer.compress(plain) + squeezer.flush()
    check = zlib.crc32(f"{VERSION}.{policy}.".encode() + plain).to_bytes(4, "big")
    return f"{VERSION}.{policy}.{_written(check + body)}"


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpack_answers(text: str, known: Collection[str]) -> tuple[str, dict[str, Any]]:
    """The id of the pack that ``text`` was answered under, and the answers.

    :class:`NotCarried` where it is damaged, or of a pack that is not among ``known``. The values are plain and not
    checked yet: they are read as any other answers are.
    """
    version, _, rest = text.strip().partition(".")
    theirs, _, code = rest.partition(".")
    if len(text) > _MOST_TEXT or not code or version != VERSION:
        raise NotCarried(_damaged())
    try:
        raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        opener = zlib.decompressobj(-15, zdict=_dictionary())
        plain = opener.decompress(raw[4:], _MOST)
    except (binascii.Error, ValueError, zlib.error):
        raise NotCarried(_damaged()) from None
    # Several spellings of the last letter mean the same bytes; only the one that was written is taken.
    whole = opener.eof and not opener.unused_data and _written(raw) == code
    if not whole or zlib.crc32(f"{version}.{theirs}.".encode() + plain).to_bytes(4, "big") != raw[:4]:
        raise NotCarried(_damaged())
    if theirs not in known:
        # Somebody else's words are not read out as ours.
        if not _SHAPE.fullmatch(theirs):
            raise NotCarried(say("这个链接是按另一份通知答的，这里没有那一份，不能套用。请重新答一遍，大约 2 分钟。"))
        raise NotCarried(
            say(
                "这个链接是按另一份通知（{theirs}）答的，这里没有那一份，不能套用。请重新答一遍，大约 2 分钟。",
                theirs=theirs,
            )
        )
    try:
        answers = json.loads(plain)
    except (ValueError, RecursionError):
        raise NotCarried(_damaged()) from None
    if not isinstance(answers, dict):
        raise NotCarried(_damaged())
    return theirs, {field: value for field, value in answers.items() if field in FIELDS}


def _damaged() -> Text:
    return say("这个链接不完整或已损坏，没能带回您的回答。请在原来的屏幕上再扫一次或再复制一次，或重新答一遍。")
