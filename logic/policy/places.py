"""The places of a pack's file as a clerk calls them: ``calendar.1.closes`` is the last day of filing online."""

from __future__ import annotations

from typing import Any

from logic.findings import Level
from logic.labels import CHOICE_NAMES, FACT_NAMES, LEVEL_NAMES, ROUTE_NAMES
from logic.pack import Loc
from logic.words.language import Text, join, say

# A key of the file by the keys around it, * for an entry of any name; or by itself.
NAMES: dict[str, Text] = {
    "id": say("代号"),
    "region": say("区县的代号"),
    "name": say("名称"),
    "document": say("通知的全名"),
    "status": say("状态"),
    "issued": say("发布日期"),
    "url": say("网址"),
    "covers": say("管到哪些日期"),
    "covers.first": say("从哪天"),
    "covers.last": say("到哪天"),
    "publicity_days": say("单位内部公示的天数"),
    "integrity_years": say("失信记录保留的年数"),
    "contact": say("问谁、交到哪里"),
    "contact.bureau": say("人社局的全称"),
    "office": say("问谁（科室）"),
    "bureau": say("人社局"),
    "address": say("材料交到哪里"),
    "platform": say("申报平台"),
    "platform_url": say("申报平台的网址"),
    "phone": say("电话"),
    "names": say("机关和地方怎么称呼"),
    "province": say("省"),
    "district": say("区县"),
    "names.place": say("市和区县"),
    "city_bureau": say("上级人社局"),
    "here": say("口头怎么叫"),
    "education_bureau": say("教育局"),
    "agriculture_bureau": say("农业农村局"),
    "scope": say("谁能申报"),
    "scope.employment": say("各类单位"),
    "foreign_permits": say("外籍人员的证件"),
    "is": say("能不能"),
    "not_asked": say("通知没有的条件"),
    "settled": say("通知说清了的事"),
    "equivalents": say("技工院校的学历"),
    "recognition": say("初次认定"),
    "by": say("怎么报"),
    "ladder": say("学历、年限和层级"),
    "level": say("层级"),
    "years": say("满几年"),
    "months": say("满几个月"),
    "approvers": say("由谁批"),
    "papers": say("程序和材料在哪里"),
    "no_window_for": say("没有写时间的层级"),
    "dates_elsewhere": say("时间由别处定的系列"),
    "review": say("评审"),
    "committees": say("评审委员会"),
    "review.committees.*.source": say("学历和年限的依据"),
    "technician": LEVEL_NAMES[Level.TECHNICIAN],
    "assistant": LEVEL_NAMES[Level.ASSISTANT],
    "intermediate": LEVEL_NAMES[Level.INTERMEDIATE],
    "education": say("哪些学历"),
    "service_years": say("从事本专业满几年"),
    "technician_years": say("任员级满几年"),
    "assessment": say("要单位考核合格"),
    "review.committees.*.technician.*.unsure": say("只见到一处，先核实"),
    "review.committees.*.assistant.*.unsure": say("只见到一处，先核实"),
    "if_refused": say("只差学历的，另外可以问什么"),
    "if_refused_clause": say("这句话依据哪一条"),
    "if_unsure": say("只见到一处的年限，另外要说明的"),
    "calendar": say("时间"),
    "opens": say("从哪天"),
    "closes": say("到哪天"),
    "calendar.*.what": say("叫什么"),
    "route": say("途径"),
    "round": say("第几轮"),
    "ends_only": say("通知只写了最后一天"),
    "all_year": say("全年都收"),
    "hours": say("学时"),
    "general": say("公需科目"),
    "professional": say("专业科目"),
    "cramming": say("能不能集中在一年"),
    "hours_registered": say("学时找谁登记"),
    "public": say("事业单位的人"),
    "others": say("其他人"),
    "hours_registered.beyond": say("由市里评审的人"),
    "hours_later": say("通知以后的学时新规定"),
    "series": say("系列"),
    "groups.*.series": say("有哪些系列"),
    "routes": say("有哪些途径"),
    "committee": say("归哪个评审委员会"),
    "series.*.new": say("新设的系列：怎么说"),
    "ways": say("由别处办的途径"),
    "manner": say("怎么办"),
    "leads_to": say("专业旁边写的"),
    "reviewer": say("由谁评"),
    "answer": say("结论的一句话"),
    "ways.*.unsure": say("拿不准时怎么说"),
    "unsure_answer": say("拿不准时的一句话"),
    "groups": say("专业怎样分组"),
    "titles": say("职称的名称"),
    "specialties": say("专业"),
    "family": say("职称叫什么，和谁一样"),
    "basis": say("怎么知道归这里"),
    "note": say("做什么工作（几个字）"),
    "words": say("搜索词 · 中文"),
    "words_en": say("搜索词 · 英文"),
    "search_notes": say("搜到这些词时的提示"),
    "search_notes.*.text": say("提示怎么说"),
    "sources": say("引用的文件"),
    "title": say("名称"),
    "confidence": say("有多可靠"),
    "clauses": say("逐条的说法"),
    "clauses.*.place": say("在通知的哪里"),
    "topic": say("说的是什么（几个字）"),
    "text": say("用我们自己的话怎么说"),
    "source": say("出自哪份文件"),
    "clause": say("依据哪一条"),
    "also": say("还依据哪些条"),
    "questions": say("常见问题"),
    "question": say("问题"),
    "questions.*.answer": say("回答"),
    "decides": say("自查里问这件事的是哪一问"),
    "matter": say("通知里的哪件事说得更多"),
    "matters": say("通知里的其他事"),
    "says": say("通知怎么说"),
    "steps": say("怎么办，一步一步"),
    "silent": say("没有写的，问谁什么"),
    "check": say("点几下就知道"),
    "choices": say("选项"),
    "label": say("选项的字"),
    "matters.*.check.*.choices.*.answer": say("选了就到底：回答"),
    "leads": say("接着去哪一页"),
    "gaps": say("原文的缺漏"),
    "beyond": say("助理级以后几年看中级"),
    "beyond.*.source": say("依据哪一条"),
    "beyond.*.steps": say("学历和年限"),
    "files": say("要带的材料"),
    "files.*.*.what": say("材料"),
    "files.*.*.ask": say("没查到要求，先问"),
    "when": say("只给哪些人看"),
    "say": say("怎么说"),
    "ask": say("问谁什么"),
    "zh": say("中文"),
    "en": say("英文"),
}
# What a notice may leave open, and one can settle.
OPEN: dict[str, Text] = {
    "integrity": say("有失信记录的人能不能申报"),
    "same_series": say("别的系列的职称能不能转过来评"),
    "first_title": say("已有别的系列职称的能不能认定"),
    "post_ratio": say("没有空岗的能不能认定"),
    "assessment": say("自由职业者认定时由谁考核"),
    "skilled_diploma": say("技工院校毕业的能不能认定"),
    "diploma_outside_mainland": say("境外学历能不能认定"),
}
# What the entries of a list or a mapping are called by: words that they hold, or names that the program knows.
_KNOWN: dict[str, dict[str, Text]] = {
    "scope.employment": {str(one): name for one, name in CHOICE_NAMES["employment"].items()},
    "recognition.ladder": {str(one): name for one, name in CHOICE_NAMES["education"].items()},
    "equivalents": {str(one): name for one, name in CHOICE_NAMES["education"].items()},
    "recognition.approvers": {str(one): name for one, name in LEVEL_NAMES.items()},
    "ways": ROUTE_NAMES,
    "files": ROUTE_NAMES,
    "settled": OPEN,
    "files.*.*.when": FACT_NAMES,
}
_CALLED = {
    "review.committees": "name",
    "calendar": "what",
    "series": "name",
    "groups": "name",
    "specialties": "",
    "clauses": "place",
    "sources": "title",
    "questions": "question",
    "matters": "title",
    "matters.*.check": "question",
    "matters.*.check.*.choices": "label",
    "files.*": "what",
}
# Entries are called as the series or committee of that id is.
_AS = {"recognition.dates_elsewhere": ("series",), "beyond": ("review", "committees")}
_ENTRIES = {*_KNOWN, *_CALLED, *_AS, "titles", "search_notes"}
_LONGEST = 24


def value_at(data: Any, loc: Loc, otherwise: Any = None) -> Any:
    """What stands at ``loc`` in ``data``; ``otherwise`` where nothing does."""
    for place in loc:
        try:
            data = data[place]
        except (KeyError, IndexError, TypeError):
            return otherwise
    return data


def field_name(loc: Loc) -> Text:
    """What the field at ``loc`` is called."""
    pattern = _pattern(loc)
    for name in (".".join(pattern), ".".join(pattern[-2:]), pattern[-1]):
        if name in NAMES:
            return NAMES[name]
    if isinstance(loc[-1], int):
        return say("第 {n} 条", n=loc[-1] + 1)
    return Text(str(loc[-1]), str(loc[-1]))


def entry_name(loc: Loc, data: Any) -> Text:
    """What an entry of a list or a mapping is called: by its own words, as far as it has any."""
    around, place = ".".join(_pattern(loc[:-1])), loc[-1]
    entry = value_at(data, loc)
    if str(place) in (known := _KNOWN.get(around, {})):
        return known[str(place)]
    if around in _AS:
        return entry_name((*_AS[around], place), data)
    if around == "titles":
        return _title_names(entry) or Text(str(place), str(place))
    if around == "search_notes":
        words = entry.get("words") or entry.get("words_en") or () if isinstance(entry, dict) else ()
        listed = "、".join(map(str, words[:3]))
        return Text(listed, listed) if listed else say("第 {n} 条", n=int(place) + 1)
    key = _CALLED.get(around)
    words = value_at(entry, (key,)) if key else entry
    if isinstance(words, dict) and (words.get("zh") or words.get("en")):
        zh, en = (str(words.get(one) or words.get(other)) for one, other in (("zh", "en"), ("en", "zh")))
        return Text(_short(zh, _LONGEST), _short(en, 2 * _LONGEST))
    return say("第 {n} 条", n=place + 1) if isinstance(place, int) else Text(str(place), str(place))


def _title_names(levels: Any) -> Text | None:
    words = [levels[one] for one in ("technician", "assistant", "intermediate") if levels.get(one)] if levels else []
    if not words:
        return say("没有固定名称")
    return Text(" / ".join(str(w.get("zh")) for w in words), " / ".join(str(w.get("en")) for w in words))


def _short(said: str, most: int) -> str:
    return said if len(said) <= most else f"{said[: most - 1]}…"


def place_name(path: str, data: Any) -> Text:
    """The place that a fault names, from the outside in: 时间 · 个人网上申报 · 到哪天."""
    loc = loc_of(path, data)
    parts = [
        entry_name(loc[:deep], data) if _is_entry(loc[:deep]) else field_name(loc[:deep])
        for deep in range(1, len(loc) + 1)
    ]
    return join(parts, " · ", " · ") if parts else say("整个文件")


def loc_of(path: str, data: Any) -> Loc:
    """The place of ``path`` in ``data``: a key may itself have a dot, as a clause's number has."""
    found: list[str | int] = []
    rest = path if path != "(file)" else ""
    while rest:
        key: str | int = rest.partition(".")[0]
        if isinstance(data, dict):
            key = max((one for one in map(str, data) if f"{rest}.".startswith(f"{one}.")), key=len, default=str(key))
            data = data.get(key)
        elif isinstance(data, list) and str(key).isdecimal():
            data = data[int(key)] if int(key) < len(data) else None
            rest, key = rest[len(str(key)) + 1 :], int(key)
            found.append(key)
            continue
        rest = rest[len(str(key)) + 1 :]
        found.append(key)
    return tuple(found)


def _is_entry(loc: Loc) -> bool:
    return bool(loc[1:]) and (isinstance(loc[-1], int) or ".".join(_pattern(loc[:-1])) in _ENTRIES)


def _pattern(loc: Loc) -> list[str]:
    """The keys of ``loc``, with * for every entry."""
    found: list[str] = []
    for part in loc:
        found.append("*" if isinstance(part, int) or ".".join(found) in _ENTRIES else str(part))
    return found
