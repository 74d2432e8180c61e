"""Proves the trail, or names everything in it that does not hold: what, and when.

``audit`` takes a source: the database, or an export of it (``engine.trail_export``). It goes on after the first break,
and leans on nothing but the signed states of the log, of which those outside the database count first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby, pairwise, takewhile
from operator import itemgetter
from typing import NamedTuple, Protocol

from . import trail
from .checkpoint import Checkpoint, NoteError, VerifierKey, open_note, signers
from .merkle import Frontier, leaf_hash

# what a finding says, in English; the screens have their own words
WORDS = {
    "changed": "Dossier {dossier}, event {number} of {at}: its content is not what was recorded.",
    "missing": "Dossier {dossier}, event {number}: it is missing.",
    "deleted": "Dossier {dossier}, event {number}: it was deleted. The log of {at} has it.",
    "order": "Dossier {dossier}, event {number} of {at}: it stands out of order.",
    "link": "Dossier {dossier}, event {number} of {at}: it does not follow the event before.",
    "end": "Dossier {dossier}: its history ends at event {number}, but the dossier knows of another last event.",
    "rebuilt": "Dossier {dossier}, event {number} of {at}: it is not the event that the log has; the chain was rebuilt.",
    "before": "Dossier {dossier}, event {number} of {at}: “{detail}” was changed without an event before.",
    "field": "Dossier {dossier}: “{detail}” is not what event {number} of {at} recorded.",
    "unrecorded": "Dossier {dossier}: “{detail}” is in no event.",
    "sealed": "Dossier {dossier}, event {number} of {at}: the sealed value of “{detail}” is missing or another.",
    "no_history": "Dossier {dossier}: it has no history.",
    "no_dossier": "Dossier {dossier}: it was deleted, and its history from event {number} of {at} on remains.",
    "file_lost": "Dossier {dossier}: the content of file {detail} is gone.",
    "file_changed": "Dossier {dossier}: the content of file {detail} is not what was stored.",
    "entry_gap": "The log: entry {detail} is missing.",
    "entry_double": "The log: entry {detail} of {at} repeats another.",
    "entry_changed": "The log: entry {detail} of {at} is not what was logged.",
    "entries_cut": "The log ends at {detail} entries, but a later state of {at} is signed.",
    "unsigned": "The log: entries from {detail} on stand in no signed state.",
    "root": "The log: some entry among {detail}, logged until {at}, is not the one that was signed.",
    "signature": "The state of the log of {at} ({detail} entries) is not signed by our key.",
    "rotation": "The key {detail} was replaced, but no state of the log is signed by it and by the key after it.",
    "head_changed": "The state of the log of {at} ({detail} entries) was changed.",
    "head_missing": "The state of the log of {at} ({detail} entries) is missing from the database.",
    "restored": "The database is older than the state of the log of {at} ({detail} entries): a backup was restored.",
    "heads_missing": "The file of signed states is missing; the database has {detail} of them.",
    "heads_cut": "The file of signed states ends before that of {at} ({detail} entries).",
    "heads_changed": "The file of signed states: line {detail} was changed.",
    "restore": "The restoration of {at} was not answered for by two people.",
    "stamp": "The time stamp of {at} (line {detail} of the file of stamps) proves no signed state by an authority that is trusted.",
    "stalled": "Events since {at} are not in the log yet: the job that logs them does not run. Their number: {detail}.",
}
# how long an event may wait for the log, in minutes
PATIENCE = 30
# kinds of entries
EVENT, HEAD, RESTORE = "event", "head", "restore"


class Finding(NamedTuple):
    """One thing that does not hold. ``at``: when it happened, or until when it still held; UTC, as stored."""

    reason: str
    dossier: str = ""
    number: int | None = None
    at: str = ""
    detail: str = ""

    def words(self, template: str | None = None) -> str:
        """The finding as a sentence; ``template``: other words than ``WORDS``."""
        return (template or WORDS[self.reason]).format(**self._asdict())


class Report(NamedTuple):
    """What an audit found. ``tail``: number of events that are not in the log yet, ``tail_at``: since when."""

    findings: list[Finding]
    entries: int
    events: int
    dossiers: int
    tail: int
    tail_at: str
    restores: list[str]


class Source(Protocol):
    """Where the audit reads. All moments are UTC texts ``YYYY-MM-DD HH:MM:SS``."""

    key: str
    """The verifier key that signs now, and below it, a line each, those that it replaced, the newest first."""
    trusted: str
    """The verifier key that somebody noted outside; empty to trust the one that signs now."""
    now: str

    def heads(self) -> list[tuple[int, str, str]]:
        """Signed states in the database: ``(size, at, note)`` by size."""

    def file(self) -> list[Mapping] | None:
        """Lines of the file of heads: ``{"at", "head"}`` or ``{"at", "restore"}``; an unreadable line is empty."""

    def restores(self) -> Iterable[Mapping]:
        """Restorations, with ``trail.RESTORE``, ``kept_size`` and ``lost_size``."""

    def entries(self) -> Iterable[tuple[int, str, int, int, int, str]]:
        """``(position, kind, id, dossier id, number, leaf)`` by position."""

    def events(self) -> Iterable[Mapping]:
        """Events by dossier and id: ``trail.CONTENT``, ``id``, ``previous_hash``, ``hash``, ``sealed``, ``position``."""

    def dossiers(self) -> Iterable[tuple[int, str, str, int, str, Mapping]]:
        """``(id, code, state, event count, last hash, attested values by path)`` by id."""


def audit(source: Source, only: bool = False, states: Iterable[str] = ()) -> Report:
    """Prove the trail.

    :param only: the source has the events of some dossiers only; the log is proved whole all the same
    :param states: signed states that somebody kept elsewhere, on paper or on a stick: the log must contain them
    """
    return _Audit(source, only, states).run()


class _Audit:
    def __init__(self, source, only, states):
        self.source, self.only, self.states = source, only, states
        self.findings = []
        self.leaves, self.seen, self.kinds = bytearray(), bytearray(), bytearray()
        self.sizes, self.moments = [], []
        self.events = self.dossiers = self.tail = 0
        self.tail_at = ""
        self.codes = {}
        self.accepted = []

    def say(self, reason, dossier="", number=None, at="", detail=""):
        self.findings.append(Finding(reason, dossier, number, at, str(detail)))

    def run(self):
        self._audit_log()
        self._audit_dossiers()
        self._audit_deleted()
        if self.tail_at and _minutes(self.tail_at, self.source.now) > PATIENCE:
            self.say("stalled", at=self.tail_at, detail=self.tail)
        return Report(self.findings, len(self.seen), self.events, self.dossiers, self.tail, self.tail_at, self.accepted)

    # ------------------------------------------------------------------ the log and its signed states

    def _audit_log(self):
        heads = {size: (at, note) for size, at, note in self.source.heads()}
        keys = self._keys(heads)
        self.sizes = sorted(heads)
        self.moments = [heads[size][0] for size in self.sizes]
        roots = {}
        for size, (at, note) in heads.items():
            self._read_head(keys, size, at, note, roots)
        for note in self.states:
            self._read_head(keys, None, "", note, roots)
        restores = {row["id"]: row for row in self.source.restores()}
        self._audit_file(keys, heads, restores, roots)
        self._audit_entries(heads, restores, roots)

    def _keys(self, heads):
        """``[(key, the last size of the log at which it signed, None for the one that signs now)]``, of trusted keys.

        A key vouches for the one before and the one after it by a state that both have signed: so it is enough to have
        noted one of them. A key that was replaced signs nothing later.
        """
        listed = [VerifierKey.parse(line) for line in self.source.key.splitlines()]
        anchor = VerifierKey.parse(self.source.trusted) if self.source.trusted else listed[0]
        if anchor not in listed:
            return [(anchor, None)]
        # by their place: None of the first, then the size at which each was replaced, 0 if nobody knows
        until = [None]
        notes = [note for _at, note in heads.values()]
        notes += [line["head"] for line in self.source.file() or () if "head" in line]
        for newer, older in pairwise(listed):
            until.append(max((_size_signed_by(note, newer, older) for note in notes), default=0))
            if not until[-1]:
                self.say("rotation", detail=older.key_id.hex())
        place = listed.index(anchor)
        oldest = takewhile(lambda number: until[number], range(place + 1, len(listed)))
        newest = takewhile(lambda number: until[number + 1], range(place - 1, -1, -1))
        trusted = [(listed[number], until[number]) for number in (place, *oldest, *newest)]
        return trusted

    def _read_head(self, keys, size, at, note, roots):
        try:
            state = Checkpoint.parse(open_note(note, [key for key, _until in keys]))
            found = signers(note)
            ends = [until for key, until in keys if (key.name, key.key_id.hex()) in found]
        except NoteError:
            self.say("signature", at=at, detail=size)
            return None
        if all(end is not None and state.size > end for end in ends):
            self.say("signature", at=at, detail=state.size)
            return None
        if size is not None and state.size != size:
            self.say("head_changed", at=at, detail=size)
            return None
        roots.setdefault(state.size, []).append((at, state.root))
        return state

    def _audit_file(self, keys, heads, restores, roots):
        lines = self.source.file()
        if lines is None:
            if heads:
                self.say("heads_missing", detail=len(heads))
            return
        known = {}
        for number, line in enumerate(lines, 1):
            if "restore" in line:
                row = restores.get(line["restore"].get("id"))
                if not row or {name: row[name] for name in trail.RESTORE} != line["restore"]:
                    self.say("restore", at=line["at"])
                    continue
                known = {size: kept for size, kept in known.items() if size <= row["kept_size"]}
                self.accepted.append(line["at"])
                continue
            before = len(self.findings)
            found = {}
            state = self._read_head(keys, None, line.get("at", ""), line.get("head", ""), found)
            if not state or (known and state.size <= max(known)):
                del self.findings[before:]
                self.say("heads_changed", detail=number)
                continue
            known[state.size] = (line["at"], line["head"], found)
        last = max(heads, default=0)
        late = [size for size in known if size > last]
        if late:
            self.say("restored", at=known[max(late)][0], detail=max(late))
        for size, (at, note, found) in known.items():
            if size in heads and heads[size][1] != note:
                self.say("head_changed", at=at, detail=size)
            elif size not in heads and size < last:
                self.say("head_missing", at=at, detail=size)
            if size <= last:
                roots.setdefault(size, []).extend(found[size])
        # the newest state may be on its way into the file
        unknown = [size for size in self.sizes if size not in known and size != last]
        if unknown:
            self.say("heads_cut", at=heads[unknown[0]][0], detail=unknown[0])

    def _audit_entries(self, heads, restores, roots):
        frontier, sound, begin = Frontier(), True, 0
        restored = set()
        for position, kind, record_id, _dossier, _number, leaf in self.source.entries():
            while len(self.seen) < position:
                # the tree no longer fits, but what it says of each event is checked all the same
                self.say("entry_gap", detail=len(self.seen), at=self._logged_at(len(self.seen)))
                self._add_leaf(frontier, bytes(32), HEAD)
            if position < len(self.seen):
                self.say("entry_double", at=self._logged_at(position), detail=position)
                continue
            value = bytes.fromhex(leaf)
            if kind == HEAD:
                note = heads.get(position, ("", ""))[1]
                if leaf_hash(trail.head_entry(note)) != value:
                    self.say("entry_changed", at=self._logged_at(position), detail=position)
            elif kind == RESTORE:
                row = restores.get(record_id)
                restored.add(record_id)
                if (
                    not row
                    or leaf_hash(trail.restore_entry(row)) != value
                    or row["requested_by"] == row["confirmed_by"]
                ):
                    self.say("restore", at=row["confirmed_at"] if row else self._logged_at(position))
            self._add_leaf(frontier, value, kind)
            for at, root in roots.get(frontier.size, ()):
                if sound and root != frontier.root():
                    self.say("root", at=at, detail=f"{begin}–{frontier.size - 1}")
                    sound = False
            if frontier.size in roots:
                begin = frontier.size
        last = max(roots, default=0)
        if frontier.size < last:
            self.say("entries_cut", at=roots[last][0][0], detail=frontier.size)
        elif frontier.size > last:
            self.say("unsigned", detail=last)

    def _add_leaf(self, frontier, value, kind):
        frontier.add(value)
        self.leaves += value
        self.kinds.append(kind == EVENT)
        self.seen.append(0)

    def _logged_at(self, position):
        """When the entry at ``position`` came under a signed state."""
        place = bisect_left(self.sizes, position + 1)
        return self.moments[place] if place < len(self.moments) else ""

    # ------------------------------------------------------------------ dossiers and their histories

    def _audit_dossiers(self):
        histories = groupby(self.source.events(), key=itemgetter("dossier_id"))
        history = next(histories, None)
        for dossier_id, code, state, count, last, values in self.source.dossiers():
            while history and history[0] < dossier_id:
                self._audit_orphan(*history)
                history = next(histories, None)
            name = code or str(dossier_id)
            self.codes[dossier_id] = name
            if history and history[0] == dossier_id:
                self.dossiers += 1
                self._audit_history(name, history[1], count, last, values)
                history = next(histories, None)
            elif count:
                self.say("end", name, 0)
            elif state != "draft":
                self.say("no_history", name)
        while history:
            self._audit_orphan(*history)
            history = next(histories, None)

    def _audit_orphan(self, dossier_id, events):
        for first in events:
            self.say("no_dossier", str(dossier_id), first["number"], first["at"])
            self._find_in_log(str(dossier_id), first)
            break
        for event in events:
            self._find_in_log(str(dossier_id), event)

    def _find_in_log(self, name, event):
        self.events += 1
        position = event["position"]
        if position is None or position >= len(self.seen):
            self.tail += 1
            self.tail_at = min(filter(None, (self.tail_at, event["at"])))
            return
        self.seen[position] = 1
        entry = trail.event_entry(event["id"], event["dossier_id"], event["number"], event["hash"] or "")
        if leaf_hash(entry) != self.leaves[position * 32 : position * 32 + 32]:
            self.say("rebuilt", name, event["number"], event["at"])

    def _audit_history(self, name, events, count, last, values):
        previous, expected = trail.ROOT, 1
        events = list(events)
        erased = {number for event in events if event["action"] == "erase" for number in event["data"]["events"]}
        for event in events:
            number, at = event["number"], event["at"]
            if number != expected:
                for missing in range(expected, min(number, expected + 100)):
                    self.say("missing", name, missing)
                if number < expected:
                    self.say("order", name, number, at)
            elif event["previous_hash"] != previous:
                self.say("link", name, number, at)
            gone = number in erased and event["salt"] is None
            if not gone and trail.link(event["previous_hash"], event) != event["hash"]:
                self.say("changed", name, number, at)
            previous, expected = event["hash"], number + 1
            self._find_in_log(name, event)
        if (expected - 1, previous) != (count, last or trail.ROOT):
            self.say("end", name, expected - 1)
        if not _agree(events, values):
            self._compare(name, events, values, whole=not erased)

    def _compare(self, name, events, values, whole):
        """Name where a dossier and its events do not agree; ``whole``: no content was erased by law."""
        known, salt = {}, ""
        for event in events:
            number, at, sealed = event["number"], event["at"], event["sealed"] or {}
            for path, (old, new) in (event["changes"] or {}).items():
                if whole and known.get(path, (None,))[0] != old:
                    self.say("before", name, number, at, path)
                known[path] = (new, number, at)
                if _is_sealed(old) or _is_sealed(new):
                    salt = sealed.get("salt") or salt
                    told = [trail.seal(salt, path, value) for value in sealed.get(path) or (None, None)]
                    if told != [old, new]:
                        self.say("sealed", name, number, at, path)
        if not whole:
            return
        for path, (expected, number, at) in known.items():
            value = values.get(path)
            if _is_sealed(expected) and value is not None:
                value = trail.seal(salt, path, value)
            if value != expected:
                self.say("field", name, number, at, path)
        for path in values.keys() - known.keys():
            self.say("unrecorded", name, detail=path)

    # ------------------------------------------------------------------ what the log has and the database has not

    def _audit_deleted(self):
        if self.only or all(self.seen[place] or not event for place, event in enumerate(self.kinds)):
            return
        deleted = set()
        for position, kind, _id, dossier_id, number, _leaf in self.source.entries():
            if kind == EVENT and position < len(self.seen) and not self.seen[position]:
                name = self.codes.get(dossier_id, str(dossier_id))
                deleted.add((name, number))
                self.say("deleted", name, number, self._logged_at(position))
        self.findings = [
            one for one in self.findings if one.reason != "missing" or (one.dossier, one.number) not in deleted
        ]


def _agree(events, values):
    """Whether each event changes what those before left, and the dossier holds what they leave: what nearly always holds,
    found out without looking at each value by itself.
    """
    held, salt = {}, ""
    for event in events:
        changes, sealed = event["changes"], event["sealed"] or {}
        if not changes:
            continue
        salt = sealed.get("salt") or salt
        for path, pair in changes.items():
            before, after = pair
            if held.get(path) != before:
                return False
            if type(before) is dict or type(after) is dict:
                told = [trail.seal(salt, path, value) for value in sealed.get(path) or (None, None)]
                if told != pair:
                    return False
            held[path] = after
    told = {path: value for path, value in held.items() if value is not None}
    if told == values:
        return True
    for path, value in told.items():
        if _is_sealed(value) and path in values and trail.seal(salt, path, values[path]) == value:
            told[path] = values[path]
    return told == values


def _size_signed_by(note, *keys):
    """Size of the state that all ``keys`` have signed, 0 if it is none."""
    try:
        if {(key.name, key.key_id.hex()) for key in keys} <= set(signers(note)):
            return Checkpoint.parse(open_note(note, keys)).size
    except NoteError:
        # malformed; the audit of the states names it
        return 0
    return 0


def _is_sealed(value):
    return type(value) is dict


def _minutes(begin, end):
    """Minutes between two moments."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() / 60
