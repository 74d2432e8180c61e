from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...engine.trail_audit import audit
from ...models.trail.onestop_trail_restore import GROUPS
from ...models.trail.trail_source import DatabaseSource

# so many findings are shown; whoever needs all takes ./onestop verify-trail
SHOWN = 200
# findings that an honest restoration explains
RESTORED = {"restored", "heads_missing", "heads_cut"}


class OnestopTrailCheck(models.TransientModel):
    """Prove the history of all dossiers, or name everything in it that does not hold."""

    _name = "onestop.trail.check"
    _description = "Check of the Trail"

    with_files = fields.Boolean("Files, Too", help="Reads the content of all files, which may take long.")
    state = fields.Selection(
        [("new", "Not Checked"), ("whole", "Whole"), ("broken", "Broken")], default="new", readonly=True
    )
    message = fields.Text(readonly=True)
    tail = fields.Text("Not Logged Yet", readonly=True)
    restored = fields.Boolean(readonly=True)
    reason = fields.Text("Why the Backup Was Restored")
    public_key = fields.Char(
        compute="_compute_public_key", help="Note it down outside the system: with it anybody can check the signatures."
    )

    def _compute_public_key(self):
        self.public_key = str(self.env["onestop.trail.head"]._verifier_key())

    def action_check(self):
        """Check everything; the result stands on the same form."""
        self.ensure_one()
        if not self.env.user.has_groups(GROUPS):
            raise AccessError(self.env._("The trail is checked by supervisors and administrators."))
        report = self._audit(with_files=self.with_files)
        lines = [self._describe(finding) for finding in report.findings[:SHOWN]]
        if len(report.findings) > SHOWN:
            lines.append(self.env._("… and %s more.", len(report.findings) - SHOWN))
        whole = self.env._(
            "%(events)s events of %(dossiers)s dossiers hold; the log has %(entries)s entries.",
            events=report.events,
            dossiers=report.dossiers,
            entries=report.entries,
        )
        self.write(
            {
                "state": "broken" if report.findings else "whole",
                "message": "\n".join(lines) or whole,
                "tail": report.tail
                and self.env._(
                    "%(count)s events since %(moment)s wait for the log.",
                    count=report.tail,
                    moment=self._moment(report.tail_at),
                ),
                "restored": any(finding.reason in RESTORED for finding in report.findings),
            }
        )
        return self._show()

    def action_restore(self):
        """Answer for an honest restoration, as the first of two people."""
        self.ensure_one()
        self.env["onestop.trail.restore"]._request(self.reason)
        return self.env["ir.actions.actions"]._for_xml_id("onestop_core.onestop_trail_restore_action")

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check of the Trail"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _audit(self, dossier_ids=None, with_files=False, states=()):
        """``engine.trail_audit.Report`` on this database.

        :param dossier_ids: only the histories of these dossiers
        :param with_files: read the content of all files, too
        :param states: signed notes that somebody kept elsewhere
        """
        self.env.flush_all()
        # what a request sees began with it; the log goes on meanwhile
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr, su=True)
            stamped, unproven = env["onestop.trail.head"]._audit_stamps()
            source = DatabaseSource(env, dossier_ids)
            report = audit(source, only=dossier_ids is not None, states=(*states, *stamped))
            report = report._replace(findings=[*report.findings, *unproven])
            if with_files:
                report = report._replace(findings=[*report.findings, *source.lost_contents()])
        return report

    # ------------------------------------------------------------------ words

    def _describe(self, finding):
        """A finding in words. A dossier is named by its code, whoever asks: a break concerns everybody."""
        finding = finding._replace(at=self._moment(finding.at), detail=self._label(finding.detail))
        return finding.words(self._words()[finding.reason])

    def _moment(self, at):
        if not at:
            return "…"
        moment = fields.Datetime.context_timestamp(
            self.with_context(tz="Asia/Ho_Chi_Minh"), fields.Datetime.to_datetime(at)
        )
        return moment.strftime("%d/%m/%Y %H:%M:%S")

    def _label(self, path):
        """The name of the field that ``path`` leads to, with the record's number; other details as they are."""
        *place, name = path.split("/")
        model = self.env["onestop.dossier"]._attested_models().get(place[0] if place else "")
        field = model and self.env[model]._fields.get(name)
        label = field._description_string(self.env) if field else path
        return f"{label} ({place[1]})" if field and place else label

    @api.model
    def _words(self):
        """``engine.trail_audit.WORDS`` in the reader's language."""
        return {
            "changed": self.env._("Dossier {dossier}, event {number} of {at}: its content is not what was recorded."),
            "missing": self.env._("Dossier {dossier}, event {number}: it is missing."),
            "deleted": self.env._("Dossier {dossier}, event {number}: it was deleted. The log of {at} has it."),
            "order": self.env._("Dossier {dossier}, event {number} of {at}: it stands out of order."),
            "link": self.env._("Dossier {dossier}, event {number} of {at}: it does not follow the event before."),
            "end": self.env._(
                "Dossier {dossier}: its history ends at event {number}, but the dossier knows of another last event."
            ),
            "rebuilt": self.env._(
                "Dossier {dossier}, event {number} of {at}: it is not the event that the log has; the chain was rebuilt."
            ),
            "before": self.env._(
                "Dossier {dossier}, event {number} of {at}: “{detail}” was changed without an event before."
            ),
            "field": self.env._("Dossier {dossier}: “{detail}” is not what event {number} of {at} recorded."),
            "unrecorded": self.env._("Dossier {dossier}: “{detail}” is in no event."),
            "sealed": self.env._(
                "Dossier {dossier}, event {number} of {at}: the sealed value of “{detail}” is missing or another."
            ),
            "no_history": self.env._("Dossier {dossier}: it has no history."),
            "no_dossier": self.env._(
                "Dossier {dossier}: it was deleted, and its history from event {number} of {at} on remains."
            ),
            "file_lost": self.env._("Dossier {dossier}: the content of file {detail} is gone."),
            "file_changed": self.env._("Dossier {dossier}: the content of file {detail} is not what was stored."),
            "entry_gap": self.env._("The log: entry {detail} is missing."),
            "entry_double": self.env._("The log: entry {detail} of {at} repeats another."),
            "entry_changed": self.env._("The log: entry {detail} of {at} is not what was logged."),
            "entries_cut": self.env._("The log ends at {detail} entries, but a later state of {at} is signed."),
            "unsigned": self.env._("The log: entries from {detail} on stand in no signed state."),
            "root": self.env._(
                "The log: some entry among {detail}, logged until {at}, is not the one that was signed."
            ),
            "signature": self.env._("The state of the log of {at} ({detail} entries) is not signed by our key."),
            "rotation": self.env._(
                "The key {detail} was replaced, but no state of the log is signed by it and by the key after it."
            ),
            "head_changed": self.env._("The state of the log of {at} ({detail} entries) was changed."),
            "head_missing": self.env._("The state of the log of {at} ({detail} entries) is missing from the database."),
            "restored": self.env._(
                "The database is older than the state of the log of {at} ({detail} entries): a backup was restored."
            ),
            "heads_missing": self.env._("The file of signed states is missing; the database has {detail} of them."),
            "heads_cut": self.env._("The file of signed states ends before that of {at} ({detail} entries)."),
            "heads_changed": self.env._("The file of signed states: line {detail} was changed."),
            "restore": self.env._("The restoration of {at} was not answered for by two people."),
            "stamp": self.env._(
                "The time stamp of {at} (line {detail} of the file of stamps) proves no signed state by an authority that is trusted."
            ),
            "stalled": self.env._(
                "Events since {at} are not in the log yet: the job that logs them does not run. Their number: {detail}."
            ),
        }
