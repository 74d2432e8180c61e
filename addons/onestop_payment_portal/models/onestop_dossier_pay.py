from markupsafe import Markup
from odoo import fields, models
from odoo.addons.onestop_core.engine import barcode
from odoo.fields import Domain


class OnestopDossier(models.Model):
    """What whoever filed a dossier sees of its fees, and how it is paid from home. Every method is called once the page knows
    that it is they (``TrackController._known``).
    """

    _inherit = "onestop.dossier"

    def _citizen_page(self):
        return super()._citizen_page() | {"fees": self._citizen_fees()}

    def _citizen_fees(self):
        """What the page says of the fees: dict of texts and lists, empty where nothing was ever owed."""
        self.ensure_one()
        dues = self.sudo().due_ids.filtered(lambda due: due.state != "cancelled").sorted("id")
        if not dues:
            return {}
        owed = self._citizen_owed()
        return {
            "lines": [self._citizen_fee(due) for due in dues],
            "owed": dues._money(sum(owed.mapped("remaining"))) if owed else "",
            "receipts": [
                (one.id, one.name, dues._money(one.amount), f"{one.issued_on:%d/%m/%Y}")
                for one in self._citizen_receipts()
            ],
        }

    def _citizen_ways(self):
        """How what is owed can be paid: by whom, by which codes, and whether that is under way."""
        owed = self._citizen_owed()
        company = owed.agency_id.company_id
        return {
            "online": bool(owed) and bool(self.env["payment.provider"]._vnpay_of(company)),
            "transfer": bool(owed) and self._citizen_may_transfer(owed),
            "transfers": [self._citizen_transfer(one) for one in self._citizen_awaited(owed)],
            "being_confirmed": self._citizen_is_confirmed(owed),
        }

    def _citizen_owed(self):
        return self.sudo().due_ids.filtered(lambda due: due.state == "open").sorted("id")

    def _citizen_fee(self, due):
        """``(what for, how much, what of it)`` in words, and the mark of the last."""
        states = {
            "asked": self.env._("The desk says how much it is"),
            "open": self.env._("To be paid"),
            "paid": self.env._("Paid"),
            "exempt": self.env._("You pay nothing"),
        }
        marks = {"open": "partial", "paid": "full"}
        amount = "" if due.state == "asked" else due._money(due.amount)
        return due.label, amount, states[due.state], marks.get(due.state, due.state)

    def _citizen_may_transfer(self, owed):
        accounts = self.env["onestop.fee.account"]
        return all(accounts._for(due.agency_id, due.type_id, due.agency_id._today()).bank_bin for due in owed)

    def _citizen_awaited(self, owed):
        return owed.transfer_ids.filtered(lambda one: one.state == "waiting").sorted("id")

    def _citizen_transfer(self, transfer):
        """What the payer sees of an awaited transfer, the VietQR as a picture."""
        return transfer._pay_data() | {
            "amount": transfer.due_ids._money(transfer.amount),
            "picture": Markup(barcode.qr_svg(transfer.text)),  # nosec B704: drawn by our own engine
        }

    def _citizen_is_confirmed(self, owed):
        """Whether a payment is under way at the gateway, or held there, so that nobody pays twice by impatience."""
        begun = Domain("onestop_due_ids", "in", owed.ids) & Domain("state", "=", "pending")
        young = Domain("vnpay_expires_at", ">", fields.Datetime.now()) | Domain("vnpay_held", "=", True)
        return bool(self.env["payment.transaction"].sudo().search_count(begun & young, limit=1))

    # ------------------------------------------------------------------ paying

    def _citizen_pay_online(self, client, landing):
        """Begin an online payment of all that is owed.

        :param client: address of the browser
        :param landing: path to which the payer comes back
        :return: the address of the gateway
        :raises UserError: nothing is owed any more, or the agency takes no online payments
        """
        return self._citizen_owed()._pay_online(
            client, landing=landing, locale="en" if self.env.lang == "en_US" else "vn"
        )

    def _citizen_ask_transfers(self):
        """Give out the codes by which all that is owed may be transferred.

        :raises UserError: nothing is owed any more, or there is no account
        """
        self.env["onestop.fee.transfer"].sudo()._await(self._citizen_owed())

    # ------------------------------------------------------------------ receipts

    def _citizen_receipts(self):
        """The receipts that count."""
        receipts = self.sudo().due_ids.line_ids.receipt_line_ids.receipt_id
        return receipts.filtered(lambda one: one.state == "issued" and one.number).sorted("id")

    def _citizen_receipt(self, number):
        """``(name, content, MIME type)`` of a receipt as it was issued: the print that was kept, else the first one.

        :param number: its id
        :return: ``None`` if this dossier has no such receipt
        """
        receipt = self._citizen_receipts().filtered(lambda one: one.id == number)
        if not receipt:
            return None
        kept = self.env["onestop.print"].sudo().search(
            [("key", "=", f"{receipt._name},{receipt.id}"), ("copy_number", "=", 0)], order="edition desc", limit=1
        )  # fmt: skip
        if kept:
            content = kept._content()
        else:
            report = self.env.ref("onestop_payment.action_report_fee_receipt").sudo()
            content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(report, receipt.ids)
        return f"{receipt.name.replace('/', '-').replace(' ', '-')}.pdf", content, "application/pdf"
