from odoo import fields, models

from ..cleaned_fields import Email, IdentityNumber, Name, Phone


class ResPartner(models.Model):
    """What a dossier needs to know of a citizen or an organisation beyond Odoo's contact."""

    _inherit = "res.partner"

    # of staff too: what their workbook or form brings is cleaned like a citizen's
    name = Name()
    phone = Phone()
    email = Email()
    onestop_identity_number = IdentityNumber(
        "Identity Number",
        groups="onestop_core.group_user",
        index="btree_not_null",
        copy=False,
        help="Personal identification number (12 digits) or tax code of an organisation.",
    )
    onestop_birth_date = fields.Date("Date of Birth", groups="onestop_core.group_user")
    onestop_sex = fields.Selection([("male", "Male"), ("female", "Female")], "Sex", groups="onestop_core.group_user")
