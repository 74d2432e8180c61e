from odoo import fields, models

from ...engine import wording
from .onestop_dossier_print import OUTCOME_WORDS
from .onestop_print import Printed


class OnestopWorkingSlip(models.Model):
    """What a working slip says; its look stands in ``report/``."""

    _name = "onestop.working.slip"
    _inherit = ["onestop.working.slip", "onestop.form.mixin"]

    def _print_copies(self, report):
        return self._form()._lines("copies") or super()._print_copies(report)

    def _printed(self, report):
        form = self._form()
        return Printed(
            key=f"{self._name},{self.id}",
            form=self.kind,
            name=f"{form.name} {self.name.replace('/', '-')}",
            values={},
            final=True,
            agencies=self.agency_id | self.to_agency_id,
        )

    def _log_print(self, report):
        for slip in self:
            slip.dossier_ids._log("print", data={"form": slip.kind, "number": slip.name, "report": report.report_name})
        return super()._log_print(report)

    def _form(self):
        """The form in force on the day of the slip."""
        self.ensure_one()
        return self.env["onestop.form.set"]._form(self.kind, self.agency_id, self._local(self.issued_at).date())

    def _local(self, moment):
        return fields.Datetime.context_timestamp(self.with_context(tz=self.agency_id.sudo()._calendar().tz), moment)

    def _desk(self):
        """The desk at which the dossiers were handed in, if it is one: it gives dossiers and takes results."""
        self.ensure_one()
        desk = self.env["onestop.desk"].union(*(dossier._desk() for dossier in self.sudo().dossier_ids))
        return desk if len(desk) == 1 else desk[:0]

    def _addressee(self, desk):
        """Whom a reminder is addressed to: the other agency; within one agency those who hold the dossiers.

        :param desk: the ``onestop.desk`` that issues it in its own name, if one does
        """
        if self.to_agency_id != self.agency_id or desk:
            return self.to_agency_id.name
        holders = self.sudo().dossier_ids.holder_id.sorted("name")
        titles = self.env["onestop.staff"]
        day = self._local(self.issued_at).date()
        people = [
            ", ".join(filter(None, (f"Ông/Bà {user.name}", titles._title_on(user, self.agency_id, day))))
            for user in holders
        ]
        return "; ".join(people) or f"Công chức, viên chức giải quyết hồ sơ của {self.to_agency_id.name}"

    def _slip_values(self):
        """Values of the slip as its template prints them: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        form, desk = self._form(), self._desk()
        by_desk = self.kind != "result_handover" and not self.of_agency
        issuing = desk if by_desk and desk.agency_id == self.agency_id else desk[:0]
        taking = desk if self.kind == "result_handover" and desk.agency_id == self.to_agency_id else desk[:0]
        day = self._local(self.issued_at).date()
        dossiers = self.sudo().dossier_ids.sorted(lambda dossier: (dossier.received_at, dossier.id))
        title = self.env["onestop.staff"]._title_on(self.user_id, self.agency_id, day)
        head = self._document_head(
            form,
            self.agency_id,
            number=self.name,
            day=day,
            desk=issuing,
            words={"cơ quan giải quyết": self.to_agency_id.name},
        )
        return {
            **head,
            "running": f"{form.name} số {self.name}",
            "paper": "a4" if self.kind == "reminder" else "a4 landscape",
            "kind": self.kind,
            "giver_agency": issuing.name or self.agency_id.name,
            "taker_agency": taking.name or self.to_agency_id.name,
            "addressee": self._addressee(issuing),
            "issuing_agency": self.agency_id.name,
            "giver": self.user_id.sudo().name,
            "taker": self.receiver_name or "",
            "moment": wording.moment_words(self._local(self.issued_at)),
            "answer_by": wording.moment_words(self._local(self.answer_by)) if self.answer_by else "",
            "note": self.note or "",
            # whoever types a reminder of the desk signs neither for the agency nor for whoever is in charge of the desk
            "signature": wording.signature_lines(title, self.agency_id.name)
            if self.of_agency
            else ["PHỤ TRÁCH BỘ PHẬN" if issuing else "THỦ TRƯỞNG CƠ QUAN"],
            "signer": self.user_id.sudo().name if self.of_agency else "",
            "rows": [dossier._slip_row(self) for dossier in dossiers],
        }


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    def _slip_row(self, slip):
        """What a working slip says of this dossier."""
        self.ensure_one()
        person = self._person_values()
        line = self._channel_line()
        fee = line._fee_words()
        day = slip._local(slip.issued_at).date()
        due = self._local(self.due_at).date() if self.due_at else None
        return {
            **self._codes_to_scan(self.code, self._tracking_url()),
            "subject": person["subject"],
            "summary": person["summary"],
            "applicant": person["applicant"],
            "address": person["address"],
            "competent": self.competent_agency_id.name,
            "coordinating": self._coordinating_words(),
            "holder": self._holder_words(self.holder_agency_id, self.holder_id),
            "received": f"{self._local(self.received_at):%d/%m/%Y}",
            "due": f"{due:%d/%m/%Y}" if due else "",
            "time_limit": self._time_limit_words(),
            "set_count": f"{self.set_count:02d}",
            "paper_count": f"{len(self.document_ids.filtered('handed_in')):02d}",
            "result": " ".join(
                filter(None, (OUTCOME_WORDS.get(self.outcome, ""), self.result_number and f"số {self.result_number}"))
            ),
            "fee": bool(fee) and not fee.lower().startswith(("không", "miễn")),
            "by_post": self.result_channel == "post",
            "days_late": f"{(day - due).days:02d}" if due and day > due else "dưới 01",
        }
