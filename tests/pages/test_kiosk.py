"""The kiosk without a browser: what it offers, its keys at their limits, and who finds what."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from logic.facts import MOST_YEARS
from logic.interview.visit import Visit
from tests.logic.applicants import PACK
from tests.pages.visitor import OPEN_DAY, Visitor, facts
from ui.kiosk import screen, touch
from ui.kiosk.demo import profiles
from ui.server.settings import settings
from ui.state import VISIT

TECHNICIAN = facts("企业大专技术员")
# Somebody with a way ahead.
AHEAD = facts("企业本科毕业生", service_start="2023-03-01")


class Stranger(Visitor):
    """Somebody standing before the touch screen."""

    def __init__(self, page: str = "start", **how: Any) -> None:
        super().__init__("start", **how)
        self.at.query_params["kiosk"] = "1"
        if "answers" in how:
            # The start screen forgets them, as it should; so they come with the page.
            self.at.session_state["tg_kiosk_on"] = True
            self.at.session_state[VISIT] = Visit(dict(how["answers"]))
        if page != "start":
            self.go(page)
        elif "answers" not in how:
            self.run()

    def touch(self, *taps: str) -> Stranger:
        for one in taps:
            self.tap(one)
        return self

    @property
    def sent(self) -> dict[str, Any]:
        """What the page's script got last."""
        (mounted,) = self.at.get("bidi_component")
        sent: dict[str, Any] = json.loads(mounted.proto.bytes)
        return sent

    def offered(self, kind: str) -> list[str]:
        """The taps of one kind that are on the screen."""
        return [tap.partition(":")[2] for tap in self.taps if tap.partition(":")[0] == kind]


def asked(field: str, **how: Any) -> Stranger:
    """At the question ``field``, all before it answered."""
    known = {name: value for name, value in TECHNICIAN.items() if name not in (field, "hours")}
    stranger = Stranger("check", answers=known, **how)
    assert stranger.screen == field
    return stranger


# --- what is offered ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_start_screen_invites_and_leads_nowhere_else(lang):
    stranger = Stranger(lang=lang)
    assert stranger.heading.replace(" ", "") == stranger.say("几分钟，看清您能不能申报初级职称").replace(" ", "")
    others = {f"language:{code}" for code in ("zh", "en", "zh-Hant") if code != lang}
    # Nothing to start over, and nothing that looks as if it began.
    assert {"begin", "size"} | others == set(stranger.taps)


@pytest.mark.parametrize("printer", [False, True])
def test_a_result_can_be_printed_only_where_there_is_a_printer(monkeypatch, printer):
    monkeypatch.setenv("TITLEGUIDE_KIOSK_PRINTER", str(printer).lower())
    settings.cache_clear()
    try:
        stranger = Stranger("result", answers=TECHNICIAN)
    finally:
        settings.cache_clear()
    assert ("print_result" in stranger.keys) is printer
    assert ("打印这份结果" in stranger.text) is printer


@pytest.mark.parametrize("printer", [False, True])
def test_the_plan_is_seen_and_printed_where_there_is_a_printer_and_nothing_is_typed(monkeypatch, printer):
    monkeypatch.setenv("TITLEGUIDE_KIOSK_PRINTER", str(printer).lower())
    settings.cache_clear()
    try:
        stranger = Stranger("result", answers=AHEAD)
        assert "nav_what_if" not in stranger.keys
        stranger.click("nav_plan")
    finally:
        settings.cache_clear()
    assert stranger.token == "plan" and stranger.part("tg-ways")
    assert ("print_plan" in stranger.keys) is printer
    at = stranger.at
    assert [*at.text_input, *at.selectbox, *at.number_input, *at.download_button] == []
    assert not re.search(r"<a [^>]*href", "".join(stranger.markup))


def test_from_the_plan_one_goes_back_to_the_result_and_over_to_the_next_person():
    assert Stranger("plan", answers=AHEAD).send("back", "plan").token == "result"
    wiped = Stranger("plan", answers=AHEAD).send("startover", "plan")
    assert "begin" in wiped.taps and wiped.raw == {}


def test_a_result_leads_to_the_rule_book_by_a_button_and_not_by_a_link():
    assert "go:rules" in Visitor("result", answers=TECHNICIAN).taps
    stranger = Stranger("result", answers=TECHNICIAN)
    assert not any(tap.startswith("go:") for tap in stranger.taps)
    assert stranger.click("nav_rules").token == "rules"


def test_it_begins_with_the_first_question(monkeypatch):
    gone: list[str] = []
    stranger = Stranger()
    monkeypatch.setattr(screen, "go", gone.append)
    stranger.tap("begin", "start")
    assert gone == ["check"]


@pytest.mark.parametrize("field", ["employment", "specialty", "title_date", "hours"])
def test_nothing_is_typed_uploaded_or_followed(field):
    stranger = asked(field) if field != "employment" else Stranger("check")
    at = stranger.at
    assert [*at.text_input, *at.text_area, *at.file_uploader, *at.download_button] == []
    assert not re.search(r"<a [^>]*href", "".join(stranger.markup))
    assert {"startover", "back", "size"} <= set(stranger.taps)


@pytest.mark.parametrize("page", ["answers", "matters", "questions", "hours", "unit", "result", "plan"])
def test_other_pages_are_the_start_screen(page):
    stranger = Stranger()
    stranger.go(page)
    assert "begin" in stranger.taps


def test_once_on_it_stays_on_whatever_the_address_says():
    stranger = Stranger("check")
    stranger.at.query_params["kiosk"] = "0"
    assert "startover" in stranger.run().taps
    del stranger.at.query_params["kiosk"]
    assert "startover" in stranger.run().taps


# --- a date ---------------------------------------------------------------------------------------------------------


def test_a_date_is_a_year_a_month_and_a_day():
    stranger = asked("title_date").touch("day:2021", "day:2021-06", "day:2021-06-30")
    assert stranger.offered("day") == ["undo"]
    stranger.touch("answer:title_date:2021-06-30")
    assert stranger.raw["title_date"] == "2021-06-30"


def test_a_month_is_a_date_where_no_day_of_it_decides():
    stranger = asked("title_date").touch("day:2020", "day:2020-03")
    assert "answer:title_date:2020-03" in stranger.taps
    stranger.touch("answer:title_date:2020-03")
    assert stranger.raw["title_date"] == "2020-03"


def test_where_the_day_decides_only_days_are_offered_and_it_is_said_why():
    stranger = asked("title_date").touch("day:2021", "day:2021-10")
    assert stranger.offered("answer") == []
    assert "差几天结论就不同" in stranger.text
    assert stranger.send("answer:title_date:2021-10").screen == "title_date"


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [("2020", "02", 29), ("2021", "02", 28), ("2000", "02", 29), ("2021", "04", 30), ("2022", "12", 31)],
)
def test_a_month_has_its_own_days(year, month, last):
    stranger = asked("title_date").touch(f"day:{year}", f"day:{year}-{month}")
    days = [day for day in stranger.offered("day") if day != "undo"]
    assert days == [f"{year}-{month}-{day:02}" for day in range(1, last + 1)]


def test_no_day_after_today_is_offered():
    stranger = asked("title_date")
    assert stranger.offered("day")[0] == OPEN_DAY[:4]
    stranger.touch("day:2023")
    assert [m for m in stranger.offered("day") if m != "undo"][-1] == "2023-10"
    stranger.touch("day:2023-10")
    assert [d for d in stranger.offered("day") if d != "undo"][-1] == OPEN_DAY


def test_a_step_back_takes_the_last_part_off_again():
    stranger = asked("title_date").touch("day:2021", "day:2021-06", "day:undo")
    assert "2021-06" in stranger.offered("day")
    stranger.touch("day:undo")
    assert "2021" in stranger.offered("day") and "undo" not in stranger.offered("day")


@pytest.mark.parametrize("part", ["2024", "2021-13", "2021-02-30", "1899", "x", ""])
def test_a_date_that_cannot_be_changes_nothing(part):
    stranger = asked("title_date")
    before = stranger.offered("day")
    stranger.send(f"day:{part}")
    assert stranger.offered("day") == before


def test_what_was_tapped_for_one_date_is_not_there_for_the_next():
    later = ("service_start", "title_level", "title_date", "title_same_series", "hours")
    stranger = Stranger("check", answers={name: value for name, value in TECHNICIAN.items() if name not in later})
    stranger.touch("answer:title_level:technician")
    assert stranger.screen == "title_date"
    stranger.touch("day:2018", "day:2018-07", "day:2018-07-01", "answer:title_date:2018-07-01")
    stranger.touch("answer:title_same_series:false")
    assert stranger.screen == "service_start"
    assert "2018" in stranger.offered("day") and "undo" not in stranger.offered("day")


# --- hours ----------------------------------------------------------------------------------------------------------


def cell(stranger: Stranger, which: str) -> str:
    return stranger.taps[f"cell:{which}"]


def typed(stranger: Stranger, keys: str) -> Stranger:
    names = {".": "dot", "<": "back", ">": "next"}
    return stranger.touch(*(f"digit:{names.get(key, key)}" for key in keys))


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("30", "30"),
        ("64.5", "64.5"),
        ("64.57", "64.5"),
        (".5", "5"),
        ("3..5", "3.5"),
        ("30<", "3"),
        ("3<<", "–"),
        ("12345678", "123456"),
    ],
)
def test_the_number_pad(keys, shown):
    stranger = asked("hours").touch("cell:2022-general")
    assert cell(typed(stranger, keys), "2022-general") == shown


def test_the_next_cell_and_after_the_last_the_first():
    stranger = asked("hours")
    cells = stranger.offered("cell")
    stranger.touch(f"cell:{cells[-1]}")
    typed(stranger, "6>3")
    assert cell(stranger, cells[-1]) == "6"
    assert cell(stranger, cells[0]) == "3"
    assert stranger.pressed == [f"cell:{cells[0]}"]


def test_years_before_and_after_up_to_today_and_no_more_than_are_taken():
    stranger = asked("hours")
    years = sorted({one[:4] for one in stranger.offered("cell")})
    for _ in range(3):
        stranger.touch("year:after")
    assert max(one[:4] for one in stranger.offered("cell")) == OPEN_DAY[:4]
    stranger.touch("year:before")
    assert min(one[:4] for one in stranger.offered("cell")) == str(int(years[0]) - 1)
    for _ in range(MOST_YEARS):
        stranger.touch("year:before")
    assert len(stranger.offered("cell")) == 2 * MOST_YEARS


def test_a_year_added_by_mistake_is_taken_off_again():
    stranger = asked("hours")
    cells = stranger.offered("cell")
    assert "year:less" not in stranger.taps
    stranger.touch("year:before")
    assert stranger.pressed == [f"cell:{int(cells[0][:4]) - 1}-general"]
    stranger.touch("year:less")
    assert stranger.offered("cell") == cells
    # One in between would leave a gap, and the last one no table.
    if len(cells) > 4:
        stranger.touch(f"cell:{cells[2]}")
        assert "year:less" not in stranger.taps
    while len(stranger.offered("cell")) > 2:
        stranger.touch(f"cell:{stranger.offered('cell')[0]}", "year:less")
    stranger.touch(f"cell:{stranger.offered('cell')[0]}")
    assert "year:less" not in stranger.taps


def test_the_button_that_takes_a_year_off_has_its_room_before_it_comes():
    stranger = asked("hours")
    room = 'class="tg-nav tg-room"'
    assert room in "".join(stranger.markup)
    stranger.touch("year:before")
    assert "year:less" in stranger.taps
    assert room not in "".join(stranger.markup)


def test_a_cell_with_a_fault_is_marked_and_named_and_a_fault_is_said_once():
    stranger = asked("hours").touch("cell:2022-general")
    typed(stranger, "9999>9999")
    markup = "".join(stranger.markup)
    assert markup.count('class="tg-cell tg-cell-fault"') == 2
    said = "<p>一年不会超过 8784 学时。请检查是否多写了一位。</p>"
    assert markup.count(said) == 1
    assert re.search(r'aria-label="2022 公需科目 9999 [^"]*8784', markup)


def test_hours_tapped_are_the_hours_judged():
    stranger = asked("hours").touch("cell:2022-general")
    typed(stranger, "30>60").touch("done")
    assert {"year": 2022, "general": 30, "professional": 60} in stranger.raw["hours"]


# --- searching ------------------------------------------------------------------------------------------------------


def test_initials_find_and_are_taken_back():
    stranger = asked("specialty").touch("letter:J", "letter:X")
    assert "answer:specialty:mechanical" in stranger.taps
    stranger.touch("letter:back", "letter:clear")
    assert "letter:clear" not in stranger.taps


def test_no_more_letters_than_anybody_needs():
    stranger = asked("specialty")
    for _ in range(30):
        stranger.send("letter:J")
    assert len(stranger.at.session_state[touch._WORDS]) == 24
    stranger.send("letter:é")
    assert set(stranger.at.session_state[touch._WORDS]) == {"j"}


# --- nobody sees what somebody said ---------------------------------------------------------------------------------


def test_the_tab_is_given_nothing_to_keep():
    stranger = asked("title_date")
    assert stranger.raw
    assert stranger.sent["answers"] == {}
    assert stranger.sent["kiosk"]["dirty"] is True


@pytest.mark.parametrize(("late", "kept"), [(-1, True), (1, False)])
def test_after_too_long_a_pause_the_server_forgets_by_itself(monkeypatch, late, kept):
    clock = [1000.0]
    monkeypatch.setattr(screen, "monotonic", lambda: clock[0])
    stranger = asked("title_date")
    stranger.run()
    clock[0] += 90 + screen.COUNTDOWN + screen._GRACE + late
    stranger.run()
    assert bool(stranger.raw) is kept


@pytest.mark.parametrize("tap", ["startover", "wipe"])
def test_starting_over_forgets(tap):
    stranger = asked("title_date")
    stranger.send(tap)
    assert stranger.raw == {}


@pytest.mark.parametrize("tap", ["startover", "wipe"])
def test_who_comes_next_finds_the_usual_language_and_size(tap):
    stranger = asked("title_date", lang="en")
    stranger.at.query_params["size"] = "large"
    stranger.run()
    assert stranger.sent["kiosk"]["worn"] is True
    stranger.send(tap)
    assert {"lang", "size"} & set(stranger.at.query_params) == set()


def test_the_start_screen_is_always_somebody_new_s():
    stranger = asked("title_date")
    stranger.go("start")
    assert stranger.raw == {}
    assert stranger.sent["kiosk"]["dirty"] is False


def test_the_demonstration_shows_one_after_another_and_keeps_nobody():
    stranger = Stranger()
    stranger.send("demo", "start")
    shown: list[str] = []
    while len(shown) < 3:
        place = int(stranger.sent["kiosk"]["demo"].split(".")[0])
        if place == len(shown) and stranger.raw.get("specialty"):
            shown.append(stranger.raw["specialty"])
        stranger.send("demo", "check")
    assert shown == [one.answers["specialty"] for one in profiles(PACK)[:3]]
    assert stranger.sent["kiosk"]["dirty"] is False
    stranger.go("start")
    assert stranger.raw == {}
