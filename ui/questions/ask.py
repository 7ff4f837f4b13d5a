"""How each kind of question is asked: choices, dates, the specialty. The hours: ``ui/questions/hours.py``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from logic.dates import Span, read_span
from logic.interview.questionnaire import Rest, Seen
from logic.interview.screens import DATES
from logic.pack import Pack, Specialty
from logic.search import search
from logic.words.language import Text
from ui import state
from ui.browser.taps import Tap, button
from ui.kiosk import touch
from ui.language import t, tn, tr
from ui.parts import choice_name, leads_to, values_of
from ui.questions.groups import rows, tap_value, usual_words
from ui.questions.words import question as words_of


def choices(seen: Seen, pack: Pack) -> str:
    """The one question on the screen, one large target a choice; one tap answers and moves on."""
    (question,) = seen.rows
    notes, (answered, answer) = words_of(question, pack).notes, seen.shown(question)
    buttons = [
        button(
            Tap("answer", question, tap_value(value)),
            tr(choice_name(question, value, pack)),
            "tg-choice",
            small=tr(notes[str(value)]) if str(value) in notes else "",
            pressed=answered and value == answer,
        )
        for value in values_of(question)
    ]
    return _group(buttons)


def _group(buttons: Iterable[str]) -> str:
    return f'<div class="tg-choices" role="group" aria-labelledby="tg-focus">{"".join(buttons)}</div>'


def ask_date(seen: Seen, pack: Pack) -> None:
    """A date, typed in any usual way and read back; not after the day asked about. A month is taken where it is enough.

    Where the screen asks more than the date, its rows stand below it, and one button answers all of it.
    """
    question = next(question for question in seen.rows if question in DATES)
    kept = seen.visit.answers.get(question)
    typed = st.text_input(
        t("日期"),
        value=kept or "",
        key=f"date_{question}",
        live=True,
        placeholder=t("例如 2021-07-01 或 202107"),
        autocomplete="off",
    )
    found = read_span(typed or "", latest=state.as_of())
    span = found if isinstance(found, Span) else None
    decides = span is not None and state.day_decides(question, span)
    st.html(_about(found, decides=decides, rows=rows(seen, pack) if len(seen.rows) > 1 else ""))
    others = tuple(q for q in seen.open_rows if q != question)
    if span is None or decides:
        label = t("写好日期，再到下一步")
    elif others:
        label = t("就是 {day}，{rest}", day=span.in_words, rest=usual_words(others))
    else:
        label = t("就是 {day}，下一步", day=span.in_words)
    st.button(
        label,
        key=f"primary_{question}",
        disabled=span is None or decides,
        on_click=_date_typed,
        args=(question, str(span)),
    )
    if span is not None and decides and span.month is not None:
        last = Span(span.year, span.month, span.ends(state.as_of())[1].day)
        st.button(
            t("记不清是哪天，按 {day}算", day=last.in_words),
            key=f"link_last_{question}",
            on_click=_date_typed,
            args=(question, str(last)),
        )


def _date_typed(question: str, text: str) -> None:
    state.tap_row(question, text)
    state.hand_in(Rest.USUAL)


def _about(found: Span | Text | None, *, decides: bool, rows: str) -> str:
    """What is to be said of a date as it is typed, and the rows below it; one piece, for each is drawn by itself."""
    said = ""
    if isinstance(found, Text):
        said = f'<p class="tg-field-fault" role="status">{escape(tr(found))}</p>'
    elif found is not None and decides:
        more = t("只写年份还不够，请写上月份。") if found.month is None else t("差几天结论就不同，请写到日。")
        said = f'<p class="tg-field-fault" role="status">{escape(more)}</p>'
    elif found is not None and found.day is None:
        day = found.ends(state.as_of())[1]
        sentence = t("按 {day}算，不影响结论。", day=day)
        said = f'<p class="tg-field-note" role="status">{escape(sentence)}</p>'
    return f"<div>{said}{rows}</div>"


# --- specialty ---------------------------------------------------------------------------------------------------


def _specialty_button(specialty: Specialty, small: str = "", *, chosen: str | None = None) -> str:
    """Its name, what work it is, and ``small``; marked where it is the one ``chosen`` before."""
    tap, note = Tap("answer", "specialty", specialty.id), tr(specialty.note.text) if specialty.note else ""
    return button(tap, tr(specialty.name), "tg-choice", note=note, small=small, pressed=specialty.id == chosen)


def _found(query: str, pack: Pack, nothing: str) -> str:
    """What ``query`` leads to, each with the word that led there and where it leads; ``nothing`` where that is none."""
    found, chosen = search(query, pack), state.raw().get("specialty")
    buttons = []
    for hit in found.hits:
        small = leads_to(hit.specialty, pack)
        said = tr(Text(hit.word, hit.word)) if hit.word else ""  # in the reader's characters
        if said and said not in tr(hit.specialty.name):
            small = t("包括“{word}” · {way}", word=said, way=small)
        buttons.append(_specialty_button(hit.specialty, small, chosen=chosen))
    notes = "".join(f'<p class="tg-note">{escape(tr(note))}</p>' for note in found.notes)
    if not (found.hits or found.notes):
        notes = f'<p class="tg-note">{escape(nothing)}</p>'
    return f'<div id="tg-found">{notes}{_group(buttons) if buttons else ""}</div>'


def ask_specialty(pack: Pack) -> str:
    """Search by name, everyday word, pinyin or initials; returns the shelves to browse, which stand below."""
    query = st.text_input(
        t("搜索专业"),
        key="specialty_query",
        type="search",
        live=True,
        placeholder=t("例如：酿酒、jixie"),
        label_visibility="collapsed",
    )
    if query:
        st.html(_found(query, pack, t("没有找到“{query}”。换个说法试试，或在下面按类别查找。", query=query)))
    return f'<h2 class="tg-h">{escape(t("按类别查找"))}</h2><div class="tg-folds">{_shelves(pack)}</div>'


def specialty_by_touch(pack: Pack) -> str:
    """The same without a keyboard: letters for pinyin or initials, what they find, and the shelves."""
    query = touch.typed_words()
    found = _found(query, pack, t("没有找到。退一格试试，或在下面按类别查找。")) if query else ""
    shelves = f'<h2 class="tg-h">{escape(t("按类别查找"))}</h2><div class="tg-folds">{_shelves(pack)}</div>'
    return f"{touch.letter_pad()}{found}{shelves}"


_SHELF = "tg_shelf"


def open_shelf(group: str) -> None:
    """Open a shelf, or close it again. Only the open one is filled: all of them are a long page to send and draw."""
    st.session_state[_SHELF] = None if st.session_state.get(_SHELF) == group else group


def _shelves(pack: Pack) -> str:
    chosen = pack.by_id.get(state.raw().get("specialty") or "")
    shelves = []
    for group in pack.groups:
        inside = [s for s in pack.specialties if s.series in group.series]
        # A visitor who comes back to change the answer finds it at once.
        is_open = st.session_state.get(_SHELF, group.id if chosen in inside else None) == group.id
        label = f"{tr(group.name.text)} · {tn('{n} 个专业', len(inside))}"
        content = _shelf(inside, pack) if is_open else ""
        shelves.append(
            f'<div class="tg-fold">{button(Tap("shelf", group.id), label, "tg-sum", open=is_open)}{content}</div>'
        )
    return "".join(shelves)


def _shelf(inside: Sequence[Specialty], pack: Pack) -> str:
    """The specialties of one shelf, and where they lead: once, if all to the same."""
    ways, chosen = [leads_to(specialty, pack) for specialty in inside], state.raw().get("specialty")
    if len(set(ways)) > 1:
        return _group(_specialty_button(one, way, chosen=chosen) for one, way in zip(inside, ways, strict=True))
    alike = _group(_specialty_button(one, chosen=chosen) for one in inside)
    return f'<p class="tg-way">{escape(ways[0])}</p>{alike}'
