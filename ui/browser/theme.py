"""Streamlit's theme, read once."""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def read_the_theme_once() -> None:
    """Let Streamlit read the theme out of its settings once, and not at every tap, of which it is a tenth.

    They are read when the server starts, and nobody changes them after it. Where a later Streamlit has no such
    function, nothing is done.
    """
    read = getattr(app_session, "_populate_theme_msg", None)
    if read is None:
        return
    known: dict[str, CustomThemeConfig] = {}

    def remembered(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in known:
            theme = CustomThemeConfig()
            read(theme, section)
            known[section] = theme
        if known[section].ByteSize():
            msg.MergeFrom(known[section])

    app_session._populate_theme_msg = remembered
