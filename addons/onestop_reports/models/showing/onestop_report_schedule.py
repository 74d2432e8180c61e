import logging

from odoo import Command, api, fields, models
from odoo.addons.onestop_core.examination import OWN_FILE
from odoo.exceptions import UserError

from ...engine.meaning import months_before
from ..table.onestop_report_document import FORMATS

_logger = logging.getLogger(__name__)


class OnestopReportSchedule(models.Model):
    """A report that is mailed to its readers each month: to each of them with the figures that are theirs to see."""

    _name = "onestop.report.schedule"
    _description = "Report by Mail"
    _order = "next_on, id"
    _rec_name = "form_id"

    form_id = fields.Many2one("onestop.report.form", "Report", required=True, ondelete="cascade")
    agency_id = fields.Many2one(
        "onestop.agency", "At and Below", required=True, index=True, ondelete="cascade",
        default=lambda self: self.env.user._onestop_posts().agency_id[:1],
    )  # fmt: skip
    period = fields.Selection(
        [("last_month", "Last Month"), ("last_quarter", "Last Quarter"), ("last_year", "Last Year")],
        required=True,
        default="last_month",
    )
    kind = fields.Selection([("xlsx", "Excel"), ("pdf", "PDF")], "As", required=True, default="xlsx")
    day = fields.Integer("Day of the Month", required=True, default=2)
    reader_ids = fields.Many2many(
        "res.users", string="Readers", domain="[('share', '=', False), ('email', '!=', False)]"
    )
    active = fields.Boolean(default=True)
    next_on = fields.Date("Next", compute="_compute_next_on", store=True, precompute=True)
    sent_on = fields.Date("Last Sent", readonly=True, copy=False)
    failure = fields.Char("Not Sent", readonly=True, copy=False)

    _day_of_every_month = models.Constraint(
        "CHECK(day BETWEEN 1 AND 28)", "Choose a day that every month has: 1 to 28."
    )

    @api.depends("day", "period", "sent_on")
    def _compute_next_on(self):
        today = self.env["onestop.agency"]._today()
        for schedule in self:
            day = months_before(today, 0).replace(day=min(max(schedule.day, 1), 28))
            while day < today or (schedule.sent_on and day <= schedule.sent_on) or not schedule._is_month(day):
                day = months_before(day, -1).replace(day=day.day)
            schedule.next_on = day

    def _is_month(self, day):
        """Whether the report is sent in the month of ``day``: one of a quarter in the first month after it."""
        return {"last_month": True, "last_quarter": day.month in (1, 4, 7, 10), "last_year": day.month == 1}[
            self.period
        ]

    @api.constrains("agency_id", "reader_ids")
    def _check_readers(self):
        for schedule in self:
            blind = schedule.reader_ids.filtered(
                lambda user, schedule=schedule: schedule.agency_id not in user.onestop_agency_ids
            )
            if blind:
                raise UserError(
                    self.env._(
                        "%(people)s may not see the figures of %(agency)s.",
                        people=", ".join(blind.mapped("name")), agency=schedule.agency_id.name,
                    )
                )  # fmt: skip

    @api.model
    def _cron_send(self):
        """Send what is due today or was missed; a report that cannot be made delays no other."""
        today = self.env["onestop.agency"]._today()
        for schedule in self.sudo().search([("next_on", "<=", today)]):
            try:
                with self.env.cr.savepoint():
                    schedule._send()
                failure = False
            except UserError as error:
                _logger.warning("The report %s was not sent: %s", schedule.display_name, error)
                failure = str(error)
            schedule.write({"sent_on": today, "failure": failure})

    def action_send(self):
        """Send it now, to see what its readers get."""
        self.check_access("write")
        for schedule in self.sudo():
            schedule._send()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("The report is on its way.")},
        }

    def _send(self):
        """Mail the report to each reader, made with the reader's own rights."""
        self.ensure_one()
        for reader in self.reader_ids:
            view = (
                self.env["onestop.report.view"]
                .with_user(reader)
                .create({"form_id": self.form_id.id, "agency_id": self.agency_id.id, "period": self.period})
            )
            _scope, made = view._made()
            name = f"{view._file_name()}.{self.kind}"
            attachment = (
                self.env["ir.attachment"]
                .with_context(onestop_own_file=OWN_FILE)
                .create(
                    {
                        "name": name,
                        "raw": self.env["onestop.report.table"]._file(made, self.kind),
                        "mimetype": FORMATS[self.kind],
                        "res_model": "mail.mail",
                    }
                )
            )
            self.env["mail.mail"].create(
                {
                    "subject": f"{made.title} ({view.date_from:%d/%m/%Y} – {view.date_to:%d/%m/%Y})",
                    "body_html": self.env["ir.qweb"]._render(
                        "onestop_reports.schedule_mail", {"made": made, "reader": reader}
                    ),
                    "email_to": reader.email_formatted,
                    "attachment_ids": [Command.link(attachment.id)],
                    "auto_delete": True,
                }
            )
