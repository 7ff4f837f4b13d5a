"""What nobody would send, sent to a running server: ``python run.py fuzz``, and a short piece of it in the tests.

Each case is made from a seed, a kind and a number, so that it can be sent once more. What was sent may be refused, or
answered in our own words, but never with Streamlit's error or with a traceback in the log; and the server serves on.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import random
import sys
import time
import zipfile
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from logic.facts import FIELDS
from logic.interview.carry import pack_answers
from logic.labels import CHOICE_NAMES
from logic.pack import load, pack_ids
from logic.roster.template import write_template
from tools.visitor import Visitor

Random = random.Random
Case = Callable[[Random, Visitor], Awaitable[None]]

# What tends to break what reads it.
_ODD_TEXTS = (
    "", " ", "\x00", "\n", "\u202e", "\ufeff", "𬭎䶮㛃", "é", "<script>alert(1)</script>", "{}", "{0}", "%s",
    "../../etc/passwd", "=1+1", "'", '"', "\\", "—", "１２", "9" * 400, "-1", "1e309", "NaN", "None", "null", "true",
    "2023-02-30", "0000-00-00", "张" * 3_000, "a:b:c:d:e", "answer", "answer:", ":", "😀",
)  # fmt: skip
_ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**30,
    [],
    {},
    [[]],
    [{}],
    {"": {}},
    {"year": "x"},
    *_ODD_TEXTS[:20],
)
_NAMES = ("as_of", "lang", "size", "kiosk", "tg", "a", "session", "embed", "embed_options", "_", "")
_PAGES = ("", "check", "answers", "result", "rules", "unit", "nothing")


def text(rng: Random) -> str:
    """Any text, a harmless one among them."""
    odd = rng.choice(_ODD_TEXTS)
    made = "".join(
        chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x4E00, 0x9FFF)))) for _ in range(rng.randrange(12))
    )
    return rng.choice((odd, made, odd + made))


def value(rng: Random, depth: int = 0) -> Any:
    """Any value that JSON has."""
    if depth < 3 and rng.random() < 0.3:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if depth < 3 and rng.random() < 0.3:
        return {rng.choice((text(rng), *FIELDS)): value(rng, depth + 1) for _ in range(rng.randrange(4))}
    return rng.choice((*_ODD_VALUES, text(rng)))


def answers(rng: Random) -> dict[str, Any]:
    """Kept answers: right ones, and others among them."""
    found: dict[str, Any] = {}
    for field in rng.sample(tuple(FIELDS), rng.randrange(1, 8)):
        right = list(CHOICE_NAMES.get(field, (True, False)))
        found[field] = rng.choice((rng.choice(right), rng.choice(right), value(rng)))
    if rng.random() < 0.3:
        found["hours"] = [
            {"year": rng.choice((2021, 2022, text(rng))), "general": value(rng)} for _ in range(rng.randrange(4))
        ]
    if rng.random() < 0.3:
        found["hours_as_typed"] = value(rng)
    return found


def spoilt(rng: Random, data: bytes) -> bytes:
    """``data`` with a few bytes changed, left out, put in or said twice."""
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        place = rng.randrange(len(changed) + 1)
        match rng.randrange(4):
            case 0 if changed:
                changed[place % len(changed)] = rng.randrange(256)
            case 1:
                del changed[place : place + rng.randrange(1, 20)]
            case 2:
                changed[place:place] = rng.randbytes(rng.randrange(1, 9))
            case _:
                changed[place:place] = changed[max(0, place - rng.randrange(1, 40)) : place]
    return bytes(changed)


# --- the kinds --------------------------------------------------------------------------------------------------------


async def _message(rng: Random, visitor: Visitor) -> None:
    await visitor.open()
    good = visitor.request(*visitor.bridged("tap", rng.choice(visitor.taps))).SerializeToString()
    for _ in range(4):
        await visitor.send(rng.choice((spoilt(rng, good), rng.randbytes(rng.randrange(1, 200)))))
    await visitor.run()


async def _tap(rng: Random, visitor: Visitor) -> None:
    visitor.path = rng.choice(("/", "/check", "/check", "/check", "/result", "/unit", "/check?kiosk=1"))
    await visitor.open()
    for _ in range(5):
        offered = rng.choice(visitor.taps or ["go:start"])
        what, *rest = offered.split(":")
        tap = rng.choice((offered, offered, f"{what}:{text(rng)}", ":".join([what, *rest[:1], text(rng)]), text(rng)))
        await visitor.run(
            *visitor.bridged(rng.choice(("tap", "tap", "tap", text(rng))), rng.choice((tap, tap, value(rng))))
        )


async def _kept(rng: Random, visitor: Visitor) -> None:
    visitor.path = rng.choice(("/check", "/answers", "/result", "/"))
    await visitor.open()
    await visitor.run(*visitor.bridged("restored", rng.choice((answers(rng), answers(rng), value(rng)))))
    if visitor.taps:
        await visitor.tap(rng.choice(visitor.taps))


async def _link(rng: Random, visitor: Visitor) -> None:
    await visitor.open()
    words = pack_answers(answers(rng), rng.choice((pack_ids()[0], pack_ids()[0], text(rng))))
    sent = rng.choice((words, spoilt(rng, words.encode()).decode("latin-1"), text(rng)))
    await visitor.run(*visitor.bridged("carried", rng.choice((sent, sent, value(rng)))))


async def _query(rng: Random, visitor: Visitor) -> None:
    parts = [
        f"{quote(rng.choice((*_NAMES, text(rng))))}={rng.choice((quote(text(rng)), text(rng)))}"
        for _ in range(rng.randrange(6))
    ]
    plain = "&".join(parts).encode("ascii", "ignore").decode().replace(" ", "").replace("\n", "").replace("\x00", "")
    visitor.path = f"/{rng.choice(_PAGES)}?{plain}"
    await visitor.open()


async def _widget(rng: Random, visitor: Visitor) -> None:
    visitor.path = rng.choice(("/check", "/unit", "/answers", "/rules", "/result"))
    await visitor.open()
    states = []
    for kind in (
        "button",
        "text_input",
        "text_area",
        "checkbox",
        "selectbox",
        "file_uploader",
        "bidi_component",
        "download_button",
    ):
        for element, _ in visitor.elements(kind):
            if rng.random() < 0.4:
                states.append(_state(rng, element.id))
    await visitor.run(states)
    await visitor.run()


def _state(rng: Random, name: str) -> WidgetState:
    state = WidgetState(id=rng.choice((name, name, f"$$STREAMLIT_INTERNAL_KEY_{name}__events", text(rng)[:400])))
    match rng.randrange(8):
        case 0:
            state.trigger_value = True
        case 1:
            state.bool_value = rng.random() < 0.5
        case 2:
            state.int_value = rng.randrange(-(2**40), 2**40)
        case 3:
            state.double_value = rng.choice((0.0, -1.5, float("inf"), float("nan")))
        case 4:
            state.json_value = rng.choice((json.dumps(value(rng)), text(rng)))
        case 5:
            state.json_trigger_value = json.dumps(
                [{"event": rng.choice(("tap", "restored", text(rng))), "value": value(rng)}]
            )
        case 6:
            state.file_uploader_state_value.uploaded_file_info.add(name=text(rng)[:400], file_id=text(rng)[:400])
        case _:
            state.string_value = text(rng)
    return state


@cache
def _template() -> bytes:
    made = io.BytesIO()
    pack = load(pack_ids()[0])
    write_template(made, pack, pack.issued)
    return made.getvalue()


_CSV = (
    "姓名,部门,最高学历,工作单位性质,参加工作时间,从事专业,2022年公需,备注\n"
    "张三,农技站,本科,事业单位,2015-07-01,农艺,30,\n李四,,大专,企业,2019/8,机械,x,无\n"
)


def _rezipped(rng: Random, data: bytes) -> bytes:
    """A workbook with one part of it spoilt."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, spoilt(rng, part) if name == chosen else part)
    return made.getvalue()


async def _file(rng: Random, visitor: Visitor) -> None:
    visitor.path = "/unit"
    await visitor.open()
    kind = rng.randrange(6)
    data = (
        _CSV.encode(rng.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig"))),
        spoilt(rng, _CSV.encode()),
        spoilt(rng, _template()),
        _rezipped(rng, _template()),
        rng.randbytes(rng.randrange(3_000)),
        "\n".join(
            ",".join(text(rng)[:60] for _ in range(rng.randrange(1, 9))) for _ in range(rng.randrange(1, 30))
        ).encode(),
    )[kind]
    await visitor.upload(
        data, rng.choice(("a.csv", "a.xlsx", "a.parquet", text(rng)[:100].replace('"', "").replace("\n", "") or "a"))
    )
    for _ in range(2):
        buttons = [(one.id, fragment) for one, fragment in visitor.elements("button") if "chip_" not in one.id]
        if buttons:
            name, fragment = rng.choice(buttons)
            await visitor.run([WidgetState(id=name, trigger_value=True)], fragment)


async def _request(rng: Random, visitor: Visitor) -> None:
    path = quote(
        rng.choice(("/", "/check", "/_stcore/upload_file/a/b", "/media/x", "/static/js/x.js", "/" + text(rng))),
        safe="/?=&%.",
    )
    method = rng.choice(("GET", "GET", "HEAD", "PUT", "POST", "OPTIONS", "TRACE"))
    names = (
        "Range",
        "If-None-Match",
        "Accept-Encoding",
        "Cookie",
        "Origin",
        "Sec-Fetch-Site",
        "Content-Length",
        "Upgrade",
        "X-Forwarded-For",
    )
    odd = {name: text(rng).encode("latin-1", "ignore").decode("latin-1") for name in rng.sample(names, 3)}
    headers = {name: "".join(c for c in said if c.isprintable()) for name, said in odd.items()}
    await visitor.ask(path or "/", method, rng.choice((b"", b"", rng.randbytes(20))), headers)


async def _walk(rng: Random, visitor: Visitor) -> None:
    """Anything that can be pressed, one after the other, after some answers."""
    await visitor.open()
    await visitor.run(*visitor.bridged("restored", answers(rng)))
    for _ in range(6):
        choices: list[tuple[list[WidgetState], str]] = [visitor.bridged("tap", tap) for tap in visitor.taps]
        choices += [
            ([WidgetState(id=one.id, trigger_value=True)], fragment) for one, fragment in visitor.elements("button")
        ]
        await visitor.run(*rng.choice(choices or [([], "")]))


KINDS: dict[str, Case] = {
    "message": _message,
    "tap": _tap,
    "kept": _kept,
    "link": _link,
    "query": _query,
    "widget": _widget,
    "file": _file,
    "request": _request,
    "walk": _walk,
}
# Where a page may fail: a value of another kind than its widget's is nothing that a page would send.
_MAY_FAIL = ("message", "widget")


async def send(url: str, seed: int, kind: str, number: int) -> str:
    """Send one case; what is wrong with how it was taken, or nothing."""
    rng = random.Random(f"{seed}/{kind}/{number}")
    visitor = Visitor(url)
    try:
        async with asyncio.timeout(60):
            await KINDS[kind](rng, visitor)
    except (ConnectionClosed, InvalidHandshake, LookupError):
        pass  # cut off, refused, or a page that takes nothing
    except ConnectionError:
        if kind != "request":
            return "no answer"
    except TimeoutError:
        return "no end"
    finally:
        await visitor.close()
    if visitor.exceptions:
        return f"Streamlit's own error on the page: {visitor.exceptions[0][:80]}"
    if "tg-trouble" in visitor.html and kind not in _MAY_FAIL:
        return "the page failed"
    return ""


async def serves(url: str) -> bool:
    """Whether somebody who comes now can answer a question."""
    async with Visitor(url) as person:
        first = person.asked
        await person.tap(next(tap for tap in person.taps if tap.startswith("answer:")))
        return bool(first) and person.asked != first


async def fuzz(url: str, log: Path, seed: int, cases: list[tuple[str, int]], until: float = float("inf")) -> list[str]:
    """Send the cases, and look after each whether the server still serves and what it wrote; the faults found."""
    faults: list[str] = []
    read = log.stat().st_size
    for kind, number in cases:
        if time.monotonic() > until:
            break
        fault = await send(url, seed, kind, number)
        written = log.read_bytes()[read:].decode("utf-8", "replace")
        read += len(written.encode())
        if "Traceback" in written and kind not in _MAY_FAIL:
            fault = f"{fault}; in the log:\n{written}"
        if fault:
            faults.append(f"--seed {seed} --only {kind} --number {number}: {fault}")
    if not await serves(url):
        faults.append(f"--seed {seed}: nobody is served any more")
    return faults


def several(each: int) -> list[tuple[str, int]]:
    """So many cases of every kind, in turns."""
    return [(kind, number) for number in range(each) for kind in KINDS]


def main() -> int:
    """Fuzz a server of one's own for some minutes."""
    parser = argparse.ArgumentParser(prog="run.py fuzz", description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="else another one each time")
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--number", type=int, help="of that kind, just this case")
    options = parser.parse_args()
    from tests.browser import running_app

    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    kinds = [options.only] if options.only else list(KINDS)
    numbers = range(1_000_000) if options.number is None else [options.number]
    print(f"seed {seed}", flush=True)
    sent = 0
    faults: list[str] = []
    until = time.monotonic() + options.minutes * 60
    with TemporaryDirectory() as folder, running_app(Path(folder) / "log.txt") as app:
        for number in numbers:
            if time.monotonic() > until:
                break
            found = asyncio.run(fuzz(app.url, app.log, seed, [(kind, number) for kind in kinds], until))
            sent += len(kinds)
            faults += found
            print(*found, sep="\n", end="\n" if found else "", flush=True)
    print(f"{sent} cases, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
