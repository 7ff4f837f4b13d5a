"""Sentences to an applicant, speaking of a colleague."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from logic.spoken import of_a_colleague, speak_of
from logic.words.language import LANGUAGES, phrase, phrase_n, say

LOGIC = Path(__file__).resolve().parents[2] / "logic"
QUOTED = re.compile(r"“[^”]*”|「[^」]*」")


def sentences(language: str) -> Iterator[str]:
    """Everything that the criteria and the advice can say, in both forms where it counts."""
    files = [*LOGIC.glob("criteria/*.py"), *LOGIC.glob("advice/*.py"), LOGIC / "routes.py"]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                    continue
                if node.func.id == "say":
                    yield phrase(language, first.value)
                elif node.func.id == "say_n":
                    blanks = {name: "{" + name + "}" for name in re.findall(r"{(\w+)}", first.value) if name != "n"}
                    yield from (phrase_n(language, first.value, n, **blanks) for n in (1, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_rules_speaks_to_the_clerk_as_if_it_were_the_colleague(language):
    changed = 0
    for sentence in sentences(language):
        spoken = speak_of(sentence, language)
        bare = QUOTED.sub("", spoken)
        assert "您" not in bare
        assert not re.search(r"\byou(r|rs|rself)?\b", bare, re.IGNORECASE), spoken
        # What is to be said to an office stays word for word.
        assert QUOTED.findall(spoken) == QUOTED.findall(sentence)
        changed += spoken != sentence
    assert changed > 40


def test_they_and_them_stand_where_they_belong():
    joined = "\n".join(QUOTED.sub("…", speak_of(sentence, "en")) for sentence in sentences("en"))
    assert re.findall(r"\b(?:to|with|for|of|by|from|assess|cover|tells?|reviews|loses) they\b", joined) == []
    doing = "are|can|cannot|have|had|do|did|work|hold|meet|will|would|need|must|may|apply|obtained|passed"
    assert re.findall(rf"\bthem (?:{doing})\b", joined) == []


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("You have not signed your contract.", "They have not signed their contract."),
        ("Ask whether the office will assess you.", "Ask whether the office will assess them."),
        ("Ask: “Can you issue me a letter?” before you apply.", "Ask: “Can you issue me a letter?” before they apply."),
        ("The young engineer, bayou.", "The young engineer, bayou."),
    ],
)
def test_english(sentence, spoken):
    assert speak_of(sentence, "en") == spoken


def test_chinese_and_what_is_quoted():
    assert speak_of("您好不好要问：“您好，我的专业归哪里？”", "zh") == "他好不好要问：“您好，我的专业归哪里？”"
    assert speak_of("您還沒有職稱。", "zh-Hant") == "他還沒有職稱。"


def test_a_text_stays_a_text_in_every_language():
    text = of_a_colleague(say("您不在处分期内。"))
    assert (text.zh, text.get("zh-Hant")) == ("他不在处分期内。", "他不在處分期內。")
    assert text.en == "They are not in a penalty period."
