import hashlib
import json
import tempfile
from datetime import date, datetime
from pathlib import Path
from unittest import TestCase

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ...engine import merkle, trail
from ...engine.checkpoint import Checkpoint, VerifierKey, sign_note
from ...engine.trail_audit import audit
from ...engine.trail_export import ExportSource, tell, write_export

NOW = "2026-11-23 02:10:00"


class MemorySource:
    """A dossier with two events, logged and signed, as plain data."""

    def __init__(self):
        private_key = Ed25519PrivateKey.from_private_bytes(bytes(32))
        self.key = str(VerifierKey.of("trail.example", private_key.public_key()))
        self.trusted = ""
        self.now = NOW
        changes = [
            {"state": [None, "received"], "applicant_name": [None, "Đỗ Thị Ý"]},
            {"state": ["received", "ready"]},
        ]
        self._events, previous = [], trail.ROOT
        for number, change in enumerate(changes, 1):
            event = dict.fromkeys(trail.CONTENT) | {"dossier_id": 7, "number": number, "action": "x", "at": NOW}
            event |= {"id": 10 + number, "changes": change, "salt": "ab", "previous_hash": previous, "sealed": None}
            previous = event["hash"] = trail.link(previous, event)
            event["position"] = number - 1
            self._events.append(event)
        leaves = [
            merkle.leaf_hash(trail.event_entry(event["id"], 7, event["number"], event["hash"]))
            for event in self._events
        ]
        self._entries = [[n, "event", 11 + n, 7, n + 1, leaf.hex()] for n, leaf in enumerate(leaves)]
        state = Checkpoint("trail.example", 2, merkle.root(leaves))
        self.note = sign_note(str(state), "trail.example", private_key)
        self._dossiers = [[7, "H1", "ready", 2, previous, {"state": "ready", "applicant_name": "Đỗ Thị Ý"}]]

    def heads(self):
        return [(2, NOW, self.note)]

    def file(self):
        return [{"at": NOW, "head": self.note}]

    def restores(self):
        return []

    def entries(self):
        return iter(self._entries)

    def events(self):
        return iter(self._events)

    def dossiers(self):
        return iter(self._dossiers)


class TestTrailEngine(TestCase):
    def test_canonical_bytes(self):
        """Examples of RFC 8785 for what an event holds, and letters of Vietnamese."""
        for value, expected in [
            ({"b": 1, "a": None, "B": True}, '{"B":true,"a":null,"b":1}'),
            (["€", "\u000f", "\n", "\\", '"', "/", "\x7f"], '["€","\\u000f","\\n","\\\\","\\"","/","\x7f"]'),
            ({"tên": "Đặng Thị Ý"}, '{"tên":"Đặng Thị Ý"}'),
            ([], "[]"),
        ]:
            self.assertEqual(trail.canonical(value), expected.encode())
        self.assertRaises(ValueError, trail.canonical_plainly, float("nan"))

    @given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
                        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=126)), inner)))  # fmt: skip
    def test_both_libraries_write_the_same_bytes(self, value):
        self.assertEqual(trail.canonical(value), trail.canonical_plainly(value))

    def test_the_hash_of_an_event_as_the_format_says(self):
        event = dict.fromkeys(trail.CONTENT) | {"dossier_id": 7, "number": 1, "note": "", "data": False, "salt": "ab"}
        empty = dict.fromkeys(trail.CONTENT) | {"dossier_id": 7, "number": 1, "salt": "ab"}
        text = json.dumps(["onestop.trail/1", "event", "p", empty], sort_keys=True, separators=(",", ":"))
        self.assertEqual(trail.link("p", event), hashlib.sha256(text.encode()).hexdigest())
        for name in trail.CONTENT:
            self.assertNotEqual(trail.link("p", event | {name: "other"}), trail.link("p", event), name)

    def test_kinds_of_hashes_are_told_apart(self):
        entries = [trail.event_entry(1, 2, 3, "x"), trail.head_entry("x"), trail.seal("s", "p", "x")["sealed"].encode()]
        self.assertEqual(len({bytes(entry) for entry in entries}), 3)
        self.assertIsNone(trail.seal("s", "p", None))
        self.assertNotEqual(trail.seal("s", "p", "1"), trail.seal("t", "p", "1"))
        self.assertNotEqual(trail.seal("s", "p", "1"), trail.seal("s", "q", "1"))

    def test_plain_values(self):
        for value, expected in [
            (datetime.fromisoformat("2026-11-23T02:00:05.000999"), "2026-11-23 02:00:05"),
            (date(2026, 11, 23), "2026-11-23"),
            (0, None), ("", None), (False, None), (True, True), (5, 5), (26000.0, "26000.00"), ("x", "x"),
        ]:  # fmt: skip
            self.assertEqual(trail.plain(value), expected)

    def test_an_export_says_what_the_source_says(self):
        source = MemorySource()
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/export"
            write_export(path, source)
            self.assertRaises(FileExistsError, write_export, path, source)
            self.assertEqual(Path(path).stat().st_mode & 0o777, 0o600)
            export = ExportSource(path)
            for name in ("heads", "file", "restores", "entries", "events", "dossiers"):
                self.assertEqual(list(getattr(export, name)()), list(getattr(source, name)()), name)
            report = audit(export)
            self.assertEqual(report, audit(source))
            self.assertEqual(report.findings, [])
            self.assertEqual(tell(report), "whole, 2 events of 1 dossiers, 2 entries in the log")
            other = VerifierKey.of("trail.example", Ed25519PrivateKey.generate().public_key())
            self.assertEqual(
                {one.reason for one in audit(ExportSource(path, str(other))).findings},
                {"signature", "heads_changed", "unsigned"},
            )
            Path(path).write_bytes(b"x")
            self.assertRaises(ValueError, ExportSource, path)

    def test_it_goes_on_after_the_first_break(self):
        source = MemorySource()
        source._events[0]["note"] = "x"
        source._dossiers[0][5]["applicant_name"] = "Khác"
        source._dossiers.append([8, "", "ready", 0, "", {}])
        words = tell(audit(source)).splitlines()
        self.assertEqual(
            words,
            [
                "broken: Dossier H1, event 1 of 2026-11-23 02:10:00: its content is not what was recorded.",
                "broken: Dossier H1: “applicant_name” is not what event 1 of 2026-11-23 02:10:00 recorded.",
                "broken: Dossier 8: it has no history.",
                "broken in 3 places",
            ],
        )

    def test_a_state_kept_elsewhere(self):
        source = MemorySource()
        self.assertEqual(audit(source, states=[source.note]).findings, [])
        source._entries.pop()
        source.heads = source.file = list
        self.assertIn("entries_cut", [one.reason for one in audit(source, states=[source.note]).findings])
