from urllib.parse import urlencode

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import barcode, wording

TIMELINESS_WORDS = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}
LOOKUP_PATH = "/dich-vu-cong/tra-cuu"


class OnestopDossier(models.Model):
    """What the official forms of a dossier say. The forms stand in ``report/``, here are their values."""

    _name = "onestop.dossier"
    _inherit = ["onestop.dossier", "onestop.printable"]

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"print": self.env._("Print")}

    @api.model
    def _form_codes(self):
        """Which form (``onestop_form.FORMS``) a report on dossiers prints, by the report's template."""
        return {
            "onestop_core.report_receipt_slip": "receipt_slip",
            "onestop_core.report_receipt_slip_a5": "receipt_slip",
            "onestop_core.report_control_sheet": "control_sheet",
        }

    def _check_printable(self, report):
        if report.report_name in self._form_codes() and not self.received_at:
            raise UserError(
                self.env._("“%s” has not been received yet: there is nothing to certify.", self.display_name)
            )
        return super()._check_printable(report)

    def _print_copies(self, report):
        code = self._form_codes().get(report.report_name)
        return (code and self._form(code)._lines("copies")) or super()._print_copies(report)

    def _log_print(self, report):
        code = self._form_codes().get(report.report_name)
        if code:
            self._log("print", data={"form": code, "report": report.report_name})
        return super()._log_print(report)

    # ------------------------------------------------------------------ values

    def _form(self, code):
        """The form in force when the dossier was received: a slip printed again looks as it did."""
        self.ensure_one()
        return self.env["onestop.form.set"]._form(code, self.received_agency_id, self._local(self.received_at).date())

    def _desk(self):
        """The desk that took the dossier: the counter's, else the agency's only one, else none."""
        self.ensure_one()
        desks = self.counter_id.desk_id or self.received_agency_id.desk_ids
        return desks if len(desks) == 1 else desks[:0]

    def _lookup_url(self):
        """Public address at which anybody who has the dossier code sees how far the dossier is."""
        self.ensure_one()
        return f"{self.get_base_url()}{LOOKUP_PATH}?{urlencode({'code': self.code})}"

    def _form_head(self, form, agency, *, number="", day=None, desk=None):
        """What the layout of every official form needs.

        :param form: the ``onestop.form`` record
        :param agency: the agency that issues the document
        :param number: number of the document, if it has one
        :param day: date of the document in the agency's time
        :param desk: the desk that issues it in its own name, if one does
        """
        self.ensure_one()
        superior, issuer = agency._letter_heading(desk)
        return {
            "superior": wording.balanced_lines(superior, 28),
            "issuer": wording.balanced_lines(issuer, 28),
            "number": number,
            "place": agency._nearest("place"),
            "date": wording.date_words(day),
            "form_number": form.number,
            "form_source": form.set_id.name,
            "title": form.name,
            "title_lines": wording.balanced_lines(form.name, 46),
            "code": self.code or "",
            "qr": barcode.data_uri(barcode.qr_svg(self._lookup_url())) if self.code else "",
            "barcode": barcode.data_uri(barcode.code128_svg(self.code)) if self.code else "",
            "notes": form._lines("notes"),
            "hotline": agency._nearest("hotline"),
            "lookup_address": f"{self.get_base_url()}{LOOKUP_PATH}",
        }

    def _moment_words(self, moment):
        """A stored moment as forms write it, in the agency's time; blanks for none."""
        return wording.moment_words(self._local(moment) if moment else None)

    def _time_limit_words(self):
        """The time limit that was in force at reception: in the words of the law where it gives them."""
        line = self._channel_line()
        return line.duration_text or (wording.duration_words(line._duration()) if line else "")

    def _channel_line(self):
        version = self.version_id.sudo()
        return version._channel(self.channel, self.case_id) or version._channel("direct", self.case_id)

    def _person_values(self):
        """Who asks for what, as every form about the dossier says it."""
        self.ensure_one()
        return {
            "applicant": self.applicant_name,
            "organisation": self.applicant_kind == "organisation",
            "you": "Quý tổ chức" if self.applicant_kind == "organisation" else "Ông/Bà",
            "identity": self.applicant_identity or "",
            "address": self.applicant_address or "",
            "phone": self.applicant_phone or "",
            "email": self.applicant_email or "",
            "submitter": self.submitter_name or "",
            "submitter_authority": self.submitter_authority or "",
            "subject": self.version_id.sudo().name or self.procedure_id.name,
            "summary": self.summary or "",
        }

    def _receipt_slip_values(self):
        """Values of form 01 as its template prints them: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        form = self._form("receipt_slip")
        received = self._local(self.received_at)
        return {
            **self._form_head(
                form,
                self.received_agency_id,
                number=f"{self.register_number}/{form.suffix}" if form.suffix else str(self.register_number),
                day=received.date(),
                desk=self._desk(),
            ),
            "desk": self._desk().name or self.received_agency_id.name,
            **self._person_values(),
            "papers": [
                {
                    "name": paper.name,
                    "originals": paper.originals,
                    "certified_copies": paper.certified_copies,
                    "copies": paper.copies,
                    "note": paper.note or "",
                    "to_return": paper.original_to_return,
                }
                for paper in self.document_ids.filtered("handed_in")
            ],
            "set_count": f"{self.set_count:02d}",
            "time_limit": self._time_limit_words(),
            "received": self._moment_words(self.received_at),
            "due": self._moment_words(self.due_original),
            "result_channel": self.result_channel,
            "result_address": self.result_address or "",
            "fee": self._channel_line().fee_text or "",
            "register_year": self.register_year or "",
            "register_number": self.register_number or "",
            "signed_submitter": self.submitter_name or self.applicant_name,
            "signed_receiver": self.receiver_id.sudo().name or "",
        }

    def _control_sheet_values(self):
        """Values of the control sheet: who handed the dossier to whom, when, and whether in time."""
        self.ensure_one()
        form = self._form("control_sheet")
        received = self._local(self.received_at)
        competent = self.competent_agency_id
        return {
            **self._form_head(form, self.received_agency_id, day=received.date(), desk=self._desk()),
            **self._person_values(),
            "received": self._moment_words(self.received_at),
            "due": self._moment_words(self.due_at),
            "competent": competent.name,
            "coordinating": ", ".join((self.task_ids.agency_id - competent - self.received_agency_id).mapped("name")),
            "register_year": self.register_year or "",
            "register_number": self.register_number or "",
            "handovers": self._handovers(),
        }

    def _handovers(self):
        """Each passing on of the dossier: giver, taker, moment, how the giver kept the time, remark.

        The one who takes over states whether the giver was in time; since the moments are kept by
        the system, signatures are not needed.
        """
        desk = self._desk().name or self.received_agency_id.name
        handovers = []
        giver, before = self.submitter_name or self.applicant_name, self.env["onestop.dossier.task"]
        for task in self.task_ids.sorted():
            taker = self._holder_words(task.agency_id, task.user_id)
            handovers.append(self._handover(giver, taker, task.taken_at, before))
            giver, before = taker, task
        if self.ready_at and before.done_at:
            handovers.append(self._handover(giver, desk, before.done_at, before))
        if self.returned_at:
            handovers.append(
                self._handover(desk, self.result_recipient, self.returned_at, self.env["onestop.dossier.task"])
            )
        return handovers

    def _holder_words(self, agency, user):
        return f"{agency.name} ({user.sudo().name})" if user else agency.name

    def _handover(self, giver, taker, moment, task):
        return {
            "giver": giver,
            "taker": taker,
            "moment": self._moment_words(moment),
            "timeliness": TIMELINESS_WORDS.get(task.timeliness, ""),
            "note": task.note or "",
        }
