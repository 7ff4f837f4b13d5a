"""The server around the pages: what must be settled before the first visit draws anything."""

from __future__ import annotations

from streamlit.runtime.pages_manager import PagesManager


def settle() -> None:
    """Set what Streamlit must know before the first visit.

    It takes a folder called pages/ for its older way of having pages until app.py has run once: the first visit
    after a start would be shown a bare page without header, language or kept answers.
    """
    PagesManager.uses_pages_directory = False
