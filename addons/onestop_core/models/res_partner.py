from odoo import fields, models


class ResPartner(models.Model):
    """What a dossier needs to know of a citizen or an organisation beyond Odoo's contact."""

    _inherit = "res.partner"

    onestop_identity_number = fields.Char(
        "Identity Number",
        groups="onestop_core.group_user",
        index="btree_not_null",
        copy=False,
        help="Personal identification number (12 digits) or tax code of an organisation.",
    )
    onestop_birth_date = fields.Date("Date of Birth", groups="onestop_core.group_user")
    onestop_sex = fields.Selection([("male", "Male"), ("female", "Female")], "Sex", groups="onestop_core.group_user")
