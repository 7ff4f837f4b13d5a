"""Which pack a command is about, and what is said where there is none."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from logic.commands.streams import (
    remark,
    unreadable,
)
from logic.pack import (
    NoSuchPack,
    Pack,
    PackError,
    WhichRegion,
    load,
    pack_for,
    pack_ids,
    parse,
)
from logic.roster.model import Refused
from logic.words.language import say


def ruling_pack(args: argparse.Namespace, as_of: dt.date) -> Pack:
    """The pack that is named, else the one that rules on ``as_of``; raises :class:`Refused` where there is none."""
    pack = _ruling(args, as_of)
    # A draft is never silent: not where it is named, and not where there is no other.
    if pack.status == "draft":
        remark(say("“{name}”（{id}）还是草稿，不能作准。", name=pack.name.text, id=pack.id))
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
        raise unusable(error) from None


def unusable(error: PackError | OSError) -> Refused:
    """That a pack cannot be used, with its first fault."""
    problem = error.first if isinstance(error, PackError) else error.strerror or "?"
    return Refused(say("政策包无法使用：{problem}", problem=problem))


def named_pack(name: str) -> Pack:
    """A pack by its id, or by its file, as a clerk has it before it is put in its place.

    Raises :class:`Refused` where it cannot be used.
    """
    path = Path(name)
    if name in pack_ids():
        return load(name)
    try:
        return parse(path.read_bytes(), path.name)
    except PackError as error:
        raise unusable(error) from None
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None
