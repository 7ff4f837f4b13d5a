"""A unit's whole staff at once: the spreadsheet in, what it comes to, and the spreadsheet out again."""

import io
import itertools
from collections.abc import Iterator
from html import escape

import streamlit as st

from logic.blanks import visible
from logic.facts import FACTS
from logic.hours import SUBJECTS
from logic.labels import SUBJECT_NAMES, fact_names
from logic.pack import loaded
from logic.roster.columns import (
    PERSON_FIELDS,
    Column,
    ColumnUse,
    check,
    decided,
    key_name,
    letters,
)
from logic.roster.file import Book, Cells, pasted
from logic.roster.file.cell import text_of
from logic.roster.last_time import policy_of
from logic.roster.model import Refused
from logic.roster.rows import proposed
from logic.roster.template import hour_years, write_template
from ui import state
from ui.browser.taps import taken
from ui.language import as_written, language, t, tn, tr
from ui.parts import bullets_html, clause_list, footer, heading, note, paragraph, plain_table
from ui.unit.attention import by_the_notice_that_rules
from ui.unit.files import download
from ui.unit.job import Job, opened
from ui.unit.readings import show_readings
from ui.unit.results import carry_out, results
from ui.unit.stated import say_for_all

# What this visit holds of the unit's table, in memory only: the file as opened, what the clerk said of its columns, and
# the reading of it.
BOOK, JOB, CHOSEN_COLUMNS = "tg_unit_book", "tg_unit_job", "tg_unit_told"
# The notice that a result of last time names.
NOTICE = "tg_unit_notice"
# Rows that are looked through for examples of what stands in a column.
_LOOKED_THROUGH = 1_000
# As many show whether a column's cells say what its heading does.
_JUDGED_BY = 200
pack, as_of = state.pack(), state.as_of()
state.leave_view()


def _forget() -> None:
    job: Job | None = st.session_state.get(JOB)
    if job is not None:
        job.cancel()
    if NOTICE in st.session_state:
        state.answer_by(None)
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith("tg_unit")]:
        del st.session_state[key]


def _template() -> bytes:
    made = io.BytesIO()
    write_template(made, pack, as_of)
    return made.getvalue()


# --- one: the file -----------------------------------------------------------------------------------------------


def _ask_file() -> None:
    heading(t("全单位一起核对"), "unit")
    points = (
        t("名册只在这次打开的页面里用，服务器不保存、不记录；关掉页面就没有了。"),
        t("认得 .xlsx、.xls、.ods、.csv 和 .parquet，列的顺序随意；没把握的列会先问您。"),
        t("不需要身份证号。空着的格子算“不清楚”，不会替您猜。"),
    )
    st.html(
        f'<p class="tg-help">'
        f"{escape(t('上传职工名册，一次看清谁能报、走哪条途径、谁还差什么。规则和个人自查完全一样。'))}</p>"
        f"{bullets_html(points)}"
    )
    with st.container(key="tg_upload"):
        uploaded = st.file_uploader(t("职工名册"), key="tg_upload_file")
    if uploaded is not None:
        _open(uploaded.getvalue())
    with st.container(horizontal=True, key="tg_actions"):
        download(t("下载空白模板"), _template, t("职称名册模板.xlsx"), "nav_template")
    with st.expander(t("没有文件？从表格里复制，粘贴到这里")):
        text = st.text_area(
            t("连同表头一起粘贴"),
            key="tg_paste_text",
            # What is longer would not arrive (ui/server/messages.py): that is for a file.
            max_chars=1_000_000,
            height=160,
            placeholder=t("姓名	部门	最高学历	从事专业 …"),
        )
        if st.button(t("用粘贴的内容"), key="nav_paste") and text.strip():
            _open(text)


def _open(source: bytes | str) -> None:
    """Open what was given; what cannot be read gets one sentence, and nothing of it is kept."""
    try:
        with st.spinner(t("正在打开…")):
            st.session_state[BOOK] = opened(source) if isinstance(source, bytes) else pasted(source)
    except Refused as refused:
        note(tr(refused.text), warn=True, title=t("这个文件读不了"))
    except (OSError, MemoryError):
        note(t("文件打不开，或者太大。请分成几份再试。"), warn=True, title=t("这个文件读不了"))
    else:
        st.rerun()


def _for_the_employer() -> None:
    """What the notice asks of an employer, or offers it."""
    with st.container(key="screen_employer"), st.expander(t("通知里和单位有关的几条")):
        clause_list(("4.1", "3.3", "4.3", "3.2"), pack)


# --- two: the columns --------------------------------------------------------------------------------------------


def _ask_columns(book: Book) -> None:
    heading(t("这样理解您的表格，对吗？"), "unit:columns")
    for remark in book.notes:
        note(tr(remark))
    sheet, place = book.sheets[0], 0
    if len(book.sheets) > 1:
        meant = None if book.only is None else book.sheets.index(book.only)
        picked = st.selectbox(t("文件里有几个工作表，用哪一个？"), book.sheets, index=meant, placeholder=t("请选择"))
        if picked is None:
            _start_again()
            return
        sheet, place = picked, book.sheets.index(picked)
    try:
        table = book.table(sheet)
        people = list(itertools.islice(table.people(), _LOOKED_THROUGH))
        columns = proposed(table.headings, people[:_JUDGED_BY], book.before(), pack, as_of)
        samples = _samples(people, len(columns))
        named = policy_of(columns, people)
    except Refused as refused:
        note(tr(refused.text), warn=True, title=t("这个表读不了"))
        _start_again()
        return
    if named is not None:
        _by_its_notice(named)
    unclear = [c for c in columns if c.kind is ColumnUse.UNCLEAR]
    likely = [c for c in columns if c.kind is ColumnUse.FACT and not c.sure]
    chosen: dict[int, str] = {}
    if unclear:
        paragraph(tn("有 {n} 列没有把握，请您定；没选的列按不用处理。", len(unclear)))
        chosen |= _ask_each(unclear, samples, place)
    elif not likely:
        paragraph(t("要用的列都认得，可以直接核对。"))
    if likely:
        paragraph(tn("有 {n} 列是按常见说法理解的，请看一眼：", len(likely)))
        _likely_table(likely, samples)
    if known := likely + [c for c in columns if c.kind in (ColumnUse.FACT, ColumnUse.PERSON) and c not in likely]:
        with st.expander(t("有哪一列理解错了？在这里改")):
            chosen |= _ask_each(known[:_MOST_OTHERS], samples, place)
    if others := [c for c in columns if c.kind is ColumnUse.KEPT and c.heading.strip()][:_MOST_OTHERS]:
        with st.expander(tn("有 {n} 列没有用到。要用哪一列，在这里选", len(others))):
            chosen |= _ask_each(others, samples, place)
    final = decided(columns, chosen)
    trouble = None
    try:
        check(final)
    except Refused as refused:
        trouble = refused.text
        note(tr(trouble), warn=True, title=t("还不能核对"))
    else:
        final = say_for_all(table, final, book.before(), place, pack, as_of)
        show_readings(table, final, place, pack, as_of)
        if absent := _absent(final):
            note(t("表里没有这几项，会按“不清楚”算：{facts}。", facts=fact_names(absent)))
    with st.container(horizontal=True, key="tg_actions"):
        if st.button(t("开始核对"), key="primary_check", disabled=trouble is not None):
            st.session_state[JOB] = Job(table, final, pack, as_of).start()
            st.session_state[JOB].wait(1.5)
            st.rerun()
        _start_again()
    _columns_table(final, samples)


def _by_its_notice(named: str) -> None:
    """A result of last time is answered by the notice that it names; the banner leads to the one that rules."""
    known = loaded(named) is not None
    if NOTICE not in st.session_state:
        st.session_state[NOTICE] = named
        if known and named != pack.id:
            state.answer_by(named)
            st.rerun()
    if not known:
        note(t("这份结果是按 {id} 做的，这里没有那份政策，改按现在的通知核对。", id=named), warn=True)


# A table may have hundreds of columns of its own; a list for each would keep the page waiting.
_MOST_OTHERS = 30


def _absent(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The facts that no column tells; what depends on another absent one comes with that.

    Without the permit and the diploma from abroad, which concern few: hardly any table has them.
    """
    there = {
        column.field for column in columns if column.kind in (ColumnUse.FACT, ColumnUse.HOURS, ColumnUse.EVERYBODY)
    }
    asked = {None, "employment", *there}
    left_out = (*there, "foreign_permit", "diploma_outside_mainland")
    return tuple(
        fact.field for fact in FACTS if (fact.gate in asked or fact.while_gate_open) and fact.field not in left_out
    )


def _start_again() -> None:
    st.button(t("换一个文件"), key="link_unit_again", on_click=_forget)


def _samples(people: list[Cells], width: int) -> list[list[str]]:
    """The first few different cells of each column, for the clerk to recognise it by."""
    found: list[list[str]] = [[] for _ in range(width)]
    for cells in people:
        for place, cell in enumerate(cells[:width]):
            text = visible(text_of(cell)).strip()
            if text and len(found[place]) < 3 and text not in found[place]:
                found[place].append(text if len(text) <= 16 else f"{text[:15]}…")
    return found


# A list that goes back farther is looked for by nobody.
_YEARS_BACK = 12
# What a column has been taken for already.
_KNOWN = (ColumnUse.FACT, ColumnUse.PERSON)


def _keys(column: Column) -> Iterator[str]:
    yield from column.candidates
    if column.kind in _KNOWN:
        yield column.key
    yield from (fact.field for fact in FACTS if fact.field != "hours")
    years = (*hour_years(as_of), *range(as_of.year, as_of.year - _YEARS_BACK, -1))
    yield from (f"hours.{year}.{subject}" for year in dict.fromkeys(years) for subject in SUBJECTS)
    yield from PERSON_FIELDS


def _named(key: str) -> str:
    """What a column can be taken for; hours also as units head them, so that 2020公需 finds its year when typed."""
    name = tr(key_name(key))
    if not key.startswith("hours."):
        return name
    _, year, subject = key.split(".")
    return f"{name} · {year}{SUBJECT_NAMES[subject].zh.removesuffix('科目')}"


def _ask_each(columns: list[Column], samples: list[list[str]], sheet: int) -> dict[int, str]:
    """What the clerk says of each, by place; two stand side by side where there is room."""
    chosen = {}
    for pair in range(0, len(columns), 2):
        for box, column in zip(st.columns(2), columns[pair : pair + 2], strict=False):
            with box:
                chosen[column.place] = _ask_column(column, samples[column.place], sheet)
    return chosen


def _likely_table(columns: list[Column], samples: list[list[str]]) -> None:
    lines = [(t("表头"), t("看作"), t("例如"))]
    lines += [(c.heading, f"→ {tr(key_name(c.key))}", t("、").join(samples[c.place])) for c in columns]
    st.html(plain_table(lines, t("按常见说法理解的列")))


def _ask_column(column: Column, samples: list[str], sheet: int) -> str:
    """What the clerk says the column is; empty: it is not used."""
    options = {"": t("不用这一列")} | {key: _named(key) for key in _keys(column)}
    label = t("{letters} 列“{heading}”", letters=letters(column.place), heading=as_written(column.heading))
    like = t("例如：{samples}", samples=t("、").join(samples)) if samples else t("这一列是空的")
    # By language: a list that is open on the page keeps the words it was drawn with. What was chosen is kept apart, for
    # the fields are gone while another page is open.
    choices: dict[int, str | None] = st.session_state.setdefault(CHOSEN_COLUMNS, {}).setdefault(sheet, {})
    key = f"tg_unit_column_{sheet}_{column.place}_{language()}"
    if key not in st.session_state:
        st.session_state[key] = choices.get(column.place, column.key if column.kind in _KNOWN else None)
    chosen = st.selectbox(
        label, list(options), index=None, format_func=options.__getitem__, placeholder=t("请选择"), key=key
    )
    choices[column.place] = chosen
    why = (
        tr(column.ask)
        if column.ask
        else t("按常见说法理解，请核对。")
        if column.kind is ColumnUse.FACT and not column.sure
        else ""
    )
    paragraph(f"{why} {like}".strip(), "tg-under")
    return chosen or ""


def _columns_table(final: tuple[Column, ...], samples: list[list[str]]) -> None:
    used = {ColumnUse.FACT: t("用来核对"), ColumnUse.HOURS: t("用来核对"), ColumnUse.PERSON: t("只用来认人")}
    lines = [(t("列"), t("表头"), t("看作"), t("用途"), t("例如"))]
    for column in final:
        if column.kind is ColumnUse.EVERYBODY:
            continue
        what = tr(key_name(column.key)) if column.key else "—"
        use = t("换成新的结果") if column.kind is ColumnUse.OURS else used.get(column.kind, t("原样保留"))
        like = t("、").join(samples[column.place])
        lines.append((letters(column.place), column.heading or t("（没有表头）"), what, use, like))
    with st.expander(tn("全部 {n} 列", len(lines) - 1)):
        st.html(plain_table(lines, t("每一列怎么用")))


# --- three: the reading ------------------------------------------------------------------------------------------


def _progress(job: Job) -> None:
    heading(t("正在核对…"), "unit:running")

    @st.fragment(run_every=0.5)
    def how_far() -> None:
        if not job.running:
            st.rerun()
        done, total = len(job.rows), job.total or 0
        left = job.seconds_left
        said = tn("已核对 {n} 人", done)
        if total and done >= total:
            said += t("，正在汇总…")
        elif left is not None:
            said += t("，大约还要 {seconds} 秒", seconds=max(1, round(left)))
        st.progress(min(done / total, 1.0) if total else 0.0, text=said)

    how_far()
    st.button(t("取消"), key="nav_cancel", on_click=_forget)


with st.container(key="tg_one"):
    job: Job | None = st.session_state.get(JOB)
    book: Book | None = st.session_state.get(BOOK)
    if job is not None and not job.running and job.trouble is not None:
        del st.session_state[JOB]
        note(tr(job.trouble), warn=True, title=t("没有核对成"))
        job = None
    if job is not None and (job.as_of, job.pack.sha256) != (as_of, pack.sha256) and not job.running:
        # Another day or notice was chosen meanwhile: the same table, judged anew.
        job.cancel()
        job = st.session_state[JOB] = Job(job.table, job.columns, pack, as_of).start()
        job.wait(1.5)
    if job is not None and job.running:
        _progress(job)
    elif job is not None and job.overview is not None:
        if (tap := taken()) is not None:
            carry_out(tap, job)
        by_the_notice_that_rules(job)
        results(job, job.overview, _forget)
        _for_the_employer()
    elif book is not None:
        _ask_columns(book)
    else:
        _ask_file()
        _for_the_employer()
    footer(pack)
