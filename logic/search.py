"""Find one's specialty by its name, an everyday word (in traditional characters too), pinyin, initials or English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from logic.pack import Pack, Specialty
from logic.traditional import simplified


@dataclass(frozen=True, slots=True)
class _Key:
    """One word by which a specialty is found, in every way it can be typed."""

    word: str
    flat: str
    full: str
    initials: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A specialty found, and the word that led there when it is not the name itself."""

    specialty: Specialty
    word: str | None


def _flat(text: str) -> str:
    return "".join(text.lower().split())


def _key(word: str, *, is_name: bool) -> _Key:
    # Its dictionaries take a third of a second to load: only who searches waits for them.
    from pypinyin import Style, lazy_pinyin

    full = "".join(lazy_pinyin(word, style=Style.NORMAL)).lower()
    initials = "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower()
    return _Key(word, _flat(word), _flat(full), _flat(initials), is_name)


@lru_cache(maxsize=8)
def _index(pack_sha256: str, specialties: tuple[Specialty, ...]) -> tuple[tuple[Specialty, tuple[_Key, ...]], ...]:
    return tuple(
        (
            specialty,
            (
                *(_key(name, is_name=True) for name in (specialty.zh, specialty.en)),
                *(_key(word, is_name=False) for word in (*specialty.words, *specialty.words_en)),
            ),
        )
        for specialty in specialties
    )


def _score(query: str, key: _Key) -> int:
    """How well ``query`` fits, 0 for not at all: it stands in the word, or the word stands in it."""
    bonus = 1 if key.is_name else 0
    if query == key.flat:
        return 90 + bonus
    if key.flat.startswith(query):
        return 70 + bonus
    if query in key.flat:
        return 60 + bonus
    if len(key.flat) > 1 and not key.flat.isascii() and key.flat in query:
        return 50 + bonus
    if query.isascii() and len(query) > 1:
        if query in (key.full, key.initials):
            return 45 + bonus
        if key.full.startswith(query):
            return 40 + bonus
        if key.initials.startswith(query):
            return 30 + bonus
    return 0


def search(query: str, pack: Pack, limit: int = 8) -> list[Hit]:
    """The specialties that fit ``query``, best first; none for an empty query."""
    # Words, too, differ beyond the mainland: 軟體 is 软件 here.
    wanted = dict.fromkeys((_flat(simplified(query)), _flat(simplified(query, words=True))))
    if "" in wanted:
        return []
    hits = []
    for place, (specialty, keys) in enumerate(_index(pack.sha256, pack.specialties)):
        score, key = max(((_score(one, key), key) for key in keys for one in wanted), key=lambda pair: pair[0])
        if score:
            hits.append((-score, place, Hit(specialty, None if key.is_name else key.word)))
    return [hit for _, _, hit in sorted(hits, key=lambda h: h[:2])[:limit]]
