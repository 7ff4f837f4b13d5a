"""What a page may say to its session. What no page of ours says does not reach Streamlit.

Streamlit takes more than a page here needs: one visitor could empty what is remembered for all, switch on what is for
a developer, or have it stumble over a value and write so into the log, once for each message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

# A unit's table that is pasted: twenty thousand people. Longer ones are files.
MOST = 4_000_000
# What a tab keeps and what is tapped; ui/browser/bridge.js sends no more than LIMIT of it.
MOST_JSON = 100_000
_MOST_VALUES = 1_000
_MOST_WIDGETS = 500
_MOST_NAME = 500
_MOST_ADDRESS = 4_000
_MOST_SEEN = 5_000
_DEEPEST = 24
_PASSED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
_ASKED = frozenset({"dataframe_chunk", "deferred_file"})
# Said by the page of every visitor, and of no use here.
_LEFT_OUT = frozenset({"load_git_info"})
# What our widgets hold; the others would be read as a picture's, a table's or a chat's.
_VALUES = frozenset(
    {
        *("trigger_value", "bool_value", "double_value", "int_value", "string_value"),
        *("double_array_value", "int_array_value", "string_array_value", "string_trigger_value"),
        *("json_value", "json_trigger_value", "file_uploader_state_value"),
    }
)
_ARRAYS = ("double_array_value", "int_array_value", "string_array_value")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(r"[\[{]|[\]}]")


class BadMessage(ValueError):
    """No page of ours says that; the text says what is wrong, and quotes nothing."""


def is_for_streamlit(data: bytes) -> bool:
    """Whether a page's message is handed on; what is of no use is left out. Raises :class:`BadMessage`."""
    if len(data) > MOST:
        raise BadMessage("too long")
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        raise BadMessage("no message") from None
    kind = message.WhichOneof("type")
    if kind in _LEFT_OUT:
        return False
    if kind == "backend_operation_request":
        if message.backend_operation_request.WhichOneof("payload") not in _ASKED:
            raise BadMessage("an operation that no page has")
        return True
    if kind not in _PASSED:
        raise BadMessage("a kind that no page has")
    if kind == "rerun_script":
        _check_run(message.rerun_script)
    elif kind == "file_urls_request":
        names = message.file_urls_request.file_names
        if len(names) > 1 or _longest(names) > _MOST_NAME:
            raise BadMessage("more files than one")
    return True


def _check_run(run: Any) -> None:
    context = run.context_info
    short = (
        run.page_name,
        run.page_script_hash,
        run.fragment_id,
        context.timezone,
        context.locale,
        context.color_scheme,
    )
    if _longest(short) > _MOST_NAME or _longest((run.query_string, context.url)) > _MOST_ADDRESS:
        raise BadMessage("a name or an address that is too long")
    seen, widgets = run.cached_message_hashes, run.widget_states.widgets
    if len(seen) > _MOST_SEEN or _longest(seen) > _MOST_NAME or len(widgets) > _MOST_WIDGETS:
        raise BadMessage("too many parts")
    # Each by itself and all together: reading them holds everybody else up.
    if sum(len(widget.json_value) + len(widget.json_trigger_value) for widget in widgets) > MOST_JSON:
        raise BadMessage("values that are too long")
    for widget in widgets:
        _check_widget(widget)


def _check_widget(widget: WidgetState) -> None:
    kind = widget.WhichOneof("value")
    if len(widget.id) > _MOST_NAME or (kind is not None and kind not in _VALUES):
        raise BadMessage("a widget that no page has")
    if kind in ("json_value", "json_trigger_value"):
        check_json(getattr(widget, kind))
    elif kind in _ARRAYS:
        if len(getattr(widget, kind).data) > _MOST_VALUES:
            raise BadMessage("too many values")
    elif kind == "file_uploader_state_value" and len(widget.file_uploader_state_value.uploaded_file_info) > 1:
        raise BadMessage("more files than one")


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


def check_json(text: str) -> None:
    """Raise :class:`BadMessage` unless ``text`` is JSON that can be read, written and shown again."""
    depth = deepest = 0
    if text.count("[") + text.count("{") > _DEEPEST:
        for bracket in _BRACKET.findall(_TEXT.sub("", text)):
            depth += 1 if bracket in "[{" else -1
            deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise BadMessage("a value that is nested too deeply")
    try:
        # Half of a character is no text, and can be written nowhere.
        json.dumps(json.loads(text, parse_constant=_no_number), ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise BadMessage("a value that cannot be read") from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)
