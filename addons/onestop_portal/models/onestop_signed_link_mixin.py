from odoo import api, models
from odoo.addons.onestop_core.engine import slip_token


class OnestopSignedLinkMixin(models.AbstractModel):
    """A record that whoever holds its link may open: the link ends in its id and a keyed digest, of which nothing is stored."""

    _name = "onestop.signed.link.mixin"
    _description = "Opened by a Signed Link"

    # what the link is for; a digest made for one thing opens nothing else
    _link_kind = None

    def _link_generation(self):
        """How often the link was replaced; one of an earlier generation opens nothing."""
        return 0

    def _link_subject(self):
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{database}/{self._link_kind}/{self.id}"

    @api.model
    def _link_key(self):
        return self.env["onestop.dossier"]._slip_key()

    def _link(self):
        """The last part of the link's path."""
        self.ensure_one()
        return f"{self.id}-{slip_token.make(self._link_key(), self._link_subject(), self._link_generation())}"

    @api.model
    def _find_by_link(self, number, token):
        """The record that a link names, with all rights, also if it is spent or has ended; empty if the link is not right."""
        record = self.sudo().browse(number).exists()
        # compared even where there is none, so that the time tells nothing
        named = record or self.sudo().browse(number)
        holds = slip_token.matches(token, self._link_key(), named._link_subject(), record._link_generation())
        return record if record and holds else record.browse()
