"""``/healthz``: whether all is well, for the server's keeper; ``/readyz``: whether one more is let in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ui.server.connections import CONNECTIONS
from ui.server.settings import FILE, settings
from ui.server.visits import visits

ROOT = Path(__file__).resolve().parents[2]


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
def policy(pack_id: str) -> dict[str, str]:
    """A pack's id with its hash, or with its first fault."""
    from logic.pack import PackError, load

    try:
        pack = load(pack_id)
    except (PackError, OSError) as error:
        return {"id": pack_id, "fault": str(error).partition("\n")[0]}
    return {"id": pack.id, "sha256": pack.sha256}


def health() -> tuple[bool, dict[str, Any]]:
    """Whether all is well, and what ``/healthz`` says; nothing of it is about a person."""
    from logic.pack import pack_ids

    policies = [policy(pack_id) for pack_id in pack_ids()]
    now = visits()
    ok = bool(policies) and not any("fault" in each for each in policies) and not now.full
    address = settings().public_address
    qr: dict[str, Any] = {"configured": bool(address), "public_address": address}
    if not address:
        qr["missing"] = f"public_address in {FILE.name} (or TITLEGUIDE_PUBLIC_ADDRESS): no QR code is shown"
    report = {
        "ok": ok,
        "commit": _commit(),
        "policies": policies,
        "qr_code": qr,
        "kiosk": settings().kiosk,
        "visits": {
            "now": now.here,
            "most": now.limits.visits,
            "full": now.full,
            "sessions": len(now.sessions),
            "asked_to_come_again": now.refused,
        },
        "connections": {"now": CONNECTIONS.open, "most": CONNECTIONS.most, "refused": CONNECTIONS.refused},
        "open_files": now.limits.open_files,
    }
    return ok, report


def _as_json(report: dict[str, Any], ok: bool) -> JSONResponse:
    return JSONResponse(report, status_code=200 if ok else 503, headers={"Cache-Control": "no-store"})


async def _healthz(_request: Request) -> JSONResponse:
    ok, report = health()
    return _as_json(report, ok)


async def _readyz(_request: Request) -> JSONResponse:
    now = visits()
    report: dict[str, Any] = {"ready": not now.full, "full": now.full}
    if now.full:
        report["come_again_in_minutes"] = now.minutes()
    return _as_json(report, not now.full)


def routes() -> list[Route]:
    """Where they are served."""
    return [Route("/healthz", _healthz), Route("/readyz", _readyz)]
