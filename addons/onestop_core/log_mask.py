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
    # the row that PostgreSQL refused, as its driver tells of it
    (
        re.compile(r"(?ms)^(DETAIL:\s+).*?(?=^(?:CONTEXT:|HINT:|Traceback |During handling |The above exception )|\Z)"),
        r"\1***\n",
    ),
    # the part of a statement that it points at
    (re.compile(r"(?m)^(LINE \d+: ).*$"), r"\1***"),
    # what opens another system
    (re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}"), r"\1***"),
)
# a text in a statement, as the driver sends it
_LITERAL = re.compile(r"'(?:[^'\\]|''|\\.)*'", re.DOTALL)


def mask(text):
    """``text`` without identity numbers, tokens of slips, rows that the database refused, and credentials."""
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


class LogMask(logging.Filter):
    """Masks a record, its traceback included."""

    def filter(self, record):
        if record.name == "odoo.sql_db" and isinstance(record.args, tuple):
            # Odoo writes a statement that fails with all its values
            record.args = tuple(
                _LITERAL.sub("'***'", arg.decode(errors="replace")) if isinstance(arg, bytes) else arg
                for arg in record.args
            )
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
