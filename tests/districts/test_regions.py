"""Packs of several regions and years side by side: whose rules, who chooses, what an old link or roster comes to."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from logic.__main__ import OK, UNUSABLE, main
from logic.advice import headline, since
from logic.assess import assess
from logic.facts import read_applicant
from logic.interview.carry import pack_answers
from logic.pack import WhichRegion, load, loading, pack_for, parse, regions
from logic.roster.answers import Assessor
from logic.roster.columns import propose
from logic.roster.file import open_book
from logic.roster.last_time import changes_under
from logic.roster.person import person_places
from tests.districts.test_shili import EXAMPLES, FILE, SHILI
from tests.logic.applicants import PACK, as_kept
from tests.pages.visitor import Visitor
from ui.browser.bridge import CARRIED
from ui.server.application import region_fault
from ui.server.settings import Settings
from ui.unit.going_on import JOB

QIAOCHENG = loading.SHIPPED.read_text(encoding="utf-8")
SHILI_TEXT = FILE.read_text(encoding="utf-8")
# The county's notice a year on: its own days, and a bachelor's degree needs a whole year.
LATER_TEXT = SHILI_TEXT.replace("2027", "2028").replace(
    "bachelor: {level: assistant, months: 6}", "bachelor: {level: assistant, years: [1]}"
)
assert LATER_TEXT.count("years: [1]") == 2  # bachelor and second bachelor
PLAIN = as_kept(EXAMPLES["basis"])
SPRING, YEAR_ON = dt.date(2027, 4, 10), dt.date(2028, 4, 10)


@pytest.fixture
def both(packs):
    """Two regions, one with two years."""
    packs(qiaocheng_2023=QIAOCHENG, shili_2027=SHILI_TEXT, shili_2028=LATER_TEXT)


# --- which pack ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "day", "pack", "warned"),
    [
        ("qiaocheng", "2023-10-10", "qiaocheng-2023", False),
        ("qiaocheng", "2027-04-10", "qiaocheng-2023", True),
        ("shili", "2027-04-10", "shili-2027", False),
        ("shili", "2028-01-01", "shili-2028", False),
        ("shili", "2023-10-10", "shili-2028", True),
        ("shili", "2031-01-01", "shili-2028", True),
    ],
)
def test_packs_compete_within_their_region_and_another_day_is_answered_with_a_warning(both, region, day, pack, warned):
    as_of = dt.date.fromisoformat(day)
    found = pack_for(as_of, region)
    assert found.id == pack
    answer = assess(read_applicant({}, as_of=as_of, specialties=found.by_id), found, as_of)
    assert (answer.warning is not None) is warned


@pytest.mark.parametrize("region", [None, "nowhere"])
def test_of_several_regions_none_is_taken_by_itself(both, region):
    assert regions() == ("qiaocheng", "shili")
    with pytest.raises(WhichRegion) as raised:
        pack_for(SPRING, region)
    assert raised.value.regions == ("qiaocheng", "shili")


def test_a_draft_of_another_region_asks_nobody_to_choose(packs):
    packs(qiaocheng_2023=QIAOCHENG, shili_2027=SHILI_TEXT.replace("status: official", "status: draft"))
    assert regions() == ("qiaocheng",)
    assert pack_for(SPRING).id == "qiaocheng-2023"


# --- the command line ------------------------------------------------------------------------------------------


def _assessed(tmp_path, capfdbinary, *options: str) -> tuple[int, str, str]:
    (tmp_path / "one.json").write_text(json.dumps({"employment": "enterprise"}), encoding="utf-8")
    code = main(["assess", str(tmp_path / "one.json"), *options])
    out, err = capfdbinary.readouterr()
    return code, json.loads(out)["policy"] if out else "", err.decode()


def test_the_command_line_names_the_region(both, tmp_path, capfdbinary, monkeypatch):
    code, policy, said = _assessed(tmp_path, capfdbinary, "--as-of", "2027-04-10")
    assert (code, policy) == (UNUSABLE, "") and "qiaocheng shili" in said and "--region" in said
    code, policy, said = _assessed(tmp_path, capfdbinary, "--as-of", "2027-04-10", "--region", "shilli")
    assert (code, policy) == (UNUSABLE, "") and "shilli" in said
    assert _assessed(tmp_path, capfdbinary, "--as-of", "2027-04-10", "--region", "shili")[:2] == (OK, "shili-2027")
    assert _assessed(tmp_path, capfdbinary, "--as-of", "2027-04-10", "--policy", "shili-2028")[:2] == (OK, "shili-2028")
    monkeypatch.setenv("TITLEGUIDE_REGION", "qiaocheng")
    assert _assessed(tmp_path, capfdbinary, "--as-of", "2027-04-10")[:2] == (OK, "qiaocheng-2023")


def test_the_list_names_the_regions_where_there_are_several(both, capfdbinary):
    assert main(["policy", "list"]) == OK
    rows = [line.split("\t") for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert [row[4] for row in rows] == ["qiaocheng", "shili", "shili"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("region: shili\n", "region: shilli\n", ":5: region: 请看一眼"),
        ("region: shili\n", "", "region: 缺少这一项"),
        ("region: shili\n", "region: 示例\n", ":5: region: 只能用"),
    ],
)
def test_a_region_that_is_probably_misspelt_is_asked_about(both, tmp_path, capfdbinary, old, new, place):
    path = tmp_path / "shili-2029.yaml"
    path.write_text(SHILI_TEXT.replace("2027", "2029").replace(old, new), encoding="utf-8")
    main(["policy", "check", str(path)])
    said = capfdbinary.readouterr().out.decode()
    assert place in said


def test_the_days_of_another_region_are_nobody_s_business(both, tmp_path, capfdbinary):
    path = tmp_path / "er-2027.yaml"
    path.write_text(SHILI_TEXT.replace("shili", "er").replace("示例县", "某某县"), encoding="utf-8")
    assert main(["policy", "check", str(path)]) == OK
    assert "也归" not in capfdbinary.readouterr().out.decode()


# --- the pages -------------------------------------------------------------------------------------------------


def _at(page: str = "start", lang: str = "zh", answers=None, **query: str) -> Visitor:
    return Visitor(page, lang=lang, as_of=query.pop("as_of", SPRING.isoformat()), answers=answers, query=query)


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_with_one_region_nobody_is_asked(lang):
    visitor = _at(lang=lang)
    assert not [key for key in visitor.keys if key.startswith("nav_region")]


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_with_several_one_chooses_first(both, lang):
    visitor = _at(lang=lang)
    assert [key for key in visitor.keys if key.startswith(("nav_region", "primary"))] == [
        "nav_region_qiaocheng",
        "nav_region_shili",
    ]
    visitor.click("nav_region_shili")
    assert visitor.at.query_params["region"] in ("shili", ["shili"])
    assert SHILI.names.district.text.get(lang) in visitor.text and "primary_start" in visitor.keys
    assert "nav_region_qiaocheng" in visitor.keys and "nav_region_shili" not in visitor.keys
    assert "shili-2027" in visitor.text


@pytest.mark.parametrize("query", [{"region": "shili"}, {"policy": "shili-2027"}, {"policy": "shili-2028"}])
def test_the_address_names_the_region_or_the_pack(both, query):
    assert query.get("policy", "shili-2027") in _at("rules", **query).text


@pytest.mark.parametrize("query", [{"region": "nowhere"}, {"policy": "nowhere-2027"}, {"policy": "../x"}, {}])
def test_an_address_that_names_nothing_known_leaves_the_choice(both, query):
    assert "nav_region_shili" in _at("start", **query).keys


def test_the_bureau_settles_it(both, monkeypatch):
    monkeypatch.setattr("ui.state.settings", lambda: Settings(region="qiaocheng"))
    visitor = _at()
    assert "qiaocheng-2023" in visitor.text and "primary_start" in visitor.keys
    assert "shili-2027" in _at(region="shili").text
    assert region_fault("qiaocheng") == region_fault("") == ""
    assert "qiaocheng shili" in region_fault("qiaochen")


def test_another_region_drops_what_its_catalogue_does_not_have(both):
    visitor = _at("start", answers=PLAIN, region="shili")
    visitor.click("nav_region_qiaocheng")
    assert "specialty" not in visitor.raw and visitor.raw["education"] == PLAIN["education"]
    visitor.go("answers")


# --- a link of old ---------------------------------------------------------------------------------------------


def _by(pack_id: str, as_of: dt.date):
    pack = load(pack_id)
    return assess(read_applicant(PLAIN, as_of=as_of, specialties=pack.by_id), pack, as_of)


def test_a_link_is_answered_by_the_notice_it_names_with_what_changed_since(both):
    visitor = _at("start", as_of=YEAR_ON.isoformat())
    visitor.hears(CARRIED, pack_answers(PLAIN, "shili-2027")).go("result")
    old, new = load("shili-2027"), load("shili-2028")
    assert visitor.heading == headline(_by("shili-2027", YEAR_ON), old).zh
    assert "正在按“" in visitor.text and new.name.zh in visitor.text
    for line in since(_by("shili-2027", YEAR_ON), _by("shili-2028", YEAR_ON), old, new):
        assert line.zh in visitor.text
    visitor.click("link_ruling_notice")
    assert visitor.heading == headline(_by("shili-2028", YEAR_ON), new).zh
    assert "正在按“" not in visitor.text


def test_a_link_of_the_notice_that_rules_gets_no_remark(both):
    visitor = _at("start")
    visitor.hears(CARRIED, pack_answers(PLAIN, "shili-2027")).go("result")
    assert "shili-2027" in visitor.text and "正在按“" not in visitor.text


def test_a_notice_that_is_named_and_no_longer_rules_says_so(packs):
    packs(shili_2027=SHILI_TEXT.replace("status: official", "status: draft"), shili_2028=LATER_TEXT)
    assert "还是草稿" in _at("rules", policy="shili-2027").text


@pytest.mark.parametrize("page", ["start", "rules", "unit"])
def test_a_draft_never_answers_without_saying_so(packs, page):
    draft = SHILI_TEXT.replace("status: official", "status: draft")
    packs(qiaocheng_2023=QIAOCHENG, shili_2027=draft)
    # Of a region without an official one, by its address; beside it nothing is asked.
    tried = _at(page, policy="shili-2027")
    assert "还是草稿" in tried.text and "shili-2027" in tried.text and "nav_region_qiaocheng" not in tried.keys
    assert "还是草稿" not in _at(page).text
    packs(qiaocheng_2023=QIAOCHENG, er_2027=SHILI_TEXT.replace("shili", "er"), shili_2027=draft)
    assert "还是草稿" in _at(page, policy="shili-2027").text


def test_a_draft_that_stands_alone_says_so(packs):
    packs(shili_2027=SHILI_TEXT.replace("status: official", "status: draft"))
    assert "还是草稿" in _at().text


def test_what_changed_since_names_the_answer_the_days_and_each_condition(both):
    late = {**PLAIN, "service_start": "2027-09-01", "education": "bachelor"}
    assessments = []
    for pack_id in ("shili-2027", "shili-2028"):
        pack = load(pack_id)
        assessments.append(assess(read_applicant(late, as_of=YEAR_ON, specialties=pack.by_id), pack, YEAR_ON))
    lines = [line.zh for line in since(assessments[0], assessments[1], load("shili-2027"), load("shili-2028"))]
    assert "结论不同" in lines[0] or "结论一样" in lines[0]
    assert any(line.startswith("申报时间：现在是 2028 年") for line in lines)
    assert since(assessments[0], assessments[0], load("shili-2027"), load("shili-2027"))[1:] == ()


# --- a roster of old -------------------------------------------------------------------------------------------

STAFF = """姓名,工作单位,从事专业,现有职称,在示例县工作,劳动或聘用合同,专业技术岗位,身份,最高学历,{more}
甲,企业,护理,还没有职称,在示例县,是,是,内地居民,大学本科,是,是,是,2027-09-01,否,否,24,66
""".format(more="全日制毕业,专业对口,单位考核合格,从事本专业起始日,今年另报了职称,诚信档案记录,2026公需,2026专业")


def test_a_roster_of_old_names_its_notice_on_the_command_line(both, tmp_path, capfdbinary):
    staff, first, second = (tmp_path / name for name in ("in.csv", "first.csv", "second.csv"))
    staff.write_text(STAFF, encoding="utf-8")
    assert main(["roster", str(staff), str(first), "--policy", "shili-2027", "--as-of", "2028-04-10"]) == OK
    capfdbinary.readouterr()
    assert main(["roster", str(first), str(second), "--region", "shili", "--as-of", "2028-04-10"]) == OK
    said = capfdbinary.readouterr().err.decode()
    assert "上次是按 shili-2027 核对的，这次按 shili-2028" in said
    assert main(["roster", str(first), str(second), "--policy", "shili-2027", "--as-of", "2028-04-10"]) == OK
    assert "上次是按" not in capfdbinary.readouterr().err.decode()


def test_a_roster_of_old_is_answered_by_its_notice_on_the_page_until_one_asks_for_the_present_one(both, tmp_path):
    staff, first = tmp_path / "in.csv", tmp_path / "first.csv"
    staff.write_text(STAFF, encoding="utf-8")
    assert main(["roster", str(staff), str(first), "--policy", "shili-2027", "--as-of", "2028-04-10"]) == OK
    visitor = _at("unit", as_of=YEAR_ON.isoformat(), region="shili")
    visitor.at.text_area(key="tg_paste_text").set_value(first.read_text(encoding="utf-8-sig").replace(",", "\t"))
    visitor.click("nav_paste")
    assert "正在按“" in visitor.text and "shili-2027" in visitor.text
    visitor.click("primary_check")
    job = visitor.at.session_state[JOB]
    assert (job.pack.id, _came_to(job)) == ("shili-2027", _outcome("shili-2027"))
    assert "按现在的通知（" in visitor.text and "比过 1 人" in visitor.text
    visitor.click("link_ruling_notice")
    assert "按现在的通知（" not in visitor.text
    job = visitor.at.session_state[JOB]
    job.wait(10)
    assert (job.pack.id, _came_to(job)) == ("shili-2028", _outcome("shili-2028"))
    assert _outcome("shili-2027") != _outcome("shili-2028")


def _came_to(job):
    outcome = job.rows[0].outcome
    return outcome.verdict, outcome.route


def _outcome(pack_id: str):
    pack = load(pack_id)
    facts = {**PLAIN, "service_start": "2027-09-01"}
    found = assess(read_applicant(facts, as_of=YEAR_ON, specialties=pack.by_id), pack, YEAR_ON)
    return found.verdict, found.recommended


def test_what_ships_is_of_one_region():
    assert regions() == (PACK.region,)


def test_whose_verdict_the_present_notice_makes_another_is_counted_by_name():
    more = SHILI_TEXT.replace("hours: {general: 24, professional: 66}", "hours: {general: 24, professional: 72}")
    harder = parse(more.encode(), "x.yaml")
    lines = STAFF.replace("大学本科,是,是,是,2027-09-01", "大学专科,是,是,是,2025-09-01")
    table = open_book(lines.encode()).table(None)
    columns = propose(table.headings)
    judged = [
        [row for chunk in table.chunks() for row in Assessor(columns, pack, SPRING).answer(chunk).rows(chunk)]
        for pack in (SHILI, harder)
    ]
    found = changes_under(judged[0], judged[1], person_places(columns))
    assert found.compared == 1
    assert [(one.person.name, one.before, one.after) for one in found.changed] == [("甲", "eligible", "confirm")]


@pytest.mark.parametrize("status", ["draft", "official"])
def test_a_draft_never_answers_without_a_word(packs, capfdbinary, tmp_path, status):
    packs(shili_2027=SHILI_TEXT.replace("status: official", f"status: {status}"))
    (tmp_path / "one.json").write_text(json.dumps(PLAIN), encoding="utf-8")
    for command in (["assess", str(tmp_path / "one.json")], ["policy", "flow"]):
        assert main([*command, "--as-of", "2027-04-10"]) == OK
        stderr = capfdbinary.readouterr().err.decode()
        assert ("还是草稿" in stderr and "still a draft" in stderr) is (status == "draft")
