"""``policy``: the packs listed, begun, checked, brought up to date, compared, drawn and proved."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from logic.commands.packs import named_pack, ruling_pack
from logic.commands.streams import (
    OK,
    SOME_FAULTS,
    print_lines,
    unreadable,
    write,
)
from logic.pack import (
    PackError,
    in_use,
    loaded,
    pack_ids,
    parse_with_lines,
)
from logic.roster.model import Refused
from logic.words.language import say, say_n


def list_packs(_args: argparse.Namespace) -> int:
    """``policy list``: every pack, a line each; exit code 1 where one cannot be used."""
    found = {pack_id: loaded(pack_id) for pack_id in pack_ids()}
    several = len({pack.region for pack in found.values() if pack is not None}) > 1
    ruling = in_use([pack for pack in found.values() if pack is not None])
    for pack_id, pack in found.items():
        if pack is None:
            note = say("有错，程序不用它。请运行 policy check，看哪里有错。")
            print_lines(f"{pack_id}\t-\t-\t-\t{note.zh} {note.en}")
            continue
        line = f"{pack.id}\t{pack.status}\t{pack.covers.first}…{pack.covers.last}\t{pack.name.zh}"
        line += f"\t{pack.region}" if several else ""
        if pack not in ruling:
            note = say("程序不用它：status 不是 official。")
            line += f"\t{note.zh} {note.en}"
        print_lines(line)
    return OK if None not in found.values() else SOME_FAULTS


def new_pack(args: argparse.Namespace) -> int:
    """``policy new``: a pack to begin from, in a file that must not exist yet. Raises :class:`Refused`."""
    from logic.pack.starter import NAME, starter

    path = Path(args.file)
    if path.suffix != ".yaml" or not NAME.fullmatch(path.stem):
        raise Refused(say("文件名要用拼音的小写字母、数字和“-”，以 .yaml 结尾，例如 xinxian-2027.yaml。"))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter(path.stem, args.as_of.year))
    except FileExistsError:
        raise Refused(say("已经有 {file} 了，没有改动它。请换一个名称。", file=args.file)) from None
    except (OSError, ValueError) as error:
        raise Refused(
            say("无法写出 {file}：{why}。", file=args.file, why=getattr(error, "strerror", None) or "?")
        ) from None
    note = say("写好了 {file}。从上到下照通知改，随时运行 policy check 检查。", file=args.file)
    print_lines(f"{note.zh} {note.en}")
    return OK


def check_pack(args: argparse.Namespace) -> int:
    """``policy check``: each fault with its place; exit code 1 where there is one.

    Raises :class:`Refused` where the file cannot be read.
    """
    from logic.policy.check import faults, hints, untouched

    path = Path(args.file)
    try:
        pack, lines = parse_with_lines(path.read_bytes(), path.name)
    except PackError as error:
        print_lines(*(fault.as_line(error.file) for fault in error.faults))
        return SOME_FAULTS
    except (OSError, ValueError) as error:
        raise unreadable(args.file, error) from None
    # The pack of the same name is the one that this file is, or will replace.
    others = [other for name in pack_ids() if name != path.stem and (other := loaded(name)) is not None]
    certain, likely = faults(pack, lines, path.name, others), hints(pack, lines, others)
    print_lines(*(fault.as_line(path.name) for fault in certain))
    print_lines(*(hint.as_line(path.name) for hint in likely))
    if certain:
        return SOME_FAULTS
    print_lines(*(same.as_line(path.name) for same in untouched(pack, lines, others)))
    if likely:
        ready = say_n("{file}：没有错误，有 {n} 处请看一眼。", len(likely), file=path.name)
    else:
        ready = say("{file}：没有问题。", file=path.name)
    print_lines(f"{ready.zh} {ready.en} {pack.sha256}")
    return OK


def upgrade_pack(args: argparse.Namespace) -> int:
    """Rewrites the file; as it was, it stays beside it. Raises :class:`Refused` where it cannot."""
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
        raise unreadable(args.file, error) from None
    print_lines(*(each.as_line(path.name) for each in done))
    if not done:
        same = say("{file}：已经是现在的写法。", file=path.name)
        print_lines(f"{same.zh} {same.en}")
        return OK
    report = say("改了 {n} 处；原来的文件是 {old}。再运行 policy check 看看。", n=len(done), old=f"{path.name}.old")
    print_lines(f"{report.zh} {report.en}")
    return OK


def pack_schema(_args: argparse.Namespace) -> int:
    """``policy schema``: the shape of a pack, for editors."""
    from logic.pack.schema import schema

    print_lines(json.dumps(schema(), ensure_ascii=False, indent=1))
    return OK


def diff_packs(args: argparse.Namespace) -> int:
    """``policy diff``: what changed between two packs, and for whom the outcome changes, with a person for each.

    The person is an applicant as ``assess`` reads one, under the second pack on the day that is named above.
    """
    from logic.policy.diff import changes, differences
    from logic.policy.periods import day_of

    one, other = named_pack(args.one), named_pack(args.other)
    for difference in differences(one, other):
        mark = "+" if difference.before is None else "-" if difference.after is None else "~"
        before, after = (json.dumps(value, ensure_ascii=False) for value in (difference.before, difference.after))
        print_lines(
            f"{mark} {difference.path}: {before if mark != '+' else ''}{' → ' if mark == '~' else ''}"
            f"{after if mark != '-' else ''}"
        )
    found = changes(one, other)
    about = say(
        "谁的结论会变（各按自己的申报首日算；{all} 种回答组合里有 {changed} 种）：",
        all=f"{found.combinations:,}",
        changed=f"{found.changed:,}",
    )
    examples = say(
        "每句后面“=”那一行是这样的一个人，可以交给 assess（--policy {id} --as-of {day}）。",
        id=other.id,
        day=day_of(other).isoformat(),
    )
    if found.sentences:
        print_lines(f"# {about.zh} {about.en}", f"# {examples.zh} {examples.en}")
    heading = None
    for change in found.sentences:
        if change.heading != heading:
            heading = change.heading
            print_lines(f"# {heading.zh} {heading.en}")
        how_many = say_n("{count} 种", change.combinations, count=f"{change.combinations:,}")
        print_lines(f"! {change.sentence.zh}（{how_many.zh}） / {change.sentence.en} ({how_many.en})")
        print_lines(f"= {json.dumps(change.people[1], ensure_ascii=False)}")
    return OK


def flow_of_pack(args: argparse.Namespace) -> int:
    """``policy flow``: the whole map of the rules, from the first question to the verdict, as a Mermaid flowchart."""
    from logic.policy.drawing import flow_of, mermaid
    from logic.policy.map import Map

    print_lines(mermaid(flow_of(Map(ruling_pack(args, args.as_of))), "zh").rstrip("\n"))
    return OK


def proof_of_pack(args: argparse.Namespace) -> int:
    """``policy proof``: what was counted and tried of a pack, as Markdown."""
    from logic.policy.proof import proof_of
    from logic.policy.proof_text import proof_markdown

    write(proof_markdown(proof_of(ruling_pack(args, args.as_of)), args.language).encode())
    return OK
