"""What an administrator is given: that it starts what there is, and lets it do no more than it must."""

from __future__ import annotations

import configparser
import json
import re
import shlex

import pytest

from tests.browser import ROOT

DEPLOY = ROOT / "deploy"
ROOMS = ["app.py", "titleguide.toml", ".streamlit", "locale", "logic", "pages", "ui"]


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit() -> dict[str, list[str]]:
    """The service's settings by name, each as often as it stands there."""
    found: dict[str, list[str]] = {}
    for line in text("titleguide@.service").partition("[Service]")[2].partition("[Install]")[0].splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def command_lines() -> dict[str, list[str]]:
    """What each way starts, after the interpreter."""
    container = re.findall(r"^CMD (\[.*\])$", text("Containerfile"), re.MULTILINE)[-1]
    windows = "".join(
        re.findall(r'"([^"]*)"', text("windows-task.ps1").partition("$arguments =")[2].partition("$action")[0])
    )
    return {
        "systemd": shlex.split(unit()["ExecStart"][0])[1:],
        "container": json.loads(container)[1:],
        "windows": windows.split(),
    }


@pytest.mark.parametrize("way", ["systemd", "container", "windows"])
def test_every_way_starts_the_app_as_run_py_does(way):
    words = command_lines()[way]
    assert words[:4] == ["-m", "streamlit", "run", "app.py"]
    options = dict(zip(words[4::2], words[5::2], strict=True))
    own = (ROOT / "run.py").read_text(encoding="utf-8")
    for name in ("--server.headless", "--logger.hideWelcomeMessage", "--logger.level"):
        assert f'"{name}", "{options[name]}"' in own
    # Within a container that is all there is; its port is published on this computer only.
    assert options["--server.address"] == ("0.0.0.0" if way == "container" else "127.0.0.1")
    assert set(options) == {
        *("--server.address", "--server.port", "--server.headless"),
        *("--logger.hideWelcomeMessage", "--logger.level"),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DynamicUser", "yes"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("IPAddressDeny", "any"),
        ("IPAddressAllow", "localhost"),
        ("MemoryMax", "3G"),
        ("MemorySwapMax", "0"),
        ("LimitCORE", "0"),
        ("LimitNOFILE", "65536"),
        ("Restart", "always"),
    ],
)
def test_the_service_may_do_what_it_must_and_no_more(name, value):
    assert unit()[name] == [value]


def test_the_service_is_well_formed():
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read_string(text("titleguide@.service"))
    assert parser.sections() == ["Unit", "Service", "Install"]


def test_the_container_holds_what_the_app_reads_and_nothing_else():
    last = text("Containerfile").rpartition("FROM ")[2]
    copied = [word for line in re.findall(r"^COPY (?!--)(.*)$", last, re.MULTILINE) for word in line.split()[:-1]]
    assert sorted(copied) == sorted(ROOMS)
    assert all((ROOT / name).exists() for name in copied)
    assert re.search(r"^USER titleguide$", last, re.MULTILINE)
    assert "--require-hashes" in text("Containerfile")


def test_nginx_keeps_nothing_on_its_disk_and_no_list_of_visits():
    conf = text("nginx.conf")
    for line in (
        "proxy_request_buffering off;",
        "proxy_max_temp_file_size 0;",
        "access_log off;",
        "gzip on;",
        "hash $titleguide_browser consistent;",
        "limit_conn titleguide_address 600;",
        "proxy_set_header X-Forwarded-For   $remote_addr;",
    ):
        assert f"{line}\n" in conf


def test_what_is_named_is_there():
    named = re.findall(r"\]\(([^)#]+)\)", text("README.md"))
    assert named and all((DEPLOY / name).exists() for name in named)
