"""The bureau's touch screen: one person after another, big keys, the demonstration, and the result taken elsewhere."""

from ui.kiosk.screen import LOOKED_UP, allowed, bar, carry_out, fresh, guard, is_on, start_screen, style, told

__all__ = ["LOOKED_UP", "allowed", "bar", "carry_out", "fresh", "guard", "is_on", "start_screen", "style", "told"]
