from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...money_fields import Dong

# who says what became of it
RESOLVERS = ("accountant", "finance_office")


class OnestopFeeException(models.Model):
    """Money that fits nothing that is owed, or that somebody else tells otherwise than we know it. It has a name, an age and an
    owner, and stays until somebody has said in words what became of it; then it is locked.
    """

    _name = "onestop.fee.exception"
    _description = "Money to Be Clarified"
    _order = "found_at desc, id desc"
    _rec_name = "words"
    _rec_names_search = ["words", "reference"]

    key = fields.Char(required=True, readonly=True, help="What it is about: the same thing is noted once.")
    kind = fields.Selection(selection="_kinds", required=True, readonly=True, index=True)
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    amount = Dong(readonly=True)
    words = fields.Text("What Is Known", required=True, readonly=True)
    reference = fields.Char(readonly=True, index="btree_not_null", help="Of the bank or the gateway.")
    due_ids = fields.Many2many("onestop.fee.due", string="Fees", readonly=True)
    payment_id = fields.Many2one("onestop.fee.payment", readonly=True, index="btree_not_null", ondelete="restrict")
    found_at = fields.Datetime("Found", required=True, readonly=True, default=fields.Datetime.now)
    age = fields.Integer("Days", compute="_compute_age", aggregator=None)
    state = fields.Selection(
        [("open", "To Be Clarified"), ("resolved", "Clarified")],
        required=True, readonly=True, default="open", index=True,
    )  # fmt: skip
    owner_id = fields.Many2one("res.users", "In Hand", readonly=True, index="btree_not_null", ondelete="restrict")
    resolution = fields.Text("What Became of It", readonly=True)
    resolved_by_id = fields.Many2one("res.users", "Clarified By", readonly=True, ondelete="restrict")
    resolved_at = fields.Datetime("Clarified On", readonly=True)

    _key_uniq = models.UniqueIndex("(key)", "This was noted already.")

    @api.model
    def _kinds(self):
        """What may be wrong; a module that finds something else adds it."""
        return [
            ("paid_twice", self.env._("Paid Twice")),
            ("amount_differs", self.env._("Another Amount")),
            ("no_longer_owed", self.env._("No Longer Owed")),
            ("not_booked", self.env._("Could Not Be Booked")),
        ]

    @api.depends("found_at", "resolved_at")
    def _compute_age(self):
        now = fields.Datetime.now()
        for exception in self:
            exception.age = ((exception.resolved_at or now) - exception.found_at).days

    # ------------------------------------------------------------------ finding and clarifying

    @api.model
    def _note(self, key, kind, agency, words, *, amount=0, reference=None, dues=None, payment=None):
        """Note something once, however often it is told.

        :param key: what it is about
        :return: the exception, which may have been there
        """
        exceptions = self.sudo()
        there = exceptions.search([("key", "=", key)], limit=1)
        return there or exceptions.create(
            {
                "key": key,
                "kind": kind,
                "agency_id": agency.id,
                "words": words,
                "amount": amount,
                "reference": reference or False,
                "due_ids": [fields.Command.set(dues.ids)] if dues else False,
                "payment_id": payment.id if payment else False,
                "owner_id": self._owner_of(agency).id,
            }
        )

    @api.model
    def _owner_of(self, agency):
        """Into whose hand it falls by itself: that of the agency's accountant, where there is exactly one."""
        accountants = self.env["onestop.staff"]._holders_of(("accountant",), agency)
        return accountants if len(accountants) == 1 else accountants.browse()

    @api.model
    def _clear(self, key, words):
        """What was noted has become clear without a person: the bank or the gateway has said it since.

        :param key: see ``_note``; nothing happens if it is not open
        """
        self.sudo().search([("key", "=", key), ("state", "=", "open")]).write(
            {"state": "resolved", "resolution": words, "resolved_at": fields.Datetime.now()}
        )

    def _check_resolver(self):
        self.check_access("read")
        for exception in self:
            if not self.env.user._onestop_has_role(RESOLVERS, exception.agency_id):
                raise AccessError(self.env._("An accountant clarifies this."))
            if exception.state == "resolved":
                raise UserError(self.env._("This was clarified already."))

    def action_take(self):
        """Take it in hand, so that two people do not look for the same money."""
        self._check_resolver()
        self.sudo().owner_id = self.env.user

    def action_resolve(self):
        """Say in words what became of it."""
        self._check_resolver()
        dialog = self.env["onestop.fee.exception.dialog"].create({"exception_ids": [fields.Command.set(self.ids)]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Became of It?"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "view_mode": "form",
            "target": "new",
        }

    def _resolve(self, words):
        """Lock it with what became of it.

        :raises UserError: no words, or it was clarified before
        """
        self._check_resolver()
        words = (words or "").strip()
        if len(words) < 5:
            raise UserError(self.env._("Say what became of it, so that others understand it later."))
        self.sudo().write(
            {
                "state": "resolved",
                "resolution": words,
                "resolved_by_id": self.env.uid,
                "resolved_at": fields.Datetime.now(),
            }
        )

    def write(self, vals):
        if any(exception.state == "resolved" for exception in self):
            raise UserError(self.env._("What was clarified stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was found is clarified, never deleted."))
