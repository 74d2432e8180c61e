from odoo import fields, models


class OnestopVneidClaim(models.Model):
    """A thing that is taken over of what the provider tells of a person. What no line names is neither kept nor logged:
    religion, blood group and family are told, too.
    """

    _name = "onestop.vneid.claim"
    _description = "Taken Over From an Electronic Identity"
    _order = "provider_id, sequence, id"

    provider_id = fields.Many2one("auth.oauth.provider", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("The Provider's Name", required=True, help="For example HoVaTen, SoDinhDanh.")
    what = fields.Selection(
        [
            ("name", "Full Name"),
            ("identity", "Identity Number"),
            ("birth", "Date of Birth"),
            ("sex", "Sex"),
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("level", "Level of Assurance"),
        ],
        "Taken As",
        required=True,
    )

    _name_uniq = models.Constraint("UNIQUE(provider_id, name, what)", "This is taken over already.")
