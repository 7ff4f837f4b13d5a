"""Somebody at the policy desk, who writes next year's notice."""

from __future__ import annotations

import datetime as dt

import yaml

from logic.pack.document import Loader
from tests.pages.visitor import Visitor


class Writer(Visitor):
    """Somebody at the desk."""

    def __init__(self, *, lang: str = "zh") -> None:
        super().__init__("desk", lang=lang, as_of=None)

    def begin(self) -> Writer:
        self.click("primary_desk_0")
        return self

    def to(self, part: str) -> Writer:
        self.click(next(key for key in self.keys if key in (f"desk_part_{part}", f"desk_part_{part}_here")))
        return self

    def field(self, kind: str, path: str):
        found = [one for one in self.at.get(kind) if (one.key or "").split("_", 2)[-1] == path.replace(".", "_")]
        assert len(found) == 1, [one.key for one in self.at.get(kind)]
        return found[0]

    def put(self, kind: str, path: str, value: object) -> Writer:
        self.field(kind, path).set_value(value)
        self.run()
        return self

    def choose(self, path: str, entry: object) -> Writer:
        return self.put("selectbox", f"{path}_chosen", entry)

    def has(self, ending: str) -> bool:
        return any(key.endswith(ending) for key in self.keys)

    def press(self, ending: str) -> Writer:
        self.click(next(key for key in self.keys if key.endswith(ending)))
        return self

    def form(self, path: str, id_: str, zh: str, en: str) -> Writer:
        """Fill in the form for one more entry."""
        asked = [one for one in self.at.text_input if one.form_id == f"desk_new_{path}"]
        for field, said in zip(asked, (id_, zh, en), strict=True):
            field.set_value(said)
        next(one for one in self.at.button if one.form_id == f"desk_new_{path}").click()
        self.run()
        return self

    @property
    def content(self) -> str:
        content: str = self.at.session_state["tg_desk_draft"].content
        return content

    @property
    def data(self):
        return yaml.load(self.content, Loader=Loader)

    def red(self) -> list[str]:
        return [body for body in self.markup if "tg-desk-fault" in body and "<style" not in body]


def as_next_year() -> Writer:
    """The notice with three invented changes: a year on, professional hours 72, college needs two years in all."""
    writer = Writer().begin()
    writer.to("days").click("nav_desk_shift")
    writer.to("head").put("date_input", "issued", dt.date(2024, 9, 10))
    writer.click("nav_desk_year")
    writer.put("text_input", "url", "https://www.bzqc.gov.cn/2024").put(
        "text_input", "sources.notice.url", "https://www.bzqc.gov.cn/2024"
    )
    writer.to("recognition").put("number_input", "recognition.ladder.college_years_1", 1)
    writer.to("hours").put("number_input", "hours.professional", 72)
    return writer
