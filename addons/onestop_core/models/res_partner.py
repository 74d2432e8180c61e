from odoo import api, fields, models

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
        # of a citizen's account; whoever works on a dossier reads the dossier's own, which leaves a trace
        groups=fields.NO_ACCESS,
        index="btree_not_null",
        copy=False,
        help="Personal identification number (12 digits) or tax code of an organisation.",
    )
    onestop_birth_date = fields.Date("Date of Birth", groups=fields.NO_ACCESS)
    onestop_sex = fields.Selection([("male", "Male"), ("female", "Female")], "Sex", groups=fields.NO_ACCESS)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._onestop_cleaned(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._onestop_cleaned(vals))

    @api.model
    def _onestop_cleaned(self, vals):
        """The values as the fields above clean them: an add-on that declares a field of Odoo anew, as ``account`` does with
        ``name``, takes its class away.
        """
        cleaners = {"name": Name, "phone": Phone, "email": Email}
        return vals | {
            name: field.clean(vals[name]) for name, field in cleaners.items() if isinstance(vals.get(name), str)
        }
