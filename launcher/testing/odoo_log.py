"""Reads the outcome of Odoo's test runner out of its log, while it runs."""

import re
import time

_LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[^:]+): (?P<text>.*)$")
_START = re.compile(r"Starting (?P<cls>\w+)\.(?P<test>\w+) \.\.\.")
_TOTAL = re.compile(r"(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<tests>\d+) tests")
_FAILED = re.compile(r"(?:FAIL: |ERROR: |skipped )(?:Subtest )?([\w.]+)")
# Errors that only say again that something failed.
_SUMMARY = re.compile(r"Module \S+: \d+ failures?, |At least one test failed when loading|\d+ (failed|error)")
# It logs what is raised as well, and the test that does not expect it fails by that.
_ECHOES = ("odoo.sql_db",)


def _module(logger):
    """Return the add-on of a test by its logger, odoo.addons.MODULE.tests.…"""
    return logger.split(".")[2]


class OdooLog:
    """The outcome of a run, line by line.

    ``failures`` has one text for each test that failed, for each that was
    skipped (nothing may be skipped: a missing browser is no success), and for
    each error that was logged. ``on_class`` is told each test class that
    has ended and its seconds. A class is named as Odoo's tags do, ``module:Class``.
    """

    def __init__(self, on_class=lambda name, seconds: None):
        self.durations = {}  # seconds of each test class
        self.tests = 0
        self.finished = False
        self.failures = []
        self._on_class = on_class
        self._class = None
        self._begin = time.monotonic()
        self._open = None  # lines of the failure that is being read

    def feed(self, line):
        """Take in one line."""
        match = _LINE.match(line)
        if not match:
            if self._open is not None:
                self._open.append(line.rstrip("\n"))
            return
        self._close()
        level, text = match["level"], match["text"]
        if start := _START.match(text):
            name = f"{_module(match['logger'])}:{start['cls']}"
            if name != self._class:
                self._finish_class()
                self._class = name
        elif text.startswith("skipped "):
            self.failures.append(text)
        elif total := _TOTAL.match(text):
            # Told by the logger odoo.tests.result, as an error if any test failed.
            self.tests = int(total["tests"])
            self.finished = True
            self._finish_class()
        elif level in ("ERROR", "CRITICAL") and match["logger"] not in _ECHOES and not _SUMMARY.match(text):
            self._open = [text]

    def end(self):
        """Tell that there are no more lines."""
        self._close()
        self._finish_class()

    @property
    def passed(self):
        """How many tests passed. An error outside of tests counts as a failure, not as a test."""
        bad = {match[1] for text in self.failures if (match := _FAILED.match(text))}
        return max(self.tests - len(bad), 0)

    def _finish_class(self):
        now = time.monotonic()
        if self._class:
            seconds = self.durations.get(self._class, 0) + now - self._begin
            self.durations[self._class] = seconds
            self._on_class(self._class, seconds)
        self._begin = now
        self._class = None

    def _close(self):
        if self._open is not None:
            self.failures.append("\n".join(self._open))
            self._open = None
