"""The pages under the INVENTED district's pack: its own names on all of them, and nothing of the first district's."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from logic.advice import headline
from logic.assess import assess
from logic.facts import read_applicant
from logic.pack import parse
from logic.words.language import phrase
from tests.districts.test_shili import EXAMPLES, FILE, FIRST, SHILI
from tests.logic.applicants import as_kept
from tests.pages.visitor import Visitor

DAY = "2027-04-10"
KNOWN = as_kept(EXAMPLES["basis"])


@pytest.fixture(autouse=True)
def _there(monkeypatch):
    monkeypatch.setattr("ui.state.pack_for", lambda day, region: SHILI)


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
@pytest.mark.parametrize(
    "page", ["start", "check", "answers", "result", "plan", "hours", "questions", "matters", "rules", "unit"]
)
def test_a_page_names_nothing_of_the_first_district(page, lang):
    visitor = Visitor(
        page, lang=lang, as_of=DAY, answers=dict(KNOWN) if page in ("answers", "result", "plan") else None
    )
    assert visitor.text
    assert FIRST.findall(visitor.text) == []


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
@pytest.mark.parametrize(
    "page", ["start", "check", "answers", "result", "plan", "questions", "matters", "rules", "unit"]
)
def test_without_an_address_nothing_leads_out(monkeypatch, page, lang):
    text = re.sub(r"^ *(platform_)?url:.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.M)
    paper = parse(text.encode(), FILE.name)
    monkeypatch.setattr("ui.state.pack_for", lambda day, region: paper)
    answers = dict(KNOWN) if page in ("answers", "result", "plan") else None
    visitor = Visitor(page, lang=lang, as_of=DAY, answers=answers)
    whole = "".join(visitor.markup)
    assert phrase("zh" if lang == "zh-Hant" else lang, "官方原文") + "</a>" not in whole
    assert "http" not in re.sub(r"<style.*?</style>|xmlns=\S+", "", whole, flags=re.S)
    if page == "result":
        assert paper.contact.platform.text.get(lang) in visitor.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_result_is_the_invented_notice_s(lang):
    visitor = Visitor("result", lang=lang, as_of=DAY, answers=dict(KNOWN))
    day = dt.date.fromisoformat(DAY)
    answer = assess(read_applicant(KNOWN, as_of=day, specialties=SHILI.by_id), SHILI, day)
    assert visitor.heading == headline(answer, SHILI).get(lang)
    assert SHILI.contact.platform.text.get(lang) in visitor.text


def test_the_office_s_telephone_stands_with_what_to_ask_it():
    visitor = Visitor("result", as_of=DAY, answers={**KNOWN, "dishonesty_record": True})
    assert "县职称办（电话 0000-1234567、0000-7654321）" in visitor.text


def test_where_one_works_is_asked_of_the_invented_county():
    visitor = Visitor(as_of=DAY, answers={"employment": "enterprise", "specialty": "nursing", "title_level": "none"})
    visitor.opened("works_in_district")
    assert "示例县" in visitor.text
