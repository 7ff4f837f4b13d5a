"""The shipped notice with other names and kinds in it: nothing of the first district is said of another."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.advice import committee, facts_of, headline, leads_to, next_steps, reached, subline
from logic.assess import assess
from logic.facts import Employment, ForeignPermit, known, read_applicant
from logic.pack import PACKS_DIR, Pack, PackError, parse
from logic.policy.book import book
from logic.roster.cells import CellReader, Taken
from logic.roster.columns import Column, ColumnUse
from logic.roster.template import write_template
from tests.logic.applicants import GRADUATE

DAY = dt.date(2023, 10, 10)
SHIPPED = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")


def pack(*pairs: tuple[str, str]) -> Pack:
    text = SHIPPED
    for old, new in pairs:
        assert old in text, f"no longer in the pack: {old}"
        text = text.replace(old, new)
    return parse(text.encode(), "other.yaml")


def judged(by: Pack, **facts):
    return assess(read_applicant({**GRADUATE, **facts}, as_of=DAY, specialties=by.by_id), by, DAY)


FORESTRY = pack(
    (
        "    agriculture:\n      name: {zh: 农业系列, en: Agriculture series}",
        "    forestry:\n      name: {zh: 林业系列, en: Forestry series}",
    ),
    ("    committee: agriculture\n", "    committee: forestry\n"),
    ("\n  agriculture:\n    source: n114\n", "\n  forestry:\n    source: n114\n"),
)


def test_a_committee_has_the_name_that_the_pack_gives_it():
    crops = next(one for one in FORESTRY.specialties if one.series == "agriculture")
    answer = judged(FORESTRY, specialty=crops.id, full_time_recognised=False)
    assert answer.committee == "forestry"
    assert known(committee(answer, crops, FORESTRY))[0].zh == "林业系列"
    assert leads_to(crops, FORESTRY).zh == "归谯城区的林业系列初级评委会"
    said = "".join(found.text.zh + found.text.en for route in answer.routes for found in route.findings)
    assert "林业系列" in said and "农业系列" not in said and "Agriculture series" not in said


def test_the_template_needs_no_particular_committee(tmp_path):
    write_template(tmp_path / "empty.xlsx", FORESTRY, DAY)
    assert (tmp_path / "empty.xlsx").stat().st_size > 5_000


RETIRED = pack(
    (
        "    retired: barring\n",
        "    retired:\n      is: confirm\n      say: {zh: 退休返聘的先问, en: Re-hired people ask first}\n"
        "      ask: {zh: '问{office}：“返聘的能报吗？”', en: 'Ask the {office}: “Can re-hired people apply?”'}\n",
    )
)


def test_who_is_to_be_confirmed_reads_of_their_own_kind():
    answer = judged(RETIRED, employment=Employment.RETIRED)
    found = next(f for f in answer.route.findings if f.criterion == "employment")
    assert (found.text.zh, found.text.en) == ("退休返聘的先问", "Re-hired people ask first")
    assert found.ask.zh == "问区人社局职称股：“返聘的能报吗？”"


def test_what_is_to_be_confirmed_says_what_and_whom_to_ask():
    with pytest.raises(PackError, match="say"):
        pack(("    retired: barring\n", "    retired: confirm\n"))


ELSEWHERE = pack(
    ("district: {zh: 谯城区, en: Qiaocheng District}", "district: {zh: 示例县, en: Shili County}"),
    ("province: {zh: 安徽省, en: Anhui}", "province: {zh: 示范省, en: Shifan}"),
)


def read(field, cell):
    return CellReader(Column(0, field, ColumnUse.FACT, field=field), ELSEWHERE, DAY)(cell)


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("works_in_district", "在示例县", True),
        ("works_in_district", "不在示例县", False),
        ("foreign_permit", "示范省工作许可证", ForeignPermit.ANHUI_WORK_PERMIT),
        ("foreign_permit", "示范工作许可", ForeignPermit.ANHUI_WORK_PERMIT),
    ],
)
def test_cells_name_the_district_and_the_province_of_the_pack(field, cell, value):
    found = read(field, cell)
    assert isinstance(found, Taken) and found.value == value


@pytest.mark.parametrize(("field", "cell"), [("works_in_district", "在谯城区"), ("foreign_permit", "安徽工作许可证")])
def test_another_district_s_names_are_not_taken(field, cell):
    assert not isinstance(read(field, cell), Taken)


def test_an_approver_is_one_that_the_pack_names():
    ours = "approvers: {technician: district, assistant: district, intermediate: city}"
    theirs = pack(
        (ours, "approvers: {technician: health, assistant: health, intermediate: city}"),
        ("  province: {", "  health: {zh: 县卫健委, en: county health commission}\n  province: {"),
    )
    assert theirs.approver("health").zh == "县卫健委"
    with pytest.raises(PackError, match="health"):
        pack((ours, "approvers: {technician: health, assistant: health, intermediate: city}"))


@pytest.mark.parametrize(
    ("approver", "said", "unsaid"), [("district", "区人社局", "市人社局"), ("city", "市人社局", "区人社局审批")]
)
def test_who_grants_a_doctor_s_title_is_the_same_in_every_sentence(approver, said, unsaid):
    theirs = pack(("intermediate: city}", f"intermediate: {approver}}}"))
    answer = judged(theirs, education="doctor")
    assert (answer.level, answer.route.approver) == ("intermediate", approver)
    texts = [headline(answer, theirs), subline(answer, theirs), *(step.what for step in next_steps(answer, theirs))]
    texts += [text for fact in facts_of(answer, theirs.by_id["mechanical"], theirs) for text in fact]
    shown = "".join(text.zh for text in texts)
    assert said in shown and unsaid not in shown


def test_an_office_s_telephone_is_stated_where_the_notice_gives_one():
    theirs = pack(("  platform_url: ", '  phone: ["0000-1234567"]\n  platform_url: '))
    office = theirs.contact.office.text
    assert reached(office, theirs).zh == "区人社局职称股（电话 0000-1234567）"
    assert reached(office, pack()) == office
    assert reached(theirs.names.city_bureau.text, theirs) == theirs.names.city_bureau.text


@pytest.mark.parametrize("norm", [0, -1])
def test_a_norm_of_no_hours_is_refused(norm):
    with pytest.raises(PackError, match=r"hours\.general"):
        pack(("hours: {general: 30", f"hours: {{general: {norm}"))


def test_of_two_levels_that_open_on_one_day_the_higher_one_is_promised():
    both = pack(
        (
            "        - {education: [bachelor, second_bachelor, master, doctor]}\n"
            "        - {education: [college, secondary], service_years: 1, assessment: true}\n",
            "        - {education: [bachelor, college, secondary], service_years: 1, assessment: true}\n",
        )
    )
    answer = judged(
        both, education="bachelor", full_time_recognised=False, service_start="2023-06-01", specialty="mechanical"
    )
    [review] = [route for route in answer.routes if route.route == "junior_review"]
    assert (review.level, review.earliest) == ("assistant", dt.date(2024, 6, 1))


def test_a_notice_s_clauses_are_its_own_where_its_source_has_no_address():
    url = "    url: https://www.bzqc.gov.cn/XxgkContent/show/2365350.html\n"
    ours = [entry.id for entry in book(pack((url, ""))).entries if entry.ours]
    assert (
        ours
        == [entry.id for entry in book(pack()).entries if entry.ours]
        == [id_ for id_ in pack().clauses if id_[0].isdigit()]
    )
