"""Which of Streamlit's scripts every page here needs, so that the first HTML can ask for them at once.

Streamlit fetches the script of an element when it first draws one, and only then learns what else that script needs:
on a phone each round costs as much as a question. Nothing breaks where a later Streamlit names its files otherwise:
what is not found is fetched late, as before.
"""

from __future__ import annotations

import re
from pathlib import Path

# What draws the elements of the start page and of the questions.
ELEMENTS = ("Html", "BidiComponent", "Button", "PageLink", "TextInput")
_IMPORTED = re.compile(r"""(?:from|import)\s*["`']\./([\w.-]+\.js)["`']""")


def preload_links(static: Path) -> bytes:
    """The ``<link>`` elements for the scripts of :data:`ELEMENTS` and what they import; ``static`` is Streamlit's."""
    folder = static / "static" / "js"
    index = (static / "index.html").read_text(encoding="utf-8")
    found: dict[str, None] = {}
    ahead = [path.name for name in ELEMENTS for path in sorted(folder.glob(f"{name}.*.js"))]
    while ahead:
        name = ahead.pop()
        # What the index asks for by itself comes with all that it imports.
        if name in found or name in index or not (folder / name).is_file():
            continue
        found[name] = None
        ahead += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    links = (f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found)
    return "".join(links).encode()
