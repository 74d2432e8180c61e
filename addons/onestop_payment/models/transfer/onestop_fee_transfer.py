from odoo import api, fields, models
from odoo.addons.onestop_core.engine import barcode
from odoo.exceptions import LockError, UserError

from ...engine import payment_code, vietqr
from ...money_fields import Dong

NUMBER_BOOK = ("payment_code", "all")


class OnestopFeeTransfer(models.Model):
    """A transfer that is awaited: dues that go to one account, their sum, and the code by which its bank line will be known.

    The VietQR fills all of it into the payer's app, without any service. The payer may still change it, or pay late: what
    counts is the bank's line. Until statements are matched a person who sees the bank's message says that it is paid.
    """

    _name = "onestop.fee.transfer"
    _description = "Awaited Transfer"
    _order = "id desc"
    _rec_name = "code"
    _rec_names_search = ["code", "due_ids.payer_name", "due_ids.dossier_id.code"]

    code = fields.Char("Payment Code", required=True, readonly=True)
    due_ids = fields.Many2many("onestop.fee.due", string="Fees", readonly=True)
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    account_id = fields.Many2one("onestop.fee.account", required=True, readonly=True, index=True, ondelete="restrict")
    payer_name = fields.Char("Payer", required=True, readonly=True, index="trigram")
    amount = Dong(required=True, readonly=True)
    memo = fields.Char(required=True, readonly=True, help="What the payer writes, the code first.")
    text = fields.Char("VietQR", required=True, readonly=True, help="What the picture says.")
    qr = fields.Char("Picture", compute="_compute_qr", help="The VietQR as the address of an SVG picture.")
    state = fields.Selection(
        [("waiting", "Awaited"), ("paid", "Paid"), ("withdrawn", "No Longer Awaited")],
        required=True, readonly=True, default="waiting", index=True,
    )  # fmt: skip
    made_at = fields.Datetime("Shown", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Shown By", required=True, readonly=True, ondelete="restrict")
    payment_id = fields.Many2one("onestop.fee.payment", readonly=True, index="btree_not_null", ondelete="restrict")
    withdrawn_reason = fields.Char("Why No Longer", readonly=True)

    _code_uniq = models.UniqueIndex("(code)", "A payment code is given out once.")
    _above_zero = models.Constraint("CHECK(amount > 0)", "An amount of money is above zero.")

    @api.depends("text")
    def _compute_qr(self):
        for transfer in self:
            transfer.qr = barcode.data_uri(barcode.qr_svg(transfer.text))

    # ------------------------------------------------------------------ asking for a transfer

    @api.model
    def _await(self, dues):
        """Ask for transfers of dues, one for each account to which they go; what is asked for already is not asked again.

        A page of the portal or a kiosk calls it with ``sudo()`` after its own check; a desk as itself.

        :param dues: open dues of one agency
        :return: the transfers
        :raises UserError: something is not open, or there is no confirmed account to which it may go
        """
        dues._check_desk()
        dues._take_in_hand()
        if not dues or dues.filtered(lambda due: due.state != "open"):
            raise UserError(self.env._("Only what is still owed can be transferred. Reload and look again."))
        groups = {}
        for due in dues.sudo():
            account = self.env["onestop.fee.account"]._for(due.agency_id, due.type_id, due.agency_id._today())
            if not account.bank_bin:
                raise UserError(
                    self.env._(
                        "There is no confirmed bank account for %s yet. The finance office supplies it.",
                        due.type_id.name,
                    )
                )
            # charges and levies may go to one account of the bank
            key = (due.agency_id, account.bank_bin, account.number)
            there, group = groups.get(key, (account, dues.browse()))
            groups[key] = (there, group | due)
        transfers = self.browse()
        for (agency, _bank, _number), (account, group) in groups.items():
            transfers |= self._awaited(group, account) or self._ask(agency, account, group)
        return transfers

    def _awaited(self, dues, account):
        """The transfer that waits for exactly these dues; others that wait for some of them are withdrawn."""
        waiting = self.sudo().search([("state", "=", "waiting"), ("due_ids", "in", dues.ids)])
        same = waiting.filtered(
            lambda one: (
                one.due_ids == dues
                and one.account_id.number == account.number
                and one.amount == sum(dues.mapped("remaining"))
            )
        )[:1]
        (waiting - same)._withdraw(self.env._("Another sum or another choice of fees is asked for."))
        return same.sudo(False)

    def _ask(self, agency, account, dues):
        [number] = self.env["onestop.number.book"].sudo()._allot([NUMBER_BOOK])
        code = payment_code.make(number)
        memo = payment_code.memo(code, dues[0].label)
        amount = sum(dues.mapped("remaining"))
        try:
            text = vietqr.write(account.bank_bin, account.number.upper(), amount, memo)
        except ValueError as error:
            raise UserError(self.env._("There is no VietQR for this account: %s", error)) from error
        # what a payer's app will do is read back before anybody sees it
        read = vietqr.read(text)
        if (read.bin, read.account, read.amount, read.memo) != (account.bank_bin, account.number.upper(), amount, memo):
            raise UserError(self.env._("The VietQR does not say what it should. Tell the administrator."))
        return (
            self.sudo()
            .create(
                {
                    "code": code,
                    "due_ids": [fields.Command.set(dues.ids)],
                    "agency_id": agency.id,
                    "account_id": account.id,
                    "payer_name": dues[0].payer_name,
                    "amount": amount,
                    "memo": memo,
                    "text": text,
                    "made_at": fields.Datetime.now(),
                    "user_id": self.env.uid,
                    **self._ask_vals(agency),
                }
            )
            .sudo(False)
        )

    @api.model
    def _ask_vals(self, agency):
        """What a higher room writes on a transfer that is asked for: the drawer beside which its code is shown."""
        return {}

    def _pay_data(self):
        """What a page, a kiosk or the Counter shows of an awaited transfer."""
        self.ensure_one()
        account = self.sudo().account_id
        return {
            "id": self.id,
            "code": self.code,
            "state": self.state,
            "amount": self.amount,
            "memo": self.memo,
            "qr": self.qr,
            "bank": account.bank_name,
            "account": account.number,
            "holder": account.holder,
        }

    # ------------------------------------------------------------------ what becomes of it

    def _take_in_hand(self):
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this transfer at this moment. Try again.")
            ) from error
        self.invalidate_recordset()

    def _confirm(self, message, *, counter=None, client_uuid=None):
        """Say that the money has arrived, by what the bank's message says of it. Also what was withdrawn may still arrive,
        as long as its fees are owed.

        :param message: number of the transaction, or the message itself
        :param counter: ``onestop.counter`` at which it is said
        :return: the payment
        :raises UserError: without a message, or with one that proves a payment already
        """
        self.ensure_one()
        self.due_ids._check_desk()
        message = self.env["onestop.fee.payment"]._read_message(message, self.agency_id)
        self._take_in_hand()
        return self._told(message, counter=counter, client_uuid=client_uuid)

    def _told(self, message, *, counter=None, client_uuid=None):
        """What follows from a message of the bank that a person has seen; a higher room keeps what fits nothing any more."""
        return self._arrived(message, counter=counter, client_uuid=client_uuid)

    def _arrived(self, reference, *, counter=None, client_uuid=None):
        """The money is there, by whatever proves it: a message that a person saw, or the line of a statement.

        :param reference: of the bank
        :return: the payment
        """
        self.ensure_one()
        payment = self.env["onestop.fee.payment"]._collect(
            self.due_ids, "transfer", self.amount, counter=counter, reference=reference, client_uuid=client_uuid
        )
        self.sudo().write({"state": "paid", "payment_id": payment.id})
        return payment

    def action_confirm(self):
        self.ensure_one()
        dialog = self.env["onestop.fee.transfer.dialog"].create({"transfer_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Has the Transfer Arrived?"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_withdraw(self):
        """The payer has gone, or pays in another way."""
        self.due_ids._check_desk()
        self._take_in_hand()
        self._withdraw(self.env._("Withdrawn by %s.", self.env.user.name))

    def _withdraw(self, reason):
        self.sudo().filtered(lambda one: one.state == "waiting").write(
            {"state": "withdrawn", "withdrawn_reason": reason}
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A payment code stays known: its money may still arrive."))
