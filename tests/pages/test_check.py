"""The question page: each question, moving on, going back, changing one's mind, dates, the specialty."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from logic.interview.screens import ASKED, SCREENS
from logic.labels import FACT_NAMES
from tests.logic.applicants import PACK
from tests.pages.visitor import CHOICES, OPEN_DAY, Visitor, facts, plain
from ui.parts import choice_name
from ui.questions.groups import UNSURE
from ui.questions.words import question

GRADUATE = facts("企业本科毕业生")
TECHNICIAN = facts("企业大专技术员")
PUBLIC = facts("事业单位本科毕业生")


def asked_for(question: str, lang: str = "zh", answers: dict[str, Any] | None = None) -> Visitor:
    """The page with ``question``'s screen opened."""
    return Visitor(lang=lang, answers=answers).opened(question)


def found(visitor: Visitor) -> list[str]:
    """The specialties that can be chosen."""
    return [tap for tap in visitor.taps if tap.startswith("answer:specialty:")]


# --- every question --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("asked", ASKED)
def test_each_question_shows_its_words_its_choices_and_a_way_past_it(asked, lang):
    visitor = asked_for(asked, lang)
    words = question(asked, PACK)
    assert words.why.get(lang) in visitor.text
    if asked in visitor.rows:
        assert visitor.heading != words.ask.get(lang)
        assert {f"row:{asked}:{value}" for value in (*CHOICES[asked], UNSURE)} <= set(visitor.taps)
        return
    assert visitor.heading == words.ask.get(lang)
    assert words.help.get(lang) in visitor.text
    assert "tg-clause" in visitor.part("tg-why-in")[0]
    for value in CHOICES.get(asked, ()):
        plain_value = {"true": True, "false": False}.get(value, value)
        label = visitor.taps[f"answer:{asked}:{value}"]
        assert label.split("<small>")[0] == choice_name(asked, plain_value, PACK).get(lang)
        if value in words.notes:
            assert words.notes[value].get(lang) in label
    assert "nav_hours_later" in visitor.keys if asked == "hours" else f"unsure:{visitor.screen}" in visitor.taps


@pytest.mark.parametrize("asked", [q for q in ASKED if q != "hours"])
def test_unsure_is_an_answer_and_moves_on(asked):
    visitor = asked_for(asked)
    screen = visitor.screen
    assert screen
    visitor.unsure(screen)
    assert visitor.screen != screen
    assert visitor.raw.get(asked) is None


@pytest.mark.parametrize("asked", ["works_in_district", "under_contract", "major_related", "title_same_series"])
def test_a_question_that_comes_alone_is_asked_in_full(asked):
    """Where only one row of a screen concerns somebody."""
    visitor = asked_for(asked)
    assert visitor.rows == ()
    assert visitor.heading == question(asked, PACK).ask.zh
    assert visitor.choose(asked, True).raw[asked] is True


def test_choosing_moves_on_and_is_remembered():
    visitor = Visitor("check").choose("employment", "enterprise")
    assert visitor.screen == "specialty"
    assert visitor.raw == {"employment": "enterprise"}
    assert visitor.token == "check:specialty"  # the bridge moves the focus to the heading of this name


def test_the_count_says_where_one_stands_and_never_promises_too_little():
    visitor, most, step = Visitor("check"), 99, 0
    while visitor.screen is not None:
        counted = plain(visitor.part("tg-count")[0])
        here = re.search(r"第 (\d+) 步", counted)
        to_come = re.search(r"最多还有 (\d+) 步", counted)
        step += 1
        assert here
        assert int(here[1]) == step
        left = int(to_come[1]) if to_come else 0
        assert left < most
        most = left
        visitor.reply(TECHNICIAN)
    assert visitor.token == "result"


def test_at_the_first_question_one_can_only_go_home():
    visitor = Visitor("check")
    assert "back" not in visitor.taps
    assert visitor.tap("home").token == "start"


def test_the_answers_so_far_stand_beside_with_a_way_to_change_each():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    for asked in ("employment", "specialty", "title_level", "works_in_district", "under_contract", "in_technical_post"):
        assert FACT_NAMES[asked].zh in "".join(visitor.part("tg-aside"))
        assert f"change:{asked}" in visitor.taps
    assert visitor.tap("change:employment").screen == "employment"


def test_the_committee_stands_beside_as_soon_as_the_specialty_is_known():
    visitor = Visitor("check").choose("employment", "enterprise")
    assert "<dt>评审委员会</dt>" not in "".join(visitor.part("tg-answers-aside"))
    visitor.reply(GRADUATE)
    assert re.search(r"评审委员会</dt><dd>工程系列", "".join(visitor.part("tg-answers-aside")))
    visitor.tap("change:specialty").type("specialty_query", "护士").choose("specialty", "health")
    assert "不在区里" in "".join(visitor.part("tg-answers-aside"))


# --- several questions on one screen -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", ["work", "rare", "diploma"])
def test_a_screen_of_several_shows_each_row_with_its_choices_and_why_it_is_asked(screen, lang):
    visitor = Visitor("check", lang=lang)
    visitor.reply_until(PUBLIC, screen)
    assert len(visitor.rows) >= 3
    for asked in visitor.rows:
        assert question(asked, PACK).why.get(lang) in visitor.text
        for value in [*CHOICES[asked], UNSURE]:
            assert f"row:{asked}:{value}" in visitor.taps
    assert visitor.pressed == []  # nothing is answered by default
    assert f"unsure:{screen}" in visitor.taps
    assert f"onward:{screen}" not in visitor.taps


def test_one_tap_answers_the_usual_person():
    visitor = Visitor("check")
    visitor.reply_until(PUBLIC, "work")
    rows = visitor.rows
    visitor.tap("usual:work")
    assert {row: visitor.raw[row] for row in rows} == dict.fromkeys(rows, True)
    assert visitor.screen == "rare"


def test_a_row_that_differs_is_tapped_and_the_button_takes_the_rest():
    visitor = Visitor("check")
    visitor.reply_until(PUBLIC, "work")
    before = visitor.raw
    visitor.tap_row("post_vacancy", None)
    assert visitor.screen == "work"
    assert visitor.raw == before
    assert visitor.pressed == ["row:post_vacancy:unsure"]
    assert "其余都符合" in visitor.taps["usual:work"]
    visitor.tap("usual:work")
    assert visitor.raw["post_vacancy"] is None
    assert visitor.raw["under_contract"] is True


def test_with_every_row_answered_one_goes_on():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "work")
    for row in visitor.rows:
        visitor.tap_row(row, row != "under_contract")
    assert "usual:work" not in visitor.taps
    assert "unsure:work" not in visitor.taps
    visitor.tap("onward:work")
    assert visitor.raw["under_contract"] is False


def test_the_result_so_far_counts_what_was_tapped():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "work")
    visitor.tap_row("works_in_district", False).tap("result")
    assert visitor.raw["works_in_district"] is False
    visitor.go("result")
    assert visitor.part("v-ineligible")


@pytest.mark.parametrize("answer", ["full_time", "part_time", "outside", None])
def test_a_diploma_s_kind_is_one_question(answer):
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "diploma")
    visitor.tap_row("full_time_recognised", answer).tap("usual:diploma")
    kept = {f: v for f, v in visitor.raw.items() if f in ("full_time_recognised", "diploma_outside_mainland")}
    assert (
        kept
        == {
            "full_time": {"full_time_recognised": True},
            "part_time": {"full_time_recognised": False},
            "outside": {"diploma_outside_mainland": True},
            None: {"full_time_recognised": None},
        }[answer]
    )
    said = {"full_time": "教育部承认", "part_time": "不是全日制", "outside": "境外", None: "不清楚"}[answer]
    assert said in "".join(visitor.part("tg-answers-aside"))


def test_a_title_s_day_and_series_are_one_screen():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title")
    assert visitor.rows == ("title_same_series",)
    visitor.type("date_title_date", "2021-06-30")
    assert "同一系列" in visitor.at.button(key="primary_title_date").label
    visitor.tap_row("title_same_series", False)
    assert visitor.at.text_input(key="date_title_date").value == "2021-06-30"
    assert "系列" not in visitor.at.button(key="primary_title_date").label
    visitor.click("primary_title_date")
    assert {f: visitor.raw[f] for f in ("title_date", "title_same_series")} == {
        "title_date": "2021-06-30",
        "title_same_series": False,
    }


def test_a_title_of_which_nothing_is_known_can_be_skipped():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title")
    visitor.unsure("title")
    assert visitor.raw["title_date"] is visitor.raw["title_same_series"] is None
    assert visitor.screen == "work"


# --- back and changes ------------------------------------------------------------------------------------------


def test_back_shows_the_earlier_answer_marked():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    visitor.tap("back")
    assert visitor.screen == "work"
    assert visitor.pressed == [f"row:{row}:true" for row in visitor.rows]
    visitor.tap("back")
    assert visitor.pressed == ["answer:title_level:none"]


def test_back_through_all_screens_and_forward_again_changes_nothing():
    visitor = Visitor("check")
    been = visitor.reply_until(GRADUATE, "service_start")
    before = visitor.raw
    steps = 0
    while "back" in visitor.taps:
        visitor.tap("back")
        steps += 1
    assert steps == len(been)
    assert visitor.reply(GRADUATE) == "employment"
    assert visitor.screen == "service_start"
    assert visitor.raw == before


def test_a_jump_over_several_leads_to_a_question_that_can_be_seen_and_else_one_back():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    before = visitor.raw
    visitor.send("back:employment")
    assert (visitor.screen, visitor.pressed) == ("employment", ["answer:employment:enterprise"])
    # What is asked next has no answer, and can be seen.
    assert visitor.send("forward:rare").screen == "rare"
    # What was never asked of this person, and what is no question: one back.
    assert visitor.send("back:title_date").screen == "work"
    assert visitor.send("back:__class__").screen == "title_level"
    assert visitor.raw == before


def test_forward_goes_as_far_as_one_has_been():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    before = visitor.raw
    visitor.tap("back").tap("back").send("forward")
    assert visitor.screen == "work"
    assert visitor.send("forward").screen == "rare"
    assert visitor.send("forward").screen == "rare"  # not answered yet
    assert visitor.raw == before


def test_forward_from_the_last_answer_stays_where_nothing_more_is_asked():
    visitor = Visitor("check", answers={"employment": "civil_servant"})
    assert visitor.screen == "employment"
    assert visitor.send("forward").screen == "employment"


def test_a_slip_that_takes_answers_away_can_be_undone():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "service_start")
    before = visitor.raw
    visitor.tap("change:employment").choose("employment", "other_organisation")
    assert "under_contract" in visitor.raw
    assert "undo" not in visitor.taps  # nothing was taken away
    visitor.tap("change:employment").choose("employment", "freelancer")
    assert "under_contract" not in visitor.raw
    visitor.tap("undo")
    assert visitor.screen == "employment"
    assert visitor.pressed == ["answer:employment:other_organisation"]
    assert visitor.choose("employment", "enterprise").raw == before
    assert "undo" not in visitor.taps


@pytest.mark.parametrize("typed", ["2021-13-01", "20239999", "2023-10-13", "1900-01-01", "2022-10", "2022"])
def test_a_day_that_cannot_be_or_is_not_enough_is_not_taken_with_enter(typed):
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "service_start")
    assert visitor.send(f"answer:service_start:{typed}").screen == "service_start"
    assert "service_start" not in visitor.raw


@pytest.mark.parametrize(("typed", "kept"), [("2021-7-1", "2021-07-01"), ("2021-7", "2021-07"), ("202107", "2021-07")])
def test_a_day_is_taken_with_enter_and_a_month_where_it_is_enough(typed, kept):
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "service_start")
    assert visitor.send(f"answer:service_start:{typed}").raw["service_start"] == kept


def test_enter_waits_for_what_is_asked_beside_the_date():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title")
    assert visitor.send("answer:title_date:2020-6-30").screen == "title"
    assert "title_date" not in visitor.raw
    visitor.tap_row("title_same_series", True).send("answer:title_date:2020-6-30")
    assert visitor.raw["title_date"] == "2020-06-30"


def test_an_undo_is_offered_for_the_last_change_only():
    visitor = Visitor("check", answers=GRADUATE).opened("employment").choose("employment", "freelancer")
    visitor.opened("residency")
    assert "undo" not in visitor.taps
    kept = visitor.raw
    assert visitor.send("undo").raw == kept


def test_a_slip_that_leads_straight_to_the_result_can_be_undone_there():
    before = {**GRADUATE, "hours": TECHNICIAN["hours"]}
    visitor = asked_for("employment", answers=before)
    visitor.choose("employment", "freelancer").go("result")
    assert len(visitor.raw) < len(before)
    visitor.click("nav_undo")
    assert (visitor.screen, visitor.raw) == ("employment", before)


def test_back_shows_a_date_and_a_specialty_as_they_were_answered():
    visitor = Visitor("check")
    visitor.reply_until({**GRADUATE, "service_start": "2021-07"}, "hours")
    visitor.tap("back")
    assert visitor.at.text_input(key="date_service_start").value == "2021-07"
    visitor.tap("change:specialty")
    assert visitor.pressed == ["answer:specialty:mechanical"]  # on its shelf, which stands open


def test_a_changed_answer_takes_those_away_that_no_longer_matter_and_says_why():
    visitor = Visitor("check")
    visitor.reply_until(PUBLIC, "education")
    visitor.tap("change:employment").choose("employment", "enterprise")
    assert "post_vacancy" not in visitor.raw
    assert "disciplinary_period" not in visitor.raw
    said = [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]
    assert len(said) == 1
    assert FACT_NAMES["disciplinary_period"].zh in said[0]
    assert f"改了“{FACT_NAMES['employment'].zh}”" in said[0]
    visitor.reply(GRADUATE)
    assert not [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]


def test_a_change_that_matters_to_nothing_takes_nothing_away():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "education")
    before = visitor.raw
    visitor.tap("change:works_in_district").tap("onward:work")
    assert visitor.raw == before
    assert visitor.screen == "education"


# --- the way ends early for those who are barred, never on a blank -----------------------------------------------


@pytest.mark.parametrize("kind", ["civil_servant", "civil_service_managed", "retired"])
def test_the_barred_know_at_once(kind):
    visitor = Visitor("check").choose("employment", kind)
    assert visitor.token == "result"
    assert visitor.part("v-ineligible")


def test_who_knows_nothing_is_refused_nothing():
    visitor = Visitor("check")
    asked = visitor.reply_until({}, None)
    assert len(asked) <= len(SCREENS)
    assert visitor.token == "result"
    assert not visitor.part("v-ineligible")
    assert "不得申报" not in visitor.text
    assert "× " not in "".join(visitor.part("tg-crit"))


@pytest.mark.parametrize("seed", range(8))
def test_no_refusal_rests_on_a_blank_on_any_way_through(seed):
    chance = random.Random(seed)
    visitor = Visitor("check")
    for _ in range(25):
        screen = visitor.screen
        if screen is None:
            break
        for row in visitor.rows:
            if chance.random() < 0.3:
                visitor.tap_row(row, {"true": True, "false": False}.get(given := chance.choice(CHOICES[row]), given))
        asked = visitor.question if not visitor.rows else None
        if asked in CHOICES and chance.random() > 0.25:
            visitor.tap(f"answer:{asked}:{chance.choice(CHOICES[asked])}")
        elif visitor.rows and chance.random() < 0.5 and f"unsure:{screen}" in visitor.taps:
            visitor.unsure(screen)
        elif f"onward:{screen}" in visitor.taps:
            visitor.tap(f"onward:{screen}")
        elif f"usual:{screen}" in visitor.taps:
            visitor.tap(f"usual:{screen}")
        else:
            visitor.reply({} if chance.random() < 0.5 else TECHNICIAN)
    assert visitor.token == "result"
    refused = visitor.part("v-ineligible")
    barring = [item for body in visitor.part("tg-crit") for item in body.split("<li>") if "× " in item]
    assert bool(refused) <= bool(barring)
    assert not [item for item in barring if "还不清楚" in item]
    if refused:
        assert any(value is not None for value in visitor.raw.values())


# --- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2021-07-01",
        "20210701",
        "2021.7.1",
        "2021/7/1",
        "2021年7月1日",
        "２０２１－０７－０１",
        " 2021 7 1 ",
        "2021-7-01",
    ],
)
def test_a_date_is_taken_as_people_write_it_and_read_back(typed):
    visitor = asked_for("service_start").type("date_service_start", typed)
    button = visitor.at.button(key="primary_service_start")
    assert "2021 年 7 月 1 日" in button.label
    assert not button.disabled
    assert visitor.at.text_input(key="date_service_start").value == typed
    assert visitor.click("primary_service_start").raw == {"service_start": "2021-07-01"}


@pytest.mark.parametrize(
    "typed",
    ["2021-02-30", "2021-13-01", "去年七月", "1949-12-31", "2101-01-01", "2023-10-13", "7-1"],
)
def test_a_faulty_date_stays_as_typed_and_says_what_is_wrong(typed):
    visitor = asked_for("service_start").type("date_service_start", typed)
    assert visitor.at.text_input(key="date_service_start").value == typed
    assert visitor.at.button(key="primary_service_start").disabled
    assert len(visitor.part("tg-field-fault")) == 1
    assert visitor.raw == {}


@pytest.mark.parametrize(
    ("typed", "counted"), [(typed, "2021 年 7 月 31 日") for typed in ("2021-07", "202107", "2021年7月", "July 2021")]
)
def test_a_month_is_taken_where_no_day_of_it_decides_and_it_is_said_how_it_counts(typed, counted):
    visitor = asked_for("service_start", answers={**GRADUATE, "service_start": None})
    visitor.type("date_service_start", typed)
    assert counted in visitor.part("tg-field-note")[0]
    visitor.click("primary_service_start")
    assert visitor.raw["service_start"] == "2021-07"
    beside = "".join(visitor.go("answers").part("tg-under"))
    assert counted in beside


@pytest.mark.parametrize(("typed", "why"), [("2022-10", "请写到日"), ("2022", "请写上月份")])
def test_where_the_day_decides_it_is_asked_and_said_why(typed, why):
    visitor = asked_for("service_start", answers={**GRADUATE, "service_start": None})
    visitor.type("date_service_start", typed)
    assert why in visitor.part("tg-field-fault")[0]
    assert visitor.at.button(key="primary_service_start").disabled
    assert ("link_last_service_start" in visitor.keys) is (typed == "2022-10")


def test_who_does_not_remember_the_day_takes_the_last_and_is_never_counted_too_early():
    visitor = asked_for("service_start", answers={**GRADUATE, "service_start": None})
    visitor.type("date_service_start", "2022-10").click("link_last_service_start")
    assert visitor.raw["service_start"] == "2022-10-31"


def test_a_day_that_has_not_come_on_the_day_asked_about_is_kept_and_marked():
    visitor = Visitor("check", as_of="2021-10-12", answers=GRADUATE)
    assert visitor.screen == "service_start"
    assert visitor.at.text_input(key="date_service_start").value == GRADUATE["service_start"]
    assert visitor.part("tg-field-fault")
    assert visitor.raw == GRADUATE
    visitor.tap("result").go("result")
    assert [note for note in visitor.part("tg-warn") if FACT_NAMES["service_start"].zh in note]


def test_an_empty_date_is_no_fault():
    visitor = asked_for("service_start")
    assert not visitor.part("tg-field-fault")
    assert visitor.at.button(key="primary_service_start").disabled


# --- the specialty -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("机械", "mechanical"),
        ("jixie", "mechanical"),
        ("jx", "mechanical"),
        ("zhongdi", "agronomy"),
        ("种地", "agronomy"),
    ],
)
def test_a_specialty_is_found_by_what_people_type(typed, first):
    visitor = asked_for("specialty").type("specialty_query", typed)
    assert f"answer:specialty:{first}" in found(visitor)[:3]
    assert visitor.choose("specialty", first).raw == {"specialty": first}


def test_brewing_is_found_by_its_everyday_word():
    visitor = asked_for("specialty").type("specialty_query", "酿酒")
    assert "工程系列" in visitor.taps[found(visitor)[0]]


def test_each_found_specialty_says_where_it_leads():
    visitor = asked_for("specialty").type("specialty_query", "jx")
    assert found(visitor)
    for tap in found(visitor):
        assert plain(visitor.taps[tap].split("<small>")[1])


def test_a_word_nobody_knows_is_shown_back_and_the_shelves_remain():
    visitor = asked_for("specialty").type("specialty_query", "<b>没有*这个</b>")
    assert "没有找到" in visitor.text
    assert "<b>没有*这个</b>" in visitor.text
    assert not found(visitor)
    assert "shelf:engineering" in visitor.taps


def test_every_specialty_stands_on_exactly_one_shelf():
    visitor = asked_for("specialty")
    stood: list[str] = []
    for shelf in [tap for tap in visitor.taps if tap.startswith("shelf:")]:
        visitor.tap(shelf)
        stood += found(visitor)
    assert sorted(stood) == sorted(f"answer:specialty:{s.id}" for s in PACK.specialties)


def test_a_shelf_is_closed_by_tapping_it_again():
    visitor = asked_for("specialty").tap("shelf:agriculture")
    assert found(visitor)
    assert not found(visitor.tap("shelf:agriculture"))


# --- taps ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        "answer:works_in_district:true",  # not the question on the screen: the second tap of a hasty thumb
        "answer:employment:emperor",
        "answer:employment",
        "answer:hours:1",
        "answer",
        "unsure:residency",
        "change:residency",
        "shelf:nowhere",
        "open:/etc/passwd",
        "nonsense",
        "",
        "a" * 5000,
        "answer:employment:enterprise:more",
        None,
        7,
        ["answer"],
        {"what": "answer"},
    ],
)
def test_a_tap_that_the_screen_does_not_offer_changes_nothing(sent):
    visitor = Visitor("check")
    visitor.send(sent)
    assert visitor.raw == {}
    assert visitor.screen == "employment"


def test_a_page_opens_with_what_was_restored():
    visitor = Visitor("check", answers={"employment": "enterprise", "works_in_district": None})
    assert visitor.screen == "specialty"


# --- the day asked about -----------------------------------------------------------------------------------------


def test_the_day_in_the_address_is_shown_and_kept_from_page_to_page():
    visitor = Visitor(as_of=OPEN_DAY).click("primary_start")
    assert visitor.at.query_params["as_of"] == OPEN_DAY
    assert "nav_today_header" in visitor.keys
    assert OPEN_DAY in "".join(visitor.part("tg-footer"))


@pytest.mark.parametrize("rubbish", ["", "soon", "2023-02-30", "1949-12-31", "2101-01-01", "<script>"])
def test_a_day_that_is_none_means_today(rubbish):
    visitor = Visitor(as_of=rubbish)
    assert "nav_today_header" not in visitor.keys
    assert "正在按" not in visitor.text
