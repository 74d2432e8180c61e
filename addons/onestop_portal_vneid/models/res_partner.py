from odoo import fields, models


class ResPartner(models.Model):
    """How surely it is known who a citizen is."""

    _inherit = "res.partner"

    onestop_eid_level = fields.Char(
        "Level of the Electronic Identity", readonly=True, copy=False, groups="onestop_core.group_user",
        help="As the provider said at the last sign-in (NĐ 69/2024/NĐ-CP).",
    )  # fmt: skip
    onestop_eid_at = fields.Datetime(
        "Last Signed In With It", readonly=True, copy=False, groups="onestop_core.group_user"
    )
    onestop_identity_proven = fields.Boolean(
        "Identity Proven", readonly=True, copy=False, groups="onestop_core.group_user",
        help="The identity number comes from an electronic identity of a level that suffices.",
    )  # fmt: skip
