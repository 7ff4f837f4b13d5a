"""One person of a roster, what nobody else may see of it, and both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from logic.advice import headline, word
from logic.assess import assess
from logic.findings import Verdict
from logic.spoken import speak_of
from tests.logic.applicants import PACK
from tests.made_up_unit import AS_OF, headings
from tests.pages.clerk import SMALL, Clerk
from tests.pages.test_languages import chinese
from tests.pages.visitor import facts, plain
from ui.browser.bridge import bridge
from ui.unit.files import result_file


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_opens_the_result_that_the_rules_give(xlsx, lang):
    clerk = Clerk(lang=lang).hand_in(xlsx, "a.xlsx")
    chosen = {row.outcome.verdict: row for row in clerk.job.rows if row.outcome}
    assert set(chosen) == set(Verdict)
    for row in chosen.values():
        if f"person:{row.number}" not in clerk.taps:
            clerk.on_page(f"verdict:{row.outcome.kind}")  # type: ignore[union-attr]
        clerk.on_page(f"person:{row.number}").go("result")
        found = assess(row.applicant, PACK, AS_OF)  # type: ignore[arg-type]
        assert clerk.heading == speak_of(headline(found, PACK).get(lang), lang)
        assert f"v-{found.verdict}" in "".join(clerk.part("tg-verdict"))
        assert word(found).get(lang) in clerk.text
        assert clerk.job.places.person(row).name in plain("".join(clerk.part("tg-viewing")))
        clerk.go("unit")
        assert clerk.token == "unit:results"
        assert f'data-land="tg-row-{row.number}"' in "".join(clerk.markup)
        if "all" in clerk.taps:
            clerk.on_page("all")


def test_ones_own_answers_are_untouched_by_looking_at_somebody():
    own = facts("企业本科毕业生", education="college")
    clerk = Clerk(answers=own).hand_in(SMALL)
    clerk.on_page("person:2").go("result")
    assert clerk.raw == own
    # Trying something out on the colleague's facts changes neither one's own nor the roster.
    clerk.go("answers").pick("education", "doctor")
    assert clerk.raw == own
    clerk.go("unit")
    clerk.on_page("person:2").go("answers")
    assert clerk.at.selectbox(key="form_education").value == "bachelor"
    assert clerk.go("start").raw == own


def test_the_tab_is_never_given_a_colleagues_facts(monkeypatch):
    kept: list[Any] = []

    def listen(*, answers: Any, **dates: Any) -> None:
        kept.append(answers)
        bridge(answers=answers, **dates)

    monkeypatch.setattr("ui.shell.bridge", listen)
    clerk = Clerk().hand_in(SMALL)
    clerk.on_page("person:2").go("result").go("answers").go("unit")
    assert kept and not any(kept)
    own = facts("企业本科毕业生")
    kept.clear()
    Clerk(answers=own).hand_in(SMALL).on_page("person:3").go("result")
    assert all(dates == own for dates in kept)


def test_names_are_in_no_address_no_key_and_no_log(xlsx, unit, caplog, capfd):
    caplog.set_level(0)
    clerk = Clerk().hand_in(xlsx, "机密花名册.xlsx")
    clerk.on_page("verdict:eligible")
    row = next(r for r in clerk.job.rows if r.outcome and f"person:{r.number}" in clerk.taps)
    clerk.on_page(f"person:{row.number}").go("result").go("unit")
    clerk.type("tg_unit_words", unit.people[3].name)
    result_file(clerk.job)
    places = [*clerk.state_keys, *(str(v) for v in clerk.at.query_params.items())]
    dates = "\n".join(places) + caplog.text + "".join(capfd.readouterr())
    assert not [one.name for one in unit.people if one.name in dates]
    assert "机密花名册" not in dates
    assert set(clerk.at.query_params) <= {"as_of", "lang"}


def test_an_english_reader_meets_no_chinese_but_the_units_own():
    own = set(re.findall(r"[㐀-鿿]+", SMALL.decode())) | {"本科？", "公需", "专业"}
    clerk = Clerk(lang="en").upload(SMALL)
    clerk.check()
    for name in ("departments", "obstacles", "hours", "coming"):
        clerk.on_page(f"picture:{name}")
        left = {word for word in chinese(clerk) if not any(word in one for one in own)}
        assert left <= {"是", "否"}, name


def test_a_change_of_language_on_the_way_loses_nothing(xlsx):
    clerk = Clerk().upload(xlsx, "a.xlsx")
    place = headings().index("毕业专业")
    clerk.take(place, "")
    clerk.at.query_params["lang"] = "en"
    clerk.lang = "en"
    clerk.run()
    assert clerk.column(place).value == ""
    clerk.check().on_page("verdict:eligible")
    clerk.at.query_params.pop("lang")
    clerk.lang = "zh"
    clerk.run()
    assert "verdict:eligible" in clerk.pressed
