"""The result: the word, the facts, the steps, and every criterion with its clause."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Any

import pytest

from logic.advice import headline, next_steps, questions_for_the_office
from logic.interview.carry import unpack_answers
from logic.labels import CRITERION_NAMES, ROUTE_NAMES, VERDICT_NAMES
from logic.words.language import written_date
from tests.logic.applicants import BASIS, PACK, day, judge
from tests.logic.applicants import route as route_of
from tests.pages.visitor import OPEN_DAY, Visitor, facts, plain
from ui.server.settings import Settings

MARKS = {"eligible": "✓", "confirm": "?", "not_yet": "…", "incomplete": "○", "ineligible": "×"}
# One person for each verdict.
PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "eligible": ("企业本科毕业生", {}),
    "confirm": ("企业本科毕业生", {"employment": "other_organisation"}),
    "not_yet": ("企业本科毕业生", {"under_contract": False}),
    "incomplete": ("企业本科毕业生", {"works_in_district": None}),
    "ineligible": ("企业本科毕业生", {"employment": "civil_servant"}),
}


def at_the_result(basis: str, lang: str = "zh", as_of: str = OPEN_DAY, **changed: Any) -> Visitor:
    return Visitor("result", lang=lang, as_of=as_of, answers=facts(basis, **changed))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_answers_it_says_so_and_leads_to_the_questions(lang):
    visitor = Visitor("result", lang=lang)
    assert visitor.heading == visitor.say("还没有回答")
    assert not visitor.part("tg-verdict")
    assert visitor.click("primary_start").screen == "employment"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("verdict", PEOPLE)
def test_the_verdict_is_a_word_and_a_mark_and_a_sentence(verdict, lang):
    basis, changed = PEOPLE[verdict]
    found = judge(BASIS[basis], day(OPEN_DAY), **changed)
    assert found.verdict.value == verdict
    visitor = at_the_result(basis, lang, **changed)
    card = visitor.part("tg-verdict")
    assert len(card) == 1
    assert f"v-{verdict}" in card[0]
    assert f"{MARKS[verdict]} {VERDICT_NAMES[found.verdict].get(lang)}" in plain(card[0])
    assert visitor.heading == headline(found, PACK).get(lang)
    assert visitor.token == "result"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("basis", [name for name in BASIS if BASIS[name]])
def test_every_criterion_of_every_route_stands_there_with_its_clause(basis, lang):
    visitor = at_the_result(basis, lang)
    found = judge(BASIS[basis], day(OPEN_DAY))
    lines = [plain(item) for body in visitor.part("tg-crit") for item in body.split("<li>")]
    for route in found.routes:
        assert any(ROUTE_NAMES[route.route].get(lang) in e.label for e in visitor.at.expander)
        for finding in route.findings:
            name, said = CRITERION_NAMES[finding.criterion].get(lang), plain(finding.text.get(lang))
            places = [PACK.clauses[id_].place.text.get(lang) for id_ in (finding.clause, *finding.also)]
            shown = [line for line in lines if name in line and said in line]
            assert [line for line in shown if all(place in line for place in places)], finding.criterion


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("verdict", PEOPLE)
def test_what_to_do_next_stands_there_in_order(verdict, lang):
    basis, changed = PEOPLE[verdict]
    visitor = at_the_result(basis, lang, **changed)
    steps = next_steps(judge(BASIS[basis], day(OPEN_DAY), **changed), PACK)
    assert steps
    shown = plain(visitor.part("tg-steps")[0])
    places = [shown.index(plain(step.what.get(lang))) for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize("verdict", PEOPLE)
def test_the_rules_it_rests_on_are_named_exactly(verdict):
    basis, changed = PEOPLE[verdict]
    foot = at_the_result(basis, **changed).part("tg-footer")[0]
    assert PACK.id in foot
    shown = re.search(r"([0-9a-f]{8})…([0-9a-f]{4})", foot)
    assert shown
    assert PACK.sha256.startswith(shown[1])
    assert PACK.sha256.endswith(shown[2])
    assert OPEN_DAY in foot


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_facts_name_route_committee_title_and_hours(lang):
    visitor = at_the_result("企业大专技术员", lang)
    shown = plain(visitor.part("tg-facts")[0])
    found = judge(BASIS["企业大专技术员"], day(OPEN_DAY))
    assert found.title
    for words in (ROUTE_NAMES["junior_review"], PACK.committee_name("engineering"), found.title):
        assert words.get(lang) in shown
    assert visitor.say("达标") in shown


@pytest.mark.parametrize("kind", ["civil_servant", "civil_service_managed", "retired"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_barred_read_the_reason_and_no_title_and_no_committee(kind, lang):
    visitor = Visitor("check", lang=lang).choose("employment", kind)
    found = judge({"employment": kind}, day(OPEN_DAY))
    barring = [f for f in found.route.findings if f.barring]
    assert barring[0].text.get(lang) in plain(visitor.part("tg-verdict")[0])
    # The one reason stands in the card, with its clause, and not a second time below.
    assert PACK.clauses[barring[0].clause].place.text.get(lang) in plain(visitor.part("tg-verdict")[0])
    assert visitor.say("为什么不能报") not in visitor.text
    assert not visitor.part("tg-facts")
    for title in ("助理工程师", "工程系列", "农业系列"):
        assert visitor.say(title) not in visitor.text
    assert not any(key.startswith("primary_") for key in visitor.keys)


def test_the_barred_are_shown_no_title_even_with_everything_else_in_order():
    visitor = at_the_result("企业本科毕业生", employment="civil_servant")
    assert not visitor.part("tg-facts")
    assert "助理工程师" not in visitor.text
    assert "对应职称" not in visitor.text


@pytest.mark.parametrize("specialty", ["university_teaching", "other_series"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_doubtful_specialty_says_whom_to_ask_first_but_not_beside_a_refusal(specialty, lang):
    ask = PACK.by_id[specialty].ask
    assert ask
    assert ask.text.get(lang) in at_the_result("企业本科毕业生", lang, specialty=specialty).text
    refused = at_the_result("企业本科毕业生", lang, specialty=specialty, employment="civil_servant")
    assert ask.text.get(lang) not in refused.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_after_the_window_the_result_says_that_it_is_closed(lang):
    visitor = at_the_result("企业本科毕业生", lang, as_of="2023-12-01")
    found = judge(BASIS["企业本科毕业生"], day("2023-12-01"))
    assert found.route.window
    assert found.route.window.status == "closed"
    assert visitor.heading == headline(found, PACK).get(lang)
    card = plain(visitor.part("tg-verdict")[0])
    # One sentence says both, and no green word says that one can apply.
    closes = written_date(day("2023-10-23"), lang)
    assert closes in visitor.heading
    assert visitor.say("符合条件") in card
    assert visitor.say("可以申报") not in visitor.text
    assert visitor.say("以后的时间看新的通知。") in card


# Bachelor of mechanical engineering for two months, without a title; the hours left for later.
BEGINNER: dict[str, Any] = {"service_start": "2023-08-01", "unit_assessment_passed": None, "hours": None}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_left_the_hours_open_learns_what_they_decide_and_what_comes_later(lang):
    visitor = at_the_result("企业本科毕业生", lang, as_of="2023-10-12", **BEGINNER)
    card = plain(visitor.part("v-incomplete")[0])
    found = judge(BASIS["企业本科毕业生"], day("2023-10-12"), **BEGINNER)
    assert found.title
    later = route_of(found, "initial_recognition")
    assert later.title
    for words in (found.title.get(lang), later.title.get(lang), written_date(day("2024-08-01"), lang)):
        assert words in card
    shown = [plain(part) for part in visitor.part("tg-path")[0].split('<div class="tg-path">')[1:]]
    assert len(shown) == 2
    assert found.title.get(lang) in shown[0]
    assert written_date(day("2023-10-21"), lang) in shown[0]
    assert later.title.get(lang) in shown[1]
    assert written_date(day("2024-08-01"), lang) in shown[1]
    # What stands side by side is not repeated among the other routes.
    assert not visitor.part("tg-others")


def test_where_one_way_leads_as_high_now_there_are_no_two_to_choose_from():
    assert not at_the_result("企业本科毕业生", as_of="2023-10-12").part("tg-path")


@pytest.mark.parametrize(("as_of", "css"), [("2023-10-16", "tg-also"), ("2023-10-17", "tg-warn")])
def test_the_last_day_for_publicity_stands_in_the_card(as_of, css):
    card = at_the_result("企业本科毕业生", as_of=as_of).part("v-eligible")[0]
    assert f'class="{css}"' in card
    assert "2023 年 10 月 16 日" in card
    assert PACK.clauses["n40"].place.zh in card


def test_all_there_is_to_ask_stands_on_one_list():
    visitor = at_the_result("企业本科毕业生", employment="other_organisation", dishonesty_record=True)
    (listed,) = visitor.part("tg-asks")
    assert listed.count("<li>") == 2
    assert "区人社局职称股" in plain(listed)
    assert "“一次问清”" in plain(visitor.part("tg-steps")[0])
    assert not at_the_result("企业本科毕业生").part("tg-asks")


def test_another_routes_points_are_stated_where_they_differ():
    visitor = at_the_result("企业本科毕业生")
    said = judge(BASIS["企业本科毕业生"], day(OPEN_DAY))
    both = [plain(body) for body in visitor.part("tg-crit")]
    (shared,) = {f.text.zh for f in said.routes[0].findings if f.criterion == "location"}
    assert sum(body.count(shared) for body in both) == 1
    assert "其余各条与上面相同。" in visitor.text


# The people with the longest results, in most places.
TALKATIVE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "hours open": ("企业本科毕业生", "2023-10-12", BEGINNER),
    "much to ask": (
        "自由职业本科毕业生",
        "2023-10-12",
        {"dishonesty_record": True, "specialty": "big_data", "diploma_outside_mainland": True},
    ),
    "waiting": ("企业本科毕业生", "2023-10-12", {"education": "college", "service_start": "2023-03-01", "hours": None}),
    "closed": ("企业大专技术员", "2023-10-24", {}),
    "late": ("企业本科毕业生", "2023-10-20", {}),
    "examination": ("企业本科毕业生", "2023-10-12", {"specialty": "accounting"}),
    "barred": ("企业本科毕业生", "2023-10-12", {"employment": "retired"}),
    "without work": ("企业本科毕业生", "2023-10-12", {"employment": "not_employed"}),
    "little known": ("空白", "2023-10-12", {"employment": "enterprise", "specialty": "mechanical"}),
    "short of hours": (
        "企业大专技术员",
        "2023-10-12",
        {"hours": [{"year": 2021, "general": 1, "professional": 2}, {"year": 2022, "general": 1, "professional": 2}]},
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("who", TALKATIVE)
def test_no_sentence_stands_more_than_twice_on_the_page(who, lang):
    basis, as_of, changed = TALKATIVE[who]
    visitor = at_the_result(basis, lang, as_of=as_of, **changed)
    # Chips of clauses are no sentences.
    markup = [re.sub(r'<a class="tg-clause"[^>]*>[^<]*</a>', "", one) for one in visitor.markup]
    whole = " ".join(plain(re.sub(r"<(?!/?(b|i|em|span)\b)[^>]*>", "。", one)) for one in markup)
    sentences = Counter(part.strip() for part in re.split("[。！？]|[.!?](?= |$)", whole))
    # Nor are names.
    often = {said: n for said, n in sentences.items() if n > 2 and len(said) > (12 if lang == "zh" else 40)}
    assert not often


def test_another_year_carries_the_warning():
    visitor = Visitor("result", as_of=None, answers=facts("企业本科毕业生"))
    assert len(visitor.part("tg-warn")) == 1


def test_what_is_open_can_be_filled_in_from_here():
    visitor = at_the_result("企业本科毕业生", works_in_district=None)
    assert visitor.click("primary_more").screen == "work"
    assert visitor.pressed == ["row:under_contract:true", "row:in_technical_post:true"]
    assert visitor.tap("usual:work").part("v-eligible")


def test_all_that_is_open_is_asked_in_one_go():
    unsure: dict[str, Any] = {"works_in_district": None, "residency": None, "dishonesty_record": None}
    visitor = at_the_result("企业本科毕业生", **unsure).click("primary_more")
    known = facts("企业本科毕业生")
    asked: list[str] = []
    for screens_left in (1, 0):
        counted = plain(visitor.part("tg-count")[0])
        left = re.search(r"最多还有 (\d+) 步", counted)
        assert (int(left[1]) if left else 0) >= screens_left
        asked.append(visitor.reply(known))
    assert asked == ["work", "rare"]
    assert visitor.screen is None
    assert visitor.raw == known


def test_what_stays_unsure_does_not_go_round_in_circles():
    visitor = at_the_result("企业本科毕业生", works_in_district=None, residency=None).click("primary_more")
    assert visitor.unsure("work").screen == "rare"
    assert visitor.unsure("rare").go("result").token == "result"
    assert visitor.click("primary_more").screen == "work"


def test_where_only_hours_are_open_the_first_button_leads_to_them():
    visitor = Visitor("result", answers={**facts("企业大专技术员"), "hours": None})
    assert "primary_more" not in visitor.keys
    assert visitor.click("primary_fill_hours").screen == "hours"


def test_hours_that_were_not_understood_are_not_called_missing():
    visitor = at_the_result("企业大专技术员", hours=None)
    visitor.at.session_state["tg_hours_rows"] = [{"year": "2021", "general": "abc", "professional": "60"}]
    visitor.run()
    assert visitor.say("学时表里有没看懂的格子，这些学时还没有算进来。改好就能算。") in visitor.text
    assert "填几个数就能看到" not in visitor.text


@pytest.mark.parametrize(
    ("rows", "said"), [(None, "要看您的学时。"), ([{"year": 2022, "general": 30}], "学时还没填全。")]
)
def test_hours_that_are_filled_in_part_are_not_called_blank(rows, said):
    assert at_the_result("企业大专技术员", hours=rows).heading.startswith(said)


@pytest.mark.parametrize(("employment", "said"), [("enterprise", "→ 走考试"), ("civil_servant", "× 不能申报")])
def test_who_sits_an_examination_reads_of_no_ban(employment, said):
    visitor = at_the_result("企业本科毕业生", specialty="accounting", employment=employment)
    assert said in visitor.part("tg-verdict")[0]


def test_after_a_refusal_nothing_is_called_open():
    visitor = Visitor("result", answers={"employment": "civil_servant", "hours": None})
    assert "还不清楚" not in visitor.text
    assert "以后再填" not in visitor.text
    assert CRITERION_NAMES["employment"].zh in visitor.text


def test_hours_can_be_added_or_changed_from_here():
    visitor = at_the_result("企业本科毕业生", hours=None)
    assert visitor.at.button(key="nav_hours").label == "填写学时"
    assert visitor.click("nav_hours").screen == "hours"
    known = at_the_result("企业大专技术员")
    assert known.at.button(key="nav_hours").label == "修改学时"
    assert known.click("nav_hours").click("primary_hours").token == "result"


@pytest.mark.parametrize(
    ("hours", "word"),
    [
        (
            [{"year": 2021, "general": 30, "professional": 60}, {"year": 2022, "general": 30, "professional": 60}],
            "达标",
        ),
        ([{"year": 2021, "general": 0, "professional": 0}, {"year": 2022, "general": 1, "professional": 2}], "不达标"),
        (
            [{"year": 2021, "general": 0, "professional": 0}, {"year": 2022, "general": 60, "professional": 120}],
            "集中于一年",
        ),
        (
            [{"year": 2021, "general": 1, "professional": 60}, {"year": 2022, "general": 60, "professional": 60}],
            "疑似突击",
        ),
        ([{"year": 2021, "general": None, "professional": 60}], "未填全"),
    ],
)
def test_hours_of_every_kind_are_drawn_without_a_fault(hours, word):
    visitor = at_the_result("企业大专技术员", hours=hours)
    assert word in visitor.text


def test_where_a_year_of_each_subject_is_blank_no_empty_note_is_framed():
    hours = [{"year": 2021, "general": 30, "professional": None}, {"year": 2022, "general": None, "professional": 60}]
    visitor = Visitor("result", answers=facts("企业大专技术员", hours=hours))
    assert "逐年累计和缺口" in [expander.label for expander in visitor.at.expander]
    assert not [one for one in visitor.markup if "tg-note" in one and not plain(one)]


def test_the_answers_stand_on_the_result():
    visitor = at_the_result("企业大专技术员")
    shown = plain(visitor.part("tg-answers")[0])
    for words in ("企业", "在谯城区", "机械", "大学专科", "员级", "2021 年 6 月 30 日"):
        assert words in shown


def test_starting_over_forgets_everything():
    visitor = at_the_result("企业大专技术员").click("nav_restart")
    assert visitor.token == "start"
    assert visitor.raw == {}
    assert "primary_start" in visitor.keys


# --- ways out of the page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_platform_and_the_notice_are_links(lang):
    markup = "".join(at_the_result("企业大专技术员", lang).markup)
    assert f'href="{PACK.contact.platform_url}"' in markup
    assert f'href="{PACK.url}"' in markup


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_questions_are_ready_to_be_copied_in_chinese(lang):
    visitor = at_the_result("企业本科毕业生", lang, specialty="big_data")
    (copied,) = re.findall(r'data-copy="([^"]*)"', "".join(visitor.markup))
    lines = html.unescape(copied).split("\n")
    asked = questions_for_the_office(judge(facts("企业本科毕业生", specialty="big_data"), day("2023-10-12")), PACK)
    assert lines[1:] == [f"{n}. {one.words.zh}" for n, one in enumerate(asked, 1)]


@pytest.mark.parametrize(("start", "assumed"), [("2023-03", True), ("2023-03-31", False), ("2021-07", False)])
def test_where_the_answer_waits_for_a_day_the_day_assumed_stands_beside_it(start, assumed):
    visitor = at_the_result("企业本科毕业生", service_start=start)
    said = [note for note in visitor.part("tg-note") if "按 2023 年 3 月 31 日算" in note]
    assert bool(said) is assumed
    # And it always stands among the answers.
    assert ("日算" in "".join(visitor.part("tg-answers"))) is (len(start) < 10)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_link_to_copy_carries_the_answers_to_another_device(lang, monkeypatch):
    monkeypatch.setattr("ui.kiosk.handover.settings", lambda: Settings())
    answers = facts("企业本科毕业生", under_contract=None)
    visitor = Visitor("result", lang=lang, answers=answers)
    (link,) = _links(visitor)
    before, _, code = link.partition("#a=")
    # Put before it, the browser's own address leads to the start page; nothing of the answers is sent there.
    assert before == ("./?" if lang == "zh" else "./?lang=en&") + f"as_of={OPEN_DAY}"
    assert unpack_answers(code, [PACK.id]) == (PACK.id, answers)
    monkeypatch.setattr("ui.kiosk.handover.settings", lambda: Settings(public_address="https://zpt.example"))
    (link,) = _links(Visitor("result", lang=lang, answers=answers))
    assert link.startswith(f"https://zpt.example/{before.removeprefix('./')}#a=")


def _links(visitor: Visitor) -> list[str]:
    return [html.unescape(link) for link in re.findall('data-link="([^"]*)"', "".join(visitor.markup))]
