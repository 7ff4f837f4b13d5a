"""What stands in the document's head before Streamlit's scripts: a few lines for what happens before the page is drawn.

Nothing breaks where a later Streamlit goes about it otherwise.
"""

from __future__ import annotations

# 375 kB that hardly a page here draws: Streamlit loads the font of its icons before it knows of any. One that is drawn
# still loads it.
NO_FONTS_AHEAD = (
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
HEAD = f"<script>{NO_FONTS_AHEAD}{_EARLY_TAP}{_TURNED_AWAY}{_OPENED}</script>".encode()
