"""One question a screen, chosen by the rules."""

import datetime as dt
from html import escape

import streamlit as st

from logic.dates import read_date
from logic.facts import FIELDS
from logic.labels import CHOICE_NAMES, FACT_NAMES, listed
from ui import kiosk, state, touch
from ui.ask import ask_date, ask_specialty, choices, open_shelf, specialty_by_touch
from ui.language import t, tn, tr
from ui.parts import answers_aside, clause_chip, footer, go, heading_html, note_html
from ui.questions import question
from ui.questions_hours import ask_hours, hours_by_touch, obey_hours
from ui.shell import receive, tell
from ui.taps import Tap, button, taken

# Answered in a field of Streamlit's, not by a tap on a choice.
TYPED = ("specialty", "service_start", "title_date", "hours")
pack = state.pack()


def _values(field: str) -> list[object]:
    return list(CHOICE_NAMES.get(field, (True, False)))


def _obey(tap: Tap) -> None:
    """Do what was tapped, if the question on the screen offers it: a second tap of a hasty thumb comes too late."""
    match tap:
        case Tap("home", _, _):
            go("start")
        case Tap("result", _, _):
            go("result")
        case Tap("back", _, _):
            state.back()
        case Tap("forward", _, _):
            state.forward()
        case Tap("undo", _, _):
            state.undo()
        case Tap("change", field, _) if field in state.raw():
            state.change(field)
        case Tap("day", part, _) if kiosk.is_on() and state.current() in ("service_start", "title_date"):
            touch.tap_day(part)
        case Tap("letter", letter, _) if kiosk.is_on() and state.current() == "specialty":
            touch.tap_letter(letter)
        case Tap("cell" | "digit" | "year" | "done", _, _) if state.current() == "hours" and kiosk.is_on():
            obey_hours(tap)
        case Tap("answer", "service_start" | "title_date" as field, value) if field == state.current():
            # From the kiosk's keys, or with Enter.
            day = read_date(value, latest=state.as_of())
            if isinstance(day, dt.date):
                state.answer(field, day.isoformat())
        case Tap("shelf", group, _) if any(one.id == group for one in pack.groups):
            open_shelf(group)
        case Tap("unsure", field, _) if field == state.current():
            state.answer(field, None)
        case Tap("answer", "specialty", value) if state.current() == "specialty" and value in pack.by_id:
            state.answer("specialty", value)
        case Tap("answer", field, value) if field == state.current() and field in FIELDS:
            offered = {str(one).lower(): one for one in _values(field)}
            if value in offered:
                chosen = offered[value]
                state.answer(field, chosen if isinstance(chosen, bool) else str(chosen))


def _top(field: str) -> str:
    """Where one stands, the question, and what helps to answer it."""
    answers = state.raw()
    done = len([name for name in answers if name != field])
    left = state.at_most()
    # A question opened again is not among those still to come.
    to_come = left if field in answers else max(left - 1, 0)
    share = round(100 * done / max(done + to_come + 1, 1))
    if field == "hours":
        ahead = t("最后一步，可以不填")
    else:
        ahead = tn("最多还有 {n} 题", to_come) if to_come else t("这是最后一题")
    dropped = ""
    if state.dropped():
        names = listed(FACT_NAMES[name] for name in state.dropped())
        undo = button(Tap("undo"), t("选错了，撤销"), "tg-link") if state.can_undo() else ""
        dropped = note_html(t("这些用不上了，已经删去：{names}。", names=names), more=undo)
    # Nobody types at the kiosk: its keys say by themselves how one searches.
    by_letters = field == "specialty" and kiosk.is_on()
    helped = "" if by_letters else f'<p class="tg-help">{escape(tr(question(field, pack).help))}</p>'
    return (
        f'<div class="tg-count"><span>{escape(tn("已答 {n} 题", done))}</span><span>{escape(ahead)}</span></div>'
        f'<div class="tg-track" role="progressbar" aria-label="{escape(t("进度"))}" aria-valuemin="0"'
        f' aria-valuemax="100" aria-valuenow="{share}"><i style="--tg-done:{share}%"></i></div>{dropped}'
        f"{heading_html(tr(question(field, pack).ask), f'check:{field}')}{helped}"
    )


def _ways_on(field: str) -> str:
    """Past the question, back, to the result so far; and, folded, why it is asked."""
    ways = [] if field == "hours" else [button(Tap("unsure", field), t("不清楚，先跳过"), "tg-link tg-unsure")]
    home = state.previous() is None
    row = button(Tap("home"), t("返回首页"), "tg-nav") if home else button(Tap("back"), t("上一题"), "tg-nav")
    if len(state.raw()) > 2:
        row += button(Tap("result"), t("看看目前的结果"), "tg-link")
    clause = pack.clauses[question(field, pack).clause]
    return (
        f'{"".join(ways)}<div class="tg-nav-row">{row}</div>'
        f'<details class="tg-fold"><summary>{escape(t("为什么问这个？"))}</summary><div class="tg-why-in">'
        f"<p>{escape(tr(question(field, pack).why))} {clause_chip(question(field, pack).clause, pack)}</p>"
        f"<p>{escape(tr(clause.text.text))}</p></div></details>"
    )


def _by_touch(field: str) -> str:
    """What is typed elsewhere, with keys on the screen."""
    touch.at(field)
    match field:
        case "hours":
            return hours_by_touch(pack)
        case "specialty":
            return specialty_by_touch(pack)
        case _:
            return touch.day_pad(field)


def _typed(field: str) -> None:
    """A question that is answered in a field of Streamlit's."""
    top, ways, aside = _top(field), _ways_on(field), answers_aside(pack, current=field)
    with st.container(key="tg_two"):
        st.html(top)
        shelves = ""
        if field == "hours":
            ask_hours(pack)
        elif field == "specialty":
            shelves = ask_specialty(pack)
        else:
            ask_date(field)
        # One piece, of which style.css puts the answers into the other column: each piece is drawn by itself.
        st.html(f'<div class="tg-rest"><div>{shelves}{ways}</div>{aside}</div>')


@st.fragment
def screen() -> None:
    """The question on the screen. A fragment: after a tap only this is run and drawn again."""
    tap = taken()
    # First: a tap that came with answers from before a reload was meant for a question that they may answer already.
    receive("check")
    if tap is not None:
        if kiosk.is_on():
            kiosk.obey(tap, "check")
        _obey(tap)
    field, moved = state.current(), state.moved()
    if field is None and not moved and not kiosk.is_on():
        state.back()
        field = state.current()
    if field is None:
        go("result")
    if field in TYPED and not kiosk.is_on():
        _typed(field)
    else:
        asked = _by_touch(field) if field in TYPED else choices(field, _values(field), pack)
        body = _top(field) + asked + _ways_on(field)
        st.html(f'<div class="tg-both"><div>{body}</div>{answers_aside(pack, current=field)}</div>')
    # After the question: each message is drawn by itself, and the question is what is waited for.
    tell("check")


screen()
footer(pack)
