from urllib.parse import quote, urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import wording
from ...engine.codes import SLIP_PATH
from .onestop_form_mixin import LOOKUP_PATH
from .onestop_print import Printed

TIMELINESS_WORDS = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}
OUTCOME_WORDS = {"granted": "Đã giải quyết", "refused": "Từ chối giải quyết"}


class OnestopDossier(models.Model):
    """What the official forms of a dossier say. The forms stand in ``report/``, here are their values."""

    _name = "onestop.dossier"
    _inherit = ["onestop.dossier", "onestop.form.mixin"]

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"print": self.env._("Print")}

    @api.model
    def _form_codes(self):
        """Which form (a code of ``onestop.form``) a report on dossiers prints, by the report's template."""
        return {
            "onestop_core.report_receipt_slip": "receipt_slip",
            "onestop_core.report_receipt_slip_a5": "receipt_slip",
            "onestop_core.report_control_sheet": "control_sheet",
            "onestop_core.report_return_receipt": "return_receipt",
        }

    def _check_printable(self, report):
        if report.report_name in self._form_codes() and not self.received_at:
            raise UserError(
                self.env._("“%s” has not been received yet: there is nothing to certify.", self.display_name)
            )
        if self._form_codes().get(report.report_name) == "return_receipt" and not self.ready_at:
            raise UserError(self.env._("“%s” has no result yet that could be handed over.", self.display_name))
        return super()._check_printable(report)

    def _print_copies(self, report):
        code = self._form_codes().get(report.report_name)
        return (code and self._form(code)._lines("copies")) or super()._print_copies(report)

    def _printed(self, report):
        code = self._form_codes().get(report.report_name)
        if not code:
            return super()._printed(report)
        values = getattr(self, f"_{code}_values")()
        return Printed(
            key=f"{self._name},{self.id},{code}",
            form=code,
            name=f"{values['title']} {self.code}",
            values=values,
            dossier=self,
        )

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
        """Public address on the slip: whoever holds it sees how far the dossier is, and what is asked."""
        self.ensure_one()
        code = self.code or self.request_number
        if not code:
            # refused or to be completed at the desk: there is nothing yet to look up
            return f"{self.get_base_url()}{LOOKUP_PATH}"
        return f"{self.get_base_url()}{SLIP_PATH}/{quote(code, safe='')}/{self.sudo()._slip_token()}"

    def _tracking_url(self):
        """Public address without the token of the slip, for messages that others may read."""
        self.ensure_one()
        return f"{self.get_base_url()}{LOOKUP_PATH}?{urlencode({'code': self.code})}"

    def _form_head(self, form, agency, *, number="", day=None, desk=None):
        """What the layout of a form about this dossier needs, see ``onestop.form.mixin._document_head``."""
        self.ensure_one()
        return {
            **self._document_head(form, agency, number=number, day=day, desk=desk, words=self._text_words()),
            **self._codes_to_scan(self.code or self.request_number, self._lookup_url()),
            "code_label": "Mã hồ sơ" if self.code else "Số yêu cầu",
        }

    def _text_words(self):
        """What the texts of a form may name of this dossier, see ``onestop.form._text_names``."""
        person = self._person_values()
        return {
            "Ông/Bà": person["you"],
            "chủ hồ sơ": person["applicant"],
            "mã hồ sơ": self.code or "",
            "nội dung": person["subject"],
            "lĩnh vực": self.sector_id.name or "",
            "bộ phận": self._desk().name or self.received_agency_id.name,
            "cơ quan giải quyết": self.competent_agency_id.name,
            "ngày tiếp nhận": self._day_words(self.received_at),
            "ngày hẹn trả": self._day_words(self.due_original),
            "ngày có kết quả": self._day_words(self.ready_at),
        }

    def _day_words(self, moment):
        """A stored moment as a day of the agency's time; blanks for none."""
        return wording.date_words(self._local(moment).date() if moment else None)

    def _moment_words(self, moment):
        """A stored moment as forms write it, in the agency's time; blanks for none."""
        return wording.moment_words(self._local(moment) if moment else None)

    def _register_words(self):
        """The number in the register as documents write it; empty before the reception."""
        return f"{self.register_number:02d}" if self.register_number else ""

    def _time_limit_words(self):
        """The time limit that was in force at reception: in the words of the law where it gives them."""
        line = self._channel_line()
        return line._limit_words() if line else ""

    def _person_values(self):
        """Who asks for what, as every form about the dossier says it."""
        self.ensure_one()
        values = {
            "applicant": self.applicant_name,
            "organisation": self.applicant_kind == "organisation",
            "you": "Quý tổ chức" if self.applicant_kind == "organisation" else "Ông/Bà",
            "identity": self.applicant_identity or "",
            "address": self.applicant_address or "",
            "phone": self.applicant_phone or "",
            "email": self.applicant_email or "",
            "submitter": self.submitter_name or "",
            "submitter_authority": self.submitter_authority or "",
            "subject": self._subject(),
            "summary": self.summary or "",
        }
        return {name: wording.breakable(value) if isinstance(value, str) else value for name, value in values.items()}

    def _receipt_slip_values(self):
        """Values of form 01 as its template prints them: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        form = self._form("receipt_slip")
        received = self._local(self.received_at)
        return {
            **self._form_head(
                form,
                self.received_agency_id,
                number=f"{self._register_words()}/{form.suffix}" if form.suffix else self._register_words(),
                day=received.date(),
                desk=self._desk(),
            ),
            "desk": self._desk().name or self.received_agency_id.name,
            **self._person_values(),
            "papers": [
                {
                    "name": wording.breakable(paper.name),
                    "originals": paper.originals,
                    "certified_copies": paper.certified_copies,
                    "copies": paper.copies,
                    "note": wording.breakable(paper.note or ""),
                    "to_return": paper.original_to_return,
                }
                for paper in self.document_ids.filtered("handed_in")
            ],
            "set_count": f"{self.set_count:02d}",
            "replaces": self._replaced_words(),
            "time_limit": self._time_limit_words(),
            "received": self._moment_words(self.received_at),
            "due": self._moment_words(self.due_original),
            "result_channel": self.result_channel,
            "result_address": self.result_address or "",
            "fee": self._channel_line()._fee_words(),
            "register_year": self.register_year or "",
            "register_number": self._register_words(),
            "signed_submitter": self.submitter_name or self.applicant_name,
            "signed_receiver": self.receiver_id.sudo().name or "",
        }

    def _replaced_words(self):
        """Which slip this one replaces, where procedure, case or channel were corrected after the reception; or ""."""
        # every slip asks: the history is read only where a slip was replaced
        corrected = self.slip_generation and self._choice_corrected()
        if not corrected:
            return ""
        # erased by law, the history no longer tells the date
        due = fields.Datetime.to_datetime((corrected[-1].data or {}).get("due_original"))
        return f"Thay thế giấy hẹn trả {self._lookup_moment(due)}" if due else "Thay thế giấy đã in trước đó"

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
            "coordinating": self._coordinating_words(),
            "register_year": self.register_year or "",
            "register_number": self._register_words(),
            "handovers": self._handovers(),
        }

    def _coordinating_words(self):
        """Agencies that work on the dossier beside the competent one."""
        others = self.task_ids.agency_id | self.opinion_ids.agency_id
        return ", ".join((others - self.competent_agency_id - self.received_agency_id).mapped("name"))

    def _return_receipt_values(self):
        """Values of the receipt of the result: who gave which result to whom, and when."""
        self.ensure_one()
        form = self._form("return_receipt")
        moment = self.returned_at or self.ready_at
        handed_over = self.event_ids.filtered(lambda event: event.action == "return_result")[-1:]
        results = self.version_id.sudo()._results().mapped("name")
        return {
            **self._form_head(form, self.received_agency_id, day=self._local(moment).date(), desk=self._desk()),
            **self._person_values(),
            "outcome": OUTCOME_WORDS.get(self.outcome, ""),
            "result_kind": "; ".join(results) if self.outcome == "granted" else OUTCOME_WORDS.get(self.outcome, ""),
            "result_number": self.result_number or "",
            "returned": self._moment_words(self.returned_at),
            "giver": handed_over.user_id.sudo().name or "",
            "recipient": self.result_recipient or "",
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
