"""The server around the pages: what is settled before the first visit, and what is served beside them.

``st.App`` in ``app.py`` takes its routes and middleware from here.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
import time
import traceback
from functools import cache
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from logic.language import say
from ui import scripts
from ui.middleware import Gate, Protect, Shell, script_hashes
from ui.preload import head
from ui.settings import FILE, BadSettings, settings
from ui.zipped import Zipped

ROOT = Path(__file__).resolve().parent.parent


def settle() -> None:
    """Set what Streamlit must know before the first visit.

    It takes a folder called pages/ for its older way of having pages until app.py has run once: the first visit
    after a start would be shown a bare page without header, language or kept answers.

    Ends the program with a sentence for each fault where the bureau's settings cannot be used.
    """
    PagesManager.uses_pages_directory = False
    keep_values_out_of_logs()
    try:
        settings()
    except BadSettings as error:
        raise SystemExit(f"{FILE.name}:\n{error}") from None
    threading.Thread(target=_warm_up, daemon=True).start()


# A first visitor who comes at once needs the processor more than the search does.
_LEISURE = 3.0


def _warm_up() -> None:
    """Load the app, the notice and the index of the specialties, so that the first visitor does not wait for them.

    In a thread, while the server answers already and the browser reads Streamlit's own files: loaded before, they
    would keep it waiting for the first page.
    """
    importlib.import_module("ui.shell")
    from ui import state

    if not tell_of_faulty_packs():
        return
    pack = state.pack_of_today()
    time.sleep(_LEISURE)
    from logic.search import search

    search("a", pack)


def tell_of_faulty_packs() -> bool:
    """A sentence on the console for each pack that cannot be used; whether another one can.

    Without it only ``/healthz`` would say that the year's rules are not in force.
    """
    from logic.pack import pack_ids

    # As it is typed in the program's folder.
    command = f"{'py -3' if os.name == 'nt' else 'python'} run.py logic policy check"
    faulty = [pack_id for pack_id in pack_ids() if "fault" in _policy(pack_id)]
    for pack_id in faulty:
        told = say(
            "政策文件 {file} 有错，没有启用。请运行 {command} logic/packs/{file}，改好后重新启动。",
            file=f"{pack_id}.yaml",
            command=command,
        )
        print(f"{told.zh} / {told.en}", file=sys.stderr, flush=True)
    return len(faulty) < len(pack_ids())


# --- nothing of a person in a log --------------------------------------------------------------------------------


def keep_values_out_of_logs() -> None:
    """Let every log that tells of an exception say where it happened and of what kind, but not its message.

    Messages quote what they stumbled over: an answer, a cell of a roster. Addresses are not logged at all; Streamlit
    starts its server without an access log.
    """
    made = logging.getLogRecordFactory()
    if getattr(made, "tells_no_values", False):
        return

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        entry = made(*args, **kwargs)
        if entry.exc_info and entry.exc_info[1] is not None:
            entry.exc_text = _told(entry.exc_info[1])  # formatters take this if it is there
        if entry.name == "asyncio":  # the first line says what happened, the others quote it
            entry.msg, entry.args = entry.getMessage().partition("\n")[0], None
        return entry

    record.tells_no_values = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)
    sys.excepthook = lambda _kind, error, _trace: print(_told(error), file=sys.stderr)
    threading.excepthook = lambda told: print(_told(told.exc_value) if told.exc_value else "", file=sys.stderr)


def _told(error: BaseException) -> str:
    """The way to ``error``, and to what it came of, without a message."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        kind = type(now)
        lines += ["Traceback (most recent call last):", *traceback.format_list(traceback.extract_tb(now.__traceback__))]
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n".join(line.rstrip("\n") for line in lines)


# --- /healthz ----------------------------------------------------------------------------------------------------


@cache
def _commit() -> str | None:
    """The commit that is checked out here, if this is a repository."""
    try:
        head = (ROOT / ".git" / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        ref = head.removeprefix("ref: ")
        loose = ROOT / ".git" / ref
        if loose.is_file():
            return loose.read_text(encoding="ascii").strip()
        packed = (ROOT / ".git" / "packed-refs").read_text(encoding="ascii").splitlines()
        return next((line.partition(" ")[0] for line in packed if line.endswith(f" {ref}")), None)
    except (OSError, ValueError):
        return None


@cache
def _policy(pack_id: str) -> dict[str, str]:
    from logic.pack import PackError, load

    try:
        pack = load(pack_id)
    except (PackError, OSError) as error:
        return {"id": pack_id, "fault": str(error).partition("\n")[0]}
    return {"id": pack.id, "sha256": pack.sha256}


def health() -> tuple[bool, dict[str, Any]]:
    """Whether all is well, and what ``/healthz`` says; nothing of it is about a person."""
    from logic.pack import pack_ids

    policies = [_policy(pack_id) for pack_id in pack_ids()]
    ok = bool(policies) and not any("fault" in policy for policy in policies)
    address = settings().public_address
    qr: dict[str, Any] = {"configured": bool(address), "public_address": address}
    if not address:
        qr["missing"] = f"public_address in {FILE.name} (or TITLEGUIDE_PUBLIC_ADDRESS): no QR code is shown"
    return ok, {"ok": ok, "commit": _commit(), "policies": policies, "qr_code": qr, "kiosk": settings().kiosk}


async def _healthz(_request: Request) -> JSONResponse:
    ok, told = health()
    return JSONResponse(told, status_code=200 if ok else 503, headers={"Cache-Control": "no-store"})


# --- for st.App --------------------------------------------------------------------------------------------------


def routes() -> list[Route]:
    """What is served beside the pages."""
    return [Route("/healthz", _healthz), scripts.route()]


def middleware() -> list[Middleware]:
    """What every request passes, the outermost first."""
    static = Path(file_util.get_static_dir())
    ours = head(static)
    return [
        Middleware(Protect, hashes=script_hashes((static / "index.html").read_bytes() + ours)),
        Middleware(Gate, public_address=settings().public_address),
        Middleware(Shell, head=lambda: ours + scripts.links("bridge")),
        Middleware(Zipped, static=static),
    ]
