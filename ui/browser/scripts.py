"""Our own scripts and style sheet, fetched once by the browser.

Streamlit sends a component's script with every run that mounts it: the bridge's 24 kB with every tap, hashed and thrown
away each time. What it is given here is only a line that fetches the script from this server, which the browser then
keeps: its address names its contents. The style sheet stands in the document for the same reason: put into the page by
each run, its 63 kB were a tenth of what a run costs.
"""

from __future__ import annotations

import hashlib
import importlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = "/titleguide"
# Where scripts are handed over when they are imported.
_OWNERS = ("ui.browser.bridge", "ui.questions.hours_table")
_FILES: dict[str, str] = {}
_KINDS = {"js": "text/javascript", "css": "text/css"}

# What was drawn and is gone by the time the script has come is left alone: it has nobody to tell things to any more.
# A failed fetch is tried again, for without its script a page cannot be used; under another address each time, as a
# browser may remember that an import failed.
_LOADER = """\
const later = (attempt) => new Promise((go) => setTimeout(go, Math.min(1000 * 2 ** attempt, 30000)));
const fetched = (attempt) => import(new URL(`%s${attempt ? `?again=${attempt}` : ""}`, location.origin).href)
  .catch(() => later(attempt).then(() => fetched(attempt + 1)));
const script = fetched(0);
export default (component) => {
  let gone = false;
  script.then((ours) => gone || ours.default(component));
  return () => { gone = true; };
};
"""


def served(name: str, script: str) -> str:
    """Serve ``script``, a module with a default export as Streamlit wants it; returns what to give to Streamlit."""
    return _LOADER % _kept(name, script, "js")


def style_links(name: str, css: str) -> tuple[bytes, bytes]:
    """Serve ``css``; returns what asks for it at the start of the document's head and what applies it.

    Asked for first of all: the scripts wait for it, and a browser fetches six files at a time. Applied at the start of
    the body: behind the rules that Streamlit writes into the head, which it overrules, and before those that a page
    lays over it (:func:`ui.browser.style.apply_style`).
    """
    path = _kept(name, css, "css")
    ahead = f'<link rel="preload" as="style" href="{path}">'
    return ahead.encode(), f'<link rel="stylesheet" href="{path}">'.encode()


def _kept(name: str, text: str, ending: str) -> str:
    path = f"{FOLDER}/{name}-{hashlib.sha256(text.encode()).hexdigest()[:16]}.{ending}"
    _FILES[path] = text
    return path


def is_ours(path: str) -> bool:
    """Whether a script or style sheet of ours is served at ``path``."""
    return path in _FILES


def links(name: str) -> bytes:
    """What the first HTML says to have the script ``name`` fetched at once; nothing before it was handed over.

    So the first visitor after a start does not wait for it to be imported.
    """
    paths = [path for path in _FILES if path.startswith(f"{FOLDER}/{name}-")]
    return f'<link rel="modulepreload" crossorigin href="{paths[-1]}">'.encode() if paths else b""


def _file(request: Request) -> Response:
    path = request.url.path
    if path not in _FILES:
        for owner in _OWNERS:
            importlib.import_module(owner)
    if path not in _FILES:
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    return Response(
        _FILES[path],
        media_type=_KINDS[path.rpartition(".")[2]],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def routes() -> list[Route]:
    """Where the files are served."""
    return [Route(f"{FOLDER}/{{name}}.{ending}", _file) for ending in _KINDS]
