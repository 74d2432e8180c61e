import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_notice.engine.seal import ALPHABET
from odoo.exceptions import UserError

LENGTH = 6
KEPT_DAYS = 180


class OnestopGuidance(models.Model):
    """What a citizen was told to bring, without filing anything: kept under a short code that the desk can open. Nothing of
    the citizen is kept. Where the dossier is then asked for more, more was asked than was told, and that is counted.
    """

    _name = "onestop.guidance"
    _description = "Guidance"
    _order = "id desc"
    _rec_name = "code"

    code = fields.Char(required=True, readonly=True, index=True)
    procedure_id = fields.Many2one(related="version_id.procedure_id", store=True, index=True)
    version_id = fields.Many2one(
        "onestop.procedure.version", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one("onestop.procedure.case", readonly=True, ondelete="set null", index="btree_not_null")
    told = fields.Text("Papers Told", required=True, readonly=True, help="One on each line, as the citizen read them.")
    dossier_ids = fields.One2many("onestop.dossier", "guidance_id", readonly=True)
    asked_more = fields.Boolean(
        "More Was Asked", compute="_compute_asked_more", search="_search_asked_more",
        help="The dossier that was brought after this guidance was asked for a supplement.",
    )  # fmt: skip

    _code_uniq = models.Constraint("UNIQUE(code)", "This code is taken already.")

    def _compute_asked_more(self):
        for guidance in self:
            guidance.asked_more = bool(guidance.sudo().dossier_ids._letters("supplement"))

    def _search_asked_more(self, operator, value):
        if operator != "in":
            return NotImplemented
        asked = [("dossier_ids.letter_ids.kind", "=", "supplement")]
        found = self.sudo()._search(asked)
        return [("id", "in" if True in value else "not in", found)]

    @api.model
    def _keep(self, version, case):
        """Keep what is told of a version and case.

        :return: the guidance
        """
        papers = [line.name for line in version._papers(case)]
        return self.sudo().create(
            {
                "code": "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH)),
                "version_id": version.id,
                "case_id": case.id,
                "told": "\n".join(papers) or "–",
            }
        )

    @api.model
    def _by_code(self, typed):
        """The guidance of a code as people type it, or none."""
        code = "".join(sign for sign in (typed or "").upper() if sign in ALPHABET)
        return self.sudo().search([("code", "=", code)], limit=1) if len(code) == LENGTH else self.sudo().browse()

    @api.autovacuum
    def _drop_old(self):
        """Forget what nobody came with."""
        old = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.sudo().search([("create_date", "<", old), ("dossier_ids", "=", False)], limit=5000).unlink()


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    guidance_id = fields.Many2one(
        "onestop.guidance", readonly=True, copy=False, index="btree_not_null", ondelete="restrict",
        help="What the citizen had been told to bring.",
    )  # fmt: skip
    guidance_code = fields.Char(
        compute="_compute_guidance_code", inverse="_inverse_guidance_code",
        help="Code of the guidance that the citizen has brought along.",
    )  # fmt: skip
    guidance_told = fields.Text(
        "Papers Told", compute="_compute_guidance_code", help="What the citizen had been told to bring."
    )

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"guidance_id"}

    @api.depends("guidance_id")
    def _compute_guidance_code(self):
        for dossier in self:
            dossier.guidance_code = dossier.guidance_id.sudo().code
            dossier.guidance_told = dossier.guidance_id.sudo().told

    def _inverse_guidance_code(self):
        for dossier in self:
            guidance = self.env["onestop.guidance"]._by_code(dossier.guidance_code)
            if dossier.guidance_code and not guidance:
                raise UserError(self.env._("There is no guidance with the code %s.", dossier.guidance_code))
            if guidance and guidance.procedure_id != dossier.procedure_id:
                raise UserError(self.env._("The guidance %s is of another procedure.", guidance.code))
            dossier.sudo().guidance_id = guidance
