"""The visit of this session: kept in its memory and nowhere else on the server.

What was answered and where one looks is one value (:class:`logic.interview.visit.Visit`); the questionnaire makes the
next one of it. Here stands what belongs to the session: which visit is looked at, and what a table holds while it is
being typed. Every verb of a visit stands here, so that pages ask one module (``state.answer``): hence its
length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import streamlit as st

from logic.dates import Span
from logic.facts import EARLIEST_DATE, LATEST_DATE, Applicant, iso_day
from logic.findings import Assessment
from logic.hours_text import HoursRow, is_typed
from logic.interview.questionnaire import DRAFT, Questionnaire, Rest, Seen
from logic.interview.screens import SCREENS, TOUCH_SCREENS
from logic.interview.visit import Visit
from logic.pack import Pack, loaded, pack_for, pack_ids, regions
from ui.language import VIEWED as _VIEWED
from ui.language import begin
from ui.questions.hours_table import rows_from
from ui.server.settings import settings

VISIT = "tg_visit"
_THEIR_VISIT = "tg_their_visit"
# The hours table as text while it is being filled in.
ROWS, _THEIR_ROWS = "tg_hours_rows", "tg_their_hours_rows"
_SEEN, _MOVED, _WIPED, _FORMER = "tg_seen", "tg_moved", "tg_wiped", "tg_former"
_AT_KIOSK = "tg_kiosk_on"
# The draft of a pack that this visit tries (ui/desk).
TRIED = "tg_desk_tried"
# What the tab keeps of the draft being written.
_DESK = "policy_draft"
_BUREAU_TIME = ZoneInfo("Asia/Shanghai")
_NEW = Visit()
# How long a visit that was given up can be had back, in seconds.
UNDO_SECONDS = 10


def today() -> dt.date:
    """Today at the bureau, wherever the server stands."""
    return dt.datetime.now(_BUREAU_TIME).date()


def as_of() -> dt.date:
    """The day asked about: the address may name one (``?as_of=2023-10-12``), else today."""
    day = iso_day(st.query_params.get("as_of", ""))
    return day if day is not None and EARLIEST_DATE <= day <= LATEST_DATE else today()


def set_as_of(day: dt.date | None) -> None:
    """Look as of ``day``; None or today: follow the calendar again."""
    if day is None or day == today():
        st.query_params.pop("as_of", None)
    else:
        st.query_params["as_of"] = day.isoformat()


# --- which notice ------------------------------------------------------------------------------------------------

# Where there is one pack only, nobody's address is asked which: it is slow to read, and a page asks often.


def pack() -> Pack:
    """The notice that answers: the one that the address names, else the one that rules on the day asked about.

    Where somebody tries a draft, it is that one.
    """
    return tried() or _named() or ruling()


def tried() -> Pack | None:
    """The draft that this visit runs under, to try it; None for the notices that there are."""
    found: Pack | None = st.session_state.get(TRIED)
    return found


def ruling() -> Pack:
    """The notice that rules on the day asked about. Before a region is chosen, that of the first."""
    here, named = region(), _named()
    # A draft may be the first of its region.
    return named if named and here not in regions() else pack_for(as_of(), here or regions()[0])


def pinned() -> Pack | None:
    """The notice that the address names, where another one rules."""
    named = _named()
    return named if named is not None and named.id != ruling().id else None


def _named() -> Pack | None:
    """The notice that the address names (``?policy=qiaocheng-2023``); at the kiosk nobody names any."""
    if len(pack_ids()) == 1 or at_kiosk():
        return None
    name: str | None = st.query_params.get("policy")
    return loaded(name) if name in pack_ids() else None


def region() -> str | None:
    """Whose notices answer: as the address says, else as the bureau has settled; None where it is to be chosen."""
    known, named = regions(), _named()
    if named is not None:
        return named.region
    if len(known) == 1:
        return known[0]
    asked = st.query_params.get("region"), settings().region
    return next((one for one in asked if one in known), None)


def choose_region(name: str) -> None:
    """Let the notices of this region answer; answers that its catalogue does not have are dropped."""
    forget_region()
    st.query_params["region"] = name
    _suit_the_notice()


def forget_region() -> None:
    """Forget whose notices answer: the next visitor may work elsewhere."""
    for name in ("region", "policy"):
        st.query_params.pop(name, None)


def answer_by(name: str | None) -> None:
    """Let the notice with this id answer, or (None) the one that rules; answers that it does not know are dropped."""
    here = region()
    found = loaded(name) if name is not None else None
    st.query_params.pop("policy", None)
    home = found.region if found else here
    if len(regions()) > 1 and home in regions():
        st.query_params["region"] = home
    if found is not None and ruling().id != found.id:
        st.query_params["policy"] = found.id
    _suit_the_notice()


def _suit_the_notice() -> None:
    if VISIT in st.session_state:
        st.session_state[VISIT] = questionnaire().restored(st.session_state[VISIT].answers)


def at_kiosk() -> bool:
    """Whether this visit is at the touch screen in the hall, as ``kiosk.is_on`` has found."""
    return bool(st.session_state.get(_AT_KIOSK))


def pack_of_today() -> Pack:
    """The notice that rules today; asks no visitor's address."""
    home = settings().region
    return pack_for(today(), home if home in regions() else regions()[0])


# --- the visit ----------------------------------------------------------------------------------------------------


def visit() -> Visit:
    """The visit looked at: one's own, or a colleague's."""
    found: Visit | None = st.session_state.get(VISIT if viewed() is None else _THEIR_VISIT)
    return found or _NEW


def keep(new: Visit) -> None:
    """Put ``new`` in the place of the visit looked at."""
    st.session_state[VISIT if viewed() is None else _THEIR_VISIT] = new


def questionnaire() -> Questionnaire:
    """The questionnaire of the notice that rules on the day asked about, as this screen can show it."""
    return Questionnaire(pack(), as_of(), TOUCH_SCREENS if at_kiosk() else SCREENS)


def seen() -> Seen:
    """What the rules make of the visit. A page asks several times a run; the rules are asked once."""
    now, asked = visit(), (as_of(), pack().sha256, at_kiosk())
    kept = st.session_state.get(_SEEN)
    if kept is None or kept[0] is not now or kept[1] != asked:
        kept = st.session_state[_SEEN] = (now, asked, questionnaire().look(now))
    found: Seen = kept[2]
    return found


def raw() -> Mapping[str, Any]:
    """The answers as they are kept: plain values by field, None for 不清楚."""
    return visit().answers


def assessment() -> Assessment:
    """What the rules say of the answers so far."""
    return seen().assessment


def assessment_by(other: Pack) -> Assessment:
    """What another notice says of the same answers, as far as it knows them."""
    asked = Questionnaire(other, as_of())
    return asked.look(asked.restored(visit().answers)).assessment


def answer(answers: Mapping[str, Any]) -> None:
    """Record answers by question (None: 不清楚), take away those that no longer matter, and move on."""
    st.session_state[_MOVED] = True
    keep(questionnaire().answered(visit(), answers))


def day_decides(question: str, span: Span) -> bool:
    """Whether ``span`` as the answer to ``question`` is not exact enough: its day decides on the outcome."""
    return span.day is None and question in questionnaire().look(visit().recorded({question: str(span)})).undecided


def tap_row(question: str, value: Any) -> None:
    """Keep what was tapped on a screen of several questions, until it is handed in."""
    keep(visit().drafted(question, value))


def hand_in(rest: Rest) -> None:
    """Answer the screen with what was tapped on it, the rest of it as ``rest`` says, and move on."""
    st.session_state[_MOVED] = True
    keep(questionnaire().handed_in(visit(), rest))


def moved() -> bool:
    """Whether an answer was given since this was asked last: then the last question leads on to the result.

    Who comes to the questions without one, by the browser's Back or a reload, wants to see a question.
    """
    return bool(st.session_state.pop(_MOVED, False))


def current() -> str | None:
    """The name of the screen looked at; None when the result stands."""
    screen = seen().screen
    return screen.id if screen else None


def clear(question: str) -> None:
    """Take an answer back."""
    keep(visit().retracted(question))


def change(question: str) -> None:
    """Open a question again."""
    keep(visit().opened(question))


def ask_again(fields: Sequence[str]) -> None:
    """Ask the open questions about ``fields`` once more, one screen after the other."""
    keep(questionnaire().asked_again(visit(), fields))


def back(to: str = "") -> None:
    """Go to the screen before, its answers still there; or to the one that is named, where that can be seen."""
    keep(questionnaire().returned(visit(), to) or questionnaire().back(visit()))


def forward(to: str = "") -> None:
    """Go to the screen after one that was gone back to, past the last to what is asked next; or to the one named."""
    keep(questionnaire().returned(visit(), to) or questionnaire().forward(visit()))


def undo() -> None:
    """Take the last answer back, with all that it took away, and open its question again."""
    keep(visit().undone())


# --- looking at somebody of a roster ------------------------------------------------------------------------------


def view(name: str, applicant: Applicant) -> None:
    """Look at a colleague's facts as if they were one's own answers; one's own are put aside meanwhile.

    Changes are tried out here and go nowhere. The tab never keeps a colleague's facts.
    """
    leave_view()
    st.session_state[_VIEWED] = name
    begin()
    keep(Visit(applicant.plain()))


def viewed() -> str | None:
    """Whom one is looking at; None for oneself."""
    name: str | None = st.session_state.get(_VIEWED)
    return name


def leave_view() -> None:
    """Back to one's own answers, at what is asked next, and to the hours one was typing."""
    for key in (_VIEWED, _THEIR_VISIT, _THEIR_ROWS):
        st.session_state.pop(key, None)
    begin()
    if VISIT in st.session_state:
        keep(visit().opened(None))


# --- the hours table ----------------------------------------------------------------------------------------------


def rows_key() -> str:
    """Under which name the session keeps the hours table that is being filled in."""
    return ROWS if viewed() is None else _THEIR_ROWS


def hours_not_understood() -> bool:
    """Whether something stands in the table of hours that is no answer, for some of it cannot be read."""
    rows: list[HoursRow] = st.session_state.get(rows_key(), [])
    return is_typed(rows) and not raw().get("hours")


def save_hours(hours: list[dict[str, Any]]) -> None:
    """Keep the hours as typed so far; no filled row: no answer."""
    keep(visit().recorded({"hours": hours}) if hours else visit().without(["hours"]))


def stay_on(question: str) -> None:
    """Keep a question on the screen though its answer is being recorded."""
    keep(visit().staying(question))


def leave_hours() -> None:
    """Go on with the hours as they are, or with none."""
    st.session_state[_MOVED] = True
    now = visit()
    keep((now if "hours" in now.answers else now.recorded({"hours": None})).opened(None))


# --- what a tab keeps, and forgetting -----------------------------------------------------------------------------


def to_keep() -> dict[str, Any] | None:
    """What the tab shall keep through a reload: one's own visit; nothing to say while there is none yet.

    After a wipe an empty dict, which makes the tab forget. A table that is not all understood is no answer, and not to
    be lost: it is kept as it was typed.
    """
    own: Visit = st.session_state.get(VISIT) or _NEW
    kept_answers = dict(own.answers)
    if own.draft:
        kept_answers[DRAFT] = dict(own.draft)
    rows: list[HoursRow] = st.session_state.get(ROWS, [])
    if is_typed(rows) and not own.answers.get("hours"):
        kept_answers[_TYPED_HOURS] = rows
    if any(key in st.session_state for key in _WRITTEN):
        from ui.desk import visit as desk

        if (kept := desk.to_keep()) is not None:
            kept_answers[_DESK] = kept
    return kept_answers if kept_answers or st.session_state.get(_WIPED) else None


_TYPED_HOURS = "hours_as_typed"
# Under these the session has the draft being written; who forgets their answers keeps it.
_WRITTEN = ("tg_desk_draft", "tg_desk_at", "tg_desk_seen", "tg_desk_gen", "tg_desk_before", TRIED)


def restore(values: Mapping[str, Any]) -> None:
    """Take over a visit that the tab kept through a reload; anything that is no valid answer is left out."""
    st.session_state[VISIT] = questionnaire().restored(values)
    if _DESK in values and settings().desk:
        from ui.desk import visit as desk

        desk.restore(values[_DESK])
    rows = rows_from(values.get(_TYPED_HOURS))
    if rows and is_typed(rows):
        st.session_state[ROWS] = rows


def replace_all(values: Mapping[str, Any]) -> None:
    """Put ``values`` in the place of all answers, as a demonstration does."""
    st.session_state.pop(ROWS, None)
    st.session_state[VISIT] = Visit(dict(values))


def wipe() -> None:
    """Forget everything of this visit, at once and for good."""
    for key in [key for key in st.session_state if isinstance(key, str) and key not in _KEPT]:
        del st.session_state[key]
    st.session_state[_WIPED] = True


# The bridge's own state outlives a wipe: it must pass the wipe on to the tab. So does the kiosk's lock.
_KEPT = frozenset({"tg_bridge", "_tg_session", _AT_KIOSK, "tg_kiosk_last", *_WRITTEN})


class _Former(NamedTuple):
    visit: Visit
    rows: list[HoursRow]
    until: float


def restart() -> None:
    """Forget this visit, but for ten seconds in which it can be had back."""
    former = _Former(visit(), st.session_state.get(ROWS, []), monotonic() + UNDO_SECONDS)
    wipe()
    st.session_state[_FORMER] = former


def can_bring_back() -> bool:
    """Whether the visit before can still be had back; when it cannot, it is forgotten."""
    former: _Former | None = st.session_state.get(_FORMER)
    if former is not None and (monotonic() >= former.until):
        del st.session_state[_FORMER]
        return False
    return former is not None


def bring_back() -> None:
    """The visit before, as it was."""
    if can_bring_back():
        former: _Former = st.session_state.pop(_FORMER)
        st.session_state[VISIT] = former.visit
        if former.rows:
            st.session_state[ROWS] = former.rows
