"""The server put together: what is settled before the first visit, and what ``st.App`` takes from here."""

from __future__ import annotations

import asyncio
import gc
import importlib
import inspect
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from logic.words.language import say
from ui.browser import scripts
from ui.browser.head import HEAD
from ui.browser.style import style_links
from ui.browser.theme import read_the_theme_once
from ui.server import connections, health
from ui.server.document import Shell
from ui.server.gate import Gate
from ui.server.headers import Protect, script_hashes
from ui.server.logs import keep_values_out_of_logs
from ui.server.settings import FILE, BadSettings, settings
from ui.server.uploads import Uploads, keep_off_the_disk
from ui.server.visiting import Visiting
from ui.server.visits import visits
from ui.server.zipped import Zipped

ROOT = Path(__file__).resolve().parents[2]


def settle() -> None:
    """Set what Streamlit must know before the first visit.

    It takes a folder called pages/ for its older way of having pages until app.py has run once: the first visit
    after a start would be shown a bare page without header, language or kept answers.

    Ends the program with a sentence for each fault where the bureau's settings cannot be used.
    Raises ``SystemExit``, with every faulty setting named.
    """
    PagesManager.uses_pages_directory = False
    read_the_theme_once()
    keep_values_out_of_logs()
    try:
        settings()
    except BadSettings as error:
        raise SystemExit(f"{FILE.name}:\n{error}") from None
    if fault := region_fault(settings().region):
        raise SystemExit(f"{FILE.name}:\nregion: {fault}")
    bound()
    keep_off_the_disk()


def region_fault(named: str) -> str:
    """What is wrong with the region that the bureau has settled; nothing where it has packs, or none is settled."""
    if not named:
        return ""
    from logic.pack import NoSuchPack, PackError, regions

    try:
        known = regions()
    except (NoSuchPack, PackError, OSError):
        return ""  # that no pack can be used is reported elsewhere
    if named in known:
        return ""
    reason = say("没有地区“{name}”的政策（草稿不算）。现有：{names}。", name=named, names=" ".join(known))
    return f"{reason.zh} / {reason.en}"


# Connections for each visit that is allowed from one address: a browser opens six for a first page.
_CONNECTIONS_PER_VISIT = 3


def bound() -> None:
    """Let the connections be counted, and say so where the system allows fewer visits than the bureau does."""
    taken = visits().limits
    connections.CONNECTIONS.most = taken.connections
    connections.CONNECTIONS.most_per_address = _CONNECTIONS_PER_VISIT * settings().most_visits_per_address
    connections.watch()
    if taken.visits < settings().most_visits:
        warning = say(
            "系统只允许打开 {files} 个文件，最多接待 {n} 人（most_visits 是 {most}）。要接待更多，请调大 ulimit -n。",
            files=str(taken.open_files),
            n=taken.visits,
            most=settings().most_visits,
        )
        print(f"{warning.zh} / {warning.en}", file=sys.stderr, flush=True)


# Seconds. The server is to answer first; and a first visitor who comes at once needs the processor more than the search
# does.
_ANSWERED, _LEISURE = 0.1, 3.0


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """What happens once the server is about to answer, as ``st.App`` takes it."""
    warm_up = threading.Thread(target=_warm_up, daemon=True)
    asyncio.get_running_loop().call_later(_ANSWERED, warm_up.start)
    yield


def _warm_up() -> None:
    """Load the app, the notice and the index of the specialties, so that the first visitor does not wait for them.

    In a thread, while the server answers already and the browser reads Streamlit's own files: loaded before, they
    would keep it waiting for the first page.
    """
    importlib.import_module("ui.shell")
    importlib.import_module("ui.browser.style")
    from ui import state

    # Streamlit does so at the first element of all, and what was looked up once is remembered.
    inspect.stack()

    if not tell_of_faulty_packs():
        return
    pack = state.pack_of_today()
    importlib.import_module("ui.charts.calendar")
    time.sleep(_LEISURE)
    from logic.search import search

    search("a", pack)
    # All of this stays: Python need not look through it again and again for what to free, 70 ms each time.
    gc.collect()
    gc.freeze()


def tell_of_faulty_packs() -> bool:
    """A sentence on the console for each pack that cannot be used; whether another one can.

    Without it only ``/healthz`` would say that the year's rules are not in force.
    """
    from logic.pack import PACKS_DIR, pack_ids

    # As it is typed in the program's folder.
    command = f"{'py -3' if os.name == 'nt' else 'python'} run.py logic policy check"
    folder = PACKS_DIR.relative_to(ROOT) if PACKS_DIR.is_relative_to(ROOT) else PACKS_DIR
    faulty = [pack_id for pack_id in pack_ids() if "fault" in health.policy(pack_id)]
    for pack_id in faulty:
        warning = say(
            "政策文件 {file} 有错，没有启用。请运行 {command} {path}，改好后重新启动。",
            file=f"{pack_id}.yaml",
            command=command,
            path=(folder / f"{pack_id}.yaml").as_posix(),
        )
        print(f"{warning.zh} / {warning.en}", file=sys.stderr, flush=True)
    return len(faulty) < len(pack_ids())


_ICON = ROOT / "ui" / "icon.png"


async def _icon(_request: Request) -> FileResponse:
    return FileResponse(_ICON)


def routes() -> list[Route]:
    """What is served beside the pages; the icon in the place of Streamlit's own."""
    return [*health.routes(), *scripts.routes(), Route("/favicon.png", _icon)]


def trouble(_error: Exception) -> bool:
    """Where a page failed: say so in the reader's language, in the place of Streamlit's own sentence."""
    from ui.trouble import tell

    tell()
    return True


def middleware() -> list[Middleware]:
    """What every request passes, the outermost first."""
    static = Path(file_util.get_static_dir())
    first, body = style_links()
    return [
        Middleware(Protect, hashes=script_hashes((static / "index.html").read_bytes() + HEAD)),
        Middleware(Gate, public_address=settings().public_address, names=settings().server_names),
        Middleware(Visiting, visits=visits()),
        Middleware(Uploads, sessions=visits().sessions),
        Middleware(Shell, head=lambda: HEAD + scripts.links("bridge"), first=first, body=body),
        Middleware(Zipped, static=static, also=scripts.is_ours),
    ]
