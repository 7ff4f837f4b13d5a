"""Ten kinds of people as strangers try the self-check: their answers, language and screen's width."""

from __future__ import annotations

from typing import Any, NamedTuple


class Person(NamedTuple):
    """What is not among ``facts`` is answered 不清楚; the specialty is looked for by the word ``search``."""

    name: str
    lang: str
    width: int
    search: str
    facts: dict[str, Any]


_EMPLOYED: dict[str, Any] = {
    "works_in_district": True,
    "under_contract": True,
    "in_technical_post": True,
    "residency": "mainland",
    "disciplinary_period": False,
    "applied_elsewhere_this_year": False,
    "dishonesty_record": False,
    "diploma_outside_mainland": False,
    "full_time_recognised": True,
    "major_related": True,
    "unit_assessment_passed": True,
    "title_level": "none",
}


def _hours(*years: tuple[int, float, float]) -> list[dict[str, Any]]:
    return [{"year": year, "general": general, "professional": professional} for year, general, professional in years]


TEN = (
    Person(
        "brewery engineer, 14 months in",
        "zh",
        390,
        "酿酒",
        _EMPLOYED
        | {"employment": "enterprise", "specialty": "food", "education": "bachelor", "service_start": "2022-08-01"}
        | {"hours": _hours((2022, 30, 60), (2023, 30, 60))},
    ),
    Person(
        "electrician with a technician's title, uneven hours",
        "zh",
        390,
        "电工",
        _EMPLOYED
        | {"employment": "enterprise", "specialty": "electrical", "education": "college"}
        | {"service_start": "2016-07-01", "title_level": "technician", "title_date": "2020-12-31"}
        | {"title_same_series": True, "hours": _hours((2021, 30, 20), (2022, 12, 110))},
    ),
    Person(
        "agronomist without a vacancy",
        "zh",
        1280,
        "农技推广",
        _EMPLOYED
        | {"employment": "public_institution", "specialty": "agronomy", "education": "bachelor"}
        | {"service_start": "2020-07-01", "post_vacancy": False, "hours": _hours((2021, 30, 60), (2022, 30, 60))},
    ),
    Person(
        "freelance data scientist with a Hong Kong degree",
        "zh",
        1280,
        "数据",
        _EMPLOYED
        | {"employment": "freelancer", "under_contract": None, "specialty": "big_data", "education": "master"}
        | {"diploma_outside_mainland": True, "full_time_recognised": None, "service_start": "2021-09-01"},
    ),
    Person(
        "school teacher",
        "zh",
        390,
        "语文老师",
        _EMPLOYED
        | {"employment": "public_institution", "specialty": "school_teaching", "education": "bachelor"}
        | {"service_start": "2022-09-01", "post_vacancy": True, "hours": _hours((2022, 30, 60), (2023, 30, 60))},
    ),
    Person(
        "nurse",
        "zh",
        390,
        "打针",
        _EMPLOYED | {"employment": "public_institution", "specialty": "health", "education": "college"},
    ),
    Person(
        "accountant",
        "zh",
        1280,
        "会计",
        _EMPLOYED | {"employment": "enterprise", "specialty": "accounting", "education": "bachelor"},
    ),
    Person(
        "poultry farmer of 58",
        "zh",
        1080,
        "养鸡",
        {"employment": "freelancer", "specialty": "rural_livestock", "works_in_district": True}
        | {"residency": "mainland", "title_level": "none", "education": "secondary_vocational"}
        | {"dishonesty_record": False, "applied_elsewhere_this_year": False, "service_start": "1990-03-01"},
    ),
    Person(
        "foreign doctor with an Anhui permit",
        "en",
        390,
        "doctor",
        _EMPLOYED
        | {"employment": "public_institution", "residency": "foreign", "foreign_permit": "anhui_work_permit"}
        | {"specialty": "health", "education": "doctorate", "diploma_outside_mainland": True}
        | {"full_time_recognised": None, "service_start": "2021-03-01"},
    ),
    Person("somebody who answers 不清楚 to all", "zh", 390, "", {"employment": "enterprise"}),
)
