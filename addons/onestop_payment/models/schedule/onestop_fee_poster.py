from odoo import models

from ...engine import fees
from ...engine.words import amount_in_figures

CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Qua bưu chính"}


class OnestopFeeSchedule(models.Model):
    """The fee poster: what the collecting body posts for everybody to read (Law 97/2015/QH13 art. 14)."""

    _inherit = "onestop.fee.schedule"

    def _poster_values(self):
        """What the poster says, ready to print; Vietnamese whatever the reader's language."""
        self.ensure_one()
        schedule = self.sudo().with_context(lang="vi_VN")
        return {
            "title": "BẢNG NIÊM YẾT PHÍ, LỆ PHÍ",
            "agency": schedule.agency_id.name or "",
            "document": f"{schedule.name} (số {schedule.number}"
            + (f" ngày {schedule.issued_on:%d/%m/%Y}" if schedule.issued_on else "")
            + f", {schedule.authority})",
            "from": f"{schedule.valid_from:%d/%m/%Y}",
            "upto": f"{schedule.valid_to:%d/%m/%Y}" if schedule.valid_to else "",
            "draft": schedule.state != "confirmed",
            "rows": [
                rule._poster_row()
                for rule in schedule.rule_ids.sorted(lambda one: (one.kind, one.type_id.code, one.id))
            ],
        }


class OnestopFeeRule(models.Model):
    _inherit = "onestop.fee.rule"

    def _poster_row(self):
        self.ensure_one()
        moments = {
            "before": "Trước khi tiếp nhận", "reception": "Khi nộp hồ sơ", "result": "Khi nhận kết quả",
        }  # fmt: skip
        where = [CHANNEL_WORDS[self.channel]] if self.channel else []
        return {
            "kind": "Phí" if self.kind == "charge" else "Lệ phí",
            "fee": self.label or self.type_id.name,
            "procedure": self.procedure_id.name,
            "case": "; ".join(filter(None, (self.case_name, *where))),
            "level": self._level_words(),
            "moment": moments[self.moment],
            "exemptions": [
                f"{one.group_id.name}: "
                + ("miễn" if one.share == fees.WHOLE else f"giảm {fees.percent(one.share)}")
                + f" ({one.proof}; {one.legal_text})"
                for one in self.exemption_ids
            ],
        }

    def _level_words(self):
        """The rate as a sentence people understand, each part on a line of its own."""
        money = amount_in_figures
        unit = self.unit or "đơn vị"
        if self.method == fees.FIXED:
            lines = [money(self.amount) if self.amount else "Không thu"]
        elif self.method == fees.PER_UNIT:
            lines = [f"{money(self.amount)}/{unit}"]
        elif self.method == fees.PERCENT:
            lines = [f"{fees.percent(self.share)} {unit}"]
        else:
            lines = self._band_words(unit)
        if self.minimum:
            lines.append(f"Tối thiểu {money(self.minimum)}")
        if self.maximum:
            lines.append(f"Tối đa {money(self.maximum)}" + (f"/{self.pieces_unit}" if self.pieces_unit else ""))
        return lines

    def _band_words(self, unit):
        lines, begin = [], 1
        by_value = self.basis == fees.VALUE
        for band in self.band_ids:
            first = amount_in_figures(begin) if by_value else f"{unit} thứ {begin}"
            last = amount_in_figures(band.upto) if by_value else f"{unit} thứ {band.upto}"
            span = f"Từ {first} đến {last}" if band.upto else f"Từ {first} trở lên"
            rate = amount_in_figures(band.amount) if band.flat or not by_value else fees.percent(band.amount)
            lines.append(f"{span}: {rate}" + ("" if band.flat or by_value else f"/{unit}"))
            begin = band.upto + 1
        return lines
