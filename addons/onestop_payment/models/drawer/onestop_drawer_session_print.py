from odoo import fields, models
from odoo.addons.onestop_core.models.forms.onestop_print import Printed
from odoo.exceptions import UserError

from ...engine.cash import dong
from .onestop_drawer_session import APPROVERS

FORM = "drawer_report"
REPORT = "onestop_payment.action_report_drawer"
METHOD_WORDS = {"cash": "Tiền mặt", "transfer": "Chuyển khoản", "online": "Trực tuyến", "post": "Qua bưu điện"}
KIND_WORDS = {"charge": "Phí", "levy": "Lệ phí"}
DONE = ("closed", "received")


class OnestopForm(models.Model):
    _inherit = "onestop.form"

    code = fields.Selection(selection_add=[(FORM, "Drawer Report")], ondelete={FORM: "cascade"})

    def _printed_by(self):
        return super()._printed_by() | {FORM: (REPORT, "onestop.drawer.session")}

    def _sample(self, model, dossier):
        if model != "onestop.drawer.session":
            return super()._sample(model, dossier)
        agency = dossier.received_agency_id
        collector = self.env["res.users"].new({"name": "Nguyễn Văn A"})
        return self.env[model].new(
            {
                "agency_id": agency.id,
                "counter_id": self.env["onestop.counter"].new({"name": "Quầy 1", "number": 1}),
                "user_id": collector,
                "state": "closed",
                "number": 1,
                "opened_at": self._moment(agency, 7),
                "opened_on": self.set_id.valid_from,
                "closed_at": self._moment(agency, 17),
                "counted_at": self._moment(agency, 17),
                "counted_by_id": collector,
                "opening_amount": 500_000,
                "expected_amount": 500_000,
                "counted_amount": 500_000,
            }
        )


class OnestopDrawerSession(models.Model):
    """The report of a drawer: between two counts only for who looks behind the desk (X), at its close for good (Z). The
    latter is kept as it was printed, with its hash; what the receiver counts makes another edition of it.
    """

    _name = "onestop.drawer.session"
    _inherit = ["onestop.drawer.session", "onestop.form.mixin"]

    def _check_printable(self, report):
        if self.state not in DONE and not self.env.user._onestop_has_role(APPROVERS, self.agency_id):
            raise UserError(self.env._("The drawer is counted blind: its report is printed once it is closed."))
        return super()._check_printable(report)

    def _printed(self, report):
        if self.state not in DONE:
            return None
        values = self._report_values()
        return Printed(
            key=f"{self._name},{self.id}",
            form=FORM,
            name=f"{values['title']} số {values['number']}",
            values=values,
            agencies=self.agency_id,
        )

    def _local(self, moment):
        zone = self.agency_id.sudo()._calendar().tz
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), moment) if moment else None

    def _clock(self, moment):
        return f"{self._local(moment):%H:%M %d/%m/%Y}" if moment else ""

    def _report_values(self):
        """What the report says: texts ready to print."""
        self.ensure_one()
        day = self._local(self.closed_at or fields.Datetime.now()).date()
        form = self.env["onestop.form.set"]._form(FORM, self.agency_id, day)
        session = self.sudo()
        payments = session.payment_ids.sorted("id")
        held = payments.filtered(lambda one: one.state == "done")
        collected = held.filtered(lambda one: one.direction == "collection")
        given = held - collected
        final = self.state in DONE
        number = f"Z{self.number:04d}/{session.counter_id.name}" if final else f"X/{session.counter_id.name}"
        return {
            **self._document_head(form, self.agency_id, number=number, day=day),
            "running": f"{form.name} số {number}",
            "final": final,
            "counter": session.counter_id.display_name or "",
            "collector": session.user_id.name,
            "opened": self._clock(self.opened_at),
            "closed": self._clock(self.closed_at),
            "methods": [
                self._method_row(words, held.filtered(lambda one, method=method: one.method == method))
                for method, words in METHOD_WORDS.items()
            ],
            "total": self._method_row("Cộng", held),
            "fees": self._fee_rows(held),
            "undone": [
                (self._clock(one.undone_at), one.payer_name, dong(one.amount), one.undo_reason, one.undone_by_id.name)
                for one in payments.filtered(lambda one: one.state == "undone")
            ],
            "given": [
                (self._clock(one.at), one.payer_name, METHOD_WORDS[one.method], dong(one.amount), one.refund_reason, one.approved_by_id.name)
                for one in given
            ],
            "opening": dong(self.opening_amount),
            "cash_in": dong(sum(collected.filtered(lambda one: one.method == "cash").mapped("amount"))),
            "cash_out": dong(sum(given.filtered(lambda one: one.method == "cash").mapped("amount"))),
            "expected": dong(self.expected_amount if self.counted_at else self._cash_inside()),
            "counted": dong(self.counted_amount) if self.counted_at else "",
            "difference": dong(self.difference) if self.counted_at else "",
            "differs": bool(self.difference),
            "reason": self.reason or "",
            "approver": session.approved_by_id.name or "",
            "counter_by": session.counted_by_id.name or "",
            "pieces": [
                (dong(one.worth), one.pieces, dong(one.amount))
                for one in session.count_ids.filtered(lambda one: one.kind == "closing")
            ],
            "receiver": session.receiver_id.name or "",
            "received_at": self._clock(self.received_at),
            "received": dong(self.received_amount) if self.received_at else "",
            "handover_differs": dong(self.handover_difference) if self.handover_difference else "",
            "handover_reason": self.handover_reason or "",
        }  # fmt: skip

    def _method_row(self, words, payments):
        taken = payments.filtered(lambda one: one.direction == "collection")
        given = payments - taken
        return (
            words,
            len(taken),
            dong(sum(taken.mapped("amount"))),
            dong(sum(given.mapped("amount"))),
            dong(sum(payments.mapped("signed_amount"))),
        )

    def _fee_rows(self, payments):
        """Charges and levies apart, each fee with its code (Law 97/2015/QH13 art. 14)."""
        sums = {}
        for line in payments.line_ids:
            sums[line.type_id] = sums.get(line.type_id, 0) + line.amount
        return [
            (KIND_WORDS[fee.kind], fee.code, fee.name, dong(amount))
            for fee, amount in sorted(sums.items(), key=lambda item: (item[0].kind, item[0].code))
        ]
