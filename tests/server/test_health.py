"""``/healthz``."""

from __future__ import annotations

import json
import re

from logic.pack import load, pack_ids
from tests.server.asking import get
from ui.server import health as under_test
from ui.server.application import tell_of_faulty_packs
from ui.server.settings import Settings


def test_healthz_says_which_rules_are_in_force(server):
    status, headers, body = get(f"{server.url}/healthz")
    report = json.loads(body)
    assert (status, report["ok"], headers["Cache-Control"]) == (200, True, "no-store")
    assert report["policies"] == [{"id": name, "sha256": load(name).sha256} for name in pack_ids()]
    assert report["commit"] is None or re.fullmatch("[0-9a-f]{40,64}", report["commit"])
    assert set(report) == {"ok", "commit", "policies", "qr_code", "kiosk", "visits", "connections", "open_files"}
    assert report["visits"]["full"] is False and report["connections"]["now"] >= 1


def test_healthz_says_what_is_missing_for_the_qr_code(monkeypatch):
    monkeypatch.setattr(under_test, "settings", lambda: Settings())
    assert under_test.health()[1]["qr_code"]["configured"] is False
    assert "public_address" in under_test.health()[1]["qr_code"]["missing"]
    monkeypatch.setattr(under_test, "settings", lambda: Settings("https://a.example"))
    assert under_test.health()[1]["qr_code"] == {"configured": True, "public_address": "https://a.example"}


def test_healthz_is_ill_without_rules(monkeypatch):
    monkeypatch.setattr("logic.pack.pack_ids", lambda: ())
    assert under_test.health()[0] is False


def test_a_pack_that_cannot_be_used_is_named_on_the_console_with_what_to_run(monkeypatch, capsys):
    monkeypatch.setattr("logic.pack.pack_ids", lambda: ("qiaocheng-2023", "qiaocheng-2024"))
    monkeypatch.setattr(under_test, "policy", lambda name: {"id": name} | ({"fault": "x"} if "2024" in name else {}))
    assert tell_of_faulty_packs() is True
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "qiaocheng-2024.yaml 有错" in err and "is faulty" in err
    assert err.count("run.py logic policy check logic/packs/qiaocheng-2024.yaml") == 2
    monkeypatch.setattr("logic.pack.pack_ids", lambda: ("qiaocheng-2024",))
    assert tell_of_faulty_packs() is False


def test_packs_that_can_be_used_leave_the_console_quiet(capsys):
    assert tell_of_faulty_packs() is True
    assert capsys.readouterr() == ("", "")
