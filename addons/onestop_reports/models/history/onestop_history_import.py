import base64
import hashlib
import json

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import to_naive_utc
from odoo.addons.onestop_core.engine.transitions import PAUSED_STATES
from odoo.addons.onestop_core.examination import examine
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_classification import LEVEL_OF_SCOPE, SCOPE_OF_LEVEL
from odoo.addons.onestop_core.short_transaction import short_transaction
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine import history
from ..showing.onestop_report_export import Cancelled

BATCH = 1000
# so many dossiers are made while somebody waits
AT_ONCE = 200
# more faults than anybody reads at once; all are counted
SHOWN = 1000
OPEN = ("received", "processing", "supplement", "payment")


class OnestopHistoryImport(models.Model):
    """Dossiers of an earlier system, checked line by line, and taken over in one piece by a job.

    They keep their codes, are marked as migrated, count in every report from the days of the file on, and their trail begins
    with the import. The same file again changes nothing.
    """

    _name = "onestop.history.import"
    _description = "Import of Earlier Dossiers"
    _order = "id desc"
    _rec_name = "file_name"

    # not required: who has none yet downloads the empty one here first
    file = fields.Binary()
    file_name = fields.Char(required=True, default="ho-so.xlsx")
    create_missing = fields.Boolean(
        help="Make the agencies and procedures that the file names and nobody knows, with their code as their name."
    )
    parent_id = fields.Many2one(
        "onestop.agency",
        "Missing Agencies Below",
        ondelete="restrict",
        help="Where missing agencies are put in the tree.",
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("checked", "Checked"),
            ("waiting", "Waiting"),
            ("done", "Taken Over"),
            ("failed", "Failed"),
            ("cancelled", "Cancelled"),
        ],
        default="new",
        required=True,
        readonly=True,
    )
    error_ids = fields.One2many("onestop.history.import.error", "import_id", readonly=True)
    error_count = fields.Integer("Faults", readonly=True)
    new_count = fields.Integer("New Dossiers", readonly=True)
    known_count = fields.Integer("Known Already", readonly=True)
    message = fields.Text(readonly=True)
    progress = fields.Integer("Progress (%)", compute="_compute_progress")

    @api.depends("state")
    def _compute_progress(self):
        for one in self:
            one.progress = 100 if one.state == "done" else self.env["onestop.report.progress"]._share(one)

    def write(self, vals):
        if not self.env.su and any(one.state in ("waiting", "done") for one in self):
            raise UserError(self.env._("This file is taken over, or is about to be."))
        result = super().write(vals)
        if not self.env.su and vals.keys() & {"file", "create_missing", "parent_id"}:
            self.sudo().write({"state": "new"})
        return result

    # ------------------------------------------------------------------ what people do

    def action_check(self):
        """Read the file and name each fault; nothing is taken over."""
        self.ensure_one()
        self.check_access("write")
        self._check()
        return True

    def action_import(self):
        """Take the file over, if it has no fault: a short one at once, others by a job.

        :raises UserError: it has
        """
        self.ensure_one()
        self.action_check()
        if self.error_count:
            raise UserError(self.env._("%s faults: nothing is taken over. Mend the file first.", self.error_count))
        if self.new_count <= AT_ONCE:
            self._take_over()
            return True
        self.sudo().state = "waiting"
        self.with_delay(description=f"{self._description} {self.file_name}", max_retries=3)._job_import()
        return True

    def action_cancel(self):
        """Cancel an import that waits or runs: nothing of it stays."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "waiting":
            self.sudo().state = "cancelled"
        return True

    def action_template(self):
        """Download an empty file with the headings."""
        return {"type": "ir.actions.act_url", "url": "/onestop_reports/history-template.xlsx", "target": "download"}

    def action_open_dossiers(self):
        """Open what came in by this import."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.file_name,
            "res_model": "onestop.dossier",
            "views": [(False, "list"), (False, "form")],
            "domain": [("history_import_id", "=", self.id)],
        }

    # ------------------------------------------------------------------ checking

    def _read(self):
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        try:
            return examine(self.env, history.read, base64.b64decode(self.file), self.env["onestop.agency"]._today())
        except history.NotATableError as error:
            if error.args[0] in ("xlsx", "utf-8"):
                raise UserError(
                    self.env._("This is neither an Excel workbook (.xlsx) nor text in UTF-8 (.csv).")
                ) from error
            raise UserError(self.env._("The first line lacks these headings: %s", error.args[0])) from error

    def _check(self):
        """Note the faults of the file.

        :return: dossiers that are to be made
        """
        found, problems, letters = self._read()

        def fault(past, name, reason, value):
            return history.Problem(past.line, letters[name], history.HEADINGS[name], reason, value)

        known = self._known([past.code for past in found])
        agencies, procedures = self._codes("onestop.agency"), self._codes("onestop.procedure")
        wrong, new, same = list(problems), [], 0
        for past in found:
            faults = []
            if not self.create_missing:
                if past.agency not in agencies:
                    faults.append(fault(past, "agency", "unknown", past.agency))
                if past.procedure not in procedures:
                    faults.append(fault(past, "procedure", "unknown", past.procedure))
            if past.code in known:
                origin, digest = known[past.code]
                if origin != "migration":
                    faults.append(fault(past, "code", "taken", past.code))
                elif digest != _digest(past):
                    faults.append(fault(past, "code", "other", past.code))
                else:
                    same += 1
            wrong += faults
            if not faults and past.code not in known:
                new.append(past)
        wrong.sort(key=lambda one: (one.line, one.column))
        self.sudo().write(
            {
                "error_ids": [
                    fields.Command.clear(),
                    *(
                        fields.Command.create(
                            {"line": one.line, "column": one.column, "heading": one.heading, "reason": one.reason, "value": one.value}
                        )
                        for one in wrong[:SHOWN]
                    ),
                ],
                "error_count": len(wrong),
                "new_count": len(new),
                "known_count": same,
                "state": "checked",
                "message": False,
            }
        )  # fmt: skip
        return new

    def _known(self, codes):
        """``{code: (origin, digest)}`` of those codes that dossiers have."""
        self.env["onestop.dossier"].flush_model(["code", "origin", "client_digest"])
        rows = self.env.execute_query(
            SQL("SELECT code, origin, client_digest FROM onestop_dossier WHERE code = ANY(%s)", codes)
        )
        return {code: (origin, digest) for code, origin, digest in rows}

    def _codes(self, model):
        """``{code: id}`` of agencies or procedures, those that have ended among them."""
        records = self.env[model].sudo().with_context(active_test=False).search_fetch([], ["code"])
        return {record.code: record.id for record in records}

    # ------------------------------------------------------------------ taking over

    def _job_import(self):
        """Take the file over, in one transaction: all of it or nothing."""
        self.ensure_one()
        if self.state != "waiting":
            return
        try:
            with self.env.cr.savepoint():
                self._take_over()
        except Cancelled:
            return
        except UserError as error:
            self.sudo().write({"state": "failed", "message": str(error)})
        self.create_uid.sudo()._bus_send(
            "simple_notification",
            {
                "type": "success" if self.state == "done" else "danger",
                "title": self.file_name,
                "message": self.env._("%s dossiers were taken over.", self.new_count)
                if self.state == "done"
                else self.message,
            },
        )

    def _take_over(self):
        """Make the dossiers of the file.

        :raises UserError: it has faults
        """
        new = self._check()
        if self.error_count:
            raise UserError(self.env._("%s faults: nothing is taken over. Mend the file first.", self.error_count))
        if self.create_missing:
            self._make_missing(new)
        maker = _Maker(self)
        for start in range(0, len(new), BATCH):
            self._go_on(start, len(new))
            maker.make(new[start : start + BATCH])
        self.sudo().write({"state": "done"})

    def _go_on(self, done, total):
        """Let others see how far the import is; stop if somebody has cancelled it.

        :raises Cancelled: somebody has
        """
        self.env["onestop.report.progress"]._report(self, done, total)
        with short_transaction(self.env) as cr:
            cr.execute(SQL("SELECT state FROM onestop_history_import WHERE id = %s", self.id))
            row = cr.fetchone()
        if row and row[0] == "cancelled":
            raise Cancelled

    def _make_missing(self, new):
        agencies, procedures = self._codes("onestop.agency"), self._codes("onestop.procedure")
        level = self.env.ref("onestop_core.level_commune")
        missing = sorted({past.agency for past in new} - agencies.keys())
        if missing and not self.parent_id:
            raise UserError(
                self.env._("Choose below which agency the missing ones are put: %s", ", ".join(missing[:20]))
            )
        self.env["onestop.agency"].sudo().create(
            [{"name": code, "code": code, "level_id": level.id, "parent_id": self.parent_id.id} for code in missing]
        )
        missing = sorted({past.procedure for past in new} - procedures.keys())
        if missing:
            sectors = self.env["onestop.sector"].sudo()
            name = "Chưa xác định (hệ thống trước)"
            sector = sectors.search([("name", "=", name)], limit=1) or sectors.create({"name": name})
            made = (
                self.env["onestop.procedure"]
                .sudo()
                .create([{"code": code, "sector_id": sector.id} for code in missing])
            )
            first = min((past.received for past in new if past.received), default=fields.Datetime.now()).date()
            self.env["onestop.procedure.version"].sudo().create(
                [
                    {
                        "procedure_id": procedure.id,
                        "name": procedure.code,
                        "valid_from": first,
                        "channel_ids": [fields.Command.create({"channel": "direct", "duration_unit": "none"})],
                    }
                    for procedure in made
                ]
            ).action_publish()


class _Maker:
    """Makes dossiers of lines whose agencies and procedures are known."""

    def __init__(self, record):
        self.record = record
        self.env = record.env(
            su=True, context=dict(record.env.context, tracking_disable=True, mail_create_nosubscribe=True)
        )
        self.agencies, self.procedures = record._codes("onestop.agency"), record._codes("onestop.procedure")
        self.zone = self.env["onestop.agency"]._zone()
        self.kept = {}

    def make(self, lines):
        """Make the dossiers, begin their trail, and count them."""
        dossiers = self.env["onestop.dossier"].create([self.values(past) for past in lines])
        with dossiers._one_event():
            for dossier, past in zip(dossiers, lines, strict=True):
                if past.state in OPEN:
                    self.go_on(dossier, past)
            dossiers.with_env(self.record.env(context=self.env.context))._log(
                "migrate", note=self.record.file_name, data={"import": self.record.id}
            )
        dossiers.filtered("received_at")._count()
        self.env.flush_all()
        self.env.invalidate_all()

    def values(self, past):
        agency, procedure = self.agency(past.agency), self.procedure(past.procedure)
        received, due, settled, returned = (
            self.moment(one) for one in (past.received, past.due, past.settled, past.returned)
        )
        ended = past.state in ("withdrawn", "stopped")
        closed = {"returned": returned, "rejected": received or self.now}.get(past.state, settled if ended else False)
        level, scope = self.classification(procedure, past)
        return {
            "origin": "migration",
            "history_import_id": self.record.id,
            "client_digest": _digest(past),
            "code": past.code,
            "state": past.state,
            "procedure_id": procedure.id,
            "version_id": self.version(procedure, past).id,
            "received_agency_id": agency.id,
            "competent_agency_id": agency.id,
            "holder_agency_id": False if closed else agency.id,
            "received_path": agency.parent_path,
            "competent_path": agency.parent_path,
            "channel": past.channel,
            "applicant_name": past.applicant,
            "service_level": level,
            "online_scope": scope,
            "submitted_at": (received or self.now) if past.state in ("submitted", "rejected") else False,
            "received_at": False if past.state in ("submitted", "rejected") else received,
            "clock_start_at": False if past.state in ("submitted", "rejected") else received,
            "competent_received_at": False if past.state in ("submitted", "rejected") else received,
            "due_original": due,
            "due_at": due,
            "ready_at": settled if past.state in ("ready", "returned") else False,
            "returned_at": returned,
            "closed_at": closed,
            "outcome": "granted" if past.state in ("ready", "returned") else False,
        }

    @property
    def now(self):
        return fields.Datetime.now()

    def moment(self, naive):
        """A moment of the agencies' clocks as it is stored."""
        return to_naive_utc(naive.replace(tzinfo=self.zone)) if naive else False

    def agency(self, code):
        key = "agency", code
        if key not in self.kept:
            self.kept[key] = self.env["onestop.agency"].browse(self.agencies[code])
        return self.kept[key]

    def procedure(self, code):
        key = "procedure", code
        if key not in self.kept:
            self.kept[key] = self.env["onestop.procedure"].browse(self.procedures[code])
        return self.kept[key]

    def version(self, procedure, past):
        day = past.received.date() if past.received else None
        key = "version", procedure.id, day
        if key not in self.kept:
            found = procedure._version_on(day) if day else procedure.browse().current_version_id
            self.kept[key] = found or procedure.current_version_id
        return self.kept[key]

    def classification(self, procedure, past):
        """Level and scope: of the file, else as the procedure was classified on the day of reception."""
        if past.level:
            return past.level, SCOPE_OF_LEVEL[past.level]
        if not past.received:
            return False, False
        key = "level", procedure.id, past.received.date()
        if key not in self.kept:
            level, scope = procedure._classification_on(past.received.date())
            self.kept[key] = level or LEVEL_OF_SCOPE.get(scope, False), scope
        return self.kept[key]

    def go_on(self, dossier, past):
        """Put an open dossier where people go on with it: at the first step, or at the one after it."""
        dossier.process_id = self.env["onestop.process"]._for_procedure(dossier.procedure_id)
        steps = dossier._steps()
        state = past.state if past.state == "received" or len(steps) > 1 else "received"
        dossier._open_task(steps[: 1 if state == "received" else 2][-1:])
        if past.state in PAUSED_STATES:
            self.env["onestop.dossier.pause"].create(
                {
                    "dossier_id": dossier.id,
                    "kind": past.state,
                    "start_at": self.now,
                    "reason": history.STATUS_WORDS[past.state],
                    "resume_state": "processing" if len(steps) > 1 else "received",
                }
            )


def _digest(past):
    """By which a line is known again, wherever it stands in a file."""
    said = {name: str(getattr(past, name)) for name in past.__dataclass_fields__ if name != "line"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class OnestopHistoryImportError(models.Model):
    _name = "onestop.history.import.error"
    _description = "Fault of a File"
    _order = "import_id, line, id"

    import_id = fields.Many2one("onestop.history.import", required=True, readonly=True, index=True, ondelete="cascade")
    line = fields.Integer(readonly=True, aggregator=None)
    column = fields.Char(readonly=True)
    heading = fields.Char(readonly=True)
    reason = fields.Selection(
        [
            ("empty", "Nothing is said here"),
            ("long", "Too long"),
            ("twice", "The same code stands on another line"),
            ("unknown", "Nobody knows this code"),
            ("taken", "A dossier of this system has this code"),
            ("other", "Taken over already, with other content"),
            ("level", "No level from 1 to 4"),
            ("channel", "Neither at the desk, online nor by post"),
            ("status", "None of the ten statuses"),
            ("date", "No date as dd/MM/yyyy, with or without HH:mm"),
            ("future", "Lies in the future"),
            ("order", "Lies before the day of an earlier step"),
            ("needed", "The status needs this date"),
            ("excluded", "The status excludes this date"),
        ],
        readonly=True,
    )
    value = fields.Char("Said", readonly=True)


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    history_import_id = fields.Many2one(
        "onestop.history.import", "Import", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"migrate": self.env._("Taken Over From an Earlier System")}

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"history_import_id"}
