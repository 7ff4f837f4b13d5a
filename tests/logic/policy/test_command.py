"""``policy``: a pack checked, two packs side by side, and the questionnaire as the rules ask it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from logic.__main__ import OK, SOME_FAULTS, UNUSABLE, main
from logic.assess import assess
from logic.facts import FIELDS, read_applicant
from logic.labels import FACT_NAMES, VERDICT_NAMES
from logic.pack import loading as packs
from logic.pack import parse
from logic.policy.diff import differences
from logic.policy.drawing import Graph, flow_of
from logic.policy.map import Map
from tests.logic.applicants import PACK

DAY = dt.date(2023, 10, 10)
FILE = Path(__file__).resolve().parents[3] / "logic" / "packs" / "qiaocheng-2023.yaml"


def changed(*pairs: tuple[str, str]):
    text = FILE.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return parse(text.encode(), "next.yaml")


LATER = changed(("    bachelor: {level: assistant, years: [1]}", "    bachelor: {level: assistant, years: [2]}"))


# --- diff ------------------------------------------------------------------------------------------------------


def test_a_pack_does_not_differ_from_itself():
    assert differences(PACK, PACK) == ()


def test_a_changed_value_is_stated_by_its_place():
    changed_places = {d.path: (d.before, d.after) for d in differences(PACK, LATER)}
    assert changed_places == {"recognition.ladder.bachelor.years": ([1], [2])}


def test_a_changed_name_is_matched_by_its_id():
    changed_places = differences(PACK, changed(("zh: 食品与酿造工程", "zh: 食品和酿造工程")))
    assert [d.path for d in changed_places] == ["specialties[food].zh"]


def test_the_command_tells_each_change_once_in_both_languages(tmp_path, capfdbinary):
    path = tmp_path / "next.yaml"
    text = FILE.read_text(encoding="utf-8").replace(
        "{general: 30, professional: 60}", "{general: 30, professional: 72}"
    )
    path.write_text(text, encoding="utf-8")
    assert main(["policy", "diff", "qiaocheng-2023", str(path)]) == OK
    first, heading, examples, cause, *rest = capfdbinary.readouterr().out.decode().splitlines()
    lines, people = rest[::2], rest[1::2]
    assert cause.startswith("# 继续教育学时 ")
    assert first == "~ hours.professional: 60 → 72"
    assert heading.startswith("# ")
    assert 2 <= len(lines) <= 10
    assert all(line.startswith("! ") and " / " in line for line in lines)
    assert all(line.startswith("= {") for line in people)
    assert "“=”" in examples and len(people) == len(lines)
    assert len(set(lines)) == len(lines)
    assert any(
        "专业科目年均 60 到不满 72 学时" in line and "60 to under 72 hours of professional" in line for line in lines
    )


def test_each_sentence_has_a_person_whom_assess_answers_so(tmp_path, capfdbinary):
    path = tmp_path / "next.yaml"
    text = FILE.read_text(encoding="utf-8").replace("professional: 60}", "professional: 72}")
    path.write_text(text, encoding="utf-8")
    assert main(["policy", "diff", "qiaocheng-2023", str(path)]) == OK
    printed = capfdbinary.readouterr().out.decode()
    day = re.findall(r"--policy qiaocheng-2023 --as-of (\S+?)[).]", printed)[0]
    rest = [line for line in printed.splitlines() if line[0] in "!="]
    assert [line[0] for line in rest] == ["!", "="] * (len(rest) // 2)
    pack, as_of = parse(text.encode(), path.name), dt.date.fromisoformat(day)
    for line, person in zip(rest[::2], rest[1::2], strict=True):
        facts = read_applicant(json.loads(person[2:]), as_of=as_of, specialties=pack.by_id)
        verdict = VERDICT_NAMES[assess(facts, pack, as_of).verdict].zh
        after = re.split(r"（[\d,]+ 种）", line)[0].rpartition(" → ")[2]
        # A sentence in which only the route or the level is another one says the verdict before.
        assert verdict in after or f"结论仍是{verdict}" in line, line


@pytest.mark.parametrize("content", [b"id: x\n", b"\xff\xfe", None])
def test_a_pack_that_cannot_be_used_is_one_plain_line(tmp_path, capfdbinary, content):
    path = tmp_path / "next.yaml"
    if content is not None:
        path.write_bytes(content)
    assert main(["policy", "diff", "qiaocheng-2023", str(path)]) == UNUSABLE
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.count(b"\n") == 1
    assert b"Traceback" not in err


# --- check and list --------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of packs with the 2023 one."""

    monkeypatch.setattr(packs, "PACKS_DIR", tmp_path)
    (tmp_path / FILE.name).write_bytes(FILE.read_bytes())
    packs.forget()
    yield tmp_path
    packs.forget()


def written(folder: Path, *pairs: tuple[str, str], name: str = "qiaocheng-2024.yaml") -> str:
    text = FILE.read_text(encoding="utf-8").replace("2023-", "2024-").replace("-2023\n", "-2024\n")
    for old, new in (("show/2365350.html", "show/2999999.html"), ("2023", "2024"), *pairs):
        assert old in text, old
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
    packs.forget()
    return str(folder / name)


def checked(capfdbinary, path: str) -> tuple[int, list[str]]:
    code = main(["policy", "check", path])
    out, err = capfdbinary.readouterr()
    assert err == b""
    return code, out.decode().splitlines()


def test_a_clean_pack_is_stated_with_its_hash(folder, capfdbinary):
    for path in (str(folder / FILE.name), written(folder)):
        code, lines = checked(capfdbinary, path)
        *untouched, line = lines
        assert (code, "没有问题" in line) == (OK, True)
        # Last year's file has none before it; a copy of it is all untouched.
        assert bool(untouched) is (path != str(folder / FILE.name))
        assert all("还没有动过：" in one for one in untouched)
        assert re.search(r" [0-9a-f]{64}$", line)


def test_what_proof_reading_finds_is_a_fault_with_its_line(folder, capfdbinary):
    code, lines = checked(capfdbinary, written(folder, ("issued: 2024-09-11", "issued: 2023-09-11")))
    assert code == SOME_FAULTS
    assert lines[0].startswith("qiaocheng-2024.yaml:12: issued: ")


def test_an_id_that_is_not_the_file_s_name_is_a_fault_with_its_line(folder, capfdbinary):
    code, (line,) = checked(capfdbinary, written(folder, name="qiaocheng-2025.yaml"))
    assert (code, line.startswith("qiaocheng-2025.yaml:5: id: ")) == (SOME_FAULTS, True)


def test_what_is_only_likely_leaves_the_exit_code_alone(folder, capfdbinary):
    code, lines = checked(capfdbinary, written(folder, ("show/2999999.html", "show/2365350.html")))
    assert code == OK
    assert sum("请看一眼：" in line for line in lines) == 2
    assert "有 2 处请看一眼" in lines[-1] and "2 places" in lines[-1]


def test_the_list_says_which_packs_are_not_in_use(folder, capfdbinary):
    written(folder, ("status: official", "status: draft"))
    assert main(["policy", "list"]) == OK
    rows = [line.split("\t") for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert [(row[0], row[1], len(row)) for row in rows] == [
        ("qiaocheng-2023", "official", 4),
        ("qiaocheng-2024", "draft", 5),
    ]
    assert "程序不用它" in rows[1][4]


def test_the_list_goes_on_where_a_pack_is_faulty(folder, capfdbinary):
    (folder / "a.yaml").write_text("id: x\n", encoding="utf-8")
    packs.pack_ids.cache_clear()
    assert main(["policy", "list"]) == SOME_FAULTS
    rows = [line.split("\t") for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert [row[0] for row in rows] == ["a", "qiaocheng-2023"]
    assert "有错" in rows[0][4]


def test_the_checklist_for_a_new_year_names_every_key_in_the_order_of_the_file():
    readme = (FILE.parents[2] / "README.zh-CN.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `")]
    named = [key for row in rows for key in re.findall(r"`(\w+)`", row)]
    keys = re.findall(r"^(\w+):", FILE.read_text(encoding="utf-8"), re.M)
    assert named == keys


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_what_the_readmes_say_to_type_runs_on_a_computer_without_our_packages(name):
    text = (FILE.parents[2] / name).read_text(encoding="utf-8")
    typed = re.findall(r"^ {4}.*python.* logic .*|`python[^`]* logic [^`]*`", text, re.M)
    assert typed
    assert [line for line in typed if "run.py logic" not in line] == []


# --- flow ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def flow() -> Graph:
    return flow_of(Map(PACK))


def texts(flow: Graph) -> dict[str, str]:
    return {node.id: node.text.zh for node in flow.nodes}


def test_every_question_of_the_questionnaire_is_in_the_flow_and_every_edge_has_its_condition(flow):
    asked = {node.text.zh.partition("：")[0] for node in flow.nodes if node.kind == "question"}
    # A diploma from elsewhere is an answer about the diploma, and the series of a title goes with the title.
    others = {"diploma_outside_mainland", "title_same_series"}
    assert {FACT_NAMES[field].zh for field in FIELDS if field not in others} <= asked
    assert all(edge.text.zh and edge.text.en for edge in flow.edges)
    # No condition says "for some": each holds for everybody who comes there.
    by_source: dict[str, list[str]] = {}
    for edge in flow.edges:
        by_source.setdefault(edge.source, []).append(edge.text.zh)
    questions = [node.id for node in flow.nodes if node.kind == "question"]
    assert all(len(set(by_source[id_])) == len(by_source[id_]) for id_ in questions)


def test_the_barred_leave_at_once(flow):
    name = texts(flow)
    first = flow.nodes[0].id
    (out,) = [edge for edge in flow.edges if edge.source == first and name[edge.target] == "不能申报"]
    assert out.text.zh == "公务员、参公事业单位、已退休"


def test_from_the_first_question_everything_is_reached_and_the_flow_ends_in_a_verdict(flow):
    reached, name = {flow.nodes[0].id}, texts(flow)
    for _ in flow.nodes:
        reached |= {edge.target for edge in flow.edges if edge.source in reached}
    assert reached == set(name)
    sources = {edge.source for edge in flow.edges}
    ends = {name[id_].partition("，")[0] for id_ in reached - sources}
    assert ends == {"符合", "可以申报", "需要确认", "暂不能申报", "不能申报"}


def test_the_command_prints_it_as_mermaid_with_norms_and_days(flow, capfdbinary):
    assert main(["policy", "flow", "--policy", "qiaocheng-2023"]) == OK
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0].startswith("flowchart ")
    assert all(line.count('"') in (0, 2) for line in lines)
    # Mermaid draws no more than 500 unless it is set to.
    assert sum(" --> " in line for line in lines) == len(flow.edges) <= 500
    whole = "\n".join(lines)
    assert "每年公需科目 30、专业科目 60 学时" in whole
    assert "2023 年 9 月 18 日至 2023 年 10 月 23 日" in whole
