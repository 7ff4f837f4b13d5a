"""The catalogue script, which stands beside the catalogue and is no package."""

import importlib.util
from pathlib import Path

_path = Path(__file__).resolve().parent.parent / "locale" / "update.py"
_spec = importlib.util.spec_from_file_location("locale_update_script", _path)
assert _spec is not None and _spec.loader is not None
update = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(update)
