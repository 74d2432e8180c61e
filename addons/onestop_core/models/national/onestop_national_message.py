from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...engine import national

# seconds after which a message asks again whether the one before it has gone
BEHIND_SECONDS = 30
UNDER_WAY = ("pending", "sending")


class OnestopNationalMessage(models.Model):
    """A change of a dossier on its way to the national system.

    It says which service, which status and when; the record itself is built from the dossier when it goes, so no second
    copy of the citizen's data is kept. The messages of a dossier go in the order in which they were written; one that was
    given up does not hold up the others, and is not sent after them.
    """

    _name = "onestop.national.message"
    _inherit = ["onestop.outbox"]
    _description = "National Message"
    _rec_name = "service"

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, index=True, ondelete="cascade")
    service = fields.Selection(
        [(national.SYNC, national.SYNC), (national.PROGRESS, national.PROGRESS)], required=True, readonly=True
    )
    status = fields.Integer("National Status", required=True, readonly=True)
    updating = fields.Boolean(readonly=True, help="The national system has heard of the dossier before.")
    event_id = fields.Many2one(
        "onestop.dossier.event", readonly=True, index="btree_not_null", ondelete="cascade",
        help="The step of which a progress message tells.",
    )  # fmt: skip

    def _endpoint(self):
        return self.env["onestop.national.endpoint"].sudo()._in_use()

    def _max_tries(self):
        return self._endpoint().max_tries or super()._max_tries()

    def _before_try(self, now):
        beside = Domain("dossier_id", "=", self.dossier_id.id)
        if not self._endpoint():
            self.write({"state": "cancelled", "answer": self.env._("No endpoint is in use")})
            return 0
        if self.search_count(beside & Domain("id", "<", self.id) & Domain("state", "in", UNDER_WAY), limit=1):
            return BEHIND_SECONDS
        newer = beside & Domain("id", ">", self.id) & Domain("service", "=", self.service)
        if self.search_count(newer & Domain("state", "in", ("sent", "delivered")), limit=1):
            self.write({"state": "cancelled", "answer": self.env._("A newer message has gone already")})
        return 0

    def _send(self):
        dossier = self.dossier_id
        # a message that waited keeps the status it was written with, so its day decides
        codes = self.env["onestop.national.code"]._codes_on(dossier._local(self.create_date).date())
        if self.service == national.SYNC:
            record = national.sync_record(dossier._national_dossier(self.status), codes)
        else:
            record = national.progress_record(dossier._national_progress(self.event_id, self.status), codes)
        return self._endpoint()._push(self.uuid, national.envelope(self.service, [record], updating=self.updating))

    def action_retry(self):
        """Try anew what was given up, under the same message IDs."""
        if not self.env.user.has_group("onestop_core.group_agency_admin"):
            raise AccessError(self.env._("Only an administrator sends again."))
        self.check_access("read")
        self.sudo().filtered(lambda message: message.state in ("failed", "expired", "cancelled"))._again()
        return True
