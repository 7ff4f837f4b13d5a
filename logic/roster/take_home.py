"""What a clerk takes home of a list: the people in it as a table, and who must act by when, ready to paste."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence

import xlsxwriter

from logic.advice.publicity import Publicity, publicity
from logic.assess import assess
from logic.findings import Verdict
from logic.labels import CRITERION_NAMES, ROUTE_NAMES, fact_names, listed
from logic.pack import Pack
from logic.roster.answers import Answer
from logic.roster.file import Chunk
from logic.roster.file.cell import text_of
from logic.roster.model import NO_DEPARTMENT, OUR_COLUMNS, Row
from logic.roster.person import Places, in_order
from logic.roster.writing.sheet import TextSheet
from logic.words.language import Text, Value, join, say, say_n

# Of our columns, those that say nothing of one person.
_ABOUT_ALL = ("政策版本",)


def plain_sheet(name: str, heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[str]], still: int) -> bytes:
    """A plain .xlsx of texts: ``heads`` with their widths; the first ``still`` columns stay in view."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name, worksheet_class=TextSheet)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (heading, width) in enumerate(heads):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, width)
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, wrap)
    sheet.freeze_panes(1, still)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def list_sheet(rows: Sequence[Row], answers: Iterable[tuple[Chunk, Answer]], places: Places) -> bytes:
    """``rows`` and nobody else as .xlsx, in their order: who they are, and our columns."""
    wanted = {row.number for row in rows}
    ours: dict[int, tuple[object, ...]] = {}
    for chunk, answer in answers:
        if wanted.isdisjoint(range(chunk.first, chunk.first + len(chunk))):
            continue
        for number, cells in enumerate(answer.ours(chunk.first).rows(), start=chunk.first):
            if number in wanted:
                ours[number] = cells
    shown = [place for place, name in enumerate(OUR_COLUMNS) if name not in _ABOUT_ALL]
    heads = [("表中行号", 9), ("部门", 16), ("姓名", 12), ("工号", 12)]
    heads += [(OUR_COLUMNS[place], 40 if OUR_COLUMNS[place] in ("主要障碍", "填写错误") else 14) for place in shown]
    lines = []
    for row in rows:
        person, cells = places.person(row), ours[row.number]
        texts = (text_of(cells[place]) if cells[place] is not None else "" for place in shown)
        lines.append((str(row.number), person.department, person.name, person.number, *texts))
    return plain_sheet("名单", heads, lines, 3)


def as_plain(text: str) -> bytes:
    """``text`` as a file that every program reads, Windows' own editor too."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


# --- who must act by when ------------------------------------------------------------------------------------

# A day, what is to be done, and what to say beside the name; the day None: at once.
_Due = tuple[dt.date | None, Text, Text | None]


def due_list(rows: Iterable[Row], places: Places, pack: Pack, as_of: dt.date) -> tuple[tuple[str, Text], ...]:
    """(department, what to paste) of each department in which somebody has to act by a day that is still to come."""
    found: dict[str, dict[tuple[dt.date | None, Text], list[Text]]] = {}
    posted: dict[object, Publicity | None] = {}

    def posting(row: Row) -> Publicity | None:
        """The publicity of the row's route: alike for all who go that way in those days, but for freelancers."""
        assert row.applicant is not None and row.outcome is not None
        key = row.outcome.route, row.outcome.window, row.applicant.employment
        if key not in posted:
            posted[key] = publicity(assess(row.applicant, pack, as_of).route, pack)
        return posted[key]

    over = pack.is_over(as_of)
    for row in rows:
        if row.applicant is None:
            continue
        person = places.person(row)
        name = Text(person.name, person.name) if person.name else say("第 {n} 行", n=row.number)
        for day, what, beside in _dues(row, posting, as_of, over=over):
            who = say("{name}（{beside}）", name=name, beside=beside) if beside else name
            found.setdefault(person.department, {}).setdefault((day, what), []).append(who)
    texts = []
    for department in sorted(found, key=in_order):
        lines = [say("【{department}】", department=department or NO_DEPARTMENT)]
        dues = found[department]
        for day, what in sorted(dues, key=lambda due: (due[0] or as_of, due[1].zh)):
            values: dict[str, Value] = {"what": what, "who": listed(dues[day, what])}
            lines.append(
                say("最迟 {day}，{what}：{who}。", day=day, **values) if day else say("{what}：{who}。", **values)
            )
        texts.append((department, Text("\n".join(one.zh for one in lines), "\n".join(one.en for one in lines))))
    return tuple(texts)


def _dues(row: Row, posting: Callable[[Row], Publicity | None], as_of: dt.date, *, over: bool) -> list[_Due]:
    """What is to be done for one colleague, and until when, as long as there is time."""
    outcome = row.outcome
    assert row.applicant is not None and outcome is not None
    window = outcome.window
    if outcome.elsewhere or outcome.verdict is Verdict.INELIGIBLE:
        return []
    if window is None and outcome.verdict is Verdict.INCOMPLETE and not over:
        # Without the specialty nobody knows the way, and so no day.
        return [(None, say("尽快把缺的几项告诉单位人事"), fact_names(outcome.missing))]
    if window is None or window.status == "closed":
        return []
    closes = window.closes
    if outcome.verdict is Verdict.INCOMPLETE:
        return [(closes, say("把缺的几项告诉单位人事"), fact_names(outcome.missing))]
    if outcome.verdict is Verdict.NOT_YET:
        if outcome.earliest is None and outcome.obstacles == ("continuing_education",):
            return [(closes, say("问清学时能不能补"), None)]
        if outcome.earliest is None or outcome.earliest > closes:
            return []
    dues: list[_Due] = []
    if outcome.verdict is Verdict.CONFIRM:
        dues.append((closes, say("先把没定的问清楚"), listed(map(CRITERION_NAMES.__getitem__, outcome.obstacles))))
    if posted := posting(row):
        if posted.passed(as_of):
            dues.append((None, say("马上问还来不来得及公示（最迟 {day}就该开始）", day=posted.begin_by or ""), None))
        elif posted.begin_by:
            dues.append((posted.begin_by, say("单位开始公示"), None))
    dues.append((closes, say("交{route}的材料", route=ROUTE_NAMES[outcome.route]), None))
    return dues


def due_text(texts: Iterable[tuple[str, Text]], pack: Pack, as_of: dt.date) -> Text:
    """All departments, one below the other."""
    parts = [one for _, one in texts]
    head = say("职称申报：谁要在哪天以前办什么（按 {day} 算）", day=as_of)
    if not parts:
        return join([head, say("这一次没有要赶的日子了，时间看新的通知。")])
    end = say_n("公示不少于 {n} 个工作日。最终以人社部门的审核结果为准。", pack.publicity_days)
    return Text("\n\n".join(one.zh for one in (head, *parts, end)), "\n\n".join(one.en for one in (head, *parts, end)))
