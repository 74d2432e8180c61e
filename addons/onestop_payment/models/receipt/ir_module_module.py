from odoo import models
from odoo.exceptions import UserError


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Receipts are kept for years by law: what holds them is not uninstalled. Those of demo data are none."""
        payment = (self + self.downstream_dependencies()).filtered(lambda module: module.name == "onestop_payment")
        if (
            payment
            and not payment.demo
            and self.env["onestop.fee.receipt"].sudo().search_count([("number", ">", 0)], limit=1)
        ):
            raise UserError(
                self.env._(
                    "Receipts were issued in this database, and the law has them kept. The add-on that holds them stays; export and archive the whole database instead."
                )
            )
        return super().button_uninstall()
