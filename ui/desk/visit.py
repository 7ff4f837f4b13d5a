"""The draft of this visit: in its memory and, through a reload, in the tab's; nowhere else on the server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from logic.pack import PACKS_DIR, Loc, Pack, loaded, pack_ids
from logic.policy.draft import Checked, Draft, checked, first, kept, next_year, restored
from ui.state import TRIED, today

DRAFT, AT, SEEN, GENERATION = "tg_desk_draft", "tg_desk_at", "tg_desk_seen", "tg_desk_gen"
_BEFORE, _CHOSEN, _FIELDS = "tg_desk_before", "tg_desk_chosen", "tg_desk_fields"
# How many steps can be taken back.
_MOST_BACK = 30


def draft() -> Draft | None:
    """The draft being written; None where none was begun."""
    found: Draft | None = st.session_state.get(DRAFT)
    return found


def begin(new: Draft) -> None:
    """Write ``new`` from now on."""
    st.session_state[DRAFT] = new
    st.session_state[SEEN] = set()
    st.session_state[_BEFORE] = []
    for key in (AT, TRIED, _CHOSEN):
        st.session_state.pop(key, None)
    anew()


def forget() -> None:
    """Throw the draft away."""
    for key in (DRAFT, AT, SEEN, TRIED, _BEFORE, _CHOSEN):
        st.session_state.pop(key, None)
    anew()


def anew() -> None:
    """Draw every field afresh: it may stand for another place than before, and what comes late for the old one is
    dropped.
    """
    st.session_state[GENERATION] = generation() + 1
    st.session_state[_FIELDS] = {}


def redraw() -> None:
    """Draw those fields afresh whose values were changed elsewhere than in them; the others keep their keys.

    A new key takes away what somebody is typing, or what a busy server has not received yet. An old one would let a tab
    that does not know the new value yet write the former one back.
    """
    st.session_state[GENERATION] = generation() + 1


def generation() -> int:
    """How often fields were drawn afresh."""
    number: int = st.session_state.get(GENERATION, 0)
    return number


def turn(place: str, holds: object = None) -> int:
    """Part of the key of the field at ``place``, which ``holds`` this: see :func:`anew` and :func:`redraw`."""
    fields: dict[str, tuple[int, int, object]] = st.session_state.setdefault(_FIELDS, {})
    now = generation()
    number, seen, held = fields.get(place, (now, now, holds))
    if seen != now and held != holds:
        number = now
    fields[place] = (number, now, holds)
    return number


def blank(places: str) -> None:
    """Draw the fields afresh whose places begin so: what was written in them is taken over."""
    redraw()
    fields = st.session_state.get(_FIELDS, {})
    st.session_state[_FIELDS] = {place: field for place, field in fields.items() if not place.startswith(places)}


def put(changes: Mapping[Loc, Any]) -> None:
    """Put values into the draft; the step can be taken back."""
    now = draft()
    if now is None:
        return
    new = now.put(changes)
    if new != now:
        before: list[Draft] = st.session_state.setdefault(_BEFORE, [])
        before.append(now)
        del before[:-_MOST_BACK]
        st.session_state[DRAFT] = new
        if st.session_state.get(TRIED) is not None:
            found = check().pack
            st.session_state[TRIED] = found


def undo() -> None:
    """Take the last step back."""
    before: list[Draft] = st.session_state.get(_BEFORE, [])
    if before:
        st.session_state[DRAFT] = before.pop()
        anew()


def can_undo() -> bool:
    """Whether there is a step to take back."""
    return bool(st.session_state.get(_BEFORE))


def looked_at() -> set[str]:
    """The parts that somebody has been through."""
    seen: set[str] = st.session_state.setdefault(SEEN, set())
    return seen


def look_at(part: str) -> None:
    """Somebody has been through ``part``."""
    st.session_state[SEEN] = {*looked_at(), part}


def chosen(around: Loc) -> str | int | None:
    """The entry of a list or mapping that is being written."""
    return _chosen().get(around)


def choose(loc: Loc, *, afresh: bool = True) -> None:
    """Write the entry at ``loc`` from now on; ``afresh``: it was not chosen in the list itself."""
    _chosen()[loc[:-1]] = loc[-1]
    if afresh:
        redraw()


def choose_nothing(around: Loc) -> None:
    """Write none of a list's entries."""
    _chosen().pop(around, None)


def _chosen() -> dict[Loc, str | int]:
    found: dict[Loc, str | int] = st.session_state.setdefault(_CHOSEN, {})
    return found


# --- what it stands beside ---------------------------------------------------------------------------------------


def others() -> tuple[Pack, ...]:
    """The packs of this server; one that cannot be read is left out."""
    return tuple(pack for name in pack_ids() if (pack := loaded(name)) is not None)


def check() -> Checked:
    """What is to be said of the draft as it stands."""
    now = draft()
    assert now is not None
    return checked(now, others())


def newest() -> tuple[Pack, ...]:
    """The packs of this server, the newest first."""
    return tuple(sorted(others(), key=lambda pack: (pack.issued, pack.id), reverse=True))


@cache
def beginnings() -> tuple[Draft, ...]:
    """Where a draft can begin: with each pack of this server, the newest first, and, last, with nothing."""
    texts = [(PACKS_DIR / f"{pack.id}.yaml").read_text(encoding="utf-8-sig") for pack in newest()]
    return (*map(next_year, texts), first(today().year))


# --- through a reload --------------------------------------------------------------------------------------------


def to_keep() -> dict[str, Any] | None:
    """What the tab shall keep of the draft."""
    now = draft()
    if now is None:
        return None
    return {**kept(now), "at": st.session_state.get(AT, ""), "seen": sorted(looked_at())}


def restore(values: object) -> None:
    """Take over a draft that the tab kept; anything that is none is left out."""
    found = restored(values, beginnings())
    if found is None or not isinstance(values, dict):
        return
    begin(found)
    st.session_state[AT] = str(values.get("at", ""))
    seen = values.get("seen")
    st.session_state[SEEN] = {str(one) for one in seen} if isinstance(seen, list) else set()
