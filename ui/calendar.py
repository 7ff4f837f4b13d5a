"""The notice's calendar against the day asked about, as a picture."""

from __future__ import annotations

import datetime as dt

from logic.pack import Pack
from ui import charts
from ui.language import language, tr


def calendar_chart(pack: Pack, as_of: dt.date) -> None:
    """The windows of the notice on a time line."""
    spans = [charts.Span(tr(e.what.text), e.opens, e.closes, e.status(as_of)) for e in pack.calendar]
    charts.show(charts.windows(spans, as_of, language()), "calendar")
