"""The hours planner: what each year holds and shall hold, and what the rules make of the whole."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.facts import MOST_YEARS, Applicant
from logic.findings import HoursResult, HoursVerdict
from logic.hours import SUBJECTS, TENTHS, Norms, Subject, YearTenths, assess_hours, cramming_test, in_hours
from logic.labels import HOURS_VERDICT_NAMES, SUBJECT_NAMES
from logic.pack import Pack
from logic.plan import Wanted, target
from logic.plan.words import amounts
from logic.words.language import Text
from ui import charts
from ui.language import language, t, tr
from ui.parts import note, paragraph
from ui.questions.hours import missing_hours

# How far one plans, and how far a slider goes: nobody is asked for more in a year than the whole of a short period.
MOST_AHEAD = 3
_TIMES = 4
_KEY = "hours_plan"


def first_year(applicant: Applicant, this_year: int) -> int:
    """From which year to plan: the first one recorded, else the one after the title, else two years ago."""
    if applicant.hours:
        first = min(row.year for row in applicant.hours)
    elif applicant.title_date is not None:
        first = applicant.title_date.year + 1
    else:
        first = this_year - 2
    return max(min(first, this_year), this_year - MOST_YEARS + MOST_AHEAD)


def years_asked(applicant: Applicant, this_year: int) -> tuple[int, int]:
    """From which year to which: two choices."""
    firsts = list(range(this_year - MOST_YEARS + MOST_AHEAD, this_year + 1))
    with st.container(horizontal=True, key="tg_planner_years"):
        first: int = st.selectbox(
            t("从哪一年算起"), firsts, index=firsts.index(first_year(applicant, this_year)), key=f"{_KEY}_first"
        )
        last: int = st.selectbox(
            t("学到哪一年"), list(range(this_year, this_year + MOST_AHEAD)), index=0, key=f"{_KEY}_last"
        )
    return first, last


def rows_asked(applicant: Applicant, years: range, this_year: int, norms: Norms) -> tuple[YearTenths, ...]:
    """What each year holds: typed for those gone by, by slider for this one and the next."""
    held = {row.year: row for row in applicant.hours or ()}
    rows = []
    for year in years:
        with st.container(key=f"tg_planner_{year}"):
            columns = st.columns(2)
            found: dict[str, int] = {}
            for column, subject in zip(columns, SUBJECTS, strict=True):
                norm = getattr(norms, subject)
                recorded = getattr(held.get(year), subject, None)
                start = norm if recorded is None else in_hours(recorded)
                with column:
                    found[subject] = _amount(year, subject, float(start), norm, ahead=year >= this_year)
        rows.append(YearTenths(year, **found))
    return tuple(rows)


def _amount(year: int, subject: Subject, start: float, norm: int, *, ahead: bool) -> int:
    key, name = f"{_KEY}_{subject}_{year}", SUBJECT_NAMES[subject]
    label = (
        t("{year} 年打算学：{subject}", year=year, subject=name)
        if ahead
        else t("{year} 年：{subject}", year=year, subject=name)
    )
    if key not in st.session_state:
        st.session_state[key] = min(int(start), norm * _TIMES) if ahead else start
    if ahead:
        return int(st.slider(label, 0, norm * _TIMES, key=key)) * TENTHS
    value: float = st.number_input(label, 0.0, 8784.0, step=1.0, format="%g", key=key)
    return round(value * TENTHS)


def what_it_comes_to(rows: tuple[YearTenths, ...], last: int, this_year: int, pack: Pack) -> None:
    """Whether the whole suffices, the least that would, and the pictures."""
    norms, forbidden = pack.hours.norms, pack.hours.cramming == "forbidden"
    result = assess_hours(rows, norms)
    st.html(f'<div class="tg-planner-said" role="status">{_finding(result, last)}</div>')
    least = target([row for row in rows if row.year < this_year], last, norms, this_year)
    _least(least, last, this_year)
    for column, subject in zip(st.columns(2), SUBJECTS, strict=True):
        with column:
            charts.show(
                charts.hours_by_year(rows, result, subject, norms, language(), forbidden=forbidden), f"plan_{subject}"
            )
            test = cramming_test(rows, subject, norms)
            if test is not None and getattr(result, subject).heavy_year is not None:
                charts.show(charts.cramming(test, subject, language(), forbidden=forbidden), f"plan_cramming_{subject}")
    missing_hours(rows, norms, pack, all_years=True)


_MARKS = {
    HoursVerdict.SUFFICIENT: ("✓", "v-eligible"),
    HoursVerdict.SUSPECT: ("?", "v-confirm"),
    HoursVerdict.CRAMMED: ("…", "v-not_yet"),
    HoursVerdict.INSUFFICIENT: ("…", "v-not_yet"),
    HoursVerdict.INCOMPLETE: ("○", "v-incomplete"),
}


def _finding(result: HoursResult, last: int) -> str:
    lines = ""
    for subject in SUBJECTS:
        one = getattr(result, subject)
        mark, css = _MARKS[one.verdict]
        short = t("差 {n} 学时", n=f"{one.shortfall:g}") if one.shortfall else tr(HOURS_VERDICT_NAMES[one.verdict])
        figures = t(
            "到 {year} 年底共 {total}，应有 {due}", year=last, total=f"{one.total or 0:g}", due=f"{one.required:g}"
        )
        lines += (
            f'<p class="{css}"><b>{mark} {escape(t("{fact}：{value}", fact=SUBJECT_NAMES[subject], value=short))}</b>'
            f"<span>{escape(figures)}</span></p>"
        )
    return lines


def _least(least: Wanted | None, last: int, this_year: int) -> None:
    """The least for this year and the next, and a button that sets the sliders to it."""
    if least is None:
        more = last - this_year + 1 < MOST_AHEAD
        sentence = t("到 {year} 年底怎样学都像突击，或者补不上。", year=last)
        note(sentence, t("把“学到哪一年”往后放一年再看。") if more else t("先查往年登记的学时对不对。"), warn=True)
        return
    rows = [row for row in least.rows if row.year >= this_year]
    parts = [t("{year} 年{amounts}", year=row.year, amounts=_both(row)) for row in rows]
    with st.container(key="tg_planner_least"):
        sentence = t("最少这样学：{years}。不算突击。", years=("; " if language() == "en" else "；").join(parts))
        paragraph(sentence)
        st.button(t("按最少的填上"), key="nav_planner_least", on_click=_fill, args=(tuple(rows),))


def _both(row: YearTenths) -> Text:
    return amounts(row.general or 0, row.professional or 0)


def _fill(rows: tuple[YearTenths, ...]) -> None:
    for row in rows:
        for subject in SUBJECTS:
            st.session_state[f"{_KEY}_{subject}_{row.year}"] = (getattr(row, subject) or 0) // TENTHS


def who_registers(pack: Pack, applicant: Applicant) -> None:
    """Who registers hours for one's own kind of employer (3.3)."""
    kinds = {
        "public_institution": t("事业单位"),
        "enterprise": t("企业"),
        "freelancer": t("自由职业"),
    }
    mine = applicant.employment.value if applicant.employment else ""
    kind = st.selectbox(
        t("您的单位是"),
        list(kinds),
        index=list(kinds).index(mine) if mine in kinds else None,
        format_func=kinds.__getitem__,
        placeholder=t("选一项"),
        key=f"{_KEY}_kind",
    )
    registered = pack.hours_registered
    if kind == "freelancer":
        sentence = t(
            "没有单位的，学时由谁登记、由谁送{bureau}审验，通知没有写，先问{office}。",
            bureau=pack.names.bureau.text,
            office=pack.contact.office.text,
        )
    elif kind is None:
        return
    else:
        sentence = tr(pack.named((registered.public if kind == "public_institution" else registered.others).text))
    note(sentence)
