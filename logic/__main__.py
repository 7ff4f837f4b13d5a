"""The command line: the same rules for scripts (contract: ``shared/contract/interface.md``)."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, NoReturn

from logic.assess import assess
from logic.facts import EARLIEST_DATE, LATEST_DATE, BadApplicant, FieldError, fault, read_applicant
from logic.language import Text, say
from logic.pack import NoSuchPack, Pack, PackError, load, pack_for, pack_ids, parse
from logic.wire import error_json, to_json

OK, SOME_FAULTS, UNUSABLE = 0, 1, 2


class Refused(Exception):
    """The command cannot be carried out; ``text`` says why in one line."""

    def __init__(self, text: Text) -> None:
        """Keep the reason."""
        super().__init__(text.zh)
        self.text = text


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(say("命令写法不对：{message}。用 --help 查看用法。", message=message))


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise argparse.ArgumentTypeError("--as-of YYYY-MM-DD")
    if not EARLIEST_DATE <= day <= LATEST_DATE:
        raise argparse.ArgumentTypeError(f"--as-of {EARLIEST_DATE} … {LATEST_DATE}")
    return day


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python -m logic", description="职评通：职称申报条件自查 · Title Guide")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    one = commands.add_parser("assess", help="JSON in, one assessment a line out")
    one.add_argument("file", nargs="?", metavar="FILE")
    one.add_argument("--policy", metavar="ID")
    one.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    one.set_defaults(run=_assess)
    policy = commands.add_parser("policy", help="list the packs, or check one")
    verbs = policy.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    verbs.add_parser("list").set_defaults(run=_policy_list)
    check = verbs.add_parser("check")
    check.add_argument("file", metavar="FILE")
    check.set_defaults(run=_policy_check)
    return parser.parse_args(argv)


# --- assess ----------------------------------------------------------------------------------------------------


def _pack(policy: str | None, as_of: dt.date) -> Pack:
    try:
        return load(policy) if policy is not None else pack_for(as_of)
    except NoSuchPack:
        ids = " ".join(pack_ids())
        raise Refused(say("没有政策包“{id}”。现有：{ids}。", id=policy or "", ids=ids)) from None
    except (PackError, OSError) as error:
        raise Refused(say("政策包无法使用：{problem}", problem=str(error).splitlines()[0])) from None


class _BadLine(ValueError):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # A field given twice would silently lose one of its values.
    plain = dict(pairs)
    if len(plain) != len(pairs):
        names = [name for name, _ in pairs]
        raise _BadLine(next(name for name in names if names.count(name) > 1))
    return plain


def _parse(text: bytes) -> Any:
    return json.loads(text.decode("utf-8"), parse_float=Decimal, object_pairs_hook=_pairs)


def _documents(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """(line, text) of each applicant: one whole object, however it is laid out, or one a line."""
    lines = enumerate(stream, start=1)
    for number, first in lines:
        first = first.removeprefix(b"\xef\xbb\xbf") if number == 1 else first
        if first.strip():
            break
    else:
        return
    try:
        json.loads(first)
    except ValueError:
        rest = [line for _, line in lines]
        whole = b"".join([first, *rest])
        with contextlib.suppress(ValueError):
            if isinstance(json.loads(whole), dict):
                yield number, whole
                return
        lines = enumerate(rest, start=number + 1)
    yield number, first
    for at, line in lines:
        if line.strip():
            yield at, line


def _line(number: int, text: bytes, pack: Pack, as_of: dt.date) -> tuple[bytes, bool]:
    id_: Any = None
    try:
        data = _parse(text)
        if isinstance(data, dict):
            id_ = _echoable(data.pop("id", None))
        applicant = read_applicant(data, as_of=as_of, specialties=pack.by_id)
    except BadApplicant as error:
        return error_json(id_, number, [(e.field or "line", e.text) for e in error.errors]), False
    except _BadLine as error:
        return error_json(None, number, [(str(error), say("这一项写了两次。请只留一个。"))]), False
    except RecursionError:
        return error_json(None, number, [("line", fault("not_an_object"))]), False
    except ValueError:
        return error_json(None, number, [("line", say("这一行不是有效的 JSON（UTF-8 编码）。"))]), False
    return to_json(assess(applicant, pack, as_of), id_), True


def _echoable(id_: Any) -> Any:
    """The id, which must be able to come back as it is."""
    try:
        error_json(id_, 0, [])
    except (TypeError, ValueError):
        raise BadApplicant([FieldError("id", say("id 须是普通的 JSON 值。"))]) from None
    return id_


def _assess(args: argparse.Namespace) -> int:
    as_of = args.as_of or dt.date.today()
    pack = _pack(args.policy, as_of)
    all_well = True
    with _opened(args.file) as stream:
        try:
            for number, text in _documents(stream):
                line, well = _line(number, text, pack, as_of)
                all_well = all_well and well
                sys.stdout.buffer.write(line + b"\n")
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise _unreadable(args.file, error) from None
    return OK if all_well else SOME_FAULTS


@contextlib.contextmanager
def _opened(file: str | None) -> Iterator[IO[bytes]]:
    if file is None or file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below; what the reader does must not look like a bad file
    except OSError as error:
        raise _unreadable(file, error) from None
    with stream:
        yield stream


def _unreadable(file: str | None, error: OSError) -> Refused:
    return Refused(say("无法读取 {file}：{why}。", file=file or "stdin", why=error.strerror or "?"))


# --- policy ----------------------------------------------------------------------------------------------------


def _policy_list(args: argparse.Namespace) -> int:
    for pack_id in pack_ids():
        pack = _pack(pack_id, dt.date.today())
        _print(f"{pack.id}\t{pack.status}\t{pack.covers.first}…{pack.covers.last}\t{pack.name.zh}")
    return OK


def _policy_check(args: argparse.Namespace) -> int:
    path = Path(args.file)
    try:
        pack = parse(path.read_bytes(), path.name)
    except OSError as error:
        raise _unreadable(args.file, error) from None
    except PackError as error:
        _print(*(f"{error.file}:{f.line}: {f.path}: {f.text.zh} {f.text.en}" for f in error.faults))
        return SOME_FAULTS
    ready = say("{file}：没有问题。", file=path.name)
    _print(f"{ready.zh} {ready.en} {pack.sha256}")
    return OK


def _print(*lines: str) -> None:
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        args = _arguments(argv)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except Refused as refused:
        sys.stderr.buffer.write(f"{refused.text.zh} {refused.text.en}\n".encode())
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has had enough; keep Python from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
