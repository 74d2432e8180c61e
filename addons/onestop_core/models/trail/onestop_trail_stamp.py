import base64
import json
import logging
import secrets
from datetime import timedelta

import requests
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import timestamp
from ...engine.trail_audit import Finding
from ...examination import examine
from ...heads_file import add_lines, heads_path, read_heads
from ...http_call import call
from .onestop_trail_head import size_of

_logger = logging.getLogger(__name__)

# seconds for an answer of the authority
PATIENCE = 30
# a state is stamped each day; one run may fail
LATE = timedelta(days=2)


class OnestopTrailHead(models.Model):
    """Time stamps of a third party on signed states, where an authority is set up: they prove to anybody that a state existed
    on a day, also against whoever holds our key. They stand in a file beside that of the signed states, a line of JSON each.
    """

    _inherit = "onestop.trail.head"

    @api.model
    def _stamps_path(self):
        path = heads_path(self.env)
        return path.with_name(f"{path.name}.stamps")

    @api.model
    def _stamps(self):
        """``[(when it came, signed state, answer of the authority)]``; a line that cannot be read has neither."""
        path = self._stamps_path()
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
        return [_parse(line) for line in lines]

    @api.model
    def _cron_stamp(self):
        """Have the last signed state stamped. What fails is tried again at the next run; the configuration check tells of it."""
        address = self.env["onestop.settings"]._text("onestop_core.stamp_address")
        last = self.search([], limit=1)
        if not address or not last or last.note in [note for _at, note, _reply in self._stamps()[-1:]]:
            return
        nonce = secrets.randbits(63)
        try:
            reply = call(
                "POST", address,
                headers={"Content-Type": timestamp.QUERY_TYPE, "Accept": timestamp.REPLY_TYPE},
                body=timestamp.query(last.note, nonce), timeout=PATIENCE,
            ).content  # fmt: skip
        except requests.RequestException as error:
            _logger.warning("the state of the trail is not stamped: %s", type(error).__name__)
            return
        if not self._read_stamps([(last.note, reply)], nonce)[0]:
            _logger.warning("the state of the trail is not stamped: the answer proves nothing")
            return
        line = {"at": fields.Datetime.now(), "head": last.note, "stamp": base64.b64encode(reply).decode()}
        add_lines(self._stamps_path(), [line | {"at": fields.Datetime.to_string(line["at"])}])

    @api.model
    def _stamp_is_late(self):
        """Whether a state has waited for its stamp longer than a failed run explains."""
        stamped = {note for _at, note, _reply in self._stamps()}
        waiting = self.search([("at", "<", fields.Datetime.now() - LATE)], limit=1)
        newer = self.search([("at", ">=", fields.Datetime.now() - LATE)])
        return bool(waiting) and waiting.note not in stamped and not stamped & set(newer.mapped("note"))

    @api.model
    def _read_stamps(self, stamps, nonce=None):
        """What answers prove, by the authorities that are trusted here, see ``engine.timestamp.read``.

        :param stamps: ``[(signed state, answer)]``
        """
        roots = self.env["onestop.settings"]._text("onestop_core.stamp_roots")
        try:
            notes, replies = [note for note, _reply in stamps], [reply for _note, reply in stamps]
            return examine(self.env, timestamp.read, replies, notes, roots, nonce)
        except UserError:
            # whoever can write there can make them eat the machine; then they prove nothing
            return [None] * len(stamps)

    @api.model
    def _audit_stamps(self):
        """``(stamped states, findings)``: a state that an authority has seen is one that was kept elsewhere, unless two people
        have answered for its loss since.
        """
        lines = self._stamps()
        proven = self._read_stamps([(note, reply) for _at, note, reply in lines]) if lines else []
        states, findings = [], []
        for number, ((at, note, _reply), stamp) in enumerate(zip(lines, proven, strict=True), 1):
            if stamp and not self._is_answered_for(at, note):
                states.append(note)
            if not stamp:
                findings.append(Finding("stamp", at=at, detail=str(number)))
        return states, findings

    @api.model
    def _is_answered_for(self, at, note):
        """Whether an honest restoration, after a stamp of ``at``, went back behind its state."""
        restores = [line for line in read_heads(heads_path(self.env)) or () if "restore" in line and line["at"] >= at]
        rows = (
            self.env["onestop.trail.restore"].sudo().browse([line["restore"].get("id") for line in restores]).exists()
        )
        return any((size_of(note) or 0) > row.kept_size for row in rows)


def _parse(line):
    try:
        found = json.loads(line)
        return found["at"], found["head"], base64.b64decode(found["stamp"], validate=True)
    except (ValueError, KeyError, TypeError):
        return "", "", b""
