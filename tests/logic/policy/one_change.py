"""One changed value of a pack, of every kind that a pack allows: as a clerk might write it, or by mistake.

Each takes the pack as plain values, as its file holds it, and changes it in place.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from logic.pack import Pack, parse
from tests.logic.applicants import PACK

Plain = dict[str, Any]
Change = Callable[[Plain], Any]


def put(*path: Any) -> Change:
    """The last of ``path`` in the place that the others lead to."""
    *there, name, value = path

    def change(pack: Plain) -> None:
        part: Any = pack
        for step in there:
            part = part[step]
        part[name] = value

    return change


def without(*path: Any) -> Change:
    """Nothing in the place that ``path`` leads to."""
    *there, name = path

    def change(pack: Plain) -> None:
        part: Any = pack
        for step in there:
            part = part[step]
        del part[name]

    return change


def specialty(id_: str, **values: Any) -> Change:
    """Another value of one specialty."""
    return lambda pack: next(one for one in pack["specialties"] if one["id"] == id_).update(values)


def _first_of(series: str) -> str:
    return next(one.id for one in PACK.specialties if one.series == series)


def _retired(pack: Plain) -> None:
    pack["specialties"] = [one for one in pack["specialties"] if one["id"] != "food"]


def _added(pack: Plain) -> None:
    food = next(one for one in pack["specialties"] if one["id"] == "food")
    new = {"id": "brewing", "zh": "酿酒工程", "en": "Brewing", "words": ["酿酒师"]}
    pack["specialties"].append({**food, **new})


def _second_round(pack: Plain) -> None:
    for step in [step for step in pack["calendar"] if step["route"] == "junior_review"]:
        pack["calendar"].append({**step, "round": 2, "opens": "2023-12-04", "closes": "2023-12-15"})


def _settled(what: str, how: str) -> Change:
    says = {"is": how, "say": {"zh": "通知写明了。", "en": "The notice says so."}, "clause": "2.1"}
    return put("settled", {what: says})


def _rung(committee: str, level: str, place: int, **values: Any) -> Change:
    return lambda pack: pack["review"]["committees"][committee][level][place].update(values)


_LADDER = ("recognition", "ladder")

# Somebody's outcome changes.
MATTERS: dict[str, Change] = {
    "professional hours 72": put("hours", "professional", 72),
    "recognition closes a month later": put("calendar", 0, "closes", "2023-11-23"),
    "review closes a week earlier": put("calendar", 1, "closes", "2023-10-14"),
    "recognition all year": lambda pack: pack["calendar"][0].update(
        all_year=True, opens="2023-01-01", closes="2023-12-31"
    ),
    "general hours 24": put("hours", "general", 24),
    "cramming no longer forbidden": put("hours", "cramming", "ask"),
    "recognition of a bachelor 2 years": put(*_LADDER, "bachelor", "years", [2]),
    "recognition of a college graduate 2 years in all": put(*_LADDER, "college", "years", [1, 1]),
    "recognition to another level": put(*_LADDER, "secondary", "level", "assistant"),
    "recognition in months": put(*_LADDER, "bachelor", {"level": "assistant", "months": 6}),
    "recognition of one diploma more": put(*_LADDER, "high_school", {"level": "technician", "years": [2]}),
    "recognition of one diploma less": without(*_LADDER, "secondary"),
    "recognition of teachers by this calendar": put("recognition", "dates_elsewhere", {}),
    "years since the title": _rung("engineering", "assistant", 2, technician_years=3),
    "years of service in review": _rung("engineering", "technician", 1, service_years=2),
    "no assessment in review": _rung("engineering", "technician", 1, assessment=False),
    "another diploma in review": _rung(
        "engineering", "technician", 1, education=["college", "secondary", "high_school"]
    ),
    "a rung that is sure": _rung("agriculture", "assistant", 2, unsure=False),
    "what a skilled worker's diploma counts as": put("equivalents", "skilled_senior", "secondary"),
    "a skilled worker's diploma that counts no longer": without("equivalents", "skilled_technician"),
    "a specialty retired": _retired,
    "a specialty added": _added,
    "a specialty to another committee": specialty("food", series="agriculture", family="agronomist"),
    "a new specialty to another committee": specialty(_first_of("digital_economy"), series="agriculture"),
    "a specialty without committee": specialty("food", series="entrusted"),
    "a specialty with a committee": specialty(_first_of("entrusted"), series="engineering"),
    "a teacher's specialty with a committee": specialty(_first_of("teaching"), series="engineering"),
    "a specialty by examination": specialty(_first_of("agriculture"), series="exam"),
    "a specialty no longer by examination": specialty(_first_of("exam"), series="engineering"),
    "a farmer's specialty reviewed": specialty(_first_of("rural_revitalisation"), series="agriculture"),
    "an examination that is to be confirmed": specialty(_first_of("exam"), basis="confirm"),
    "a series to another committee": put("series", "digital_economy", "committee", "agriculture"),
    "a series that is new no longer": without("series", "digital_economy", "new"),
    "a series without recognition": put("series", "entrusted", "routes", ["entrusted_review"]),
    "a level without a name": without("titles", "library", "technician"),
    "other organisations in scope": put("scope", "employment", "other_organisation", "met"),
    "freelancers out of scope": put("scope", "employment", "freelancer", "barring"),
    "a permit that no longer counts": put("scope", "foreign_permits", ["permanent_residence"]),
    **{f"not asked: {one}": put("not_asked", [one]) for one in ("technical_post", "post_ratio", "major", "assessment")},
    "a record bars": _settled("integrity", "barring"),
    "a title of another series is in order": _settled("same_series", "met"),
    "no recognition for a second title": _settled("first_title", "barring"),
}


def _texts(pack: Plain) -> None:
    """A text, a name, a source's confidence, a paper, a question and a matter: nothing that decides."""
    pack["titles"]["engineer"]["assistant"] = {"zh": "助工", "en": "Junior engineer"}
    pack["names"]["district"] = {"zh": "某区", "en": "Mou District"}
    pack["contact"]["address"] = {"zh": "别处", "en": "Elsewhere"}
    pack["sources"]["notice"]["confidence"] = "B"
    pack["clauses"]["2.3"]["text"]["zh"] = "换一种说法。"
    pack["recognition"]["approvers"]["intermediate"] = "district"
    pack["files"]["junior_review"].pop()
    pack["matters"].pop()
    pack["questions"].pop()
    pack["publicity_days"], pack["integrity_years"] = 7, 5
    pack["review"]["by"] = "paper"


# Nobody's does.
MATTERS_NOT: dict[str, Change] = {
    "texts": _texts,
    "a second round": _second_round,
    "the paper files a week later": put("calendar", 3, "closes", "2023-11-10"),
}


def several(*names: str) -> Change:
    """Several of the changes above at once."""

    def change(pack: Plain) -> None:
        for name in names:
            MATTERS[name](pack)

    return change


def three(pack: Plain) -> None:
    """A year on, professional hours 72, two years in all for a college graduate: the desk's walk."""
    shifted = json.loads(json.dumps(pack).replace('"2023-', '"2024-'))
    pack.clear()
    pack.update(shifted)
    pack["hours"]["professional"] = 72
    pack["recognition"]["ladder"]["college"]["years"] = [1, 1]


def made(change: Change) -> Pack:
    """The pack with one change."""
    plain = copy.deepcopy(PACK.as_written())
    change(plain)
    return parse(json.dumps(plain, ensure_ascii=False).encode(), "next.yaml")
