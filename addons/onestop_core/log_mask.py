"""The last net under the logs: numbers and secrets that no line should hold are masked before they are written.

Whoever writes a line sees to it that it holds none; this catches what others write: the web server its addresses, Odoo an
error with its values, PostgreSQL's driver a statement.
"""

import logging
import re

_MASKS = (
    # an identity number of twelve digits, wherever it stands
    (re.compile(r"(?<![\w.-])0\d{11}(?![\w-])"), "0***********"),
    # the token of a slip in an address
    (re.compile(r"(/dich-vu-cong/phieu/[^/\s]+/)[^/?\s\"]+"), r"\1***"),
    # what opens another system
    (re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}"), r"\1***"),
)


def mask(text):
    """``text`` without identity numbers, tokens of slips and credentials."""
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


class LogMask(logging.Filter):
    """Masks a record, its traceback included."""

    def filter(self, record):
        message = record.getMessage()
        masked = mask(message)
        if masked != message:
            record.msg, record.args = masked, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = mask(_PLAIN.formatException(record.exc_info))
        return True


_PLAIN = logging.Formatter()


def install():
    """Put the net under all that the process writes; once, however often it is called."""
    for handler in logging.getLogger().handlers:
        if not any(isinstance(one, LogMask) for one in handler.filters):
            handler.addFilter(LogMask())
