from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.examination import OWN_FILE
from odoo.addons.onestop_core.short_transaction import short_transaction
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..table.onestop_report_document import FORMATS

# how long a file is kept
KEPT = timedelta(days=7)


class Cancelled(Exception):
    """Somebody has cancelled what is being made."""


class OnestopReportExport(models.Model):
    """A volume of a register that takes longer than somebody waits: made by a job, kept for a week for who asked for it."""

    _name = "onestop.report.export"
    _description = "Export"
    _order = "id desc"
    _rec_name = "file_name"

    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, ondelete="cascade", index=True)
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    volume = fields.Integer(required=True, readonly=True, aggregator=None)
    volume_size = fields.Integer(required=True, readonly=True, aggregator=None)
    kind = fields.Selection([("xlsx", "Excel"), ("pdf", "PDF")], "As", required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Ready"), ("failed", "Failed"), ("cancelled", "Cancelled")],
        default="waiting",
        required=True,
        readonly=True,
    )
    file_name = fields.Char(required=True, readonly=True)
    row_count = fields.Integer("Rows", readonly=True, help="Counted before the file was made; the file has as many.")
    attachment_id = fields.Many2one(
        "ir.attachment", readonly=True, groups=fields.NO_ACCESS, ondelete="set null", index="btree_not_null"
    )
    kept_until = fields.Datetime(readonly=True)
    message = fields.Text(readonly=True)
    progress = fields.Integer("Progress (%)", compute="_compute_progress")

    @api.depends("state")
    def _compute_progress(self):
        for export in self:
            export.progress = 100 if export.state == "done" else self.env["onestop.report.progress"]._share(export)

    def action_cancel(self):
        """Cancel what waits or is being made."""
        self.check_access("read")
        self.filtered(lambda export: export.state == "waiting").sudo().write({"state": "cancelled"})
        return True

    def action_download(self):
        """Download the file."""
        self.ensure_one()
        if self.state != "done":
            raise UserError(self.env._("The file is not ready, or is kept no longer."))
        return {"type": "ir.actions.act_url", "url": f"/onestop_reports/export/{self.id}", "target": "download"}

    @api.model
    def _ask(self, book, kind):
        """Have a volume made by a job; the caller has checked that it is the user's to print."""
        export = self.sudo().create(
            {
                "agency_id": book.agency_id.id,
                "year": book.year,
                "volume": book.volume,
                "volume_size": book.volume_size,
                "kind": kind,
                "row_count": book.row_count,
                "file_name": book._file_name(kind),
            }
        )
        export.with_delay(description=f"{self._description} {export.file_name}", max_retries=3)._job_make()
        return export.sudo(False)

    def _job_make(self):
        """Make the file with the rights of who asked for it."""
        self.ensure_one()
        if self.state != "waiting":
            return
        book = (
            self.env["onestop.register.book"]
            .with_user(self.create_uid)
            .create(
                {
                    name: self[name].id if name == "agency_id" else self[name]
                    for name in ("agency_id", "year", "volume", "volume_size")
                }
            )
        )
        try:
            with self.env.cr.savepoint():
                content = book._file(self.kind, self._go_on)
        except Cancelled:
            return
        except UserError as error:
            self.write({"state": "failed", "message": str(error)})
        else:
            attachment = (
                self.env["ir.attachment"]
                .with_context(onestop_own_file=OWN_FILE)
                .create(
                    {
                        "name": self.file_name,
                        "raw": content,
                        "mimetype": FORMATS[self.kind],
                        "res_model": self._name,
                        "res_id": self.id,
                    }
                )
            )
            self.write({"state": "done", "attachment_id": attachment.id, "kept_until": fields.Datetime.now() + KEPT})
        self.create_uid._bus_send(
            "simple_notification",
            {
                "type": "success" if self.state == "done" else "danger",
                "title": self.file_name,
                "message": self.env._("The file is ready.") if self.state == "done" else self.message,
            },
        )

    def _go_on(self, done):
        """Let others see how far it is; stop if somebody has cancelled it.

        :raises Cancelled: somebody has
        """
        self.env["onestop.report.progress"]._report(self, done, self.row_count)
        with short_transaction(self.env) as cr:
            cr.execute(SQL("SELECT state FROM onestop_report_export WHERE id = %s", self.id))
            row = cr.fetchone()
        if row and row[0] == "cancelled":
            raise Cancelled

    @api.autovacuum
    def _gc_files(self):
        """Files are kept for a week."""
        old = self.sudo().search([("kept_until", "<", fields.Datetime.now())])
        old.attachment_id.unlink()
        old.unlink()


class OnestopReportProgress(models.TransientModel):
    """How far a job is, in a row beside its transaction: what that writes nobody else sees before its end."""

    _name = "onestop.report.progress"
    _description = "Progress of a Job"

    # no reference, which would wait for the lock of the running job
    job = fields.Char(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)

    _job_uniq = models.UniqueIndex("(job)")

    @api.model
    def _report(self, record, done, total):
        """Let others see that ``done`` of ``total`` are through."""
        now = fields.Datetime.now()
        with short_transaction(self.env) as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO onestop_report_progress (job, done, total, create_date, write_date) VALUES (%s, %s, %s, %s, %s)
                    ON CONFLICT (job) DO UPDATE SET done = EXCLUDED.done, total = EXCLUDED.total, write_date = EXCLUDED.write_date
                    """,
                    f"{record._name},{record.id}", done, total, now, now,
                )
            )  # fmt: skip

    @api.model
    def _share(self, record):
        """Per cent that are through, 0 if nothing is known."""
        row = self.sudo().search([("job", "=", f"{record._name},{record.id}")], limit=1)
        return row.done * 100 // max(row.total, 1) if row else 0
