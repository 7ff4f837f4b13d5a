"""Proof-reading: what was left standing from last year's pack, and how it stands beside the others."""

from __future__ import annotations

import pytest

from logic.pack import PACKS_DIR, Pack, PackError, load, pack_ids, parse_with_lines
from logic.policy.check import faults, hints, untouched
from tests.logic.applicants import PACK

SHIPPED = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")
OLD_URL, NEW_URL = "show/2365350.html", "show/2999999.html"


def next_year(*pairs: tuple[str, str]) -> str:
    """The pack of 2024 as it should be, and then ``pairs`` changed in it."""
    text = SHIPPED.replace("2023-", "2024-").replace("-2023", "-2024").replace(OLD_URL, NEW_URL)
    text = text.replace("2023 年", "2024 年").replace("2023", "2024")
    for old, new in pairs:
        assert old in text, f"not in the pack: {old}"
        text = text.replace(old, new, 1)
    return text


def faults_in(text: str, *, name: str = "qiaocheng-2024.yaml", others: tuple[Pack, ...] = (PACK,)):
    """The places of what is certain, and of what is likely."""
    pack, lines = parse_with_lines(text.encode(), name)
    certain, likely = faults(pack, lines, name, others), hints(pack, lines, others)
    for fault in (*certain, *likely):
        assert fault.line > 1
        assert fault.text.zh != fault.text.en
    assert all(hint.text.zh.startswith("请看一眼") for hint in likely)
    return [fault.path for fault in certain], [hint.path for hint in likely]


def test_what_ships_has_nothing_to_mend_and_nothing_to_look_at():
    for name in pack_ids():
        others = tuple(load(other) for other in pack_ids() if other != name)
        text = (PACKS_DIR / f"{name}.yaml").read_text(encoding="utf-8")
        assert faults_in(text, name=f"{name}.yaml", others=others) == ([], [])


def test_next_year_s_pack_with_all_changed_is_clean():
    assert faults_in(next_year()) == ([], [])


def test_an_id_that_is_not_the_file_s_name_is_a_fault():
    assert faults_in(next_year(("id: qiaocheng-2024", "id: qiaocheng-2025")))[0] == ["id"]
    assert faults_in(next_year(), name="qiaocheng-2024 (2).yaml")[0] == ["id"]


def test_a_file_that_the_program_does_not_see_is_a_fault():
    assert faults_in(next_year(), name="qiaocheng-2024.yaml.txt")[0] == ["id"]
    assert faults_in(next_year(), name="qiaocheng-2024.yml")[0] == ["id"]


def test_the_date_of_issue_of_another_pack_is_a_fault():
    certain, _ = faults_in(next_year(("issued: 2024-09-11", "issued: 2023-09-11")))
    assert certain == ["issued"]


def test_later_days_by_an_earlier_notice_are_a_fault():
    assert faults_in(next_year(("issued: 2024-09-11", "issued: 2022-09-11")))[0] == ["issued"]


def test_days_that_belong_to_two_packs_are_a_fault():
    text = next_year(("covers: {first: 2024-01-01", "covers: {first: 2023-12-31"))
    assert faults_in(text)[0] == ["covers"]
    assert faults_in(text.replace("first: 2023-12-31", "first: 2024-01-01"))[0] == []


def test_a_superseded_pack_may_keep_its_days():
    both = ("issued: 2024-09-11", "issued: 2023-09-11"), ("covers: {first: 2024-01-01", "covers: {first: 2023-06-01")
    assert faults_in(next_year(*both, ("status: official", "status: superseded")))[0] == []
    gone = PACK.model_copy(update={"status": "superseded"})
    assert faults_in(next_year(*both), others=(gone,))[0] == []


@pytest.mark.parametrize("status", ["draft", "superseded"])
def test_a_pack_that_is_not_official_is_said_to_be_unused(status):
    assert faults_in(next_year(("status: official", f"status: {status}"))) == ([], ["status"])


CHECK = "what: {zh: 单位和主管部门审核, en: Check by employer and department in charge}"


@pytest.mark.parametrize(
    ("zh", "en", "stale"),
    [
        ("审核（至 10 月 28 日）", "Check (until 27 October)", 1),
        ("审核（至 10 月 27 日）", "Check (until 28 October)", 1),
        ("审核（至 10 月 27 日）", "Check (until October 28)", 1),
        ("审核（10月26日至28日）", "Check", 2),
        ("审核", "Check, 26 to 27 October", 1),
        ("审核（2024-10-28）", "Check", 1),
        ("审核（至 10 月 27 日）", "Check (until October 27, 2024)", 0),
        ("审核 10 次", "Check in 27 units", 0),
    ],
)
def test_a_day_in_words_that_is_not_the_entry_s_is_a_fault(zh, en, stale):
    text = next_year((CHECK, f'what: {{zh: "{zh}", en: "{en}"}}'))
    assert faults_in(text)[0] == ["calendar.2.what"] * stale


def test_a_moved_day_stands_in_the_clause_that_tells_it():
    text = next_year(("closes: 2024-10-23", "closes: 2024-11-02"))
    assert faults_in(text) == ([], [])
    clause = parse_with_lines(text.encode(), "x")[0].clauses["2.3"].text
    assert "9 月 18 日至 11 月 2 日向区里" in clause.zh
    assert "from 18 September to 2 November," in clause.en


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("申报：{review_online}；", "申报：10 月 9 日至 21 日；", ["clauses.2.1.text.zh"] * 2),
        ("from {review_online},", "from 9 to 21 October,", ["clauses.2.1.text.en"] * 2),
        ("专业科目 {hours.professional} 学时", "专业科目 60 学时", ["clauses.3.3.text.zh"]),
        ("at least {hours.general} hours", "at least 30 hours", ["clauses.3.3.text.en"]),
        ("核查", "核查，至少 5 个工作日", ["clauses.4.1.text.zh"]),
    ],
)
def test_a_date_or_figure_of_the_notice_typed_into_a_sentence_is_a_fault(old, new, places):
    assert faults_in(next_year((old, new)))[0] == places


def test_other_hours_beside_a_sentence_with_the_old_ones_are_a_fault():
    text = next_year(
        ("professional: 60}", "professional: 72}"),
        ("专业科目 {hours.professional} 学时", "专业科目 60 学时"),
        ("and {hours.professional} of professional", "and 60 of professional"),
    )
    assert faults_in(text)[0] == ["clauses.3.3.text.zh"]


@pytest.mark.parametrize(("language", "day"), [("zh", "10 月 12 日"), ("en", "12 October")])
def test_a_stale_date_says_in_which_language(language, day):
    old = "{unit_check.closes}为止" if language == "zh" else "check it by {unit_check.closes}"
    text = next_year((old, old.replace("{unit_check.closes}", day)))
    certain, likely = faults_in(text)
    assert (certain, f"clauses.2.1.text.{language}" in likely) == ([], True)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("群众来电、来信、来访反映的职称问题", "网上反映的职称问题", "clauses.4.5.text.en"),
        ("Questions and complaints about titles", "Complaints about titles", "clauses.4.5.text.zh"),
    ],
)
def test_a_text_changed_in_one_language_is_asked_about_in_the_other(old, new, place):
    assert faults_in(next_year((old, new)))[1] == [place]


def test_what_is_as_last_year_is_listed_and_what_was_new_then_is_asked_about():
    text = next_year(("professional: 60}", "professional: 72}"))
    pack, lines = parse_with_lines(text.encode(), "x")
    found = {fault.path: fault.text for fault in untouched(pack, lines, (PACK,))}
    assert {"scope", "recognition", "review", "specialties", "series.digital_economy.new"} <= found.keys()
    assert "hours" not in found
    assert "今年" in found["clauses.3.4.text"].zh
    assert untouched(pack, lines, ()) == []


@pytest.mark.parametrize("name", ["{reveiw_online}", "{hours}", "{review_online.opened}", "{}"])
def test_a_name_that_stands_for_nothing_is_a_fault_with_its_line(name):
    with pytest.raises(PackError) as refused:
        parse_with_lines(next_year(("申报：{review_online}；", f"申报：{name}；")).encode(), "x")
    assert [fault.path for fault in refused.value.faults] == ["clauses.2.1.text.zh"]
    assert name in refused.value.faults[0].text.zh


def test_what_still_names_last_year_is_asked_for():
    text = next_year(
        ("name: {zh: 谯城区 2024", "name: {zh: 谯城区 2023"), ("（2024 年 7 月 1 日开通）", "（2023 年 7 月 1 日开通）")
    )
    assert faults_in(text) == ([], ["name", "clauses.3.6.text"])


def test_the_notice_s_own_name_has_its_own_year_even_without_another_pack():
    text = next_year(("做好 2024 年度", "做好 2022 年度"))
    assert faults_in(text, others=()) == ([], ["document"])


def test_documents_of_other_years_are_no_matter():
    assert "2019" in next_year() and "2021" in next_year()
    assert faults_in(next_year())[1] == []


def test_the_address_of_the_other_notice_is_asked_for():
    assert faults_in(next_year().replace(NEW_URL, OLD_URL)) == ([], ["url", "sources.notice.url"])


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("{zh: 工程, en: Engineering}", "{zh: Engineering, en: 工程}", ["groups.0.name.zh", "groups.0.name.en"]),
        ("{zh: 工程, en: Engineering}", "{zh: 工程, en: 工程 Engineering}", ["groups.0.name.en"]),
        ("{zh: 工程, en: Engineering}", "{zh: 工程, en: Engineering (工程)}", []),
        ("{zh: 工程, en: Engineering}", "{zh: 工程, en: “工程” of engineers}", []),
        ("{zh: 工程, en: Engineering}", "{zh: 工程, en: '1'}", ["groups.0.name.en"]),
        ("    zh: 机械工程\n", "    zh: Machines\n", ["specialties.0.zh"]),
        ("    words_en: [", "    words_en: [机床, ", ["specialties.0.words_en"]),
    ],
)
def test_languages_the_wrong_way_round_are_a_fault(old, new, places):
    assert faults_in(next_year((old, new)))[0] == places


def test_papers_before_filing_online_are_a_fault():
    text = next_year(("    opens: 2024-10-30\n    closes: 2024-11-03", "    opens: 2024-09-18\n    closes: 2024-09-20"))
    assert faults_in(text)[0] == ["calendar.3"]
