"""Free posts of a public institution, as the clerk types them, against those who qualify (1.4)."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.facts import FACT
from logic.findings import Level
from logic.labels import LEVEL_NAMES
from logic.roster.posts import posts, posts_table
from logic.words.language import Text
from ui.language import t, tr
from ui.parts import clause_chip, paragraph, plain_table, section
from ui.unit.job import Job

_FREE = "tg_unit_free"


def _concerns(job: Job) -> bool:
    return any(row.applicant is not None and FACT["post_vacancy"].asked(row.applicant) for row in job.rows)


def posts_of(job: Job) -> list[tuple[Text, ...]]:
    """The table of posts, its headings first; empty where there are none to tell, or none was typed."""
    free: dict[Level, int] = st.session_state.get(_FREE, {})
    if not free or not _concerns(job):
        return []
    return posts_table(posts(job.rows, job.places, job.pack, job.as_of, free), job.pack)


def ask_posts(job: Job) -> None:
    """Ask how many posts are free, and show whom they suffice for."""
    if not _concerns(job):
        return
    section(t("岗位够不够"))
    said = t("事业单位在岗位结构比例内申报评审。填上每个层级空着的岗位数，就能看到够条件的人是否更多。")
    st.html(f'<p class="tg-help">{escape(said)} {clause_chip("1.4", job.pack)}</p>')
    # The fields are gone while another page is open; what was typed is not.
    free: dict[Level, int] = st.session_state.setdefault(_FREE, {})
    with st.container(horizontal=True, key="tg_unit_posts"):
        for level in (Level.TECHNICIAN, Level.ASSISTANT, Level.INTERMEDIATE):
            key = f"tg_unit_post_{level}"
            if key not in st.session_state:
                st.session_state[key] = free.get(level)
            count = st.number_input(
                t("{level}空岗", level=LEVEL_NAMES[level]),
                min_value=0,
                max_value=10_000,
                value=None,
                step=1,
                key=key,
                placeholder=t("没填"),
            )
            if count is None:
                free.pop(level, None)
            else:
                free[level] = int(count)
    found = posts(job.rows, job.places, job.pack, job.as_of, free)
    lines = [[tr(cell) for cell in line] for line in posts_table(found, job.pack)]
    for line in lines[1:]:
        # A level's name begins a line here, not a word within a sentence.
        line[0] = line[0][:1].upper() + line[0][1:]
    st.html(plain_table(lines, t("空岗和够条件的人"), css=" tg-posts"))
    if any(one.recognition for one in found):
        unsaid = t("初次认定占不占空岗，通知没有写，先问{office}。", office=job.pack.contact.office.text)
        paragraph(unsaid, "tg-after")
    counted = t("按“有空岗”算谁够条件；信息不全的人没有算。谁报，由单位决定。填好的空岗也写进结果表格的“汇总”。")
    paragraph(counted, "tg-under")
