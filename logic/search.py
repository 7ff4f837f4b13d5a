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
    # Where in ``flat`` a word begins.
    starts: frozenset[int]


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
    return _Key(word, _flat(word), _flat(full), _flat(initials), is_name, _starts(word))


def _starts(word: str) -> frozenset[int]:
    found, place, within = set(), 0, False
    for letter in word:
        if not letter.isspace():
            if not within:
                found.add(place)
            place += 1
        within = letter.isascii() and letter.isalnum()
    return frozenset(found)


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


_WHOLE = 90


def _score(query: str, key: _Key) -> int:
    """How well ``query`` fits, 0 for not at all: it stands in the word, or the word stands in it."""
    bonus = 1 if key.is_name else 0
    if query == key.flat:
        return _WHOLE + bonus
    if key.flat.startswith(query):
        return 70 + bonus
    if query in key.flat and (not query.isascii() or _begins_a_word(query, key)):
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
        if len(query) > _PART_OF_PINYIN and query in key.full and not key.flat.isascii():
            return 20 + bonus
    return 0


# 互联网 within 工业互联网; fewer letters stand in too many words.
_PART_OF_PINYIN = 4


def _begins_a_word(query: str, key: _Key) -> bool:
    """Whether ``query``, in Latin letters, begins a word: "it" does not in "quality"."""
    place = key.flat.find(query)
    while place >= 0 and place not in key.starts:
        place = key.flat.find(query, place + 1)
    return place >= 0


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
    # Whoever has typed a whole English word does not mean a longer one: a nurse is in no tree nursery.
    if query.isascii() and any(-score >= _WHOLE for score, _, _ in hits):
        hits = [hit for hit in hits if -hit[0] >= _WHOLE]
    return [hit for _, _, hit in sorted(hits, key=lambda h: h[:2])[:limit]]
