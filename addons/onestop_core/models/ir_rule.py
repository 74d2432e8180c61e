from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _compute_domain(self, model_name, mode="read"):
        """A dialog of the suite belongs to whoever opened it: a workbook chosen for import or the findings of a check
        are nobody else's to read. Odoo asks its own rights of a dialog's model only.
        """
        domain = super()._compute_domain(model_name, mode)
        if model_name.startswith("onestop.") and self.env[model_name]._transient:
            return Domain("create_uid", "=", self.env.uid) & domain
        return domain

    def _make_access_error(self, operation, records):
        """Say soberly what a rule forbids: Odoo's own words joke, and show the user's id and the model's name.

        Whoever switched the developer mode on still reads which rule it was.
        """
        error = super()._make_access_error(operation, records)
        if not records._name.startswith("onestop.") or self.env.user.has_group("base.group_no_one"):
            return error
        return AccessError(
            self.env._(
                "This record is not open to you: it belongs to an agency where you hold no post, or your roles do not"
                " allow this. Whoever administers the accounts of your agency can tell you more."
            )
        )
