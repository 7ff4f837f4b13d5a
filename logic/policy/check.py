"""A clerk's pack, proof-read by ``policy check``: what the pack alone does not show, or what is only likely wrong.

Next year's pack is a copy of this year's, so its mistakes are what was left standing: an old date, an old year within a
sentence, an id that is not the file's. Faults are certain and must go. Hints ask for a look: a year of old may be
right where another document is named. None of them keeps the program from using the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pydantic import BaseModel

from logic.pack import Event, Fault, Lines, Loc, Pack, Specialty, Words, path_of
from logic.pack.filling import PLACE
from logic.words.language import MONTHS, Text, say

Noted = Iterator[tuple[Loc, Text]]
SUFFIX = ".yaml"


def faults(pack: Pack, lines: Lines, name: str, others: Sequence[Pack]) -> list[Fault]:
    """What must be mended before the pack can rule, in the order of its lines; ``name`` is the file's.

    ``others`` are the packs that it will stand beside; those of other regions are none of its business.
    """
    others = _of_region(pack, others)
    return _placed(
        lines,
        *(_file_name(pack, name), _beside(pack, others), _languages(pack), _dates(pack), _order(pack)),
        _typed(pack, lines),
    )


def hints(pack: Pack, lines: Lines, others: Sequence[Pack], before: Pack | None = None) -> list[Fault]:
    """What somebody should look at; ``before``: the pack that it began as, where one knows."""
    elsewhere, others = others, _of_region(pack, others)
    found = _placed(
        lines,
        *(_region(pack, elsewhere), _samples(pack)),
        *(_unused(pack), _years(pack, others), _named_after(pack), _addresses(pack, others), _clause_dates(pack)),
        _one_language(pack, before or _before(pack, others)),
    )
    return [replace(hint, text=say("请看一眼：{what}", what=hint.text)) for hint in found]


def untouched(pack: Pack, lines: Lines, others: Sequence[Pack], before: Pack | None = None) -> list[Fault]:
    """What is still as in the pack before: to be gone through, not to be mended. Nothing without another pack."""
    before = before or _before(pack, _of_region(pack, others))
    if before is None:
        return []
    found = _placed(lines, _as_before(pack, before), _still_new(pack, before))
    return [replace(same, text=say("还没有动过：{what}", what=same.text)) for same in found]


def _of_region(pack: Pack, others: Sequence[Pack]) -> Sequence[Pack]:
    return [other for other in others if other.region == pack.region]


def _before(pack: Pack, others: Sequence[Pack]) -> Pack | None:
    """The pack that this one most likely began as: the last one issued before it."""
    earlier = [other for other in others if other.issued < pack.issued]
    return max(earlier, key=lambda other: other.issued, default=None)


def _placed(lines: Lines, *all_noted: Noted) -> list[Fault]:
    found = [Fault(path_of(loc), lines.line(loc), text) for noted in all_noted for loc, text in noted]
    return sorted(found, key=lambda fault: fault.line)


# --- certain ---------------------------------------------------------------------------------------------------


def _file_name(pack: Pack, name: str) -> Noted:
    stem = name.removesuffix(SUFFIX)
    if not name.endswith(SUFFIX):
        yield ("id",), say("文件名须以 .yaml 结尾，否则程序看不到这个文件。")
    elif pack.id != stem:
        yield ("id",), say("id 须与文件名一致：{id}。否则程序不用这份政策。", id=stem)


def _beside(pack: Pack, others: Sequence[Pack]) -> Noted:
    """Two packs that both want to rule; one that is no longer official leaves the days to the other."""
    if pack.status == "superseded":
        return
    for other in others:
        if other.status != "official":
            continue
        if pack.issued == other.issued:
            yield ("issued",), say("和 {other} 的发布日期相同。请写这份通知自己的日期。", other=other.id)
        elif (pack.issued < other.issued) != (pack.covers.first < other.covers.first):
            yield ("issued",), say("和 {other} 相比，发布与管辖日期的先后不一致。请检查这两处日期。", other=other.id)
        if pack.covers.first <= other.covers.last and other.covers.first <= pack.covers.last:
            first, last = max(pack.covers.first, other.covers.first), min(pack.covers.last, other.covers.last)
            yield (
                ("covers",),
                say("{first}至 {last}也归 {other} 管。同一天只能归一份政策。", first=first, last=last, other=other.id),
            )


_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
# A Chinese name that English text quotes or adds in brackets.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|\([^)]*\)|（[^）]*）")


def _languages(pack: Pack) -> Noted:
    """Chinese where English is expected, and the other way round."""
    for loc, words in words_of(pack, ()):
        if not _HAN.search(words.zh):
            yield (*loc, "zh"), say("zh 要写中文。中文和英文是不是写反了？")
        if _HAN.search(_QUOTED.sub("", words.en)):
            yield (*loc, "en"), say("en 要写英文。引用中文名称时，请放进引号或括号。")
        elif not _LATIN.search(words.en):
            yield (*loc, "en"), say("en 要写英文。")
    for name in ("specialties", "search_notes", "questions"):
        for i, entry in enumerate(getattr(pack, name)):
            if any(map(_HAN.search, entry.words_en)):
                yield (name, i, "words_en"), say("words_en 要写英文，中文请写进 words。")


def words_of(part: object, loc: Loc = ()) -> Iterator[tuple[Loc, Words | Specialty]]:
    """All that is said in two languages, with its place."""
    if isinstance(part, Words | Specialty):
        yield loc, part
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from words_of(getattr(part, name), (*loc, name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from words_of(value, (*loc, str(key)))
    elif isinstance(part, tuple):
        for place, value in enumerate(part):
            yield from words_of(value, (*loc, place))


def _dates(pack: Pack) -> Noted:
    """A day within an entry's words that is not the entry's."""
    for i, event in enumerate(pack.calendar):
        for day in _strange_days(event.what, [event]):
            yield ("calendar", i, "what"), say("文字里的 {day}不是这一项的日期。文字和日期要一致。", day=_spoken(day))


# The steps of a review, in the order in which the notice takes them; the middle one need not be there.
_STEPS = ("review_online", "unit_check", "review_papers")


def _order(pack: Pack) -> Noted:
    """Papers before filing online, and the like."""
    place = {(event.round, event.id): i for i, event in enumerate(pack.calendar)}
    for round_ in sorted({event.round for event in pack.calendar}):
        steps = [place[round_, name] for name in _STEPS if (round_, name) in place]
        for earlier, later in pairwise(steps):
            before, after = pack.calendar[earlier], pack.calendar[later]
            if after.opens < before.opens or after.closes < before.closes:
                yield (
                    ("calendar", later),
                    say("日期早于前一步 {step}。先网上申报，再审核，最后交材料。", step=before.id),
                )


# A figure with its unit: in a sentence of the notice it comes from the pack's own.
_FIGURES = {
    "zh": (
        (re.compile(r"\d+ ?学时"), "{hours.general}、{hours.professional}"),
        (re.compile(r"\d+ ?个工作日"), "{publicity_days}"),
    ),
    "en": (
        (re.compile(r"\d+ hours"), "{hours.general}, {hours.professional}"),
        (re.compile(r"\d+ working days"), "{publicity_days}"),
    ),
}


def _typed(pack: Pack, lines: Lines) -> Noted:
    """A date or a figure of the notice that a clause says by itself: changed elsewhere, it would stay there."""
    days: dict[MonthDay, str] = {}
    for event in pack.calendar:
        name = event.id + (f"_{event.round}" if event.round > 1 else "")
        days.setdefault((event.opens.month, event.opens.day), f"{{{name}.opens}}")
        days[event.closes.month, event.closes.day] = f"{{{name}.closes}}"
    for id_, clause in pack.clauses.items():
        if not pack.is_notice(clause.source):
            continue
        for language in ("zh", "en"):
            loc = ("clauses", id_, "text", language)
            written = PLACE.sub("", lines.written.get(loc) or clause.text.text.get(language))
            for day in sorted(_days_of(written, language) & days.keys()):
                text = say(
                    "日期写在时间（calendar）里，这里写 {place}，不写 {day}。", place=days[day], day=_spoken(day)
                )
                yield loc, text
            for pattern, place in _FIGURES[language]:
                if found := pattern.search(written):
                    yield loc, say("数字只在一处写，这里写 {place}，不写 {figure}。", place=place, figure=found[0])


# --- likely ----------------------------------------------------------------------------------------------------


def _region(pack: Pack, others: Sequence[Pack]) -> Noted:
    """A region of its own beside others: so it may be, but last year's misspelt looks the same."""
    known = {other.region: other for other in others}
    if known and pack.region not in known:
        text = say("别的政策写的是 {names}。同一个区县每年要写得一样，另一个区县才写别的。", names="、".join(known))
        yield ("region",), text
    for other in others:
        if other.region != pack.region and other.names.district == pack.names.district:
            yield (
                ("region",),
                say(
                    "{other} 也是{district}的，写的是 {name}。",
                    other=other.id,
                    district=pack.names.district.text,
                    name=other.region,
                ),
            )


def _samples(pack: Pack) -> Noted:
    """What was left standing of the pack to start from."""
    for loc, words in words_of(pack, ()):
        if "XX" in words.zh + words.en:
            yield loc, say("还写着样本里的“XX”。请换成自己的名称。")


def _unused(pack: Pack) -> Noted:
    if pack.status != "official":
        yield ("status",), say("这份政策是 {status}，程序不用它。要启用，请写 official（正式）。", status=pack.status)


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _own_years(pack: Pack, others: Sequence[Pack]) -> set[int]:
    # A date of issue that is another pack's was only left standing.
    issued = {pack.issued.year} if pack.issued not in [other.issued for other in others] else set()
    return {pack.covers.first.year, pack.covers.last.year} | issued


def _years(pack: Pack, others: Sequence[Pack]) -> Noted:
    """A year of another pack, or in the notice's own names any year but its own."""
    own = _own_years(pack, others)
    theirs = {other.year for other in others} - own
    named_after_us: set[Loc] = {("id",), ("name",), ("document",)}
    named_after_us |= {("sources", id_, "title") for id_ in pack.sources if pack.is_notice(id_)}
    texts: list[tuple[Loc, str]] = [(("id",), pack.id)]
    texts += [(loc, f"{words.zh}\n{words.en}") for loc, words in words_of(pack, ())]
    for loc, text in texts:
        found = {int(year) for year in _YEAR.findall(text)}
        wrong = found - own if loc in named_after_us else found & theirs
        for year in sorted(wrong):
            yield (
                loc,
                say("写着 {year} 年，这份政策管的是 {own} 年。", year=str(year), own=str(pack.year)),
            )


def _named_after(pack: Pack) -> Noted:
    """A day in the notice's own name that is not the day it was issued."""
    issued = (pack.issued.month, pack.issued.day)
    for name in ("name", "document"):
        for day in sorted(_days_in(getattr(pack, name)) - {issued}):
            yield (name,), say("写着 {day}，发布日期是 {issued}。", day=_spoken(day), issued=_spoken(issued))


def _addresses(pack: Pack, others: Sequence[Pack]) -> Noted:
    """The address of another notice."""
    known = {other.url: other.id for other in others if other.url is not None}
    given: list[tuple[Loc, str | None]] = [(("url",), pack.url)]
    given += [(("sources", id_, "url"), source.url) for id_, source in pack.sources.items()]
    for loc, url in given:
        if url is not None and url in known:
            yield loc, say("这是 {other} 那份通知的网址。", other=known[url])


def _clause_dates(pack: Pack) -> Noted:
    """A day in a clause that the calendar cites and does not know."""
    for id_, clause in pack.clauses.items():
        events = [event for event in pack.calendar if event.clause == id_]
        if events:
            known = {(day.month, day.day) for event in events for day in (event.opens, event.closes)}
            for language in ("zh", "en"):
                for day in sorted(_days_of(clause.text.text.get(language), language) - known):
                    loc = ("clauses", id_, "text", language)
                    yield loc, say("写着 {day}，时间（calendar）里没有这一天。", day=_spoken(day))


_CHANGES = re.compile(r"\d+|" + "|".join(MONTHS))


def _one_language(pack: Pack, before: Pack | None) -> Noted:
    """A text that was changed in one language and left in the other; dates and figures aside."""
    then = {loc: words for loc, words in words_of(before, ())} if before else {}
    for loc, words in words_of(pack, ()):
        old = then.get(loc)
        if old is None:
            continue
        zh, en = (_CHANGES.sub("", getattr(words, one)) != _CHANGES.sub("", getattr(old, one)) for one in ("zh", "en"))
        if zh and not en:
            yield (*loc, "en"), say("中文和 {before} 不同了，英文没有改。", before=before.id if before else "")
        if en and not zh:
            yield (*loc, "zh"), say("英文和 {before} 不同了，中文没有改。", before=before.id if before else "")


# --- still as before ---------------------------------------------------------------------------------------------

# What a new notice changes most often.
_OFTEN = (
    "scope",
    "recognition",
    "review",
    "hours",
    "publicity_days",
    "integrity_years",
    "contact",
    "specialties",
    "gaps",
)
_NOW = re.compile("今年|首次|新开|this year|new in")


def _as_before(pack: Pack, before: Pack) -> Noted:
    for name in _OFTEN:
        if getattr(pack, name) == getattr(before, name):
            yield (name,), say("和 {before} 一样。这份通知里也一样吗？", before=before.id)


def _still_new(pack: Pack, before: Pack) -> Noted:
    """What was new in the notice before, or was said of its year."""
    for name, series in pack.series.items():
        if series.new is not None and name in before.series and before.series[name].new is not None:
            yield ("series", name, "new"), say("{before} 里就写着 new。今年还算新开的吗？", before=before.id)
    then = {id_: clause.text for id_, clause in before.clauses.items()}
    for id_, clause in pack.clauses.items():
        found = _NOW.search(f"{clause.text.zh}\n{clause.text.en}")
        if found and clause.text == then.get(id_):
            yield (
                ("clauses", id_, "text"),
                say("写着“{word}”，和 {before} 一样。今年还是这样吗？", word=found[0], before=before.id),
            )


# --- days within a text ----------------------------------------------------------------------------------------

_MONTH = "(" + "|".join(MONTHS) + ")"
_ZH_DAYS = re.compile(r"(\d{1,2}) ?月 ?(\d{1,2}) ?[日号](?: ?[至到~～—–-]+ ?(\d{1,2}) ?[日号])?")
_EN_DAYS = re.compile(r"(?:(?<!\d)(\d{1,2}) ?(?:to|and|until|–|-) ?)?(?<!\d)(\d{1,2}) " + _MONTH)
_EN_DAYS_TURNED = re.compile(_MONTH + r" (\d{1,2})(?!\d)")
_ISO_DAYS = re.compile(r"(?<!\d)\d{4}-(\d\d)-(\d\d)(?!\d)")
MonthDay = tuple[int, int]


def _days_of(text: str, language: str) -> set[MonthDay]:
    """The days of a year that ``text`` names."""
    found: set[tuple[str, str]] = set(_ISO_DAYS.findall(text))
    if language == "zh":
        for month, first, last in _ZH_DAYS.findall(text):
            found |= {(month, first), (month, last or first)}
    else:
        for first, last, name in _EN_DAYS.findall(text):
            month = str(MONTHS.index(name) + 1)
            found |= {(month, first or last), (month, last)}
        found |= {(str(MONTHS.index(name) + 1), day) for name, day in _EN_DAYS_TURNED.findall(text)}
    return {(int(month), int(day)) for month, day in found}


def _days_in(words: Words) -> set[MonthDay]:
    """The days of a year that a text names in either language."""
    return _days_of(words.zh, "zh") | _days_of(words.en, "en")


def _strange_days(words: Words, events: Sequence[Event]) -> list[MonthDay]:
    """The days that ``words`` names and none of ``events`` begins or ends on."""
    known = {(day.month, day.day) for event in events for day in (event.opens, event.closes)}
    return sorted(_days_in(words) - known)


def _spoken(day: MonthDay) -> Text:
    month, number = day
    english = MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}"
    return Text(f"{month} 月 {number} 日", f"{number} {english}")
