import hashlib
import logging
import os
import tempfile
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from psycopg2.extras import execute_values

from ...engine import merkle, trail
from ...engine.checkpoint import Checkpoint, NoteError, VerifierKey, open_note, sign_note, signed_by, write_proof
from ...heads_file import add_lines, heads_path, only_one, read_heads
from ...secret_file import read_secret, secret_path
from ...short_transaction import short_transaction
from .onestop_trail_entry import STRIDE, StoredNodes

_logger = logging.getLogger(__name__)

# so many events come into the log at a time
BATCH = 20_000
# no transaction lasts longer: an event with a lower number than those logged before that has been logged, or never will be
LONGEST_TRANSACTION = timedelta(days=1)


class TrailHalted(Exception):
    """The job must not sign: what it would sign contradicts what it signed. ``reason``: see ``engine.trail_audit``."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class OnestopTrailHead(models.Model):
    """The signed states of the log over all dossiers, and the job that makes them.

    The log is append-only, in the manner of Certificate Transparency: every minute one job takes up the events that were
    committed, in one transaction of its own, so that no reception waits for it, and signs the new state. The key and a
    second copy of the states lie in files outside the database (``secret_file``, ``heads_file``): who can write to the
    database alone can neither sign nor take a state back.
    """

    _name = "onestop.trail.head"
    _inherit = "onestop.trail.locked.mixin"
    _description = "Signed State of the Trail"
    _order = "size desc"
    _rec_name = "size"

    size = fields.Integer("Entries", required=True, readonly=True)
    at = fields.Datetime("Signed", required=True, readonly=True)
    last_event = fields.Integer(required=True, readonly=True, help="Highest number of an event in the log.")
    note = fields.Text("Signed Note", required=True, readonly=True)
    root = fields.Char(compute="_compute_root")

    _size_uniq = models.UniqueIndex("(size)")

    @api.depends("note")
    def _compute_root(self):
        for head in self:
            head.root = head.note.split("\n")[2]

    def _printed_at(self):
        """When the state was signed, as a sheet of paper says it."""
        return fields.Datetime.context_timestamp(self.with_context(tz="Asia/Ho_Chi_Minh"), self.at).strftime(
            "%d/%m/%Y %H:%M:%S"
        )

    # ------------------------------------------------------------------ key

    @api.model
    def _private_key(self):
        """The key that signs: from the file named by ``onestop_trail_key`` in Odoo's configuration, else one made at
        first use in the data directory, readable by its owner only.
        """
        raw = read_secret(self.env, "onestop_trail_key", "trail-key", self._new_key)
        return Ed25519PrivateKey.from_private_bytes(raw)

    @staticmethod
    def _new_key():
        return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())

    @api.model
    def _key_name(self):
        return f"onestop-trail/{self.env['ir.config_parameter'].sudo().get_param('database.uuid')}"

    @api.model
    def _verifier_key(self):
        """The key with which anybody can check the signatures; to be noted down outside the system."""
        return VerifierKey.of(self._key_name(), self._private_key().public_key())

    @api.model
    def _key_path(self):
        return secret_path(self.env, "onestop_trail_key", "trail-key")

    @api.model
    def _key_before(self):
        """The key that was just replaced and signs one more state, together with the one after it; None if there is none."""
        path = _beside(self._key_path(), "before")
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes()) if path.exists() else None

    @api.model
    def _verifier_keys(self):
        """The verifier key, and those that it has replaced, the newest first."""
        path = _beside(self._key_path(), "replaced")
        replaced = path.read_text().splitlines() if path.exists() else []
        return [self._verifier_key(), *map(VerifierKey.parse, replaced)]

    @api.model
    def _replace_key(self):
        """Sign with a new key from now on. The next state is signed by both; then the old one is deleted. For the command
        line alone: whoever sits at it may write the file anyway.

        :return: the new verifier key, to be noted down outside the system
        :raises UserError: the key before is not through yet
        """
        path, before = self._key_path(), _beside(self._key_path(), "before")
        if before.exists():
            raise UserError(self.env._("The key was replaced a moment ago. Wait until the job has signed with both."))
        self._private_key()
        if self.search_count([], limit=1):
            replaced = _beside(path, "replaced")
            keys = "\n".join(map(str, self._verifier_keys()))
            _write(before, path.read_bytes())
            _write(replaced, f"{keys}\n".encode())
        _write(path, self._new_key())
        return self._verifier_key()

    @api.model
    def _end_replacement(self, last):
        """Delete the key before, once a state is signed by both; whether that is done."""
        before = self._key_before()
        if before and last:
            both = [self._verifier_key(), VerifierKey.of(self._key_name(), before.public_key())]
            if len(signed_by(last["note"], both)) == len(both):
                _beside(self._key_path(), "before").unlink()
                before = None
        return before is None

    # ------------------------------------------------------------------ the job

    @api.model
    def _cron_sign(self):
        """Take up what was committed since the last state, and sign the new one; refuse what contradicts the last."""
        path = heads_path(self.env)
        with only_one(path) as mine:
            if not mine:
                return
            try:
                while self._sign_batch(path):
                    pass
            except TrailHalted as halted:
                # an error of the job would make Odoo stop it after some days, and the reason must stay in sight
                _logger.error("the trail is not signed: %s; ./onestop verify-trail says more", halted.reason)

    @api.model
    def _sign_batch(self, path):
        """Sign one more state; whether there may be more to sign."""
        with short_transaction(self.env) as cr:
            cr.execute(SQL("SELECT pg_try_advisory_xact_lock(hashtextextended('onestop.trail', 0))"))
            if not cr.fetchone()[0]:
                return False
            lines, more = self._add_state(cr, path)
        # after the commit: what is in the file must be in the database; the next run makes up for a crash in between
        if lines:
            add_lines(path, lines)
        return more

    @api.model
    def _add_state(self, cr, path):
        """``(lines for the file of heads, whether there may be more to sign)``."""
        last, before = self._last_heads(cr)
        known = read_heads(path) or []
        restore = self._restore_in_hand(cr, last, known)
        lines = [] if restore else self._check_file(known, last, before)
        frontier = self._check_log(cr, last)
        events = self._unlogged(cr)
        # a key that was replaced leaves with a state of its own, even if nothing has happened
        settled = self._end_replacement(last)
        if not events and not restore and settled:
            return lines, False
        rows = []

        def add(kind, res_id, dossier_id, number, entry):
            rows.append((frontier.size, kind, res_id, dossier_id, number, merkle.leaf_hash(entry)))
            return frontier.add(rows[-1][-1])

        nodes = []
        if last:
            nodes += add("head", last["id"], 0, 0, trail.head_entry(last["note"]))
        if restore:
            nodes += add("restore", restore["id"], 0, 0, trail.restore_entry(restore))
            lines.append({"at": restore["confirmed_at"], "restore": {name: restore[name] for name in trail.RESTORE}})
        for event_id, dossier_id, number, value in events:
            nodes += add(
                "event", event_id, dossier_id, number, trail.event_entry(event_id, dossier_id, number, value or "")
            )
        self._store(cr, rows, nodes)
        lines.append(self._store_head(cr, frontier, max([event[0] for event in events], default=0), last))
        if restore:
            cr.execute(SQL("UPDATE onestop_trail_restore SET size = %s WHERE id = %s", frontier.size, restore["id"]))
        return lines, len(events) == BATCH

    @staticmethod
    def _last_heads(cr):
        """The last two states in the database, the newest first, as dicts or None."""
        cr.execute(SQL("SELECT id, size, at, last_event, note FROM onestop_trail_head ORDER BY size DESC LIMIT 2"))
        found = [dict(zip(("id", "size", "at", "last_event", "note"), row, strict=True)) for row in cr.fetchall()]
        return (*found, None, None)[:2]

    @api.model
    def _standstill(self):
        """Why the job would not sign now, a key of ``engine.trail_audit.WORDS``; an empty text if it would."""
        last, before = self._last_heads(self.env.cr)
        try:
            self._check_file(read_heads(heads_path(self.env)) or [], last, before)
            self._check_log(self.env.cr, last)
        except TrailHalted as halted:
            return halted.reason
        return ""

    def _check_file(self, known, last, before):
        """Hold the last state in the database against the last one outside.

        :return: the lines that a crash kept out of the file
        """
        outside = known[-1].get("head") if known else None
        if outside == (last and last["note"]):
            return []
        # a crash between the commit and the file leaves the file one state behind
        if last and outside == (before and before["note"]):
            return [_line(last["at"], last["note"])]
        size = size_of(outside)
        if last is None or (size or 0) > last["size"]:
            raise TrailHalted("restored")
        raise TrailHalted("heads_cut" if known else "heads_missing")

    def _check_log(self, cr, last):
        """The edge of the log as it is stored, which must be the one that was signed."""
        cr.execute(SQL("SELECT COALESCE(max(position) + 1, 0) FROM onestop_trail_entry"))
        (count,) = cr.fetchone()
        if count != (last["size"] if last else 0):
            raise TrailHalted("unsigned" if count > (last["size"] if last else 0) else "entries_cut")
        try:
            frontier = merkle.Frontier(count, StoredNodes(cr))
        except LookupError as error:
            raise TrailHalted("entry_gap") from error
        if last:
            try:
                keys = self._verifier_keys()
                state = Checkpoint.parse(open_note(last["note"], keys[: 2 if self._key_before() else 1]))
            except NoteError as error:
                raise TrailHalted("signature") from error
            if state != (self._key_name(), count, frontier.root()):
                raise TrailHalted("root")
        return frontier

    @staticmethod
    def _unlogged(cr):
        """Committed events that are not in the log, by id: ``(id, dossier id, number, hash)``.

        A number is taken early and committed late, so those below the highest logged one are looked at, too.
        """
        cr.execute(
            SQL(
                """
                SELECT e.id, e.dossier_id, e.number, e.hash FROM onestop_dossier_event e
                WHERE e.id > COALESCE((
                        SELECT last_event FROM onestop_trail_head WHERE at < %s
                        ORDER BY size DESC LIMIT 1
                    ), 0)
                    AND NOT EXISTS (SELECT FROM onestop_trail_entry t WHERE t.kind = 'event' AND t.res_id = e.id)
                ORDER BY e.id LIMIT %s
                """,
                fields.Datetime.now() - LONGEST_TRANSACTION,
                BATCH,
            )
        )
        return cr.fetchall()

    @staticmethod
    def _store(cr, rows, nodes):
        execute_values(
            cr._obj,
            "INSERT INTO onestop_trail_entry (position, kind, res_id, dossier_id, number, leaf) VALUES %s",
            [(*row[:-1], row[-1].hex()) for row in rows],
            page_size=1000,
        )
        kept = [(height, index, value.hex()) for height, index, value in nodes if height % STRIDE == 0]
        if kept:
            execute_values(cr._obj, "INSERT INTO onestop_trail_node (height, position, hash) VALUES %s", kept)

    @api.model
    def _store_head(self, cr, frontier, last_event, last):
        state = Checkpoint(self._key_name(), frontier.size, frontier.root())
        note = sign_note(str(state), self._key_name(), self._private_key())
        if before := self._key_before():
            note += sign_note(str(state), self._key_name(), before).rpartition("\n\n")[2]
        at = fields.Datetime.now()
        cr.execute(
            SQL(
                "INSERT INTO onestop_trail_head (size, at, last_event, note) VALUES (%s, %s, %s, %s)",
                frontier.size,
                at,
                max(last_event, last["last_event"] if last else 0),
                note,
            )
        )
        return _line(at, note)

    # ------------------------------------------------------------------ restorations

    @staticmethod
    def _restore_in_hand(cr, last, known):
        """The restoration that two people have answered for and that is to be logged now, with its texts, or None."""
        cr.execute(
            SQL(
                "SELECT id, lost, kept, requested_by_id, requested_at, confirmed_by_id, confirmed_at, salt "
                "FROM onestop_trail_restore WHERE confirmed_at IS NOT NULL AND size = 0 ORDER BY id LIMIT 1"
            )
        )
        row = cr.fetchone()
        if not row:
            return None
        restore = {name: trail.plain(value) for name, value in zip(trail.RESTORE, row, strict=True)}
        outside = known[-1].get("head") if known else None
        if (restore["kept"], restore["lost"]) != (note_hash(last and last["note"]), note_hash(outside)):
            return None
        if not restore["confirmed_by"] or restore["confirmed_by"] == restore["requested_by"]:
            raise TrailHalted("restore")
        return restore

    # ------------------------------------------------------------------ proofs

    def _proof(self, event):
        """The proof that ``event`` stands in the log, as the text of a ``.tlog-proof`` file.

        :raises UserError: the event is not in the log yet
        """
        head = self.sudo().search([], limit=1)
        entry = self.env["onestop.trail.entry"].sudo().search([("kind", "=", "event"), ("res_id", "=", event.id)])
        if not head or not entry or entry.position >= head.size:
            raise UserError(self.env._("This event is not in the log yet. Try again in a minute."))
        path = merkle.inclusion_proof(entry.position, head.size, StoredNodes(self.env.cr))
        said = trail.event_entry(event.id, event.dossier_id.id, event.number, event.hash)
        return write_proof(entry.position, path, head.note, said)


def _beside(path, suffix):
    return path.with_name(f"{path.name}.{suffix}")


def _write(path, content):
    """Write a secret file whole or not at all, readable by its owner only."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)


def note_hash(note):
    """What stands for a signed state in a restoration; an empty text for none."""
    return hashlib.sha256(note.encode()).hexdigest() if note else None


def _line(at, note):
    return {"at": fields.Datetime.to_string(at), "head": note}


def size_of(note):
    """Number of entries that a signed state speaks of, signed by whom ever; None if it is none."""
    try:
        return Checkpoint.parse((note or "").partition("\n\n")[0] + "\n").size
    except NoteError:
        return None
