"""The start."""

from __future__ import annotations

import os
import subprocess
import sys

from starlette.middleware import Middleware
from streamlit.web.server.app_discovery import discover_asgi_app

from tests.browser import ROOT
from ui.server import application as under_test


def test_streamlit_finds_the_application():
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"
    assert all(isinstance(part, Middleware) for part in under_test.middleware())


def test_settings_that_cannot_be_used_end_the_start_with_a_sentence():
    command = [sys.executable, "-c", "from ui.server.application import settle; settle()"]
    environment = {**os.environ, "TITLEGUIDE_KIOSK": "perhaps"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert ended.returncode == 1
    assert ended.stderr.startswith("titleguide.toml:\nkiosk: ")
    assert "Traceback" not in ended.stderr
