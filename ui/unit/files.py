"""The files of a roster: the result, the copy with its errors marked, and everybody's sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

import streamlit as st

from logic.roster.overview import Overview
from logic.roster.work import result
from logic.roster.writing import Grounds, marked_copy
from ui.language import language, t, tn, tr
from ui.parts import note, paragraph
from ui.unit.handouts import AT_ONCE as HANDOUTS_AT_ONCE
from ui.unit.handouts import MOST_HANDOUTS, able, handouts_file, single_ones
from ui.unit.job import Job, Making
from ui.unit.narrowing import now_shown
from ui.unit.posts import posts_of
from ui.unit.table import chosen

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "txt": "text/plain",
}
# Files of so many rows are there within a second or two of the click that asks for them.
_AT_ONCE = 5_000
Progress = Callable[[int], None]


def download(label: str, make: Callable[[], bytes], name: str, key: str) -> None:
    """A button that makes the file and hands it over; the page stands as it is."""
    kind = _KINDS[name.rpartition(".")[2]]
    st.download_button(label, data=make, file_name=name, mime=kind, key=key, on_click="ignore")


def result_file(job: Job, progress: Progress | None = None) -> bytes:
    """The unit's own table with our columns behind it."""
    grounds = Grounds(job.pack, job.as_of, tuple(posts_of(job)))
    return result(".xlsx", job.table, job.columns, grounds, job.answers, job.wordings, progress)


def marked_file(job: Job, progress: Progress | None = None) -> bytes:
    """The unit's own table with its faulty cells marked."""
    return marked_copy(job.table, [fault for row in job.rows for fault in row.faults], progress)


def file_buttons(job: Job, found: Overview, forget: Callable[[], None]) -> None:
    """A button a file; those of many people are made first, and show how far they are."""
    day, many = job.as_of.isoformat(), len(job.rows) if len(job.rows) > _AT_ONCE else 0
    with st.container(horizontal=True, key="screen_unit_files"):
        name = t("职称核对结果-{day}.xlsx", day=day)
        _file(job, "primary_result_file", result_file, name, t("下载结果表格"), t("生成结果表格"), many)
        if found.faulty:
            name = t("请改正-{day}.xlsx", day=day)
            _file(job, "nav_marked_file", marked_file, name, t("下载标出错误的表格"), t("生成标出错误的表格"), many)
        st.button(t("打印或存为 PDF"), key="print_unit")
        st.button(t("换一个文件"), key="link_unit_again", on_click=forget)
    _handouts(job)
    kept = t(
        "下载的表格是新做的：您表里的内容都在，公式换成算好的值；颜色、边框、合并格和别的工作表不带过来。请留好原来的文件。"
    )
    paragraph(kept, "tg-under tg-screen-only")
    for making in job.files.values():
        if making.trouble:
            note(tr(making.trouble), warn=True, title=t("没有生成文件"))
    if any(making.running for making in job.files.values()):
        _making(job)


def _handouts(job: Job) -> None:
    """Everybody's sheet, or that of those the list shows: to print and hand out."""
    rows = sorted(able(chosen(job.rows, job.places, now_shown())), key=lambda row: row.number)
    if not rows:
        return
    if len(rows) > MOST_HANDOUTS:
        line = t("办事单一次最多 {most} 份：先在下面筛选部门或结论。", most=MOST_HANDOUTS)
        paragraph(line, "tg-under tg-screen-only")
        return
    # Made for those rows; when others are shown, it is made anew.
    of_whom = hashlib.sha256(repr([row.number for row in rows]).encode()).hexdigest()[:12]
    for key in [key for key in job.files if key.startswith("nav_handouts") and not key.endswith(of_whom)]:
        job.files.pop(key).cancel()
    day, code = job.as_of.isoformat(), language()
    many = len(rows) if len(rows) > HANDOUTS_AT_ONCE else 0
    with st.container(horizontal=True, key="screen_unit_handouts"):
        _file(
            job,
            f"nav_handouts_pdf_{of_whom}",
            lambda job, progress: handouts_file(job, rows, code, progress),
            t("办事单-{day}.pdf", day=day),
            tn("下载 {n} 人的办事单（PDF）", len(rows)),
            tn("生成 {n} 人的办事单（PDF）", len(rows)),
            many,
        )
        _file(
            job,
            f"nav_handouts_zip_{of_whom}",
            lambda job, progress: single_ones(job, rows, code, progress),
            t("办事单-{day}.zip", day=day),
            t("下载一人一份（.zip）"),
            t("生成一人一份（.zip）"),
            many,
        )


def _file(
    job: Job,
    key: str,
    make: Callable[[Job, Progress | None], bytes],
    name: str,
    label: str,
    beforehand: str,
    many: int,
) -> None:
    """The button of one file: it is made when it is asked for, or ``beforehand`` where it holds so ``many`` people."""
    making = job.files.get(key)
    if making is not None and making.running:
        return
    if making is not None and making.content is not None:
        download(label, partial(_content, making), name, key)
    elif not many:
        download(label, partial(make, job, None), name, key)
    elif st.button(beforehand, key=f"{key}_make"):
        job.files[key] = Making(partial(make, job), many).start()
        job.files[key].wait(1.0)
        st.rerun()


def _content(making: Making) -> bytes:
    return making.content or b""


def _making(job: Job) -> None:
    """How far the file is that is being made, and a way to call it off."""

    @st.fragment(run_every=0.5)
    def how_far() -> None:
        making = next((one for one in job.files.values() if one.running), None)
        if making is None:
            st.rerun()
        said = t("正在生成文件") if making.done < making.total else t("正在保存成文件")
        if (left := making.seconds_left) is not None:
            said += t("，大约还要 {seconds} 秒", seconds=max(1, round(left)))
        st.progress(making.part, text=said)

    def call_off() -> None:
        for key, making in list(job.files.items()):
            if making.running:
                making.cancel()
                del job.files[key]

    how_far()
    st.button(t("取消"), key="nav_cancel_file", on_click=call_off)
