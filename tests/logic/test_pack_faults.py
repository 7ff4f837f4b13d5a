"""What a pack's faults are called: plain words in Chinese and English, on the line that has to be mended."""

from __future__ import annotations

import json
import re

import jsonschema  # type: ignore[import-untyped]
import pytest

from logic.__main__ import OK, main
from logic.pack import PACKS_DIR, Fault, PackError, parse
from logic.pack.document import take_apart
from logic.pack.schema import schema

SHIPPED = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8")
# A key of the file may stand in a Chinese sentence; a sentence of a library may not.
ENGLISH_WORDS = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
HAN = re.compile(r"[\u4e00-\u9fff]")


def faults(content: str | bytes) -> list[Fault]:
    with pytest.raises(PackError) as refused:
        parse(content.encode() if isinstance(content, str) else content, "trial.yaml")
    for fault in refused.value.faults:
        assert HAN.search(fault.text.zh)
        assert not ENGLISH_WORDS.search(fault.text.zh), fault.text.zh
        assert fault.text.en != fault.text.zh
    return refused.value.faults


def changed(old: str, new: str) -> tuple[str, int]:
    """The pack with ``new`` for ``old``, and the line on which it stands."""
    assert old in SHIPPED, f"no longer in the pack: {old}"
    return SHIPPED.replace(old, new, 1), SHIPPED[: SHIPPED.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "below"),
    [
        ("publicity_days: 5  ", "publicity_days：5  ", 0),
        ("status: official", "status： official", 0),
        ("scope:\n  employment:\n", "scope:\n  employment：\n", 1),
        ("hours: {general: 30, ", "hours: {general：30, ", 0),
        ("document:\n  zh: ", "document:\n  zh：", 1),
        ("hours: {general: 30, professional: 60}", "hours:\n  general：30", 1),
        ("  - id: recognition_papers\n    route: ", "  - id：recognition_papers\n    route: ", 0),
    ],
)
def test_a_full_width_colon_is_named_on_its_own_line(old, new, below):
    text, line = changed(old, new)
    named = [fault for fault in faults(text) if "半角的“:”" in fault.text.zh]
    assert [fault.line for fault in named] == [line + below]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    enterprise: met", "    enterprise:met", "冒号后面没有空格"),
        ("    enterprise: met", "\tenterprise: met", "Tab"),
        ("hours: {general: 30, ", "hours: {general: 30， ", "全角逗号"),
        ("  platform_url: https://hrss.ah.gov.cn/", "  platform_url: @hrss", "不能以“@”开头"),
        ("  platform_url: https://hrss.ah.gov.cn/", "  platform_url: *hrss", "不能以“*”或“&”开头"),
        ("  platform_url: https://hrss.ah.gov.cn/", "  platform_url: !hrss x", "不能以“!”开头"),
        ("  platform_url: https://hrss.ah.gov.cn/", '  platform_url: "C:\\Users"', "双引号里"),
        ("publicity_days: 5 ", "publicity_days: a: 5 ", "多了一个冒号"),
        ("publicity_days: 5 ", "publicity_days: \x07 ", "控制字符"),
        ("integrity_years: 3", "---\nintegrity_years: 3", "多出来的“---”"),
    ],
)
def test_broken_yaml_is_stated_in_our_words(old, new, words):
    text, line = changed(old, new)
    (fault,) = faults(text)
    assert (words in fault.text.zh, fault.line) == (True, line), fault


def test_quotes_that_are_not_closed_are_named_where_they_open():
    (fault,) = faults("id: x\nname: '谯城\nissued: 2023-09-11\n")
    assert (fault.line, "引号没有写完" in fault.text.zh) == (2, True)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_of_another_encoding_the_fault_says_how_to_save_it(encoding):
    (fault,) = faults(SHIPPED.encode(encoding))
    assert "UTF-8" in fault.text.zh and "另存为" in fault.text.zh
    assert "octet" not in fault.text.en


def test_the_mark_of_notepad_at_the_beginning_is_no_harm():
    assert parse(b"\xef\xbb\xbf" + SHIPPED.encode(), "x").id == "qiaocheng-2023"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("closes: 2023-10-21", "closes: 2023-10-08", "结束日期早于开始日期"),
        ("    series: [agriculture]", "    series: agriculture", "列表"),
        ("    series: [agriculture]", "    series: []", "至少要写一个"),
        ("issued: 2023-09-11", "issued:", "这里是空的"),
        ("status: official", "status: offical", "official、draft、superseded"),
        ("publicity_days: 5 ", "publicity_days: 5天 ", "整数"),
        ("publicity_days: 5 ", "publicity_days: 0 ", "不能小于 1"),
        ("hours: {general: 30", "hours: {general: 3000", "不能大于 1000"),
        ("    retired: barring\n", "", "缺少 retired"),
        ('    clause: "2.3"', "    clause: 2.3", '"2.3"'),
        ("en: Library assistant}", "en: No}", "yes、no"),
        (
            "        - {education: [college, secondary], service_years: 1, assessment: true}",
            "        - {education: [college, secondary], service_years: 1, assessment: 是}",
            "true 或 false",
        ),
        ("id: qiaocheng-2023", "id: 谯城 2023", "小写英文字母"),
        ("  - id: mechanical", "  - id: 2mechanical", "以字母开头"),
        ("hours: {general: 30, professional: 60}", "hours: 30", "分成几项"),
        (
            "    bachelor: {level: assistant, years: [1]}",
            "    bachelor: {level: assistant, years: [1], months: 6}",
            "只能写一个",
        ),
    ],
)
def test_a_wrong_value_is_stated_in_our_words(old, new, words):
    text, line = changed(old, new)
    found = faults(text)
    assert any(words in fault.text.zh for fault in found), found
    assert all(abs(fault.line - line) <= 20 for fault in found)


# --- all at once, and what was meant ----------------------------------------------------------------------------


def several(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """(path, words) of every fault of the pack with all ``pairs`` changed in it."""
    text = SHIPPED
    for old, new in pairs:
        assert old in text, f"no longer in the pack: {old}"
        text = text.replace(old, new, 1)
    return [(fault.path, fault.text.zh) for fault in faults(text)]


@pytest.mark.parametrize(
    ("old", "new", "path", "near"),
    [
        ("status: official", "status: offical", "status", "official"),
        ("publicity_days: 5", "publicty_days: 5", "publicty_days", "publicity_days"),
        ("    freelancer: met", "    freelance: met", "scope.employment.freelance", "freelancer"),
        ("{level: technician,", "{level: techician,", "recognition.ladder.secondary.level", "technician"),
        ("    series: entrusted\n", "    series: entrused\n", None, "entrusted"),
        ("    family: engineer\n", "    family: enginer\n", None, "engineer"),
        ("    source: notice\n", "    source: notce\n", None, "notice"),
        ("  office: {zh: 区", "  ofice: {zh: 区", "contact.ofice", "office"),
        ('    clause: "2.1"\n', '    clauses: "2.1"\n', "calendar.1.clauses", "clause"),
    ],
)
def test_what_was_most_likely_meant_is_asked(old, new, path, near):
    found = several((old, new))
    assert [one for one, words in found if f"“{near}”？" in words and path in (None, one)], found


def test_faults_of_values_and_of_what_parts_say_of_each_other_come_together():
    found = [
        path for path, _ in several(("status: official", "status: x"), ("    series: exam\n", "    series: exm\n"))
    ]
    assert found[0] == "status" and found[1].startswith("specialties.") and found[1].endswith(".series")


def test_every_part_that_is_no_yaml_is_named_and_the_others_are_read_all_the_same():
    found = several(
        ("    enterprise: met", "    enterprise:met"),
        ("hours: {general: 30, ", "hours: {general: 30， "),
        ("status: official", "status: x"),
    )
    assert [path for path, _ in found] == ["status", "(file)", "(file)"]
    assert "冒号" in found[1][1] and "全角逗号" in found[2][1]


def test_the_schema_for_editors_is_printed_and_takes_what_ships(capfdbinary):
    assert main(["policy", "schema"]) == OK
    assert json.loads(capfdbinary.readouterr().out) == schema()
    jsonschema.validate(take_apart(SHIPPED.encode())[0], schema())
    for old, new in (("status: official", "status: x"), ("    freelancer: met", "    freelancer: {is: y}")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(take_apart(SHIPPED.replace(old, new, 1).encode())[0], schema())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bachelor: {level: assistant,", "bachelor: {level: 助理级,", "“助理级”写 assistant"),
        (
            "- {education: [bachelor, college], years: 4}",
            "- {education: [本科, college], years: 4}",
            "“本科”写 bachelor",
        ),
        ("status: official", "status: 正式", "“正式”写 official"),
        ("province: {zh: 安徽省, en: Anhui}", "province: 安徽省", "{zh: …, en: …}"),
        ("由{bureau}出具", "由{人社局}出具", "没有 {人社局} 这个名称"),
        ("由{bureau}出具", "由{buraeu}出具", "是不是“bureau”"),
        ("由{bureau}出具", "由{bureau出具", "要成对"),
    ],
)
def test_what_was_meant_is_said(old, new, said):
    text = SHIPPED.replace(old, new)
    assert text != SHIPPED, f"no longer in the pack: {old}"
    assert said in "".join(fault.text.zh for fault in faults(text))
