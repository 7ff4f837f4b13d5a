"""The command line: the same rules for scripts (docs/interface.md)."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import os
import sys
from typing import NoReturn

from logic import commands, without_pandas
from logic.commands import OK, SOME_FAULTS, UNUSABLE
from logic.facts import EARLIEST_DATE, LATEST_DATE, iso_day
from logic.roster.model import Refused
from logic.words.language import LANGUAGES, say

__all__ = ["OK", "SOME_FAULTS", "UNUSABLE", "main"]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(say("命令写法不对：{message}。用 --help 查看用法。", message=message))


def _day(text: str) -> dt.date:
    day = iso_day(text)
    if day is None:
        raise argparse.ArgumentTypeError("--as-of YYYY-MM-DD")
    if not EARLIEST_DATE <= day <= LATEST_DATE:
        raise argparse.ArgumentTypeError(f"--as-of {EARLIEST_DATE} … {LATEST_DATE}")
    return day


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python -m logic", description="职评通：职称申报条件自查 · Title Guide")
    names = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    one = names.add_parser("assess", help="读 JSON，一份结论一行 / JSON in, one assessment a line out")
    one.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="JSON 文件；不写就从标准输入读 / a file of JSON; without it standard input",
    )
    _rules(one)
    one.set_defaults(run=commands.assess_lines)
    roster = names.add_parser(
        "roster", help="读单位名册，写出同一张表和结论 / a unit's table in, the same table with the answers out"
    )
    roster.add_argument("input", metavar="INPUT", help="名册 / the unit's table: .xlsx, .xls, .ods, .csv, .parquet")
    roster.add_argument("output", metavar="OUTPUT", help="结果写到这里 / where the result goes: .xlsx, .csv, .parquet")
    roster.add_argument("--sheet", metavar="NAME", help="读哪个工作表 / which sheet to read, where there are several")
    _rules(roster)
    roster.set_defaults(run=commands.roster)
    template = names.add_parser("template", help="空白的单位名册 / an empty spreadsheet for a unit's staff")
    template.add_argument("output", metavar="OUTPUT.xlsx", help="写到这里 / where it goes")
    _rules(template)
    template.set_defaults(run=commands.template)
    sheet = names.add_parser("sheet", help="一位申报人的办事单或日历 / one applicant's answer as paper or calendar")
    sheet.add_argument("file", metavar="FILE", help="一位申报人的 JSON 文件 / one applicant as JSON")
    sheet.add_argument("output", metavar="OUTPUT", help="写到这里 / where it goes: .pdf, .docx, .ics")
    sheet.add_argument("--language", choices=LANGUAGES, default="zh", help="用哪种语言 / in which language")
    _rules(sheet)
    sheet.set_defaults(run=commands.sheet_of_one)
    policy = names.add_parser("policy", help="政策文件 / the packs of rules: list, new, check, diff, flow, proof")
    verbs = policy.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    verbs.add_parser("list", help="有哪些政策文件 / which packs there are").set_defaults(run=commands.list_packs)
    new = verbs.add_parser("new", help="写一份新的政策文件，从它改起 / a new pack to start from, every key explained")
    new.add_argument("file", metavar="FILE", help="新文件，如 packs/区名-2027.yaml，名称用拼音 / the new file, a .yaml")
    new.set_defaults(run=commands.new_pack)
    check = verbs.add_parser("check", help="检查一份政策文件，逐处指出问题 / a pack's faults, each with its place")
    check.add_argument("file", metavar="FILE", help="政策文件 / the pack, a .yaml file")
    check.set_defaults(run=commands.check_pack)
    upgrade = verbs.add_parser(
        "upgrade", help="把旧写法的政策文件改成现在的写法，保留注释 / a pack of an earlier version in today's form"
    )
    upgrade.add_argument("file", metavar="FILE", help="政策文件 / the pack, a .yaml file")
    upgrade.set_defaults(run=commands.upgrade_pack)
    verbs.add_parser(
        "schema", help="政策文件的 JSON Schema，供编辑器用 / the shape of a pack, for editors"
    ).set_defaults(run=commands.pack_schema)
    diff = verbs.add_parser(
        "diff",
        help="两份政策有什么不同，谁的结论会变 / what changed between two packs, and for whom the outcome changes",
    )
    diff.add_argument("one", metavar="A", help="编号或文件 / an id or a file")
    diff.add_argument("other", metavar="B", help="编号或文件 / an id or a file")
    diff.set_defaults(run=commands.diff_packs)
    flow = verbs.add_parser(
        "flow", help="规则流程图（Mermaid） / the questions and what they lead to as a Mermaid flowchart"
    )
    _rules(flow)
    flow.set_defaults(run=commands.flow_of_pack)
    proof = verbs.add_parser(
        "proof", help="核对书：数过、试过的全部情形（Markdown） / what was counted and tried of a pack"
    )
    proof.add_argument("--language", choices=LANGUAGES, default="zh", help="用哪种语言 / in which language")
    _rules(proof)
    proof.set_defaults(run=commands.proof_of_pack)
    args = parser.parse_args(argv)
    # Today unless given; nothing behind this reads the clock.
    args.as_of = getattr(args, "as_of", None) or dt.date.today()
    return args


def _rules(parser: argparse.ArgumentParser) -> None:
    """Which pack rules, and on which day."""
    parser.add_argument(
        "--policy", metavar="ID", help="用哪一份政策，默认按日期选 / which pack; by the day if left out"
    )
    parser.add_argument(
        "--region",
        metavar="NAME",
        default=os.environ.get("TITLEGUIDE_REGION", "").strip() or None,
        help="哪个地区的政策；只有一个地区时不用写 / whose packs, where there are several regions",
    )
    parser.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="按哪一天算，默认今天 / as of which day; today if left out"
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    if sys.stdout is None:
        return UNUSABLE
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # --help, where the console knows no Chinese; all else is UTF-8
    try:
        args = _arguments(argv)
        code: int = args.run(args)
        try:
            sys.stdout.flush()
        except OSError as error:
            raise commands.unwritable(error) from None
        return code
    except Refused as refused:
        if sys.stderr is not None:
            sys.stderr.buffer.write(f"{refused.text.zh} {refused.text.en}\n".encode("utf-8", "backslashreplace"))
        return UNUSABLE
    except commands.OutputClosed:
        _silence()
        return OK
    except KeyboardInterrupt:
        return UNUSABLE
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()


def _silence() -> None:
    # Python would complain about the closed pipe once more at exit.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    without_pandas.keep_out()
    sys.exit(main())
