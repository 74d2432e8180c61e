from odoo import api, models
from odoo.addons.onestop_core.engine import phone
from odoo.exceptions import AccessError, UserError


class OnestopDossier(models.Model):
    """At the desk the person stands there with a card: an account is opened with one press, and holds the paper dossier."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"account_opened": self.env._("Account Opened at the Desk")}

    def open_citizen_account(self):
        """Open an account for the applicant, who is present and has shown the card, and put the dossier into it.

        :return: what the clerk tells the citizen, in words
        :raises AccessError: the dossier was not received at a desk of the user's
        :raises UserError: no mobile phone number, no identity number, or an account of somebody else
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user._onestop_has_role(self.env["onestop.role"]._desk_codes(), self.received_agency_id):
            raise AccessError(self.env._("Accounts are opened at the desk that received the dossier."))
        dossier = self.sudo()
        if dossier.applicant_kind != "person" or not dossier.applicant_identity:
            raise UserError(self.env._("An account is opened for a person whose identity number is entered."))
        known = self.env["res.partner"]._account_of(dossier.applicant_identity)
        if not known:
            number = next(iter(phone.mobiles(dossier.applicant_phone or "")), "")
            if not number:
                raise UserError(
                    self.env._("Enter the applicant's mobile phone number: codes for signing in are sent to it.")
                )
            account = self.env["res.users"]._citizen_account(number).partner_id
            account._prove_identity(dossier.applicant_identity, "counter", name=dossier.applicant_name)
            known = account.sudo()
        elif not dossier.applicant_id:
            known._join_dossiers()
        self._log("account_opened")
        login = known.user_ids[:1].login
        return self.env._("The dossier lies in the account %s. The citizen signs in at the portal with a code.", login)
