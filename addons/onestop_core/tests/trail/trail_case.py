import contextlib
import tempfile
from pathlib import Path

from odoo.tests import freeze_time
from odoo.tools import SQL, config

from ...engine import trail
from ...heads_file import heads_path
from ..common import MONDAY, OnestopCase, local


class TrailCase(OnestopCase):
    """Two dossiers on their way to the result, logged and signed in a folder of the test's own."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for option, name in (("onestop_trail_heads", "heads"), ("onestop_trail_key", "key")):
            self.addCleanup(config.options.__setitem__, option, config.get(option))
            config.options[option] = str(self.folder / name)
        self.heads = heads_path(self.env)
        self.model = self.env["onestop.trail.head"]
        self.clock = self.enterContext(freeze_time(local(MONDAY)))
        # what the demo data has is not what these tests are about
        self._sql("TRUNCATE onestop_trail_entry, onestop_trail_node, onestop_trail_head, onestop_trail_restore")
        self.dossier = self.receive(applicant_identity="001190000017")
        self.other = self.receive()
        self.sign()
        for dossier in (self.dossier, self.other):
            dossier.act("forward")
            self.as_role(dossier, "specialist").act("forward")
        self.tick()
        self.sign()
        for dossier in (self.dossier, self.other):
            self.as_role(dossier, "leader").act("approve", result_number="7/QĐ")
        self.tick()
        self.sign()

    def tick(self, minutes=1):
        """Let time pass."""
        self.clock.tick(60 * minutes)

    def sign(self):
        """One run of the job."""
        self.env.flush_all()
        self.env.cr.flush()
        self.model._cron_sign()
        self.env.invalidate_all()

    def _sql(self, query, *args):
        statement = SQL(query, *args)
        self.env.flush_all()
        self.env.cr.execute(statement)
        self.env.invalidate_all()

    @contextlib.contextmanager
    def undone(self):
        """Undo what the block does in the database and in the file of heads."""
        heads = self.heads.read_text()
        with self.env.cr.savepoint() as savepoint:
            yield
            self.env.flush_all()
            savepoint.rollback()
            self.env.invalidate_all()
        self.heads.write_text(heads)

    def findings(self, with_files=False):
        """What the audit finds, without the demo dossiers, as tuples ``(reason, dossier, number)``."""
        self.env.invalidate_all()
        report = self.env["onestop.trail.check"]._audit(with_files=with_files)
        return report.findings

    def assertFound(self, reason, dossier=None, number=None, at=None, detail=None):
        """The audit names this, whatever else it names."""
        found = self.findings()
        name = dossier.code if dossier else ""
        fits = [
            one
            for one in found
            if (one.reason, one.dossier) == (reason, name)
            and number in (None, one.number)
            and detail in (None, one.detail)
            and (at is None or one.at.startswith(at))
        ]
        self.assertTrue(fits, found)
        words = self.env["onestop.trail.check"]._describe(fits[0])
        self.assertNotIn("{", words)
        return fits[0]

    def event(self, number, dossier=None):
        return (dossier or self.dossier).sudo().event_ids.sorted("id")[number - 1]

    def restore_backup(self):
        """Bring the database back to its second state, as a backup of that moment has it."""
        second = self.model.search([], order="size")[1]
        last = self.event(4), self.event(4, self.other)
        for event in last:
            before = self.event(3, self.dossier if event.dossier_id == self.dossier else self.other)
            self._sql("DELETE FROM onestop_dossier_event WHERE id = %s", event.id)
            self._sql(
                "UPDATE onestop_dossier SET event_count = 3, event_hash = %s, state = 'processing', ready_at = NULL, "
                "result_number = NULL, outcome = NULL WHERE id = %s",
                before.hash,
                before.dossier_id.id,
            )
        self._sql("DELETE FROM onestop_trail_head WHERE size > %s", second.size)
        self._sql("DELETE FROM onestop_trail_entry WHERE position >= %s", second.size)
        return second

    def rebuild(self, dossier):
        """Build the chain of a dossier anew from what its rows say now, as somebody with our code would."""
        previous = trail.ROOT
        dossier.invalidate_recordset()
        for event in dossier.sudo().event_ids.sorted("id"):
            event.invalidate_recordset()
            row = {name: event[name] for name in trail.CONTENT if not name.endswith("_id") and name != "at"}
            row |= {
                "dossier_id": dossier.id,
                "user_id": event.user_id.id,
                "agency_id": event.agency_id.id,
                "at": str(event.at),
            }
            value = trail.link(previous, row)
            self._sql(
                "UPDATE onestop_dossier_event SET previous_hash = %s, hash = %s WHERE id = %s",
                previous,
                value,
                event.id,
            )
            previous = value
        self._sql(
            "UPDATE onestop_dossier SET event_hash = %s, event_count = %s WHERE id = %s",
            previous,
            len(dossier.sudo().event_ids),
            dossier.id,
        )
