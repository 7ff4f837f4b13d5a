"""Policy packs: a mistake is refused, named with its place and line; what ships is clean."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from logic.pack import PACKS_DIR, NoSuchPack, PackError, forget, load, pack_for, pack_ids, parse
from logic.pack import loading as under_test

SHIPPED = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")


def faults(text: str) -> list[tuple[str, int]]:
    """(path, line) of every fault; each has to say what is wrong in both languages."""
    with pytest.raises(PackError) as refused:
        parse(text.encode(), "trial.yaml")
    for fault in refused.value.faults:
        assert fault.text.zh
        assert fault.text.en
        assert f"trial.yaml:{fault.line}: {fault.path}: {fault.text.zh}" in str(refused.value)
    return [(fault.path, fault.line) for fault in refused.value.faults]


def line_of(text: str, part: str, start: str = "") -> int:
    """The number of the first line with ``part``, at or after the first with ``start``."""
    lines = text.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(start))
    return next(i for i, line in enumerate(lines[first:], start=first + 1) if part in line)


def changed(old: str, new: str, count: int = 1) -> str:
    assert old in SHIPPED, f"no longer in the pack: {old}"
    return SHIPPED.replace(old, new, count)


def test_the_shipped_packs_are_clean_and_carry_the_hash_of_their_bytes():
    assert "qiaocheng-2023" in pack_ids()
    for pack_id in pack_ids():
        content = (PACKS_DIR / f"{pack_id}.yaml").read_bytes()
        assert load(pack_id).sha256 == hashlib.sha256(content).hexdigest()
        assert parse(content, "x.yaml") == load(pack_id)


def test_one_byte_more_is_another_pack():
    assert parse((SHIPPED + "\n").encode(), "x").sha256 != parse(SHIPPED.encode(), "x").sha256


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("issued: 2023-09-11", "issued: 2023-02-30", "issued"),
        ("issued: 2023-09-11", "issued: soon", "issued"),
        ("issued: 2023-09-11", "issued: 20230911", "issued"),
        ("status: official", "status: offical", "status"),
        ("publicity_days: 5", "publicity_days: five", "publicity_days"),
        ("publicity_days: 5", "publicty_days: 5", "publicty_days"),
        ("integrity_years: 3", "integrity_years: 3.5", "integrity_years"),
        ("    freelancer: met", "    freelancer: maybe", "scope.employment.freelancer"),
        ("    freelancer: met", "    freelance: met", "scope.employment.freelance"),
        (
            "    secondary: {level: technician, years: [1]}",
            "    secondary: {level: expert}",
            "recognition.ladder.secondary.level",
        ),
        ("hours: {general: 30, professional: 60}", "hours: {general: 30}", "hours.professional"),
        ("  en: Notice on the 2023", '  en: ""\n  xx: Notice on the 2023', "document.en"),
        ("    en: The published text has", '    en: ""\n    xx: The published text has', "gaps.0.en"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(old, new, path):
    text = changed(old, new)
    found = dict(faults(text))
    assert any(place.startswith(path) for place in found), found
    place = next(place for place in found if place.startswith(path))
    assert found[place] == line_of(text, new.splitlines()[0].strip().split("{")[0].strip())


def test_a_window_that_closes_before_it_opens_is_refused():
    text = changed("closes: 2023-10-21", "closes: 2023-10-08")
    assert faults(text) == [("calendar.1", line_of(text, "id: review_online"))]


def test_one_day_is_a_window():
    parse(SHIPPED.replace("closes: 2023-10-21", "closes: 2023-10-09").encode(), "x")


SECOND = """  - {id: review_online, route: junior_review, round: 2, opens: 2023-12-01, closes: 2023-12-08,
     what: {zh: 第二次网上申报, en: "Apply online, second round"}, clause: "2.1"}
  - {id: review_papers, route: junior_review, round: 2, opens: 2023-12-11, closes: 2023-12-15,
     what: {zh: 第二次收取纸质材料, en: "Papers, second round"}, clause: "2.1"}
"""
TWICE = SHIPPED.replace("\n# The shelves of", f"\n{SECOND}\n# The shelves of", 1)


@pytest.mark.parametrize(
    ("as_of", "opens", "steps", "afterwards"),
    [
        ("2023-09-01", "2023-10-09", 3, []),
        ("2023-10-21", "2023-10-09", 3, []),
        ("2023-10-22", "2023-12-01", 2, ["unit_check", "review_papers"]),
        ("2023-12-08", "2023-12-01", 2, []),
        ("2023-12-09", "2023-12-01", 2, ["review_papers"]),
    ],
)
def test_of_several_rounds_the_open_one_counts_else_the_next_else_the_last(as_of, opens, steps, afterwards):
    pack, as_of = parse(TWICE.encode(), "x"), dt.date.fromisoformat(as_of)
    window = pack.window("junior_review", as_of)
    assert window is not None and window.opens == dt.date.fromisoformat(opens)
    assert len(pack.steps("junior_review", window.opens)) == steps
    assert [event.id for event in pack.afterwards(as_of)] == afterwards
    assert pack.is_over(as_of) is (as_of > dt.date(2023, 12, 8))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("round: 2, opens: 2023-12-01", "opens: 2023-12-01", "calendar.4.id"),
        (
            "id: review_online, route: junior_review, round: 2",
            "id: check, route: junior_review, round: 2",
            "calendar.5",
        ),
        (
            "id: review_papers, route: junior_review, round: 2",
            "id: x, all_year: true, route: junior_review, round: 2",
            "calendar.5.all_year",
        ),
        (
            "id: review_online, route: junior_review, round: 2",
            "id: review_online, route: initial_recognition, round: 2",
            "calendar.4.route",
        ),
    ],
)
def test_a_round_that_hangs_in_the_air_is_refused(old, new, path):
    assert old in TWICE
    assert path in [place for place, _ in faults(TWICE.replace(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("routes: [initial_recognition, entrusted_review]", "routes: [initial_recognition]", "series.entrusted.routes"),
        ("routes: [examination]", "routes: [undetermined]", "series.exam.routes"),
        ("    bachelor: {level: assistant, years: [1]}\n", "", "recognition.ladder"),
        (
            "foreign_permits: [permanent_residence, anhui_work_permit]",
            "foreign_permits: [none]",
            "scope.foreign_permits",
        ),
    ],
)
def test_what_would_mislead_people_is_refused(old, new, path):
    assert old in SHIPPED
    with pytest.raises(PackError) as refused:
        parse(SHIPPED.replace(old, new).encode(), "x")
    assert path in [fault.path for fault in refused.value.faults]


@pytest.mark.parametrize("content", [b"a: &a [*a]", b"[" * 5000, b'a: !!int ""', b'a: !!bool "z"'])
def test_yaml_made_to_bring_the_reader_down_is_refused(content):
    with pytest.raises(PackError):
        parse(content, "x")


@pytest.mark.parametrize("key", ["id", "name", "names", "covers", "review", "hours", "specialties", "titles"])
def test_a_missing_part_is_named(key):
    lines = SHIPPED.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next((i for i in range(start + 1, len(lines)) if lines[i][:1] not in (" ", "", "#", "-")), len(lines))
    found = faults("\n".join(lines[:start] + lines[end:]))
    # A part that is not there has no line: the fault stands at the beginning of what should hold it.
    first = next(i for i, line in enumerate(lines[:start] + lines[end:], start=1) if line[:1].isalpha())
    assert (key, first) in found


def test_an_unknown_key_is_named_with_its_line():
    text = SHIPPED + "\nremarks: none\n"
    assert faults(text) == [("remarks", len(text.splitlines()))]


def test_a_key_written_twice_is_named_at_its_second_place():
    text = SHIPPED + "\npublicity_days: 7\n"
    assert faults(text) == [("publicity_days", len(text.splitlines()))]


def test_a_nested_key_written_twice_is_named():
    text = changed("    freelancer: met", "    freelancer: met\n    freelancer: barring")
    assert faults(text) == [("scope.employment.freelancer", line_of(text, "freelancer: barring"))]


@pytest.mark.parametrize(
    ("field", "value"),
    [("series", "enginering"), ("family", "enginer"), ("basis", "9.9")],
)
def test_a_reference_to_nothing_is_refused_with_its_line(field, value):
    lines = SHIPPED.splitlines()
    start = next(i for i, line in enumerate(lines) if "id: mechanical" in line)
    at = next(i for i in range(start, len(lines)) if f"{field}: " in lines[i])
    old = lines[at].split(f"{field}: ")[1].split(",")[0].split("}")[0]
    lines[at] = lines[at].replace(f"{field}: {old}", f"{field}: {value}", 1)
    found = faults("\n".join(lines))
    assert (f"specialties.0.{field}", at + 1) in found


def test_a_series_on_no_shelf_or_two_and_a_calendar_that_cites_no_clause_are_refused():
    found = dict(faults(changed("    series: [digital_economy]", "    series: [engineering]")))
    assert found.keys() == {"series.engineering", "series.digital_economy"}
    text = changed(
        '    what: {zh: 个人网上申报, en: Apply online}\n    clause: "2.1"',
        '    what: {zh: 报, en: Go}\n    clause: "2.9"',
    )
    assert faults(text) == [("calendar.1.clause", line_of(text, 'clause: "2.9"'))]


def test_a_technician_ladder_without_an_approver_is_refused():
    text = changed(
        "approvers: {technician: district, assistant: district, intermediate: city}",
        "approvers: {technician: district, assistant: district}",
    )
    assert faults(text) == [("recognition.approvers", line_of(text, "approvers:"))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1\nb: 2\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 'x\n", 2),
        ("a: \x00", 1),
        ("a: *nowhere", 1),
    ],
)
def test_broken_yaml_is_one_fault_with_its_line(text, line):
    found = faults(text)
    assert [place for place, _ in found] == ["(file)"]
    assert found[0][1] in (line, line - 1, line + 1)


@pytest.mark.parametrize("text", ["", "# nothing", "[]", "- a", "text", "3", "null", "--- \n...\n"])
def test_a_file_that_is_no_mapping_is_refused(text):
    assert faults(text) == [("(file)", 1)]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "名: 值".encode("gb18030"), b"!!python/object:os.system {}"])
def test_bytes_that_are_no_yaml_of_ours_are_refused(content):
    with pytest.raises(PackError):
        parse(content, "x.yaml")


def test_all_faults_are_named_at_once_in_the_order_of_their_lines():
    text = changed("publicity_days: 5", "publicity_days: five").replace("integrity_years: 3", "integrity_years: three")
    found = faults(text + "\nremarks: none\n")
    assert [place for place, _ in found] == ["publicity_days", "integrity_years", "remarks"]
    assert [line for _, line in found] == sorted(line for _, line in found)


@pytest.mark.parametrize(
    "pack_id", ["", "nowhere-2023", "../packs/qiaocheng-2023", "QIAOCHENG-2023", "qiaocheng-2023.yaml"]
)
def test_only_shipped_packs_are_loaded_by_id(pack_id):
    with pytest.raises(NoSuchPack):
        load(pack_id)


@pytest.mark.parametrize("text", ["2023-01-01", "2023-12-31"])
def test_the_pack_that_covers_the_day_is_taken(text):
    assert pack_for(dt.date.fromisoformat(text)).id == "qiaocheng-2023"


@pytest.mark.parametrize("text", ["1950-01-01", "2022-12-31", "2024-01-01", "2100-12-31"])
def test_outside_all_coverage_the_newest_pack_is_taken(text):
    day = dt.date.fromisoformat(text)
    pack = pack_for(day)
    if not any(load(pack_id).covers_day(day) and load(pack_id).status == "official" for pack_id in pack_ids()):
        assert pack.issued == max(load(pack_id).issued for pack_id in pack_ids())


# --- beside another pack ---------------------------------------------------------------------------------------


@pytest.fixture
def packs(tmp_path, monkeypatch):
    """``packs(name=text, …)`` puts these beside the 2023 pack; underscores stand for hyphens."""

    def put(**texts: str):
        for name, text in {"qiaocheng_2023": SHIPPED, **texts}.items():
            (tmp_path / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        forget()

    monkeypatch.setattr(under_test, "PACKS_DIR", tmp_path)
    yield put
    forget()


NEXT = SHIPPED.replace("2023-", "2024-").replace("id: qiaocheng-2023", "id: qiaocheng-2024")
FORGOTTEN = NEXT.replace("issued: 2024-09-11", "issued: 2023-09-11")
assert FORGOTTEN != NEXT


@pytest.mark.parametrize("text", [NEXT, FORGOTTEN])
def test_the_later_rules_win_also_where_the_date_of_issue_was_forgotten(packs, text):
    packs(qiaocheng_2024=text)
    assert pack_for(dt.date(2025, 2, 1)).id == "qiaocheng-2024"
    assert pack_for(dt.date(2024, 5, 1)).id == "qiaocheng-2024"
    assert pack_for(dt.date(2023, 5, 1)).id == "qiaocheng-2023"


def test_a_tie_does_not_hang_on_the_names_of_the_files(packs):
    packs(a_2024=FORGOTTEN.replace("id: qiaocheng-2024", "id: a-2024"))
    assert pack_for(dt.date(2025, 2, 1)).id == "a-2024"


def test_days_of_two_packs_with_one_date_of_issue_go_to_the_later_one(packs):
    packs(
        a_2024=FORGOTTEN.replace("id: qiaocheng-2024", "id: a-2024").replace("first: 2024-01-01", "first: 2023-06-01")
    )
    assert pack_for(dt.date(2023, 10, 1)).id == "a-2024"
    assert pack_for(dt.date(2023, 5, 1)).id == "qiaocheng-2023"


def test_a_file_that_cannot_be_read_does_not_stop_the_others(packs, tmp_path):
    packs()
    (tmp_path / "qiaocheng-2024.yaml").mkdir()
    forget()
    assert pack_ids() == ("qiaocheng-2023", "qiaocheng-2024")
    assert pack_for(dt.date(2024, 5, 1)).id == "qiaocheng-2023"


# --- what else stands in the notice ---------------------------------------------------------------------------

LAST = """          - label: {zh: 只在现在的单位用, en: Only at my present employer}
            answer:
"""


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("  - id: honesty\n", "  - id: publicity\n", "matters.6.id"),
        ('    clause: "3.2"\n    also: ["3.4"]', '    clause: "9.9"\n    also: ["3.4"]', "matters.7.clause"),
        ("    matter: register_hours", "    matter: registr_hours", "questions.13.matter"),
        # A visitor who takes the last question's choice would be left without a word.
        (LAST, LAST.replace("            answer:\n", "") + "          - label:\n", "matters.1.check.2.choices"),
        ("    leads: hours", "    leads: unit", "matters.2.leads"),
    ],
)
def test_a_matter_that_leads_nowhere_is_refused(old, new, path):
    text = changed(old, new)
    if new.endswith("label:\n"):
        text = text.replace(
            "          - label:\n              say:",
            "          - label: {zh: 甲, en: A}\n            answer:\n              say:",
            1,
        )
    assert path in dict(faults(text))


def test_a_question_of_a_check_that_nobody_would_come_to_is_refused():
    # Both open choices of the first question end the check as well.
    ends = "\n            answer: {say: {zh: 完, en: End}}"
    text = SHIPPED
    for label in ("en: In another province or municipality}", "en: At an employer run by a central ministry}"):
        assert label in text
        text = text.replace(label, label + ends, 1)
    assert "matters.1.check.0.choices" in dict(faults(text))
