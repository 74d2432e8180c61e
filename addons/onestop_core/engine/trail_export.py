"""The trail of a database in one file, and the proof of it without Odoo.

An export is JSON, a line for each thing, compressed by gzip. ``main`` is the verifier that an inspector takes along:
``python verify-trail.pyz FILE [KEY [STATE ...]]`` needs Python and ``cryptography`` only. FILE is an export, or a
``.tlog-proof`` of one event. KEY is the verifier key noted down earlier; without it the key in the export counts, which
proves less. Each STATE is a file with a signed state that was kept elsewhere: the log must contain it.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable
from itertools import dropwhile, takewhile
from pathlib import Path

from .checkpoint import PROOF_HEADER, NoteError, VerifierKey, proof_extra, read_proof
from .trail_audit import Report, Source, audit

FORMAT = "onestop.trail.export/1"


def write_export(path: str, source: Source) -> None:
    """Write all that ``source`` has to a new file, readable by its owner only.

    :raises FileExistsError: the file is there already
    """
    with open(path, "xb", opener=_private) as raw, gzip.open(raw, "wt", encoding="utf-8", compresslevel=3) as file:

        def put(section, rows: Iterable):
            for row in rows:
                file.write(json.dumps([section, row], ensure_ascii=False, separators=(",", ":")) + "\n")

        put("key", [{"format": FORMAT, "key": source.key, "now": source.now, "file": source.file() is not None}])
        put("head", source.heads())
        put("line", source.file() or ())
        put("restore", source.restores())
        put("entry", source.entries())
        put("event", source.events())
        put("dossier", source.dossiers())


def _private(path, flags):
    return os.open(path, flags, 0o600)


class ExportSource:
    """An export as the source of an audit, with the methods of ``trail_audit.Source``; raises ValueError if it is none."""

    def __init__(self, path: str, key: str | None = None):
        self.path = path
        try:
            head = next(self._rows("key"), {})
        except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path} is no export of a trail") from error
        if head.get("format") != FORMAT:
            raise ValueError(f"{path} is no export of a trail")
        self.key = head["key"]
        self.trusted = key or ""
        self.now = head["now"]
        self._has_file = head["file"]

    def _rows(self, section):
        with gzip.open(self.path, "rt", encoding="utf-8") as file:
            begin = f'["{section}",'
            rows = takewhile(lambda row: row.startswith(begin), dropwhile(lambda row: not row.startswith(begin), file))
            for row in rows:
                yield json.loads(row)[1]

    def heads(self):
        return [tuple(row) for row in self._rows("head")]

    def file(self):
        return list(self._rows("line")) if self._has_file else None

    def restores(self):
        return self._rows("restore")

    def entries(self):
        return self._rows("entry")

    def events(self):
        return self._rows("event")

    def dossiers(self):
        return self._rows("dossier")


def tell(report: Report) -> str:
    """A report in words, one line for each finding; the last line is the verdict."""
    lines = [f"restored and answered for by two people: {at}" for at in report.restores]
    if report.tail:
        lines.append(f"not in the log yet: {report.tail} events since {report.tail_at}")
    lines += [f"broken: {finding.words()}" for finding in report.findings]
    lines.append(
        f"broken in {len(report.findings)} places"
        if report.findings
        else f"whole, {report.events} events of {report.dossiers} dossiers, {report.entries} entries in the log"
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Verify the export that the arguments name; 0 if it is whole, 1 if not, 2 if it cannot be read."""
    if not arguments:
        sys.stderr.write((__doc__ or "").strip() + "\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:
            is_proof = file.read(len(PROOF_HEADER)) == PROOF_HEADER.encode()
        if is_proof:
            return _check_proof(*arguments[:2])
        states = [Path(name).read_text(encoding="utf-8") for name in arguments[2:]]
        report = audit(ExportSource(*arguments[:2]), states=states)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(tell(report) + "\n")
    return int(bool(report.findings))


def _check_proof(path, key=""):
    keys = [VerifierKey.parse(key)]
    with open(path, encoding="utf-8") as file:
        proof = file.read()
    try:
        state = read_proof(proof, proof_extra(proof), keys)
    except NoteError as error:
        sys.stdout.write(f"broken: {error}\n")
        return 1
    _version, _kind, event, dossier, number, value = json.loads(proof_extra(proof))
    sys.stdout.write(
        f"whole: event {number} of dossier {dossier} (event id {event}, hash {value}) stands in the log "
        f"{state.origin} of {state.size} entries\n"
    )
    return 0
