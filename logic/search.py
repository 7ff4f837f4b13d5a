"""Find one's specialty or a frequent question by its name, an everyday word, pinyin, initials or English.

Traditional characters are taken too.

The words stand in the pack. Here stands only how what somebody types is held against them:

1. whole, as the beginning or as a part of a word, as the pinyin or initials of one;
2. by a word that stands in it: 农机厂会计 is in accounting, "I am a nurse" in health;
3. only where that finds nothing: English words one by one, Chinese by its sound, English with a slip of the finger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from logic.pack import FrequentQuestion, Pack, SearchNote, Specialty
from logic.words.language import Text
from logic.words.traditional import simplified


@dataclass(frozen=True, slots=True)
class _Key:
    """One word by which something is found, in every way it can be typed."""

    word: str
    flat: str
    # Where in ``flat`` a word in Latin letters begins or ends, or a Chinese character stands.
    edges: frozenset[int]
    full: str
    initials: str
    is_name: bool
    # How far behind it stands among the words of its specialty.
    place: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A specialty found, and the word that led there when it is neither its name nor what was typed."""

    specialty: Specialty
    word: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The specialties found, and what the pack says of the words: not under the notice, or ask first."""

    hits: list[Hit]
    notes: list[Text]


@dataclass(frozen=True, slots=True)
class _Index:
    specialties: tuple[tuple[Specialty, tuple[_Key, ...]], ...]
    notes: tuple[tuple[SearchNote, tuple[_Key, ...]], ...]


# --- how words are held against each other ----------------------------------------------------------------------

_PARTS = re.compile(r"[a-z0-9+#]+|[^\W_]")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))
# What anybody's work may be called; says nothing of the field.
_ANYBODY = re.compile(
    r"(高级|助理)?(工程师|工程技术人员|技术人员|技术员|工程|专业|人员|员工|工人|师傅|工作|岗位|行业|公司|单位|企业|厂家|"
    r"主管|经理|主任|组长|班长|学徒|的)"
)
_ANYBODY_EN = re.compile(
    r"a|an|the|i|im|am|my|in|of|at|for|and|to|work|job|do|make|we|company|engineer|technician|worker|manager|officer|"
    r"specialist|assistant|operator|staff|expert|senior|junior|supervisor|professional|people|person"
)


def _parts(text: str) -> tuple[str, ...]:
    """The Latin words, in the singular and in British spelling, and the single characters of ``text``."""
    return tuple(_stem(part) if part.isascii() else part for part in _PARTS.findall(text.lower().replace("'", "")))


def _stem(word: str) -> str:
    if len(word) > 3 and not word.endswith(("ss", "us", "is")):
        for ending, instead in _ENDINGS:
            if word.endswith(ending):
                word = word.removesuffix(ending) + instead
                break
    return word.replace("iz", "is").replace("ll", "l")


def _edges(parts: Iterable[str]) -> frozenset[int]:
    found, end = [0], 0
    for part in parts:
        end += len(part)
        found.append(end)
    return frozenset(found)


def _key(word: str, place: int = 0, *, is_name: bool = False) -> _Key:
    # Its dictionaries take a third of a second to load: only who searches waits for them.
    from pypinyin import Style, lazy_pinyin

    parts = _parts(word)
    full = initials = ""
    if not word.isascii():
        sounds = lazy_pinyin(word.lower(), style=Style.NORMAL)
        full = _typed("".join(sounds))
        initials = _typed("".join(sound[:1] if not sound.isascii() or sound.isalpha() else sound for sound in sounds))
    return _Key(word, "".join(parts), _edges(parts), full, initials, is_name, place)


def _typed(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


@lru_cache(maxsize=8)
def _index(pack_sha256: str, specialties: tuple[Specialty, ...], notes: tuple[SearchNote, ...]) -> _Index:
    return _Index(
        tuple(
            (
                one,
                (
                    *(_key(name, is_name=True) for name in (one.zh, one.en)),
                    *(_key(word, place) for words in (one.words, one.words_en) for place, word in enumerate(words)),
                ),
            )
            for one in specialties
        ),
        tuple((note, tuple(map(_key, (*note.words, *note.words_en)))) for note in notes),
    )


@dataclass(frozen=True, slots=True)
class _Query:
    flat: str
    edges: frozenset[int]
    latin: bool
    # As it was typed, for pinyin: a stem would not be the same sound.
    typed: str


def _query(text: str) -> _Query:
    parts = _parts(text)
    return _Query("".join(parts), _edges(parts), text.isascii(), _typed(text))


# The ways to fit, the best first; within each, 0 to 99 say how well.
_WHOLE, _TWO_INITIALS, _BEGINS, _WITHIN, _HOLDS = 900, 800, 700, 600, 500
_PINYIN, _PINYIN_BEGINS, _INITIALS_BEGIN, _PINYIN_PART = 400, 300, 200, 100
_AT_THE_END = 50
# 互联网 within 工业互联网; fewer letters stand in too many words.
_LEAST_OF_PINYIN = 5
# The head stands last: 农机厂会计 is an accountant, a dance teacher a teacher.
_HEAD = 3


def _score(query: _Query, key: _Key) -> int:
    """How well ``query`` fits ``key``, 0 for not at all."""
    flat, wanted = key.flat, query.flat
    # Most words of the catalogue share nothing with what is typed: neither holds where the other begins. Only what is
    # typed in Latin letters may be a sound.
    if not query.latin and wanted[0] not in flat and flat[:1] not in wanted:
        return 0
    likely = 99 if key.is_name else max(98 - key.place, 0)
    if wanted == flat:
        return _WHOLE + likely
    if len(wanted) == 2 and wanted == key.initials:
        # Two letters are oftener somebody's initials than the beginning of an English word.
        return _TWO_INITIALS + likely
    if flat.startswith(wanted):
        return _BEGINS + (50 if key.is_name else 0) - min(len(flat) - len(wanted), 49) + 49
    if wanted in flat and any(place in key.edges for place in _places(wanted, flat)):
        return _WITHIN + (_AT_THE_END if flat.endswith(wanted) else 0) + key.is_name
    if flat in wanted:
        return _holds(query, key)
    if query.latin and key.full and len(query.typed) > 1:
        if query.typed in (key.full, key.initials):
            return _PINYIN + likely
        if key.full.startswith(query.typed):
            return _PINYIN_BEGINS + likely
        if key.initials.startswith(query.typed):
            return _INITIALS_BEGIN + likely
        if len(query.typed) >= _LEAST_OF_PINYIN and query.typed in key.full:
            return _PINYIN_PART + likely
    return 0


def _holds(query: _Query, key: _Key) -> int:
    """How well the whole of ``key`` within ``query`` says what is meant: the longer, and at the end, the better."""
    flat, end = key.flat, len(query.flat)
    latin = flat.isascii()
    if len(flat) < 2 or _ANYBODY_EN.fullmatch(flat) or _ANYBODY.fullmatch(flat):
        return 0
    for place in reversed(list(_places(flat, query.flat))):
        if place not in query.edges or place + len(flat) not in query.edges:
            continue
        # Two characters in the midst of others may belong to the words on either side.
        if not latin and len(flat) == 2 and 0 < place < end - 2:
            continue
        long = len(flat) // 3 if latin else len(flat)
        return _HOLDS + min(long + (_HEAD if place + len(flat) == end else 0), 49) * 2 + key.is_name
    return 0


def _places(part: str, whole: str) -> Iterator[int]:
    place = whole.find(part)
    while place >= 0:
        yield place
        place = whole.find(part, place + 1)


# --- the search -------------------------------------------------------------------------------------------------

Fit = tuple[int, Specialty, _Key]


def search(query: str, pack: Pack, limit: int = 8) -> Found:
    """What fits ``query``, at most ``limit`` specialties, the best first; nothing for an empty query."""
    index = _index(pack.sha256, pack.specialties, pack.search_notes)
    fits, notes, only = _fits(query, index), [], 0
    for note, keys in index.notes:
        for score, key in ((_score(asked, key), key) for asked in _asked(query) for key in keys):
            if score >= _WHOLE or (_PINYIN <= score < _HOLDS and _typed(query) == key.full):
                notes.append(note)
                only = max(only, _WHOLE if score >= _WHOLE else _PINYIN)
                break
            # Among other words it is meant where nothing else leads anywhere, or what leads there is the same word.
            if _HOLDS <= score < _WITHIN and (not fits or fits[0][2].flat == key.flat):
                notes.append(note)
                break
    if only:
        # What the pack says of the word is the answer: beside it stands only what is found by the whole word.
        fits = [fit for fit in fits if fit[0] >= only]
    elif not notes:
        fits = fits or _fits(_field(query), index) or _guessed(query, index)
    hits = [Hit(one, None if key.is_name or score >= _WHOLE else key.word) for score, one, key in fits[:limit]]
    return Found(hits, [note.text.text for note in notes])


@lru_cache(maxsize=8)
def _question_keys(pack_sha256: str, questions: tuple[FrequentQuestion, ...]) -> tuple[tuple[_Key, ...], ...]:
    return tuple(
        (
            *(_key(text, is_name=True) for text in (asked.question.zh, asked.question.en)),
            *(_key(word, place) for words in (asked.words, asked.words_en) for place, word in enumerate(words)),
        )
        for asked in questions
    )


def search_questions(query: str, pack: Pack) -> list[FrequentQuestion]:
    """The frequent questions that fit ``query``, the best first; all of them, in the pack's order, for an empty one."""
    asked = _asked(query)
    if not asked:
        return list(pack.questions)
    keyed = zip(pack.questions, _question_keys(pack.sha256, pack.questions), strict=True)
    fits = [(max(_score(one, key) for one in asked for key in keys), question) for question, keys in keyed]
    return [question for score, question in sorted(fits, key=lambda fit: -fit[0]) if score]


@lru_cache(maxsize=8)
def _clause_keys(pack_sha256: str, texts: tuple[tuple[str, Text, Text], ...]) -> tuple[tuple[str, _Key, _Sounds], ...]:
    found = []
    for id_, place, text in texts:
        said = f"{place.zh} {place.en} {text.zh} {text.en}"
        parts = _parts(said)
        found.append((id_, _Key(said, "".join(parts), _edges(parts), "", "", False, 0), _sounds(text.zh)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Sounds:
    """The pinyin of a text, and where in it a syllable begins."""

    full: str
    begins: frozenset[int]


def _sounds(text: str) -> _Sounds:
    from pypinyin import Style, lazy_pinyin

    syllables = [_typed(sound) for sound in lazy_pinyin(text.lower(), style=Style.NORMAL)]
    return _Sounds("".join(syllables), _edges(syllables))


def search_clauses(query: str, pack: Pack) -> list[str]:
    """The clauses in which ``query`` is said, in the pack's order; then those behind the frequent questions that it
    finds, since people have other words than the notice; then, typed in pinyin, those in which it is heard. All of them
    for an empty query.
    """
    asked = _asked(query)
    if not asked:
        return list(pack.clauses)
    texts = tuple((id_, clause.place.text, clause.text.text) for id_, clause in pack.clauses.items())
    keys = _clause_keys(pack.sha256, texts)
    said = [id_ for id_, key, _ in keys if any(_says(one, key) for one in asked)]
    questions = search_questions(query, pack)[:_MOST_QUESTIONS]
    behind = [id_ for one in questions for id_ in (one.clause, *one.also) if id_ in pack.clauses]
    heard = [id_ for id_, _, sounds in keys if any(_is_heard(one, sounds) for one in asked)]
    return list(dict.fromkeys((*said, *behind, *heard)))


# The first ones say best what was meant.
_MOST_QUESTIONS = 3


def _says(query: _Query, key: _Key) -> bool:
    ends = len(query.flat)
    return any(place in key.edges and place + ends in key.edges for place in _places(query.flat, key.flat))


def _is_heard(query: _Query, sounds: _Sounds) -> bool:
    typed = query.typed
    if not query.latin or len(typed) < _LEAST_OF_PINYIN:
        return False
    return any(place in sounds.begins and place + len(typed) in sounds.begins for place in _places(typed, sounds.full))


def _asked(text: str) -> list[_Query]:
    # Words, too, differ beyond the mainland: 軟體 is 软件 here.
    asked = (_query(typed) for typed in dict.fromkeys((simplified(text), simplified(text, words=True))))
    return [query for query in asked if query.flat]


def _fits(text: str, index: _Index) -> list[Fit]:
    """What ``text`` fits, best first: the better way to fit, then the likelier word, then the catalogue's order."""
    asked = _asked(text)
    if not asked:
        return []
    fits: list[Fit] = []
    for one, keys in index.specialties:
        best, found = 0, keys[0]
        for key in keys:
            for query in asked:
                score = _score(query, key)
                if score > best:
                    best, found = score, key
        if best:
            fits.append((best, one, found))
    fits.sort(key=lambda fit: -fit[0])
    best = fits[0][0] if fits else 0
    if best >= _WHOLE and asked[0].latin:
        # A whole English word does not mean a longer one: a nurse is in no tree nursery.
        # The name in pinyin or initials stays: GYMS is 工艺美术, not only the plural of gym.
        return [fit for fit in fits if fit[0] >= _WHOLE or (fit[0] >= _PINYIN and fit[0] < _HOLDS and fit[2].is_name)]
    if best >= _WHOLE:
        # 电工 is a word: that it also stands across two others, as in 机电工程师, means nothing.
        return [fit for fit in fits if fit[0] >= _WITHIN + _AT_THE_END]
    if best >= _WITHIN:
        # What was typed is a word of ours; that others stand in it means nothing: a 农药厂 is no 药厂.
        return [fit for fit in fits if not _HOLDS <= fit[0] < _WITHIN]
    return fits


def _field(text: str) -> str:
    """``text`` without what anybody's work may be called; empty where nothing of the kind stands in it."""
    if text.isascii():
        field = " ".join(part for part in _parts(text) if not _ANYBODY_EN.fullmatch(part))
        return "" if field == " ".join(_parts(text)) else field
    field = re.sub(f"{_ANYBODY.pattern}+$", "", text.strip())
    return "" if field == text.strip() else field


# --- where nothing was found ------------------------------------------------------------------------------------

_LEAST_TO_GUESS = 4
_ALIKE = 0.82


def _guessed(text: str, index: _Index) -> list[Fit]:
    """What may have been meant where nothing fits."""
    if not text.isascii():
        return _by_sound(text, index)
    return _word_by_word(text, index) or _with_a_slip(text, index)


def _by_sound(text: str, index: _Index) -> list[Fit]:
    """Those that sound the same: 会记 for 会计."""
    sound = _key(simplified(text)).full
    return [fit for fit in _fits(sound, index) if _PINYIN <= fit[0] < _HOLDS]


def _word_by_word(text: str, index: _Index) -> list[Fit]:
    """What the English words lead to one at a time: the more of them, the better."""
    words = [word for word in _parts(text) if len(word) > 2 and not _ANYBODY_EN.fullmatch(word)]
    found: dict[str, Fit] = {}
    for word in words if len(words) > 1 else []:
        for score, one, key in _fits(word, index):
            if score >= _WITHIN:
                found[one.id] = (score + found.get(one.id, (0,))[0], one, key)
    return sorted(found.values(), key=lambda fit: -fit[0])


def _with_a_slip(text: str, index: _Index) -> list[Fit]:
    """Those that one slip of the finger makes of the English word: enginer, pharmasist."""
    wanted = _query(text).flat
    if len(wanted) < _LEAST_TO_GUESS:
        return []
    known = {key.flat for _, keys in index.specialties for key in keys if key.flat.isascii()}
    near = get_close_matches(wanted, [flat for flat in known if abs(len(flat) - len(wanted)) < 3], 1, _ALIKE)
    return _fits(near[0], index) if near else []
