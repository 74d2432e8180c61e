from odoo import api, fields, models
from odoo.exceptions import UserError


class OnestopFormSet(models.Model):
    """The forms of a circular between two dates. Numbers and titles differ from circular to circular
    (TT 01/2018/TT-VPCP has six forms, TT 03/2025/TT-VPCP seven), so they are data.

    An agency that words its forms differently has a set of its own, a copy of the general one.
    """

    _name = "onestop.form.set"
    _description = "Form Set"
    _order = "valid_from desc, id desc"

    name = fields.Char(required=True, help="The circular, as printed: TT 03/2025/TT-VPCP.")
    agency_id = fields.Many2one(
        "onestop.agency",
        index="btree_not_null",
        ondelete="restrict",
        help="Also for the agencies below it. Empty: all agencies.",
    )
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(help="Last day on which the forms are used.")
    form_ids = fields.One2many("onestop.form", "set_id", copy=True)

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A form set cannot end before it begins."
    )

    @api.model
    def _form(self, code, agency, day):
        """The form that ``agency`` uses on ``day``: of its own set, else of the nearest agency above with one, else the
        general one; among several the newest.

        :param code: one of ``onestop_form.FORMS``
        :param day: a date in the agency's own time
        :return: an ``onestop.form`` record
        :raises UserError: no set in force has the form
        """
        above = agency.sudo()._parent_ids()
        forms = self.env["onestop.form"].search(
            [
                ("code", "=", code),
                ("set_id.valid_from", "<=", day),
                "|", ("set_id.valid_to", "=", False), ("set_id.valid_to", ">=", day),
                "|", ("set_id.agency_id", "=", False), ("set_id.agency_id", "in", above),
            ]
        )  # fmt: skip
        if not forms:
            raise UserError(
                self.env._(
                    "No form set in force on %(day)s has the form “%(form)s”.",
                    day=day.strftime("%d/%m/%Y"),
                    form=dict(self.env["onestop.form"]._fields["code"]._description_selection(self.env)).get(
                        code, code
                    ),
                )
            )

        def nearness(form):
            owner = form.set_id.agency_id
            return (above.index(owner.id) if owner else -1, form.set_id.valid_from, form.set_id.id)

        return max(forms, key=nearness)
