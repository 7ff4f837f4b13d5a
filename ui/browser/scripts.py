"""The scripts of our components, fetched once by the browser.

Streamlit sends a component's script with every run that mounts it: the bridge's 24 kB with every tap, hashed and thrown
away each time. What it is given here is only a line that fetches the script from this server, which the browser then
keeps: its address names its contents.
"""

from __future__ import annotations

import hashlib
import importlib

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = "/titleguide"
# Where scripts are handed over when they are imported.
_OWNERS = ("ui.bridge", "ui.hours_table")
_SCRIPTS: dict[str, str] = {}

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
    path = f"{FOLDER}/{name}-{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    _SCRIPTS[path] = script
    return _LOADER % path


def links(name: str) -> bytes:
    """What the first HTML says to have the script ``name`` fetched at once; nothing before it was handed over.

    So the first visitor after a start does not wait for it to be imported.
    """
    paths = [path for path in _SCRIPTS if path.startswith(f"{FOLDER}/{name}-")]
    return f'<link rel="modulepreload" crossorigin href="{paths[-1]}">'.encode() if paths else b""


def _script(request: Request) -> Response:
    path = request.url.path
    if path not in _SCRIPTS:
        for owner in _OWNERS:
            importlib.import_module(owner)
    if path not in _SCRIPTS:
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    return Response(
        _SCRIPTS[path], media_type="text/javascript", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


def route() -> Route:
    """Where the scripts are served."""
    return Route(f"{FOLDER}/{{name}}.js", _script)
