"""The bureau's settings: what is accepted, and that a fault names its field."""

from __future__ import annotations

import pytest

from ui.server.settings import FILE, BadSettings, Settings, read_settings


def read(tmp_path, text: str, **environment: str) -> Settings:
    file = tmp_path / "titleguide.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file, environment)


def test_the_file_as_it_comes_says_the_defaults():
    assert read_settings(FILE, {}) == Settings()


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(tmp_path / "none.toml", {}) == Settings()


def test_everything_can_be_set(tmp_path):
    text = '\ufeffpublic_address = "https://example.org/zpt/"\nkiosk = true\nkiosk_idle_seconds = 45\n'
    text += 'server_names = ["ZPT-server.", " 10.1.2.3", "[fe80::1]"]\n'
    text += "kiosk_demo_seconds = 0\nkiosk_printer = true\nmost_visits = 100\n"
    text += 'most_visits_per_address = 20\nmost_roster_megabytes = 300\nkiosk_leave = "our-word"'
    assert read(tmp_path, text) == Settings(
        "https://example.org/zpt", ("zpt-server", "10.1.2.3", "fe80::1"), True, 45, 0, True, "our-word", 100, 20, 300
    )


def test_the_environment_comes_first_and_empty_means_not_set(tmp_path):
    text = 'public_address = "https://example.org"\nkiosk = true'
    found = read(
        tmp_path,
        text,
        TITLEGUIDE_KIOSK="off",
        TITLEGUIDE_KIOSK_IDLE_SECONDS="120",
        TITLEGUIDE_PUBLIC_ADDRESS="",
        TITLEGUIDE_SERVER_NAMES="a, 10.0.0.1",
    )
    assert found == Settings("https://example.org", ("a", "10.0.0.1"), False, 120)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('public_address = "http://example.org"', "public_address"),
        ('public_address = "example.org"', "public_address"),
        ('public_address = "https://example.org/?a=1"', "public_address"),
        ('public_address = "https://me:word@example.org"', "public_address"),
        ('public_address = "https://example.org:99999"', "public_address"),
        ('public_address = "https://[::1"', "public_address"),
        ('public_address = "https://exam ple.org"', "public_address"),
        ("public_address = 3", "public_address"),
        ('server_names = ["http://a"]', "server_names"),
        ('server_names = ["a:8501"]', "server_names"),
        ('server_names = ["*"]', "server_names"),
        ('server_names = ["a b"]', "server_names"),
        ('server_names = [""]', "server_names"),
        ("server_names = [3]", "server_names"),
        ("server_names = 3", "server_names"),
        ('kiosk = "perhaps"', "kiosk"),
        ("kiosk = 2", "kiosk"),
        ("kiosk_idle_seconds = 14", "kiosk_idle_seconds"),
        ("kiosk_idle_seconds = 3601", "kiosk_idle_seconds"),
        ("kiosk_idle_seconds = 60.5", "kiosk_idle_seconds"),
        ("kiosk_idle_seconds = true", "kiosk_idle_seconds"),
        ("kiosk_idle_seconds = 0", "kiosk_idle_seconds"),
        ("kiosk_printer = 'laser'", "kiosk_printer"),
        ("most_visits = 9", "most_visits"),
        ("kiosk_leave = '1'", "kiosk_leave"),
        ("kiosk_leave = 'a b c d'", "kiosk_leave"),
        ("kiosk_leave = 1234", "kiosk_leave"),
        ("most_roster_megabytes = 50", "most_roster_megabytes"),
        ("most_visits = 'all'", "most_visits"),
        ("most_visits_per_address = 1e9", "most_visits_per_address"),
        ("kiosk_demo_seconds = 59", "kiosk_demo_seconds"),
        ("kiosk_idel_seconds = 90", "kiosk_idel_seconds"),
        ("kiosk = ", "titleguide.toml"),
    ],
)
def test_a_fault_names_its_field(tmp_path, text, field):
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, text)
    assert list(caught.value.faults) == [field]
    assert str(caught.value).startswith(f"{field}: ")
    assert " / " in str(caught.value)


def test_every_fault_is_named_at_once(tmp_path):
    with pytest.raises(BadSettings) as caught:
        read(tmp_path, 'kiosk = "x"\nkiosk_idle_seconds = 1\nother = 1')
    assert set(caught.value.faults) == {"kiosk", "kiosk_idle_seconds", "other"}
