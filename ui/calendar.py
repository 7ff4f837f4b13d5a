"""The notice's calendar against the day asked about, as a picture."""

from __future__ import annotations

import datetime as dt

from logic.pack import Pack
from ui import charts, state
from ui.language import language, t, tr


def calendar_chart(pack: Pack, as_of: dt.date, *, level: int = 3) -> None:
    """The windows of the notice on a time line; ``level`` is the heading's."""
    spans = [charts.Span(tr(e.what.text), e.opens, e.closes, e.status(as_of), e.ends_only) for e in pack.spans()]
    # Whoever looks as of another day must not read "today" beside it.
    named = None if as_of == state.today() else t("查看日")
    charts.show(charts.windows(spans, as_of, language(), named=named), "calendar", level=level)
