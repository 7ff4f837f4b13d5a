"""The notice's calendar against the day asked about, as a picture."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from logic.pack import Pack
from ui import charts, state
from ui.language import language, t, tr


@lru_cache(maxsize=32)
def _windows(spans: tuple[charts.WindowBar, ...], as_of: dt.date, language: str, named: str | None) -> charts.Chart:
    """As drawn once: all visitors of a day see the same, and drawing it takes longer than all else on the page."""
    return charts.windows(spans, as_of, language, named=named)


def calendar_chart(pack: Pack, as_of: dt.date, *, level: int = 3) -> None:
    """The windows of the notice on a time line; ``level`` is the heading's."""
    spans = tuple(
        charts.WindowBar(tr(e.what.text), e.opens, e.closes, e.status(as_of), e.ends_only) for e in pack.spans()
    )
    # A visitor who looks as of another day must not read "today" beside it.
    named = None if as_of == state.today() else t("查看日")
    charts.show(_windows(spans, as_of, language(), named), "calendar", level=level)
