"""Which of Streamlit's files a visitor needs when: announced to the browser, so that nobody waits for a file's file.

Streamlit fetches the script of an element when it first draws one, and only then learns what else that script needs;
and it fetches 0.5 MB of fonts that the pages here do not use. On a phone each of these costs as much as a question.
Nothing breaks where a later Streamlit names its files otherwise: what is not found is fetched late, as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from streamlit import file_util

# What draws the start page, and what the questions need besides. The charts' script the start page itself needs.
AT_ONCE = ("Html", "BidiComponent", "Button", "PageLink")
SOON = ("TextInput",)
# Streamlit loads the font of its icons before it knows of any; one that is drawn still loads it.
_NO_FONTS_AHEAD = (
    "((fonts) => { if (!fonts) return; const load = fonts.load.bind(fonts);"
    " fonts.load = (font, ...rest) => (/Material Symbols/.test(font) ? Promise.resolve([]) : load(font, ...rest));"
    " })(document.fonts);"
)
# What is tapped before the bridge is there is kept for it, with the page it was tapped on: a question may stand before
# the script that takes its taps, and a visitor gone on by then is to be led to the new heading. From a page that is
# not drawn yet nobody goes on.
_EARLY_TAP = (
    'for (const kind of ["click", "keydown"]) document.addEventListener(kind, (event) => {'
    " if (window.__zhipingtong) return;"
    ' const heading = document.getElementById("tg-focus"), token = heading?.dataset.token ?? "";'
    " if (heading) window.__zhipingtongActed ??= token;"
    ' const button = kind === "click" && event.target.closest?.("button[data-tap]");'
    " if (button) window.__zhipingtongEarly = { tap: button.dataset.tap, token }; }, true);"
)
# Who has the page and no connection, because others came first, reads so from the server when the page is
# asked for anew (ui/server/visits.py). Where the network or the server is away Streamlit tries again by itself.
_TURNED_AWAY = (
    "((since) => setInterval(() => {"
    ' if (document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED") { since = null; return; }'
    " since ??= Date.now(); if (Date.now() - since < 8000) return; since = null;"
    ' fetch("/readyz", { cache: "no-store" }).then((answer) => answer.json())'
    ".then((told) => { if (told.full) location.reload(); }).catch(() => {}); }, 1000))(null);"
)
# What the document says until the page is drawn (ui/server/document.py) goes when the page's first words come.
_OPENED = (
    "((eyes) => eyes.observe(document, { subtree: true, childList: true }))(new MutationObserver((_, eyes) => {"
    ' if (!document.querySelector("#tg-focus, .stApp h1, .stMainBlockContainer :is(p, button), [role=dialog]")) return;'
    ' eyes.disconnect(); document.getElementById("tg-opening")?.remove(); }));'
)
_IMPORTED = re.compile(r"""(?:from|import)\s*["`']\./([\w.-]+\.js)["`']""")


def scripts_of(elements: Iterable[str], static: Path, but: Iterable[str] = ()) -> tuple[str, ...]:
    """The files that draw ``elements`` and all that they import; ``static`` is Streamlit's folder.

    Without those ``but`` and those that Streamlit's own document asks for.
    """
    folder = static / "static" / "js"
    index = (static / "index.html").read_text(encoding="utf-8")
    found: dict[str, None] = {}
    had = set(but)
    ahead = [path.name for name in elements for path in sorted(folder.glob(f"{name}.*.js"))]
    while ahead:
        name = ahead.pop()
        # What the index asks for by itself comes with all that it imports.
        if name in found or name in had or name in index or not (folder / name).is_file():
            continue
        found[name] = None
        ahead += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)


def head(static: Path) -> bytes:
    """What the first HTML says in its head besides."""
    names = scripts_of(AT_ONCE, static)
    links = (f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names)
    return f"{''.join(links)}<script>{_NO_FONTS_AHEAD}{_EARLY_TAP}{_TURNED_AWAY}{_OPENED}</script>".encode()


@cache
def soon() -> tuple[str, ...]:
    """For the bridge: the paths of what to fetch once the first page stands."""
    static = Path(file_util.get_static_dir())
    return tuple(f"/static/js/{name}" for name in scripts_of(SOON, static, scripts_of(AT_ONCE, static)))
