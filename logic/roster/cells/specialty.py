"""The specialty, by its name in either language or its id; by a search word where that leads to it alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from logic.blanks import bare_word as _word
from logic.labels import listed
from logic.pack import Pack
from logic.pack import Specialty as PackSpecialty
from logic.roster.cells.taken import Found, Taken
from logic.words.language import Text, say

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Named:
    """The specialty of each name, those of each word, and of each of both; all of these in one text."""

    exact: dict[str, str]
    words: dict[str, set[str]]
    all: dict[str, set[str]]
    text: str


@lru_cache(maxsize=8)
def _named_by(pack_sha256: str, specialties: tuple[PackSpecialty, ...]) -> _Named:
    """Made once for a pack: a page reads a column anew at every touch."""
    exact: dict[str, str] = {}
    words: dict[str, set[str]] = {}
    for one in specialties:
        for name in (one.id, one.zh, one.en):
            exact[_word(name)] = one.id
        for word in (*one.words, *one.words_en):
            words.setdefault(_word(word), set()).add(one.id)
    both = {word: set(ids) for word, ids in words.items()}
    for name, id in exact.items():
        both.setdefault(name, set()).add(id)
    return _Named(exact, words, both, "\n".join(both))


class Specialty:
    """The specialty, by its name in either language or its id; by a search word where that leads to it alone."""

    def __init__(self, pack: Pack) -> None:
        """The specialties of ``pack``."""
        self._pack = pack
        named = _named_by(pack.sha256, pack.specialties)
        self._exact, self._words, self._all, self._text = named.exact, named.words, named.all, named.text

    def __call__(self, raw: Any) -> Found:
        """What ``raw`` says."""
        if not isinstance(raw, str) or len(raw) > 64:
            return self._refuse()
        word = _word(raw)
        for tried in (word, word.removesuffix("专业")):
            if tried in self._exact:
                return Taken(self._exact[tried], sure=tried == word)
        means = self._words.get(word) or self._words.get(word.removesuffix("专业")) or set()
        if len(means) == 1:
            return Taken(next(iter(means)), sure=False)
        if means:
            return say("“{word}”可能是：{choices}。请写明是哪一个。", word=raw.strip(), choices=self._named(means))
        near = self._near(word)
        if near:
            return say(
                "专业目录里没有“{word}”。是不是：{choices}？请写其中一个。", word=raw.strip(), choices=self._named(near)
            )
        return self._refuse()

    def _near(self, word: str) -> set[str]:
        """Specialties whose name or words stand in ``word``, or it in them."""
        if len(word) < 2:
            return set()
        parts = {word[begin:end] for begin in range(len(word)) for end in range(begin + 2, len(word) + 1)}
        near = parts & self._all.keys()
        if word in self._text:
            near |= {one for one in self._all if word in one}
        return set().union(*(self._all[one] for one in near))

    def _named(self, ids: set[str]) -> Text:
        names = [one.name for one in self._pack.specialties if one.id in ids]
        return listed(names[:_MOST_NAMED] + ([Text("……", "…")] if len(names) > _MOST_NAMED else []))

    def _refuse(self) -> Text:
        return say("专业目录里没有这个专业。请从目录中选一个名称填写。")
