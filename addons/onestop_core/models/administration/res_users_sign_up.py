from odoo import api, models


class ResUsers(models.Model):
    """Nobody makes an account by themselves: staff get one with their post, citizens by what they prove. Odoo's sign-up is
    open as it comes, to whoever finds its address.
    """

    _inherit = "res.users"

    @api.model
    def _get_signup_invitation_scope(self):
        return "b2b"
