import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.cleaned_fields import Email, IdentityNumber, Name, Phone

FILING_PATH = "/dich-vu-cong/ho-so-nhap"


class OnestopFiling(models.Model):
    """What a citizen prepares to file: kept at each step, gone on with by its link or from the account, sent once.

    No user reads or writes it: the pages do, for whoever holds its link, which is a keyed digest of which nothing is
    stored. It is no dossier, and no officer sees it, until it is sent.
    """

    _name = "onestop.filing"
    _description = "Filing Being Prepared"
    _inherit = ["onestop.notice.subject", "onestop.signed.link.mixin"]
    _order = "id desc"
    _link_kind = "filing"

    generation = fields.Integer(readonly=True, help="How often its link was replaced.")
    partner_id = fields.Many2one(
        "res.partner", "Account", readonly=True, index="btree_not_null", ondelete="set null", help="In whose account it lies."
    )  # fmt: skip
    procedure_id = fields.Many2one("onestop.procedure", required=True, readonly=True, index=True, ondelete="cascade")
    version_id = fields.Many2one(
        "onestop.procedure.version", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one("onestop.procedure.case", readonly=True, index="btree_not_null", ondelete="set null")
    agency_id = fields.Many2one("onestop.agency", readonly=True, index="btree_not_null", ondelete="set null")
    done = fields.Json(readonly=True, help="Steps that are complete.")
    touched_at = fields.Datetime(required=True, readonly=True, index=True, help="When the citizen last did something.")
    client_uuid = fields.Char(required=True, readonly=True, help="By which it is sent once, however often it is sent.")
    dossier_id = fields.Many2one("onestop.dossier", readonly=True, index="btree_not_null", ondelete="cascade")
    sent_at = fields.Datetime(readonly=True)
    assisted_by_id = fields.Many2one(
        "res.users", "With the Help Of", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    who = fields.Selection(
        [("self", "For Myself"), ("behalf", "For Somebody Else"), ("organisation", "For an Organisation")],
        readonly=True,
    )
    applicant_name = Name(readonly=True)
    applicant_identity = IdentityNumber("Identity Number", readonly=True, groups=fields.NO_ACCESS)
    applicant_birth_date = fields.Date("Date of Birth", readonly=True)
    applicant_phone = Phone(readonly=True)
    applicant_email = Email(readonly=True)
    applicant_address = fields.Char(readonly=True)
    submitter_name = Name(readonly=True)
    submitter_identity = IdentityNumber(readonly=True, groups=fields.NO_ACCESS)
    submitter_phone = Phone(readonly=True)
    submitter_authority = fields.Char("By What Authority", readonly=True)

    result_way = fields.Selection(
        [("direct", "Collect at the Desk"), ("post", "By Post to My Address"), ("online", "Online")], readonly=True
    )
    result_address = fields.Char(readonly=True)
    originals_way = fields.Selection("_originals_ways", readonly=True)
    payment_way = fields.Selection("_payment_way_selection", readonly=True)

    _client_uuid_uniq = models.UniqueIndex("(client_uuid)", "This filing was sent already.")

    @api.depends("procedure_id")
    def _compute_display_name(self):
        for filing in self:
            filing.display_name = filing.version_id.name or filing.procedure_id.name

    @api.model
    def _originals_ways(self):
        """How originals that have to be seen come to the desk."""
        labels = {
            "none": self.env._("No original is needed"),
            "bring": self.env._("I bring them to the desk"),
            "post": self.env._("The post collects them at my address"),
        }
        return list(labels.items())

    @api.model
    def _payment_way_selection(self):
        """``[(code, label)]`` of the ways to pay; a module that takes payments adds its own."""
        return [("desk", self.env._("At the one-stop desk"))]

    # ------------------------------------------------------------------ beginning and finding

    @api.model
    def _begin(self, procedure, partner=None, **more):
        """Begin to prepare a filing; the caller has checked that the procedure is filed online.

        :param partner: in whose account it lies, if somebody is signed in
        :param more: further values
        """
        agencies = procedure._portal_agencies()
        version = procedure.current_version_id
        filing = self.sudo().create(
            {
                "procedure_id": procedure.id,
                "version_id": version.id,
                "agency_id": agencies.id if len(agencies) == 1 else False,
                "partner_id": partner.id if partner else False,
                "client_uuid": str(uuid.uuid4()),
                "touched_at": fields.Datetime.now(),
                "done": [],
                **more,
            }
        )
        if not version.case_ids:
            filing._list_papers()
        return filing

    def _link_generation(self):
        return self.generation

    def _path(self, step=""):
        """Path of a page of this filing; whoever has it can go on with the filing."""
        return f"{FILING_PATH}/{self._link()}" + (f"/{step}" if step else "")

    def _touch(self, **vals):
        """Write what the citizen has said, and keep the filing for longer."""
        self.ensure_one()
        self.write({"touched_at": fields.Datetime.now(), **vals})

    def _kept_until(self):
        """Last day on which it is kept if nobody touches it any more, as a date."""
        days = self.env["onestop.settings"]._number("onestop_portal.draft_days")
        return (self.touched_at + timedelta(days=days)).date()

    @api.autovacuum
    def _drop_forgotten(self):
        """Drop what nobody has touched for long: what was not sent with all it holds, of what was sent the preparation."""
        days = self.env["onestop.settings"]._number("onestop_portal.draft_days")
        old = self.sudo().search(
            [("touched_at", "<", fields.Datetime.now() - timedelta(days=days))], limit=1000, order="touched_at"
        )
        old.unlink()
        return len(old), 0

    def unlink(self):
        self.paper_ids.unlink()
        return super().unlink()
