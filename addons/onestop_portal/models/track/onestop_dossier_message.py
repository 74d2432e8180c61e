from odoo import api, fields, models
from odoo.addons.onestop_notice.engine import notice
from odoo.exceptions import UserError

LONGEST = 4000


class OnestopDossierMessage(models.Model):
    """What citizen and agency write to each other about a dossier. Rows are added, and never changed."""

    _name = "onestop.dossier.message"
    _description = "Message About a Dossier"
    _order = "dossier_id, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, index=True, ondelete="cascade")
    side = fields.Selection([("citizen", "Citizen"), ("agency", "Agency")], required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Written By", readonly=True, ondelete="restrict", help="Of the agency.")
    text = fields.Text(required=True, readonly=True)
    at = fields.Datetime("Written", required=True, readonly=True)
    seen_at = fields.Datetime("Seen", readonly=True, help="When the other side first opened it.")

    _unseen = models.Index("(dossier_id) WHERE seen_at IS NULL")


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    citizen_message_ids = fields.One2many("onestop.dossier.message", "dossier_id", string="Messages", readonly=True)
    unseen_message_count = fields.Integer(
        "Unread Messages", compute="_compute_unseen_message_count", search="_search_unseen_message_count",
        help="From the citizen, not opened by anybody of the agency.",
    )  # fmt: skip

    @api.depends("citizen_message_ids.seen_at")
    def _compute_unseen_message_count(self):
        counts = dict(
            self.env["onestop.dossier.message"].sudo()._read_group(
                [("dossier_id", "in", self.ids), ("side", "=", "citizen"), ("seen_at", "=", False)], ["dossier_id"], ["__count"]
            )
        )  # fmt: skip
        for dossier in self:
            dossier.unseen_message_count = counts.get(dossier, 0)

    @api.model
    def _search_unseen_message_count(self, operator, value):
        if operator not in (">", "in", "not in"):
            return NotImplemented
        unseen = fields.Domain("citizen_message_ids", "any", [("side", "=", "citizen"), ("seen_at", "=", False)])
        if operator == ">":
            return unseen if value == 0 else NotImplemented
        return ~unseen if (0 in value) == (operator == "in") else unseen

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {
            "citizen_message": self.env._("Message from the Citizen"),
            "agency_message": self.env._("Message to the Citizen"),
        }

    def _citizen_says(self, text):
        """Keep what the citizen writes; the controller has proven who it is."""
        self.ensure_one()
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write a message."))
        self._add_message("citizen", text)
        self._log("citizen_message")

    def write_to_citizen(self, text):
        """Write to whoever filed the dossier: they read it on the page of the dossier, and are told that it is there.

        :param text: the message
        :raises AccessError: the dossier is not the user's to change
        """
        self.check_access("write")
        text = (text or "").strip()
        if not text:
            raise UserError(self.env._("Write a message."))
        for dossier in self:
            dossier._add_message("agency", text, user=self.env.user)
            dossier._log("agency_message")
            if dossier.sudo().submitted_at:
                dossier.sudo()._tell("agency_message")
        return True

    def _add_message(self, side, text, user=None):
        if len(text) > LONGEST:
            raise UserError(self.env._("A message has at most %s characters.", LONGEST))
        return self.env["onestop.dossier.message"].sudo().create(
            {
                "dossier_id": self.id,
                "side": side,
                "user_id": user.id if user else False,
                "text": text,
                "at": fields.Datetime.now(),
            }
        )  # fmt: skip

    def _see_messages(self, side):
        """Note that the messages of ``side`` were opened by the other one."""
        unseen = self.sudo().citizen_message_ids.filtered(lambda one: one.side == side and not one.seen_at)
        if unseen:
            unseen.write({"seen_at": fields.Datetime.now()})

    def action_see_messages(self):
        """Somebody of the agency has read what the citizen wrote."""
        self.check_access("write")
        self._see_messages("citizen")
        return True

    def _citizen_messages(self):
        """``[(side, moment, text)]``, the latest last."""
        return [(one.side, self._lookup_moment(one.at), one.text) for one in self.sudo().citizen_message_ids]


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        return super()._events() | {
            "agency_message": notice.Event(self.env._("Message to the Citizen"), self._dossier_samples())
        }
