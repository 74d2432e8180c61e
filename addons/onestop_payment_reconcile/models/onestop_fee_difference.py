from odoo import api, fields, models
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import UserError


class OnestopFeeDifference(models.Model):
    """Something that makes the counts of a month differ, by its name. It is mended, and is gone at the next look, or a person
    explains it.
    """

    _name = "onestop.fee.difference"
    _description = "Difference of a Month"
    _order = "state desc, kind, id"
    _rec_name = "words"
    _rec_names_search = ["words"]

    month_id = fields.Many2one("onestop.fee.month", required=True, readonly=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one(related="month_id.agency_id", store=True, index=True, precompute=True)
    key = fields.Char(required=True, readonly=True)
    kind = fields.Selection(selection="_kinds", required=True, readonly=True, index=True)
    words = fields.Char("What Differs", required=True, readonly=True)
    amount = Dong(readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    state = fields.Selection(
        [("open", "To Be Explained"), ("explained", "Explained"), ("gone", "Mended")],
        required=True, readonly=True, default="open", index=True,
    )  # fmt: skip
    explanation = fields.Char(readonly=True)
    explained_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    explained_at = fields.Datetime("Explained On", readonly=True)

    _key_uniq = models.UniqueIndex("(month_id, key)", "This difference is there already.")

    @api.model
    def _kinds(self):
        """What may differ; the letters are those by which finance staff name what they reconcile."""
        return [
            ("due_differs", self.env._("A. Due and Payments Differ")),
            ("no_receipt", self.env._("A. Paid Without a Receipt")),
            ("no_money", self.env._("A. Receipt Without Money")),
            ("two_receipts", self.env._("A. Two Receipts")),
            ("receipt_amount", self.env._("A. Receipt Over Another Amount")),
            ("no_drawer", self.env._("B. Cash in No Drawer")),
            ("drawer", self.env._("B. Drawer Short or Over")),
            ("drawer_open", self.env._("B. Drawer Left Open")),
            ("not_in_bank", self.env._("C. Not on a Statement")),
            ("proposed", self.env._("C. Proposal Not Decided")),
            ("exception", self.env._("C. Money To Be Clarified")),
            ("online_amount", self.env._("C. The Gateway Has Another Amount")),
            ("settlement_open", self.env._("C. The Gateway Has Not Paid Out")),
            ("post_late", self.env._("D. The Post Has Not Handed It Over")),
            ("deposit_late", self.env._("E. Not Handed In to the Treasury")),
            ("deposit_open", self.env._("E. Deposit Has Not Arrived")),
            ("not_posted", self.env._("F. Not in the Books")),
            ("books_differ", self.env._("F. The Books Say Something Else")),
            ("gap", self.env._("G. A Number Is Missing")),
            ("unnamed", self.env._("The Sums Differ, and Nobody Knows Why")),
        ]

    def _keep_up(self, month, found):
        """Let the differences of a month be those that were found: new ones are to be explained, those that are found no
        more are mended, what was explained stays so.
        """
        there = {one.key: one for one in self}
        now = {one.key: one for one in found}
        self.create([{"month_id": month.id, **one.values()} for key, one in now.items() if key not in there])
        for key, difference in there.items():
            if key not in now:
                if difference.state != "gone":
                    difference.state = "gone"
                continue
            same = difference.amount == now[key].amount
            if difference.state == "gone" or not same:
                # what was explained was another amount
                difference.write({**now[key].values(), "state": "open"})

    def action_explain(self):
        """Say in words how they came about."""
        self._check_explainer()
        dialog = self.env["onestop.fee.difference.dialog"].create({"difference_ids": [fields.Command.set(self.ids)]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("How Did It Come About?"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open(self):
        """Show what it is about."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _check_explainer(self):
        self.check_access("read")
        for month in self.month_id:
            month._check_keeper()
            if month.state == "closed":
                raise UserError(self.env._("This month is closed."))

    def _explain(self, words):
        self._check_explainer()
        words = (words or "").strip()
        if len(words) < 5:
            raise UserError(self.env._("Say how it came about, so that others understand it later."))
        self.sudo().filtered(lambda one: one.state != "gone").write(
            {
                "state": "explained",
                "explanation": words,
                "explained_by_id": self.env.uid,
                "explained_at": fields.Datetime.now(),
            }
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was found is explained, never deleted."))
