"""A personnel clerk at the unit page, and the small files they hand in."""

from __future__ import annotations

import io
import re
from typing import Any

import xlsxwriter

from logic.labels import FACT_NAMES
from tests.made_up_unit import AS_OF
from tests.pages.visitor import Visitor, plain
from ui.unit import job as unit_job
from ui.unit.going_on import JOB

DAY = AS_OF.isoformat()
PERSON = ("姓名", "部门", "工号")
# As this unit orders them.
FIELDS = [
    *("employment", "works_in_district", "under_contract", "in_technical_post", "residency", "post_vacancy"),
    *("disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record", "specialty", "education"),
    *("full_time_recognised", "major_related", "service_start", "unit_assessment_passed", "title_level"),
    *("title_date", "title_same_series"),
]
HEADS = ",".join((*PERSON, *(FACT_NAMES[field].zh for field in FIELDS)))
READY = "企业,是,是,是,内地居民,,,否,否,机械工程,大学本科,是,是,2022-07-01,是,无,,"
# Waits by both routes.
EARLY = READY.replace("2022-07-01", "2023-07-01").replace("大学本科", "大学专科")
BARRED = "公务员,是,是,是,内地居民,,,否,否,机械工程,大学本科,是,是,2022-07-01,是,无,,"
PUBLIC = "事业单位,是,是,是,内地居民,否,否,否,否,农学,大学本科,是,是,2022-07-01,是,无,,"


def table(*lines: str, heads: str = HEADS) -> bytes:
    return "\n".join((heads, *lines)).encode()


SMALL = table(
    f"秦越人,工程部,1,{READY}",
    f"华元化,工程部,2,{EARLY}",
    f"张机,农技站,3,{BARRED}",
    f"孙思邈,农技站,4,{PUBLIC}",
    f"葛洪,,5,{READY.replace('大学本科', '本科？')}",
)


def workbook(**sheets: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


class Clerk(Visitor):
    """A personnel clerk at the unit page."""

    def __init__(self, **how: Any) -> None:
        super().__init__("unit", **{"as_of": DAY, **how})

    def upload(self, content: bytes, name: str = "花名册.csv") -> Clerk:
        self.at.file_uploader(key="tg_upload_file").set_value((name, content, "application/octet-stream"))
        self.run()
        return self

    def check(self) -> Clerk:
        """Start, and wait for the end."""
        self.click("primary_check")
        job = self.job
        if job.running:
            job.wait(60)
            self.run()
        assert self.token == "unit:results"
        return self

    def hand_in_columns(self, content: bytes) -> Clerk:
        """Another file, up to the question about its columns."""
        self.click("link_unit_again")
        return self.upload(content)

    def hand_in(self, content: bytes, name: str = "花名册.csv") -> Clerk:
        return self.upload(content, name).check()

    def on_page(self, tap: str) -> Clerk:
        self.tap(tap, "unit")
        return self

    def select(self, key: str, value: Any) -> Clerk:
        self.at.selectbox(key=key).set_value(value)
        self.run()
        return self

    @property
    def job(self) -> unit_job.Job:
        job: unit_job.Job = self.at.session_state[JOB]
        return job

    @property
    def state_keys(self) -> list[str]:
        return list(self.at.session_state._state.filtered_state)

    def column(self, place: int, sheet: int = 0) -> Any:
        """What the clerk is asked about the column at ``place``."""
        return self.at.selectbox(key=f"tg_unit_column_{sheet}_{place}_{self.lang}")

    def take(self, place: int, key: str) -> Clerk:
        self.column(place).set_value(key)
        self.run()
        return self

    @property
    def tiles(self) -> dict[str, int]:
        found = "".join(self.part("tg-tiles"))
        return {kind: int(n) for kind, n in re.findall(r'data-tap="verdict:(\w+)".*?<b>(\d+)</b>', found)}

    @property
    def listed(self) -> list[str]:
        """The names that the list shows on the screen, in order."""
        found = re.findall(r'<tr id="tg-row-\d+"><th scope="row">(.*?)</th>', "".join(self.part("tg-roster")))
        return [plain(name) for name in found]

    @property
    def printed(self) -> int:
        return "".join(self.part("tg-roster")).count("<tr id=")

    @property
    def notes(self) -> str:
        return "\n".join(plain(body) for css in ("tg-note", "tg-warn") for body in self.part(css))

    @property
    def count_line(self) -> str:
        return plain(self.part("tg-count-line")[0])


def result_files(buttons: Any) -> list[str]:
    """Without what is made of the list, which is always there."""
    made = ("nav_send_", "nav_handouts_", "nav_list", "nav_bulletin", "nav_dues", "nav_summary")
    return [b.key for b in buttons if not b.key.startswith(made)]


def keys(elements: Any) -> list[str]:
    return [one.key for one in elements]
