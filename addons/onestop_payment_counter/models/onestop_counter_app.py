from odoo import api, models
from odoo.addons.onestop_core import sent_once
from odoo.addons.onestop_core.engine.identity import clean_identity
from odoo.addons.onestop_payment.engine import cash
from odoo.exceptions import UserError

# of other dossiers of the same visitor, the newest
MOST_OTHERS = 20


class OnestopCounterApp(models.AbstractModel):
    """What the pane of fees asks of the server. All rights and all rules are those of dues, payments and drawers."""

    _inherit = "onestop.counter.app"

    def _counter_data(self, agencies, catalogue_version):
        return super()._counter_data(agencies, catalogue_version) | {"drawer": self._drawer_data()}

    # ------------------------------------------------------------------ what is owed

    @api.model
    def fee_quote(self, procedure_id, agency_id, channel="direct", case_id=False, answers=None):
        """What would be owed for a dossier received now, line by line. Nothing is stored.

        :param answers: ``{rule id as text: {quantity, declared_value, pieces, exemption_id, proof}}``
        :return: list of lines, see ``_fee_line``
        """
        agency = self.env["onestop.agency"].browse(agency_id)
        self._check_agency(agency)
        dossier = self._new_reception(procedure_id, agency_id, channel, case_id)
        dues = self.env["onestop.fee.due"]
        return [
            self._fee_line(dues.new(vals), rule)
            for rule, vals in dossier._due_vals(answers or {}, agency._today(), "before", "reception", "result")
        ]

    def _fee_line(self, due, rule):
        """A line of the pane: a due, or one that is not stored yet."""
        engine_rule = rule._as_engine() if rule else None
        return {
            "id": due._origin.id,
            "rule": rule.id,
            "label": due.label,
            "kind": due.kind,
            "moment": due.moment,
            "state": due.state,
            "amount": due.amount,
            "full": due.full_amount,
            "remaining": due.amount if due.state == "open" and not due._origin else due.remaining,
            "quantity": due.quantity if due.state != "asked" else False,
            "declared_value": due.declared_value if due.state != "asked" else False,
            "pieces": due.pieces,
            "asks_quantity": bool(engine_rule and engine_rule.asks_quantity),
            "asks_value": bool(engine_rule and engine_rule.asks_value),
            "unit": rule.unit or "",
            "pieces_unit": rule.pieces_unit or "",
            "why": due.explanation or "",
            "exemption": due.exemption_id._origin.id,
            "proof": due.exemption_proof or "",
            "exemptions": [
                {"id": one.id, "name": one.display_name, "proof": one.proof} for one in rule.exemption_ids
            ],
        }  # fmt: skip

    def _fees_data(self, dossier):
        dues = dossier.due_ids.filtered(lambda due: due.state != "cancelled").sorted("id")
        return [self._fee_line(due, due.sudo().rule_id) for due in dues]

    @api.model
    def visitor_dues(self, agency_id, identity, dossier_id=False):
        """What the person who stands at the desk still owes for other dossiers.

        :param dossier_id: the opened dossier, instead of the number of its applicant
        :return: list of dicts ``id``, ``label``, ``code``, ``remaining``
        """
        agency = self.env["onestop.agency"].browse(agency_id)
        self._check_agency(agency)
        dossier = self.env["onestop.dossier"].browse(dossier_id or [])
        number = dossier.applicant_identity if dossier else clean_identity(identity or "")
        if not number:
            return []
        dues = self.env["onestop.fee.due"].search(
            [
                ("agency_id", "=", agency.id),
                ("state", "=", "open"),
                ("dossier_id.applicant_identity", "=", number),
                ("dossier_id", "not in", dossier.ids),
            ],
            limit=MOST_OTHERS,
        )
        return [
            {"id": due.id, "label": due.label, "code": due.dossier_id.code or "", "remaining": due.remaining}
            for due in dues
        ]

    def _dossier_data(self, dossier):
        return super()._dossier_data(dossier) | {"fees": self._fees_data(dossier)}

    @api.model
    def say_fee(self, due_id, answer):
        """Say what a due of an opened dossier depends on: how much there is, or by what proof it is let off.

        :return: the lines of its dossier
        """
        self._agencies()
        due = self.env["onestop.fee.due"].browse(due_id)
        if "exemption_id" in answer:
            if answer["exemption_id"]:
                due.exempt(answer["exemption_id"], answer.get("proof"))
            else:
                due.withdraw_exemption(answer.get("reason"))
        else:
            due.answer(
                quantity=answer.get("quantity"),
                declared_value=answer.get("declared_value"),
                pieces=answer.get("pieces") or 1,
            )
        return self._fees_data(due.dossier_id)

    # ------------------------------------------------------------------ taking the money

    def _received(self, dossier, payload):
        """A dossier is received and paid in one go: either both, or neither."""
        answer = super()._received(dossier, payload)
        pay = payload.get("fee_pay")
        dues = dossier.due_ids.filtered(lambda due: due.state == "open")
        taken = dossier.due_ids.line_ids
        others = self.env["onestop.fee.due"].browse((pay or {}).get("others") or [])
        if pay and not taken and (dues or others or not dossier.due_ids):
            if dues:
                # the reception itself is sent once, and the money with it: the payment needs no identifier of its own
                pay = {**pay, "uuid": None}
            elif (before := self._taken_of_others(others, pay)) is not None:
                return answer | {"fee_done": before}
            return answer | {"fee_done": self._take_fees(dues | others, pay, payload.get("counter_id"))}
        # the same reception once more: what was done then is said again, and what was undone since is not taken again
        done = pay and self._taken_fees(dossier.due_ids)
        if not done:
            owed = sum(dues.mapped("remaining"))
            asked = bool(dossier.due_ids.filtered(lambda due: due.state == "asked"))
            done = {"owed": owed, "asked": asked} if owed or asked else False
        return answer | {"fee_done": done}

    def _taken_of_others(self, others, pay):
        """What was done when a reception that paid other dossiers alone was sent before: False if it was undone since, None if it
        is sent for the first time.
        """
        sent = sent_once.read_uuid(pay.get("uuid"))
        payment = sent and self.env["onestop.fee.payment"].search(
            [("client_uuid", "=", sent), ("collector_id", "=", self.env.uid)], limit=1
        )
        if payment:
            return payment.state == "done" and self._cash_data(payment)
        if pay["method"] == "transfer" and others.transfer_ids and "open" not in others.mapped("state"):
            return self._taken_fees(others)
        return None

    def _taken_fees(self, dues):
        """What ``_take_fees`` answered when these dues were taken, False if nothing was."""
        payment = dues.line_ids.payment_id.filtered(lambda one: one.state == "done")[:1]
        if payment.method == "cash":
            return self._cash_data(payment)
        transfers = dues.transfer_ids.filtered(lambda one: one.state == "paid")
        return bool(transfers) and self._transfers_data(transfers)

    @api.model
    def collect_fees(self, due_ids, pay, counter_id=False):
        """Take the money for dues, or show the VietQR by which they are transferred.

        :param pay: dict ``method`` (``cash`` or ``transfer``), ``amount`` as the screen shows it, ``tendered``, ``uuid``
        :return: dict, see ``_take_fees``
        """
        self._agencies()
        return self._take_fees(self.env["onestop.fee.due"].browse(due_ids), pay, counter_id)

    def _take_fees(self, dues, pay, counter_id):
        """:return: dict ``method``, ``amount``, and for cash ``change``, ``payment_id`` and ``receipts`` (ids), or ``transfers``"""
        if pay["method"] == "transfer":
            return self._transfers_data(self.env["onestop.fee.transfer"]._await(dues))
        if pay["method"] != "cash":
            raise UserError(self.env._("There is no such way to pay."))
        payment = self.env["onestop.fee.payment"]._collect(
            dues, "cash", pay["amount"],
            counter=self.env["onestop.counter"].browse(counter_id) if counter_id else None,
            tendered=pay.get("tendered") or 0, client_uuid=pay.get("uuid"),
        )  # fmt: skip
        return self._cash_data(payment)

    def _cash_data(self, payment):
        return {
            "method": "cash",
            "amount": payment.amount,
            "change": payment.change,
            "payment_id": payment.id,
            "receipts": payment.receipt_ids.ids,
        }

    def _transfers_data(self, transfers):
        return {
            "method": "transfer",
            "amount": sum(transfers.mapped("amount")),
            "transfers": [self._transfer_data(transfer) for transfer in transfers],
        }

    @api.model
    def confirm_transfer(self, transfer_id, message, counter_id=False):
        """The money has arrived, by the bank's message.

        :return: what is shown of the transfer; ``in_vain`` if the money pays nothing any more and is to be clarified
        """
        self._agencies()
        transfer = self.env["onestop.fee.transfer"].browse(transfer_id)
        payment = transfer._confirm(
            message, counter=self.env["onestop.counter"].browse(counter_id) if counter_id else None
        )
        return self._transfer_data(transfer) | {"in_vain": not payment}

    @api.model
    def transfer_state(self, transfer_id):
        """What is shown of a transfer now: a statement may have turned it to paid meanwhile."""
        self._agencies()
        transfer = self.env["onestop.fee.transfer"].browse(transfer_id)
        transfer.check_access("read")
        return self._transfer_data(transfer)

    def _transfer_data(self, transfer):
        return transfer._pay_data() | {"receipts": transfer.payment_id.receipt_ids.ids}

    @api.model
    def withdraw_transfer(self, transfer_id):
        """The transfer is not awaited any more."""
        self._agencies()
        transfer = self.env["onestop.fee.transfer"].browse(transfer_id)
        transfer.action_withdraw()
        return self._transfer_data(transfer)

    # ------------------------------------------------------------------ the drawer

    @api.model
    def _drawer_data(self):
        """The drawer that the user has open, and what notes there are; ``id`` is False where none is open."""
        drawer = self.env["onestop.drawer.session"]._of_user()
        return {
            "id": drawer.id,
            "counter_id": drawer.counter_id.id,
            "counter": drawer.counter_id.name or "",
            "state": drawer.state,
            "notes": cash.notes_on(self.env["onestop.agency"]._today()),
        }

    @api.model
    def drawer(self):
        """See ``_drawer_data``: after a dialog."""
        self._agencies()
        return self._drawer_data()

    @api.model
    def drawer_action(self, counter_id=False):
        """The dialog that the drawer calls for: it is opened, counted or closed."""
        self._agencies()
        drawers = self.env["onestop.drawer.session"]
        drawer = drawers._of_user()
        if not drawer:
            return drawers._dialog("open", counter_id=counter_id)
        return drawer._dialog("count" if drawer.state == "open" else "close")
