"""The server around the pages: what must be settled before the first visit draws anything."""

from __future__ import annotations

import sys
from threading import Thread

from streamlit.runtime.pages_manager import PagesManager

from logic.search import search
from ui import state


def settle() -> None:
    """Set what Streamlit must know before the first visit.

    It takes a folder called pages/ for its older way of having pages until app.py has run once: the first visit
    after a start would be shown a bare page without header, language or kept answers.
    """
    PagesManager.uses_pages_directory = False
    sys.setswitchinterval(0.001)
    Thread(target=_warm_up, daemon=True).start()


def _warm_up() -> None:
    """Read the notice and the index of the specialties, so that the first visitor does not wait for them."""
    search("a", state.pack_of_today())
