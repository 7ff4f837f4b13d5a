"""One screen after the other, chosen by the rules: a question, or a few short ones that belong together."""

from html import escape

import streamlit as st

from logic.dates import Span, read_span
from logic.interview.questionnaire import Rest, Seen
from logic.interview.screens import ASKED, DATES
from ui import kiosk, state
from ui.browser.taps import Tap, button, taken
from ui.kiosk import touch
from ui.language import begin, t, tn, tr
from ui.parts import answers_aside, clause_chip, dropped_html, follow_bar, footer, go, heading_html
from ui.questions import groups
from ui.questions.ask import ask_date, ask_specialty, choices, open_shelf, specialty_by_touch
from ui.questions.hours import ask_hours, hours_by_touch, obey_hours
from ui.questions.words import question as words_of
from ui.shell import receive, tell

pack = state.pack()
DATES_ASKED = frozenset(DATES)


def _obey(tap: Tap) -> None:
    """Do what was tapped, if the screen offers it: a second tap of a hasty thumb comes too late."""
    seen = state.seen()
    screen, rows = seen.screen.id if seen.screen else "", seen.rows
    match tap:
        case Tap("result", _, _):
            # What was tapped on this screen counts already.
            if seen.visit.draft:
                state.hand_in(Rest.OPEN)
            go("result")
        case Tap("back", to, _):
            state.back(to)
        case Tap("forward", to, _):
            state.forward(to)
        case Tap("undo", _, _):
            state.undo()
        case Tap("change", question, _) if question in ASKED and seen.shown(question)[0]:
            state.change(question)
        case Tap("day", part, _) if kiosk.is_on() and rows and rows[0] in DATES:
            touch.tap_day(part)
        case Tap("letter", letter, _) if kiosk.is_on() and screen == "specialty":
            touch.tap_letter(letter)
        case Tap("cell" | "digit" | "year" | "done", _, _) if screen == "hours" and kiosk.is_on():
            obey_hours(tap)
        case Tap("answer", question, text) if question in DATES and question in rows:
            _take_date(question, text)
        case Tap("shelf", group, _) if any(one.id == group for one in pack.groups):
            open_shelf(group)
        case Tap("answer", "specialty", value) if screen == "specialty" and value in pack.by_id:
            state.answer({"specialty": value})
        case Tap("answer", question, text) if rows == (question,):
            known, value = groups.read_value(question, text)
            if known and value is not None:
                state.answer({question: value})
        case Tap("row", question, text) if question in rows and len(rows) > 1:
            known, value = groups.read_value(question, text)
            if known:
                state.tap_row(question, value)
        case Tap("usual", where, _) if where == screen and _is_group(seen) and DATES_ASKED.isdisjoint(rows):
            state.hand_in(Rest.USUAL)
        case Tap("onward", where, _) if where == screen and _is_group(seen) and not seen.open_rows:
            state.hand_in(Rest.OPEN)
        case Tap("unsure", where, _) if where == screen and screen != "hours":
            if _is_group(seen):
                state.hand_in(Rest.UNSURE)
            else:
                state.answer({rows[0]: None})


def _is_group(seen: Seen) -> bool:
    return len(seen.rows) > 1


def _take_date(question: str, text: str) -> None:
    """A date from the kiosk's keys, or with Enter; where more is asked beside it, it waits for that."""
    span = read_span(text, latest=state.as_of())
    if isinstance(span, Span) and not state.day_decides(question, span):
        state.tap_row(question, str(span))
        if not state.seen().open_rows:
            state.hand_in(Rest.OPEN)


def _top(seen: Seen, screen: str) -> str:
    """Where one stands, the question, and what helps to answer it."""
    done, to_come = seen.done, seen.to_come
    share = round(100 * done / max(done + to_come + 1, 1))
    if screen == "hours":
        ahead = t("最后一步，可以不填")
    else:
        ahead = tn("最多还有 {n} 步", to_come) if to_come else t("这是最后一步")
    words = groups.GROUPS[screen] if _is_group(seen) else words_of(seen.rows[0], pack)
    # Nobody types at the kiosk: its keys say by themselves how one searches.
    by_letters = screen == "specialty" and kiosk.is_on()
    helped = "" if by_letters else f'<p class="tg-help">{escape(tr(words.help))}</p>'
    return (
        f'<div class="tg-count"><span>{escape(t("第 {n} 步", n=done + 1))}</span><span>{escape(ahead)}</span></div>'
        f'<div class="tg-track" role="progressbar" aria-label="{escape(t("进度"))}" aria-valuemin="0"'
        f' aria-valuemax="100" aria-valuenow="{share}"><i style="--tg-done:{share}%"></i></div>'
        f"{dropped_html(seen.visit)}{heading_html(tr(words.ask), f'check:{screen}')}{helped}"
    )


def _ways_on(seen: Seen, screen: str) -> str:
    """Past the question, back, to the result so far; and, folded, why it is asked."""
    unsure = ""
    if screen != "hours" and (seen.open_rows or not _is_group(seen)):
        untouched = len(seen.open_rows) == len(seen.rows)
        words = t("不清楚，先跳过") if untouched or not _is_group(seen) else t("其余不清楚，先跳过")
        unsure = button(Tap("unsure", screen), words, "tg-link tg-unsure")
    row = (
        button(Tap("go", "start"), t("返回首页"), "tg-nav")
        if seen.previous is None
        else button(Tap("back"), t("上一步"), "tg-nav")
    )
    # After the rows the visitor has come down here.
    if _is_group(seen) and DATES_ASKED.isdisjoint(seen.rows) and groups.is_touched(seen):
        row += groups.usual_button(seen, screen, "tg-primary tg-go")
    if len(seen.visit.answers) > 2:
        row += button(Tap("result"), t("看看目前的结果"), "tg-link")
    return f'{unsure}<div class="tg-nav-row">{row}</div>{_why(seen)}'


def _why(seen: Seen) -> str:
    asked = [words_of(question, pack) for question in seen.rows]
    reasons = "".join(f"<p>{escape(tr(one.why))} {clause_chip(one.clause, pack)}</p>" for one in asked)
    clauses = dict.fromkeys(one.clause for one in asked if one.clause in pack.clauses)
    texts = "".join(
        f"<p>{escape(tr(pack.clauses[clause].text.text))}</p>" for clause in clauses if clause in pack.clauses
    )
    title = t("为什么问这几项？") if _is_group(seen) else t("为什么问这个？")
    return (
        f'<details class="tg-fold"><summary>{escape(title)}</summary>'
        f'<div class="tg-why-in">{reasons}{texts}</div></details>'
    )


def _by_touch(screen: str, seen: Seen) -> str:
    """What is typed elsewhere, with keys on the screen."""
    touch.at(screen)
    match screen:
        case "hours":
            return hours_by_touch(pack)
        case "specialty":
            return specialty_by_touch(pack)
        case _:
            return touch.day_pad(seen.rows[0])


def _typed(screen: str, seen: Seen) -> None:
    """A screen that is answered in a field of Streamlit's."""
    top, ways, aside = _top(seen, screen), _ways_on(seen, screen), answers_aside(seen, pack)
    with st.container(key="tg_two"):
        st.html(top)
        shelves = ""
        if screen == "hours":
            ask_hours(pack)
        elif screen == "specialty":
            shelves = ask_specialty(pack)
        else:
            ask_date(seen, pack)
        # One piece, of which style.css puts the answers into the other column: each piece is drawn by itself.
        st.html(f'<div class="tg-rest"><div>{shelves}{ways}</div>{aside}</div>')


@st.fragment
def screen() -> None:
    """The screen looked at. A fragment: after a tap only this is run and drawn again."""
    begin()
    tap = taken()
    # First: a tap that came with answers from before a reload was meant for a question that they may answer already.
    receive("check")
    if tap is not None:
        if kiosk.is_on():
            kiosk.carry_out(tap, "check")
        else:
            follow_bar(tap)
        _obey(tap)
    moved = state.moved()
    if state.current() is None and not moved and not kiosk.is_on():
        state.back()
    seen = state.seen()
    if seen.screen is None:
        go("result")
    name = seen.screen.id
    typed = name in ("specialty", "hours") or not DATES_ASKED.isdisjoint(seen.rows)
    if typed and not kiosk.is_on():
        _typed(name, seen)
    else:
        if typed:
            asked = _by_touch(name, seen)
        elif _is_group(seen):
            asked = groups.usual_button(seen, name) + groups.rows(seen, pack)
        else:
            asked = choices(seen, pack)
        body = _top(seen, name) + asked + _ways_on(seen, name)
        st.html(f'<div class="tg-both"><div>{body}</div>{answers_aside(seen, pack)}</div>')
    # After the question: each message is drawn by itself, and the question is what is waited for.
    tell("check")


screen()
footer(pack)
