from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

PROOFS = [("counter", "At the Counter"), ("vneid", "VNeID")]


class ResPartner(models.Model):
    """Whose account it is: the person behind it is proven once, by a card at a desk or by an electronic identity. Only then
    do dossiers that came in at a desk lie in the account.
    """

    _inherit = "res.partner"

    onestop_proven_by = fields.Selection(
        PROOFS, "Identity Proven By", readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    onestop_proven_at = fields.Datetime("Identity Proven", readonly=True, copy=False, groups=fields.NO_ACCESS)
    onestop_assurance = fields.Char(
        "Level of Assurance", readonly=True, copy=False, groups=fields.NO_ACCESS,
        help="Of the electronic identity, as its provider names it.",
    )  # fmt: skip

    _onestop_one_account = models.UniqueIndex(
        "(onestop_identity_number) WHERE onestop_proven_at IS NOT NULL", "There is an account of this person already."
    )

    def _prove_identity(self, number, by, *, name="", assurance=""):
        """Tie the account to its person. The caller has seen the proof.

        :param number: personal identity number
        :param by: a value of ``PROOFS``
        :raises UserError: the account is somebody else's, or the person has another one
        """
        self.ensure_one()
        account = self.sudo()
        number = self._fields["onestop_identity_number"].clean(number or "")
        if not number:
            raise UserError(self.env._("Without an identity number nothing is proven."))
        if account.onestop_proven_at and account.onestop_identity_number != number:
            raise UserError(self.env._("This account belongs to another person."))
        others = account.search(
            Domain("onestop_identity_number", "=", number)
            & Domain("onestop_proven_at", "!=", False)
            & Domain("id", "!=", account.id),
            limit=1,
        )
        if others:
            raise UserError(self.env._("There is an account of this person already. Sign in to that one."))
        vals = {
            "onestop_identity_number": number,
            "onestop_proven_by": by,
            "onestop_proven_at": fields.Datetime.now(),
            "onestop_assurance": assurance or False,
        }
        if name:
            vals["name"] = name
        account.write(vals)
        account._join_dossiers()

    def _join_dossiers(self):
        """Dossiers of the person that lie in no account come into this one, those of the desks too."""
        self.ensure_one()
        account = self.sudo()
        if not account.onestop_proven_at:
            return
        dossiers = self.env["onestop.dossier"].sudo()
        found = dossiers.search(
            Domain("applicant_identity", "=", account.onestop_identity_number)
            & Domain("applicant_id", "=", False)
            & Domain("state", "!=", "draft")
        )
        found.write({"applicant_id": account.id})

    @api.model
    def _account_of(self, number):
        """The account that is proven to be of the person with this number; none if there is none."""
        number = self._fields["onestop_identity_number"].clean(number or "")
        domain = Domain("onestop_identity_number", "=", number) & Domain("onestop_proven_at", "!=", False)
        return self.sudo().search(domain, limit=1) if number else self.sudo().browse()


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    def _after_act(self, act):
        """What a desk receives of a person with a proven account lies in that account from then on."""
        result = super()._after_act(act)
        if act.action == "receive" and not self.applicant_id and self.applicant_kind == "person":
            account = self.env["res.partner"]._account_of(self.sudo().applicant_identity)
            if account:
                self.sudo().applicant_id = account
        return result
