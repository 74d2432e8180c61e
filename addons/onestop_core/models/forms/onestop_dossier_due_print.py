from odoo import fields, models
from odoo.exceptions import UserError

from ...engine import wording

DUE_EXPLANATION = "onestop_core.report_due_explanation"

# Words of a printed sheet, Vietnamese whatever language the reader has set.
TITLE = "Phiếu giải thích ngày hẹn trả kết quả"
NO_LIMIT, UNKNOWN_LIMIT = "Pháp luật không quy định thời hạn", "Chưa có thông tin về thời hạn"
PAUSE_WORDS = {"supplement": "chờ bổ sung hồ sơ", "payment": "chờ nộp phí, lệ phí"}
# of lines of the ledger whose time is not part of the limit
AMOUNT_WORDS = {"pause": "%s, không tính", "extension": "thêm %s"}
EXTRA_WORDS = {"hard_area": "địa bàn khó khăn", "verification": "phải xác minh"}
RULES = (
    "Thời hạn theo ngày làm việc không tính ngày tiếp nhận, ngày nghỉ hằng tuần, ngày lễ, tết: hồ sơ tiếp nhận trong ngày làm việc, "
    "trước giờ đóng cửa, được trả vào đúng giờ ấy của ngày làm việc cuối cùng; tiếp nhận từ giờ đóng cửa hoặc vào ngày nghỉ thì ngày "
    "làm việc tiếp theo là ngày thứ nhất và thời hạn kết thúc khi hết giờ làm việc của ngày cuối cùng. Mỗi ngày làm việc tính là một "
    "ngày, dù giờ làm việc của ngày đó dài hay ngắn.",
    "Thời hạn theo ngày hoặc tháng không tính ngày tiếp nhận; ngày cuối cùng là ngày nghỉ thì thời hạn kết thúc vào ngày làm "
    "việc tiếp theo (Điều 147, Điều 148 Bộ luật Dân sự năm 2015).",
    "Thời gian chờ người nộp bổ sung hồ sơ hoặc nộp phí, lệ phí không tính vào thời hạn giải quyết.",
    "Phiếu này giải thích cách tính, không thay thế Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
)


class OnestopDossier(models.Model):
    """“Why this date?” on paper, for a citizen who asks at the desk."""

    _inherit = "onestop.dossier"

    def _check_printable(self, report):
        if report.report_name == DUE_EXPLANATION and not self.received_at:
            raise UserError(
                self.env._("“%s” has not been received yet: there is nothing to certify.", self.display_name)
            )
        return super()._check_printable(report)

    def _log_print(self, report):
        if report.report_name == DUE_EXPLANATION:
            self._log("print", data={"form": "due_explanation", "report": report.report_name})
        return super()._log_print(report)

    def _due_explanation_values(self):
        """Values of the sheet as its template prints them: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        vietnamese = self.with_context(lang=self.env["res.lang"]._get_code("vi_VN") or self.env.lang)
        return {
            # the heading of the slip that it explains, which is no form of a circular itself
            **self._form_head(
                self._form("receipt_slip"),
                self.received_agency_id,
                day=self._local(fields.Datetime.now()).date(),
                desk=self._desk(),
            ),
            "form_number": "",
            "title": TITLE,
            "title_lines": wording.balanced_lines(TITLE, 46),
            "notes": RULES,
            **self._person_values(),
            "competent": self.competent_agency_id.name,
            # that there is none only where the law says so
            "time_limit": self._time_limit_words() or (NO_LIMIT if self._channel_line().no_limit else UNKNOWN_LIMIT),
            "extra": [
                f"{wording.duration_words(extra.duration)} ({EXTRA_WORDS[extra.label]})" for extra in self._extra_time()
            ],
            "received": self._moment_words(self.received_at),
            "clock_start": self._moment_words(self.clock_start_at),
            "start_moved": self.clock_start_at != self.received_at,
            "due_original": self._moment_words(self.due_original) if self.due_original else "",
            "due": self._moment_words(self.due_at) if self.due_at else "",
            "moved": self.due_at != self.due_original,
            "ledger": [
                line | {"amount": AMOUNT_WORDS.get(entry["kind"], "%s") % line["amount"]}
                for entry, line in zip(self.due_ledger or (), vietnamese._due_lines(), strict=True)
            ],
            "pauses": [
                {
                    "words": PAUSE_WORDS[pause.kind],
                    "start": self._moment_words(pause.start_at),
                    "end": self._moment_words(pause.end_at) if pause.end_at else "",
                    "reason": pause.reason or "",
                }
                for pause in self.pause_ids.sorted("start_at")
            ],
            "extensions": [
                {
                    "title": letter.title,
                    "number": letter.name,
                    "day": self._day_words(letter.issued_at),
                    "due": self._moment_words(letter.new_due_at),
                    "reason": letter.reason,
                }
                for letter in self.letter_ids.sorted("issued_at")
                if letter.kind == "apology" and letter.new_due_at
            ],
        }
