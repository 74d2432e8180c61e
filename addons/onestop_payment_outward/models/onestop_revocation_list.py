import base64

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.calendar import to_naive_utc
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import UserError

from ..engine import signature


class OnestopRevocationList(models.Model):
    """The certificates that an authority has revoked, as it publishes them (CRL). Without one that is new enough nobody can say
    that a signer was not revoked.
    """

    _name = "onestop.revocation.list"
    _description = "List of Revoked Certificates"
    _order = "published_at desc, id desc"
    _rec_name = "issuer"

    file = fields.Binary("List", store=False, help="With the ending .crl, from the certification authority.")
    issuer = fields.Char("Authority", readonly=True)
    published_at = fields.Datetime("Published", readonly=True)
    next_at = fields.Datetime("Holds Until", readonly=True)
    revoked_count = fields.Integer("Revoked Certificates", readonly=True, aggregator=None)
    content = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)

    @api.model_create_multi
    def create(self, vals_list):
        lists = self.browse()
        if not self.env.su:
            self.check_access("create")
            self._refuse_system_fields(self._system_fields() & set().union(*vals_list))
        for vals in vals_list:
            content = base64.b64decode(vals.get("file") or b"")
            try:
                said = examine(self.env, signature.read_list, content)
            except signature.ListRefused as error:
                raise UserError(
                    self.env._("This is no list of revoked certificates, or it does not say until when it holds.")
                ) from error
            lists |= super(OnestopRevocationList, self.sudo()).create(
                [
                    {
                        "issuer": said.issuer,
                        "published_at": to_naive_utc(said.published),
                        "next_at": to_naive_utc(said.next),
                        "revoked_count": said.count,
                        "content": base64.b64encode(content),
                    }
                ]
            )
        return lists.sudo(self.env.su)

    @api.model
    def _contents(self):
        """The newest lists of each authority, as bytes; what more than ten say of one is not asked."""
        newest = {}
        for one in self.sudo().search([]):
            newest.setdefault(one.issuer, []).append(one)
        return [base64.b64decode(one.content) for found in newest.values() for one in found[:10]]

    @api.model
    def _outdated(self):
        """The newest list of each authority that no longer holds."""
        newest = {}
        for one in self.sudo().search([]):
            newest.setdefault(one.issuer, one)
        now = fields.Datetime.now()
        return self.browse([one.id for one in newest.values() if one.next_at < now])


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _guarded_models(self):
        return super()._guarded_models() | {"onestop.revocation.list"}
