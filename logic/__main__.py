"""The command line: the same rules for scripts (contract: ``shared/contract/interface.md``)."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import errno
import gc
import io
import itertools
import json
import os
import signal
import stat
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, NoReturn

from logic import without_pandas
from logic.as_json import error_json, to_json
from logic.assess import assess
from logic.facts import EARLIEST_DATE, LATEST_DATE, Applicant, BadApplicant, FieldError, iso_day, read_applicant
from logic.language import LANGUAGES, Text, say, say_n
from logic.pack import (
    NoSuchPack,
    Pack,
    PackError,
    WhichRegion,
    in_use,
    load,
    loaded,
    pack_for,
    pack_ids,
    parse,
    parse_with_lines,
)
from logic.roster.model import Refused

OK, SOME_FAULTS, UNUSABLE = 0, 1, 2


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
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    one = commands.add_parser("assess", help="读 JSON，一份结论一行 / JSON in, one assessment a line out")
    one.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="JSON 文件；不写就从标准输入读 / a file of JSON; without it standard input",
    )
    _rules(one)
    one.set_defaults(run=_assess)
    roster = commands.add_parser(
        "roster", help="读单位名册，写出同一张表和结论 / a unit's table in, the same table with the answers out"
    )
    roster.add_argument("input", metavar="INPUT", help="名册 / the unit's table: .xlsx, .xls, .ods, .csv, .parquet")
    roster.add_argument("output", metavar="OUTPUT", help="结果写到这里 / where the result goes: .xlsx, .csv, .parquet")
    roster.add_argument("--sheet", metavar="NAME", help="读哪个工作表 / which sheet to read, where there are several")
    _rules(roster)
    roster.set_defaults(run=_roster)
    template = commands.add_parser("template", help="空白的单位名册 / an empty spreadsheet for a unit's staff")
    template.add_argument("output", metavar="OUTPUT.xlsx", help="写到这里 / where it goes")
    _rules(template)
    template.set_defaults(run=_template)
    sheet = commands.add_parser("sheet", help="一位申报人的办事单或日历 / one applicant's answer as paper or calendar")
    sheet.add_argument("file", metavar="FILE", help="一位申报人的 JSON 文件 / one applicant as JSON")
    sheet.add_argument("output", metavar="OUTPUT", help="写到这里 / where it goes: .pdf, .docx, .ics")
    sheet.add_argument("--language", choices=LANGUAGES, default="zh", help="用哪种语言 / in which language")
    _rules(sheet)
    sheet.set_defaults(run=_sheet)
    policy = commands.add_parser("policy", help="政策文件 / the packs of rules: list, new, check, diff, flow, proof")
    verbs = policy.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    verbs.add_parser("list", help="有哪些政策文件 / which packs there are").set_defaults(run=_policy_list)
    new = verbs.add_parser("new", help="写一份新的政策文件，从它改起 / a new pack to start from, every key explained")
    new.add_argument("file", metavar="FILE", help="新文件，如 packs/区名-2027.yaml，名称用拼音 / the new file, a .yaml")
    new.set_defaults(run=_policy_new)
    check = verbs.add_parser("check", help="检查一份政策文件，逐处指出问题 / a pack's faults, each with its place")
    check.add_argument("file", metavar="FILE", help="政策文件 / the pack, a .yaml file")
    check.set_defaults(run=_policy_check)
    upgrade = verbs.add_parser(
        "upgrade", help="把旧写法的政策文件改成现在的写法，保留注释 / a pack of an earlier version in today's form"
    )
    upgrade.add_argument("file", metavar="FILE", help="政策文件 / the pack, a .yaml file")
    upgrade.set_defaults(run=_policy_upgrade)
    verbs.add_parser(
        "schema", help="政策文件的 JSON Schema，供编辑器用 / the shape of a pack, for editors"
    ).set_defaults(run=_policy_schema)
    diff = verbs.add_parser(
        "diff",
        help="两份政策有什么不同，谁的结论会变 / what changed between two packs, and for whom the outcome changes",
    )
    diff.add_argument("one", metavar="A", help="编号或文件 / an id or a file")
    diff.add_argument("other", metavar="B", help="编号或文件 / an id or a file")
    diff.set_defaults(run=_policy_diff)
    flow = verbs.add_parser("flow", help="问题流程图（Mermaid） / the questionnaire as a Mermaid flowchart")
    _rules(flow)
    flow.set_defaults(run=_policy_flow)
    proof = verbs.add_parser(
        "proof", help="核对书：数过、试过的全部情形（Markdown） / what was counted and tried of a pack"
    )
    proof.add_argument("--language", choices=LANGUAGES, default="zh", help="用哪种语言 / in which language")
    _rules(proof)
    proof.set_defaults(run=_policy_proof)
    return parser.parse_args(argv)


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


# --- assess ----------------------------------------------------------------------------------------------------


def _pack(args: argparse.Namespace, as_of: dt.date) -> Pack:
    pack = _ruling(args, as_of)
    # A draft is never silent: not where it is named, and not where there is no other.
    if pack.status == "draft":
        _tell(say("“{name}”（{id}）还是草稿，不能作准。", name=pack.name.text, id=pack.id))
    return pack


def _ruling(args: argparse.Namespace, as_of: dt.date) -> Pack:
    try:
        return load(args.policy) if args.policy is not None else pack_for(as_of, args.region)
    except NoSuchPack:
        ids = " ".join(pack_ids())
        raise Refused(say("没有政策包“{id}”。现有：{ids}。", id=args.policy or "", ids=ids)) from None
    except WhichRegion as error:
        names = " ".join(error.regions)
        if error.named is not None:
            reason = say("没有地区“{name}”的政策（草稿不算）。现有：{names}。", name=error.named, names=names)
            raise Refused(reason) from None
        raise Refused(
            say("有几个地区的政策（{names}）。请用 --region 写明地区，或用 --policy 写明政策。", names=names)
        ) from None
    except (PackError, OSError) as error:
        raise _unusable(error) from None


def _unusable(error: PackError | OSError) -> Refused:
    problem = error.first if isinstance(error, PackError) else error.strerror or "?"
    return Refused(say("政策包无法使用：{problem}", problem=problem))


# A first line that opens an object and does not close it is read on, up to this many bytes.
_MOST_FOR_ONE = 1_000_000
# What a line that is no JSON can raise: bad syntax or encoding, a number beyond all bounds, nesting beyond the stack.
_NOT_JSON = (ValueError, ArithmeticError, RecursionError)


def _parse(text: bytes) -> tuple[Any, list[str]]:
    """The value in ``text``, and the names of fields given twice, which would silently lose one of their values."""
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        plain = dict(found)
        if len(plain) != len(found):
            names = [name for name, _ in found]
            twice.extend(name for name in plain if names.count(name) > 1)
        return plain

    return json.loads(text.decode("utf-8"), parse_float=Decimal, object_pairs_hook=pairs), twice


def _opens_an_object(text: bytes) -> bool:
    """Whether ``text`` is the beginning of an object that goes on in the next line."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return text.lstrip().startswith(b"{") and error.pos >= len(error.doc.rstrip())
    except _NOT_JSON:
        return False
    return False


def _is_object(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except _NOT_JSON:
        return False


def _documents(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """(line, text) of each applicant: one whole object, however it is laid out, or one a line."""
    lines = enumerate(stream, start=1)
    for number, line in lines:
        first = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if first.strip():
            break
    else:
        return
    held = [(number, first)]
    if _opens_an_object(first):
        size = len(first)
        for at, line in lines:
            held.append((at, line))
            size += len(line)
            if size > _MOST_FOR_ONE:
                break
        else:
            whole = b"".join(line for _, line in held)
            if _is_object(whole):
                yield number, whole
                return
    for at, line in itertools.chain(held, lines):
        if line.strip():
            yield at, line


def _line(number: int, text: bytes, pack: Pack, as_of: dt.date) -> tuple[bytes, bool]:
    """(the line of JSON that answers ``text``, whether it held an applicant)."""
    found, id_ = _read_one(number, text, pack, as_of)
    if isinstance(found, bytes):
        return found, False
    return to_json(assess(found, pack, as_of), id_), True


def _read_one(number: int, text: bytes, pack: Pack, as_of: dt.date) -> tuple[Applicant | bytes, Any]:
    """The applicant in ``text`` and the id; the line of JSON that says what is wrong where there is none."""
    id_: Any = None
    try:
        data, twice = _parse(text)
        if isinstance(data, dict):
            id_ = _echoable(data.pop("id", None))
        if twice:
            raise BadApplicant([FieldError(name, say("这一项写了两次。请只留一个。")) for name in twice])
        return read_applicant(data, as_of=as_of, specialties=pack.by_id), id_
    except BadApplicant as error:
        return error_json(id_, number, [(e.field or "line", e.text) for e in error.errors]), id_
    except _NOT_JSON:
        return error_json(None, number, [("line", say("这一行不是有效的 JSON（UTF-8 编码）。"))]), None


def _echoable(id_: Any) -> Any:
    """The id, which must be able to come back as it is."""
    try:
        error_json(id_, 0, [])
    except (TypeError, *_NOT_JSON):
        raise BadApplicant([FieldError("id", say("id 须是普通的 JSON 值。"))]) from None
    return id_


def _assess(args: argparse.Namespace) -> int:
    as_of = args.as_of or dt.date.today()
    pack = _pack(args, as_of)
    all_well = True
    with _opened(args.file) as stream:
        for number, text in _read(_documents(stream), args.file):
            line, well = _line(number, text, pack, as_of)
            all_well = all_well and well
            _write(line + b"\n")
    return OK if all_well else SOME_FAULTS


def _read(documents: Iterator[tuple[int, bytes]], file: str | None) -> Iterator[tuple[int, bytes]]:
    """``documents``; a file that breaks off is reported as that, and not mistaken for trouble with the output."""
    while True:
        try:
            found = next(documents, None)
        except OSError as error:
            raise _unreadable(file, error) from None
        if found is None:
            return
        yield found


class _NobodyReads(Exception):
    """The reader of our output has closed it."""


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
    except OSError as error:
        raise _unwritable(error) from None


def _unwritable(error: OSError) -> Exception:
    # Windows reports a closed pipe as an invalid argument.
    if isinstance(error, BrokenPipeError) or error.errno == errno.EINVAL:
        return _NobodyReads()
    return Refused(say("无法写出结果：{why}。", why=error.strerror or "?"))


@contextlib.contextmanager
def _opened(file: str | None) -> Iterator[IO[bytes]]:
    if file is None or file == "-":
        if sys.stdin is None:
            raise Refused(say("没有标准输入可读。请给出文件名。"))
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below; what the reader does must not look like a bad file
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from None
    with stream:
        yield stream


def _unreadable(file: str | None, error: Exception) -> Refused:
    return Refused(say("无法读取 {file}：{why}。", file="stdin" if file is None else file, why=_why(error)))


def _why(error: Exception) -> Text | str:
    """What the system says, in both languages where it is one of the usual mistakes."""
    match error:
        case FileNotFoundError():
            return say("没有这个文件")
        case IsADirectoryError():
            return say("这是文件夹")
        case PermissionError():
            return say("没有权限，或者这是文件夹")
    return getattr(error, "strerror", None) or "?"


# --- roster ----------------------------------------------------------------------------------------------------


def _roster(args: argparse.Namespace) -> int:
    # What reads and writes spreadsheets is not loaded for anything else.
    from logic.roster.work import check_file
    from logic.roster.writing import Grounds

    as_of = args.as_of or dt.date.today()
    grounds = Grounds(_pack(args, as_of), as_of)
    try:
        # A pipe would wait for a writer, and cannot be read twice.
        if not stat.S_ISREG(os.stat(args.input).st_mode) and not os.path.isdir(args.input):
            raise Refused(say("{file} 是管道或设备，不是文件。请先存成文件再读。", file=args.input))
        with Path(args.input).open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise _unreadable(args.input, error) from None
    _end_tidily()
    # Hardly anything here goes in circles; looking for them takes a tenth of the time.
    gc.set_threshold(200_000, 20, 20)
    try:
        counts = check_file(Path(args.input), Path(args.output), grounds, sheet=args.sheet, tell=_tell)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "?"
        raise Refused(say("无法写出 {file}：{why}。", file=args.output, why=why)) from None
    except MemoryError:
        raise Refused(say("内存不够，没有写出结果。请把表格分成几份。")) from None
    return SOME_FAULTS if counts.faulty else OK


def _end_tidily() -> None:
    """Let what is under way be cleaned up when the process is asked to end, as at Ctrl-C."""

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What was started to outlive its terminal goes on.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


def _tell(remark: Text) -> None:
    """Say on the terminal how the file was read: whole columns, never a name."""
    if sys.stderr is not None:
        sys.stderr.buffer.write(f"{remark.zh} {remark.en}\n".encode("utf-8", "backslashreplace"))
        sys.stderr.buffer.flush()


# --- template --------------------------------------------------------------------------------------------------


def _template(args: argparse.Namespace) -> int:
    from logic.roster.template import write_template  # the spreadsheet library is not loaded for anything else

    as_of = args.as_of or dt.date.today()
    pack = _pack(args, as_of)
    output = Path(args.output)
    if output.suffix.lower() != ".xlsx":
        raise Refused(say("模板只写成 .xlsx 文件：{file}。", file=args.output))
    made = io.BytesIO()
    write_template(made, pack, as_of)
    _write_whole(output, made.getvalue())
    return OK


def _write_whole(output: Path, content: bytes) -> None:
    """Whole or not at all: what stands there is replaced only by a finished file."""
    half = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        os.replace(half, output)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError, ValueError):
            half.unlink()
        why = getattr(error, "strerror", None) or "?"
        raise Refused(say("无法写出 {file}：{why}。", file=str(output), why=why)) from None


# --- sheet -----------------------------------------------------------------------------------------------------


def _sheet(args: argparse.Namespace) -> int:
    output = Path(args.output)
    kind = output.suffix.lower()
    if kind not in (".pdf", ".docx", ".ics"):
        raise Refused(say("办事单只写成 .pdf、.docx 或 .ics 文件：{file}。", file=args.output))
    as_of = args.as_of or dt.date.today()
    pack = _pack(args, as_of)
    with _opened(args.file) as stream:
        documents = list(itertools.islice(_read(_documents(stream), args.file), 2))
    if len(documents) != 1:
        raise Refused(say("办事单一次做一位：文件里要正好有一位申报人。"))
    applicant, _ = _read_one(*documents[0], pack, as_of)
    if isinstance(applicant, bytes):
        _write(applicant + b"\n")
        return SOME_FAULTS
    from logic import sheet  # the setting program is not loaded for anything else

    assessment = assess(applicant, pack, as_of)
    if kind == ".ics":
        made = sheet.to_ics(applicant, assessment, pack, args.language)
    else:
        paper = sheet.sheet_of(applicant, assessment, pack, language=args.language)
        made = sheet.to_pdf(paper) if kind == ".pdf" else sheet.to_docx(paper)
    _write_whole(output, made)
    return OK


# --- policy ----------------------------------------------------------------------------------------------------


def _policy_list(_args: argparse.Namespace) -> int:
    found = {pack_id: loaded(pack_id) for pack_id in pack_ids()}
    several = len({pack.region for pack in found.values() if pack is not None}) > 1
    ruling = in_use([pack for pack in found.values() if pack is not None])
    for pack_id, pack in found.items():
        if pack is None:
            note = say("有错，程序不用它。请运行 policy check，看哪里有错。")
            _print(f"{pack_id}\t-\t-\t-\t{note.zh} {note.en}")
            continue
        line = f"{pack.id}\t{pack.status}\t{pack.covers.first}…{pack.covers.last}\t{pack.name.zh}"
        line += f"\t{pack.region}" if several else ""
        if pack not in ruling:
            note = say("程序不用它：status 不是 official。")
            line += f"\t{note.zh} {note.en}"
        _print(line)
    return OK if None not in found.values() else SOME_FAULTS


def _policy_new(args: argparse.Namespace) -> int:
    from logic.pack.starter import NAME, starter

    path = Path(args.file)
    if path.suffix != ".yaml" or not NAME.fullmatch(path.stem):
        raise Refused(say("文件名要用拼音的小写字母、数字和“-”，以 .yaml 结尾，例如 xinxian-2027.yaml。"))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter(path.stem, dt.date.today().year))
    except FileExistsError:
        raise Refused(say("已经有 {file} 了，没有改动它。请换一个名称。", file=args.file)) from None
    except (OSError, ValueError) as error:
        raise Refused(
            say("无法写出 {file}：{why}。", file=args.file, why=getattr(error, "strerror", None) or "?")
        ) from None
    note = say("写好了 {file}。从上到下照通知改，随时运行 policy check 检查。", file=args.file)
    _print(f"{note.zh} {note.en}")
    return OK


def _policy_check(args: argparse.Namespace) -> int:
    from logic.policy.check import faults, hints, untouched

    path = Path(args.file)
    try:
        pack, lines = parse_with_lines(path.read_bytes(), path.name)
    except PackError as error:
        _print(*(fault.as_line(error.file) for fault in error.faults))
        return SOME_FAULTS
    except (OSError, ValueError) as error:
        raise _unreadable(args.file, error) from None
    # The pack of the same name is the one that this file is, or will replace.
    others = [other for name in pack_ids() if name != path.stem and (other := loaded(name)) is not None]
    certain, likely = faults(pack, lines, path.name, others), hints(pack, lines, others)
    _print(*(fault.as_line(path.name) for fault in certain))
    _print(*(hint.as_line(path.name) for hint in likely))
    if certain:
        return SOME_FAULTS
    _print(*(same.as_line(path.name) for same in untouched(pack, lines, others)))
    if likely:
        ready = say_n("{file}：没有错误，有 {n} 处请看一眼。", len(likely), file=path.name)
    else:
        ready = say("{file}：没有问题。", file=path.name)
    _print(f"{ready.zh} {ready.en} {pack.sha256}")
    return OK


def _policy_upgrade(args: argparse.Namespace) -> int:
    """Rewrites the file; as it was, it stays beside it."""
    import yaml

    from logic.pack.loading import SHIPPED
    from logic.pack.upgrade import upgraded

    path = Path(args.file)
    try:
        content = path.read_bytes()
        new, done = upgraded(content.decode("utf-8-sig"), SHIPPED.read_text(encoding="utf-8"))
        if done:
            path.with_name(f"{path.name}.old").write_bytes(content)
            path.write_bytes(new.encode())
    except (yaml.YAMLError, OSError, ValueError) as error:
        raise _unreadable(args.file, error) from None
    _print(*(each.as_line(path.name) for each in done))
    if not done:
        same = say("{file}：已经是现在的写法。", file=path.name)
        _print(f"{same.zh} {same.en}")
        return OK
    report = say("改了 {n} 处；原来的文件是 {old}。再运行 policy check 看看。", n=len(done), old=f"{path.name}.old")
    _print(f"{report.zh} {report.en}")
    return OK


def _policy_schema(_args: argparse.Namespace) -> int:
    from logic.pack.schema import schema

    _print(json.dumps(schema(), ensure_ascii=False, indent=1))
    return OK


def _named_pack(name: str) -> Pack:
    """A pack by its id, or by its file, as a clerk has it before it is put in its place."""
    path = Path(name)
    if name in pack_ids():
        return load(name)
    try:
        return parse(path.read_bytes(), path.name)
    except PackError as error:
        raise _unusable(error) from None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None


def _policy_diff(args: argparse.Namespace) -> int:
    from logic.policy.diff import changes, differences

    one, other = _named_pack(args.one), _named_pack(args.other)
    for difference in differences(one, other):
        mark = "+" if difference.before is None else "-" if difference.after is None else "~"
        before, after = (json.dumps(value, ensure_ascii=False) for value in (difference.before, difference.after))
        _print(
            f"{mark} {difference.path}: {before if mark != '+' else ''}{' → ' if mark == '~' else ''}"
            f"{after if mark != '-' else ''}"
        )
    found = changes(one, other)
    about = say(
        "谁的结论会变（各按自己的申报首日算；{all} 种回答组合里有 {changed} 种）：",
        all=f"{found.combinations:,}",
        changed=f"{found.changed:,}",
    )
    if found.sentences:
        _print(f"# {about.zh} {about.en}")
    for change in found.sentences:
        told_n = say_n("{count} 种", change.combinations, count=f"{change.combinations:,}")
        _print(f"! {change.sentence.zh}（{told_n.zh}） / {change.sentence.en} ({told_n.en})")
    return OK


def _policy_flow(args: argparse.Namespace) -> int:
    from logic.policy.flow import mermaid

    as_of = args.as_of or dt.date.today()
    _print(mermaid(_pack(args, as_of), as_of))
    return OK


def _policy_proof(args: argparse.Namespace) -> int:
    from logic.policy.proof import proof_of, written

    _write(written(proof_of(_pack(args, args.as_of or dt.date.today())), args.language).encode())
    return OK


def _print(*lines: str) -> None:
    _write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))


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
            raise _unwritable(error) from None
        return code
    except Refused as refused:
        if sys.stderr is not None:
            sys.stderr.buffer.write(f"{refused.text.zh} {refused.text.en}\n".encode("utf-8", "backslashreplace"))
        return UNUSABLE
    except _NobodyReads:
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
