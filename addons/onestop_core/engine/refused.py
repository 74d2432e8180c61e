"""Why an upload is refused."""

from __future__ import annotations

REFUSALS = frozenset(
    {
        "empty", "too_big", "name_missing", "name_too_long", "name_path", "name_control", "name_hidden",
        "name_double_extension", "extension", "content", "polyglot", "trailing_data", "damaged", "encrypted",
        "pixels", "macros", "archive_members", "archive_size", "archive_ratio", "archive_name", "archive_nested",
        "archive_member_type", "launch", "script", "executable", "external", "embedded", "dde",
    }
)  # fmt: skip


class UploadRefused(Exception):
    """The upload must not be stored.

    :ivar code: why, one of ``REFUSALS``
    :ivar params: figures and names that belong to the reason
    """

    def __init__(self, code: str, **params):
        assert code in REFUSALS, code
        super().__init__(code)
        self.code = code
        self.params = params
