"""The bureau's touch screen: one person after another, big keys, the demonstration, and the result taken elsewhere."""

from ui.kiosk.screen import LOOKED_UP, allowed, bar, carry_out, fresh, guard, is_on, page_settings, start_screen, style

__all__ = [
    "LOOKED_UP",
    "allowed",
    "bar",
    "carry_out",
    "fresh",
    "guard",
    "is_on",
    "page_settings",
    "start_screen",
    "style",
]
