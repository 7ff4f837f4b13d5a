"""What is wrong in a pack's file, in a clerk's words.

The libraries that read it explain themselves to programmers, in English: here each of their complaints becomes a
sentence that says what to do, and the line on which it has to be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from logic.labels import CHOICE_NAMES, CRITERION_NAMES, LEVEL_NAMES, ROUTE_NAMES
from logic.words.language import Text, join, say

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a pack: where (path and line, from 1) and what."""

    path: str
    line: int
    text: Text

    def as_line(self, file: str) -> str:
        """One line with its place, as editors and people read it."""
        return f"{file}:{self.line}: {self.path}: {self.text.zh} {self.text.en}"


class PackError(ValueError):
    """A pack that cannot be used, with every fault found."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        """Keep the faults; the message lists them line by line."""
        super().__init__("\n".join(fault.as_line(file) for fault in faults))
        self.file = file
        self.faults = faults

    @property
    def first(self) -> Text:
        """The first fault with its place, for a sentence that has room for one."""
        fault = self.faults[0]
        place = f"{self.file}:{fault.line}: {fault.path}: "
        return Text(place + fault.text.zh, place + fault.text.en)


def path_of(loc: Loc) -> str:
    """``loc`` as a clerk reads it: ``hours.general``."""
    return ".".join(str(part) for part in loc if part != "[key]") or "(file)"


def encoding_fault(content: bytes) -> tuple[int, Text] | None:
    """Line and words where the file is not UTF-8, as when an older Windows program wrote it."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return line, say("这个文件不是 UTF-8 编码。请用记事本打开，选“另存为”，编码选 UTF-8。")
    return None


# --- what is no YAML -------------------------------------------------------------------------------------------

_KEY = r"\s*(?:- +)?[A-Za-z_][\w.-]* *"
_WIDE_COLON = re.compile(_KEY + "：")
_NO_SPACE = re.compile(_KEY + r":(?![\s/]|$)")  # an address that begins a line of text is none
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A key without its colon and space is taken for text that goes on: the reader stumbles some lines later.
_LINES_BACK = 5


def yaml_fault(content: bytes, error: Exception) -> tuple[int, Text]:
    """Line and words for what the YAML reader raised; ``content`` is UTF-8."""
    lines = re.split(r"\r\n|\r|\n", content.decode("utf-8-sig"))
    problem = str(getattr(error, "problem", None) or error)
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if begun is not None and re.search(r"expected ':'|',' or|end of stream", problem):
        mark = begun  # what was not finished is mended where it begins
    line = mark.line + 1 if mark else 1
    for at in range(min(line, len(lines)), max(0, line - 1 - _LINES_BACK), -1):
        if _WIDE_COLON.match(lines[at - 1]):
            return at, _wide_colon()
        if _NO_SPACE.match(lines[at - 1]):
            return at, _no_colon()
    if "control characters" in problem:
        return next((n for n, text in enumerate(lines, 1) if _CONTROL.search(text)), 1), say(
            "这一行有看不见的控制字符。请删掉，重新输入这一行。"
        )
    return line, _yaml_words(problem, _character(lines, mark))


def _wide_colon() -> Text:
    return say("名称后面的冒号要用半角的“:”，后面空一格。")


def _no_colon() -> Text:
    return say("这一行少了冒号，或冒号后面没有空格。要写成“名称: 内容”，冒号用半角。")


def _character(lines: list[str], mark: yaml.Mark | None) -> str:
    """The character at ``mark``."""
    return lines[mark.line][mark.column : mark.column + 1] if mark and mark.line < len(lines) else ""


def _yaml_words(problem: str, character: str) -> Text:
    if "tab character" in problem or character == "\t":
        return say("缩进要用空格，不能用 Tab 键。")
    if "expected ':'" in problem:
        return _no_colon()
    if "mapping values" in problem:
        return say("这一行多了一个冒号，或缩进不对。文字里要用“: ”时，请给整段文字加引号。")
    if "',' or" in problem:
        return say(
            "这里的括号没有写完，或里面用了全角逗号。逗号请用半角的“,”，括号要成对；文字里有花括号的，整段加引号。"
        )
    if "end of stream" in problem:
        return say("这里的引号没有写完。请在文字末尾补上引号。")
    if "expected key" in problem or "'-' indicator" in problem or "block sequence" in problem:
        return say("这一行的缩进或引号不对。同一层的缩进要一样，引号要成对。")
    if "document start" in problem:
        return say("最外层的名称要顶格写，前面不能有空格。")
    if "another document" in problem:
        return say("一个文件只写一份政策。请删掉多出来的“---”。")
    if "start any token" in problem:
        return say("文字不能以“{character}”开头。请给整段文字加引号。", character=character)
    if "escape" in problem or "hexdecimal" in problem:
        return say("双引号里不能这样用“\\”。请去掉它，或改用单引号。")
    if "alias" in problem or "occurrence" in problem or "anchor" in problem:
        return say("文字不能以“*”或“&”开头。请给整段文字加引号。")
    if "constructor" in problem or "tag" in problem:
        return say("文字不能以“!”开头。请给整段文字加引号。")
    if "nested" in problem:
        return say("括号套得太深。请检查括号是否成对。")
    return say("这一处的写法读不懂。请对照随程序来的政策里同样的地方。")


# --- what is YAML, but not a pack ------------------------------------------------------------------------------


def nearest(given: object, names: Iterable[str]) -> Text | None:
    """The one of ``names`` that was most likely meant, as a question; None where none is near."""
    near = get_close_matches(str(given), list(names), n=1)
    return say("是不是“{near}”？", near=near[0]) if near else None


def none_of(text: Text, given: object, names: Iterable[str]) -> Text:
    """``text``, and what was most likely meant; of a blank, that something must be chosen."""
    if given == "":
        return _not_chosen()
    near = nearest(given, names)
    return join([text, near]) if near else text


def _not_chosen() -> Text:
    return say("这里还没有选。请选一个。")


# What a clerk may write for a value: what it is called on the pages, and for short.
_NAMES: tuple[Mapping[Any, Text], ...] = (LEVEL_NAMES, *CHOICE_NAMES.values(), ROUTE_NAMES, CRITERION_NAMES)
_IN_CHINESE = {words.zh: str(value) for names in _NAMES for value, words in names.items()}
_IN_CHINESE |= {"中专": "secondary", "大专": "college", "本科": "bachelor", "硕士": "master", "博士": "doctor"}
_IN_CHINESE |= {"高中": "high_school", "初次认定": "initial_recognition", "空岗": "post_ratio", "处分": "discipline"}
_IN_CHINESE |= {"正式": "official", "草稿": "draft"}


def value_fault(kind: str, given: Any, context: Mapping[str, Any], name: str, known: Iterable[str] = ()) -> Text:
    """The words for one of pydantic's complaints: its kind, what stands in the file, and the key it stands at.

    ``known``: the keys that could stand there.
    """
    match kind:
        case "missing":
            return say("缺少这一项。请补上。")
        case "extra_forbidden" if "：" in name:
            return _wide_colon()
        case "extra_forbidden":
            return none_of(say("不认识这一项。请检查拼写，或删掉。"), name, known)
        case _ if given is None:
            return say("这里是空的。请填上。")
        case "model_type" | "dict_type" if isinstance(given, str) and "：" in given:
            return _wide_colon()
        case "model_type" if set(known) == {"zh", "en"}:
            return say("中文和英文都要写：{example}", example="{zh: …, en: …}")
        case "model_type" | "dict_type":
            return say("这里要分成几项写，每项一行“名称: 内容”。")
        case "tuple_type":
            return say("这里要写成列表，例如 [甲, 乙]。只有一个也要加方括号。")
        case "too_short":
            return say("这里至少要写一个。")
        case "pack_date":
            return say("请写真实存在的日期，例如 2023-10-09。")
        case "pack_span":
            return say("结束日期早于开始日期。")
        case "pack_years_or_months":
            return say("年（years）和月（months）只能写一个。")
        case "pack_say_and_ask":
            return say("要确认的（confirm）须写明说什么（say）、问谁什么（ask）。")
        case "pack_left_out":
            return say("缺少 {names}。每一种都要写。", names=str(context.get("names", "")))
        case "string_too_short":
            return say("不能为空。中文和英文都要写。")
        case "string_type":
            return _no_text(given)
        case "string_pattern_mismatch" if "0-9" in str(context.get("pattern")):
            return say("只能用小写英文字母、数字和“-”。")
        case "string_pattern_mismatch":
            return say("只能用小写英文字母和“_”，以字母开头。")
        case "int_type" | "int_from_float" | "int_parsing":
            return say("这里要写整数，例如 3，不加引号，不写单位。")
        case "bool_type" | "bool_parsing":
            return say("这里只能写 true 或 false。")
        case "greater_than_equal":
            return say("不能小于 {n}。", n=context["ge"])
        case "less_than_equal":
            return say("不能大于 {n}。", n=context["le"])
        case "literal_error" | "enum" if given == "":
            return _not_chosen()
        case "literal_error" | "enum":
            names = re.findall(r"'([^']*)'", str(context.get("expected")))
            text = say("只能写这些之一：{names}。", names=Text("、".join(names), ", ".join(names)))
            if (meant := _IN_CHINESE.get(str(given))) in names:
                return join([text, say("“{given}”写 {value}。", given=str(given), value=meant or "")])
            return none_of(text, given, names)
    return say("值不对。请对照随程序来的政策里同样的地方。")


def _no_text(given: Any) -> Text:
    if isinstance(given, bool):
        return say('这里要写文字。yes、no、on、off 这样的词要加引号，例如 "No"。')
    if isinstance(given, int | float):
        return say('这里要写文字。数字请加引号："{given}"。', given=given)
    return say("这里要写一段文字，不能再分成几项。")
