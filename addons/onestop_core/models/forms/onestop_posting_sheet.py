from odoo import models
from odoo.exceptions import UserError

from ...engine import barcode
from ...engine.fee_text import fee_words
from ...engine.limit_text import limit_words

# These are words of posted sheets, Vietnamese whatever language the reader has set.
CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính công ích"}
SCOPE_WORDS = {
    "full": "Dịch vụ công trực tuyến toàn trình",
    "partial": "Dịch vụ công trực tuyến một phần",
    "none": "Chỉ cung cấp thông tin trực tuyến",
}
REASON_WORDS = {
    "presence": "người yêu cầu phải có mặt",
    "field_check": "phải xác minh thực địa",
    "incident": "sự cố kỹ thuật",
    "technical": "lý do kỹ thuật khác",
}


def day_words(day):
    return day.strftime("%d/%m/%Y") if day else ""


def _sentence(text):
    """``text`` as it stands at the beginning of a line, with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


class OnestopProcedureChannel(models.Model):
    _inherit = "onestop.procedure.channel"

    def _time_limit_words(self):
        """The time limit as documents say it: in the law's own words where given, else with what may be added to it."""
        self.ensure_one()
        words = [self._limit_words()]
        if words[0] and words[0] != limit_words(self._limit_parts()):
            return words[0]
        if self.verification_days:
            words.append(f"thêm {self.verification_days:02d} ngày làm việc nếu phải xác minh")
        if self.hard_area_days:
            words.append(f"thêm {self.hard_area_days:02d} ngày làm việc ở địa bàn khó khăn")
        return "; ".join(filter(None, words))


class OnestopProcedure(models.Model):
    """What the posted sheet of a procedure says (NĐ 63/2010/NĐ-CP art. 8 lists the parts). Its look stands in ``report/``."""

    _name = "onestop.procedure"
    _inherit = ["onestop.procedure", "onestop.form.mixin"]

    def _check_printable(self, report):
        if not self._version_on(self.env["onestop.agency"]._today()):
            raise UserError(self.env._("%s is not in force: there is nothing to post.", self.display_name))
        return super()._check_printable(report)

    def _published(self, code):
        """The procedure of this code if a version of it is in force, or none: what everybody may read."""
        procedure = self.search([("code", "=", code.strip()[:64])], limit=1)
        return (
            procedure
            if procedure and procedure._version_on(self.env["onestop.agency"]._today())
            else procedure.browse()
        )

    def _posting_values(self):
        """Values of the sheet of the version in force: texts ready to print, empty where there is nothing."""
        self.ensure_one()
        version = self._version_on(self.env["onestop.agency"]._today())
        channels = [self._channel_words(line) for line in version.channel_ids.sorted()]
        bodies = {
            "Cơ quan có thẩm quyền": version.competent_body,
            "Cơ quan thực hiện": version.executing_body,
            "Cơ quan phối hợp": version.coordinating_body,
            "Cơ quan được ủy quyền": version.authorised_body,
            "Nơi tiếp nhận hồ sơ": version.reception_place,
        }
        return {
            "title": version.name,
            "code": self.code,
            "sector": self.sector_id.name,
            "online": self._online_words(),
            "address": self._public_url(),
            "qr": barcode.data_uri(barcode.qr_svg(self._public_url())),
            "decision": self._decision_words(version),
            "version": f"Phiên bản {version.number}, có hiệu lực từ ngày {day_words(version.valid_from)}",
            "applicants": version.applicants or "",
            "papers": self._paper_groups(version),
            "channels": self._joined(channels),
            "time_limits": self._in_short(channels, "time_limit"),
            "fees": self._in_short(channels, "fee"),
            "steps": [
                (line.case_id.name or line.heading or "", line.text)
                for line in version.instruction_ids.sorted()
                if line.text
            ],
            "conditions": version.conditions or "",
            "results": version._results().mapped("name"),
            "bodies": [(label, value) for label, value in bodies.items() if value],
            "legal_bases": [self._legal_words(line) for line in version.legal_basis_ids.sorted()],
            **self._complaint_words(),
        }

    def _online_words(self):
        line = self._classification_line(self.env["onestop.agency"]._today())
        scope = line._views()[1]
        if not scope:
            return ""
        reason = REASON_WORDS.get(line.partial_reason) if scope == "partial" else None
        return f"{SCOPE_WORDS[scope]}: {reason}. {line.partial_legal_text}" if reason else SCOPE_WORDS[scope]

    def _decision_words(self, version):
        if not version.decision:
            return ""
        words = f"Công bố theo Quyết định số {version.decision}"
        if version.decision_date:
            words += f" ngày {day_words(version.decision_date)}"
        return f"{words} của {version.issuing_body}" if version.issuing_body else words

    def _paper_groups(self, version):
        """``[(case name, [rows])]``, the papers of all cases first; each group counts its papers from 1."""
        groups = []
        for case in [version.case_ids[:0], *version.case_ids.sorted()]:
            rows, number = [], 0
            for line in version.component_ids.sorted().filtered(
                lambda line, case=case: line.case_id == case and line.condition != "repeated"
            ):
                number += not line.is_note
                remarks = [
                    "" if line.is_note else line._condition_words(),
                    "trả lại bản chính cùng kết quả" if line.original_to_return else "",
                    "không phải nộp nếu khai thác được từ cơ sở dữ liệu quốc gia" if line.in_national_data else "",
                    "có mẫu tải về" if line.form_url else "",
                ]
                rows.append(
                    {
                        "number": "" if line.is_note else number,
                        "name": line.name,
                        "remark": "; ".join(filter(None, remarks)),
                        "counts": () if line.is_note else (line.originals, line.certified_copies, line.copies),
                    }
                )
            if rows:
                groups.append((case.name or "", rows))
        return groups

    def _channel_words(self, line):
        return {
            "channel": CHANNEL_WORDS[line.channel],
            "case": line.case_id.name or "",
            "time_limit": line._time_limit_words(),
            "fee": fee_words(line.fee_text),
            "note": line.note or "",
        }

    @staticmethod
    def _joined(channels):
        """Rows that differ in the channel only, as one row for these channels."""
        rows = {}
        for line in channels:
            rows.setdefault((line["case"], line["time_limit"], line["fee"], line["note"]), []).append(line["channel"])
        return [
            {"channels": names, "case": case, "time_limit": _sentence(time_limit), "fee": _sentence(fee), "note": note}
            for (case, time_limit, fee, note), names in rows.items()
        ]

    @staticmethod
    def _in_short(channels, name):
        """``[(channels and case, text)]`` of each text once; without a label if it holds for all."""
        texts = {}
        for line in channels:
            if line[name]:
                texts.setdefault((line[name], line["case"]), []).append(line["channel"].lower())
        if len({text for text, _case in texts}) < 2 and not any(case for _text, case in texts):
            return [("", _sentence(text)) for text, _case in texts]
        labels = [", ".join(filter(None, (case, *names))) for (_text, case), names in texts.items()]
        return [(_sentence(label), text) for label, (text, _case) in zip(labels, texts, strict=True)]

    def _legal_words(self, line):
        words = f"{line.name or ''}"
        if line.issued_on:
            words += f" ngày {day_words(line.issued_on)}"
        if line.issuing_body:
            words += f" của {line.issuing_body}"
        return ": ".join(filter(None, (words.strip(), line.abstract)))

    def _complaint_words(self):
        """Whom to call about the procedure: the agency of the person who prints, if that is a single one."""
        agency = self.env.user._onestop_posts().agency_id
        if len(agency) != 1:
            return {"agency": "", "hotline": ""}
        return {"agency": agency.name, "hotline": agency._nearest("hotline")}


class OnestopSector(models.Model):
    """The posted sheet of a sector: a table of contents, and the procedures in short."""

    _name = "onestop.sector"
    _inherit = ["onestop.sector", "onestop.form.mixin"]

    def _posted_procedures(self):
        """Procedures of the sector that desks receive today, by name."""
        self.ensure_one()
        today = self.env["onestop.agency"]._today()
        return self.procedure_ids.filtered(lambda line: not line.excluded and line._version_on(today)).sorted("name")

    def _check_printable(self, report):
        if not self._posted_procedures():
            raise UserError(
                self.env._("No procedure of the sector “%s” is in force: there is nothing to post.", self.name)
            )
        return super()._check_printable(report)

    def _posting_values(self):
        """Values of the sheet: texts ready to print."""
        procedures = self._posted_procedures()
        return {
            "title": f"Danh mục thủ tục hành chính lĩnh vực {self.name}",
            "day": day_words(self.env["onestop.agency"]._today()),
            "procedures": [procedure._posting_values() for procedure in procedures],
            **procedures[:1]._complaint_words(),
        }
