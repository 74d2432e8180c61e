from odoo import fields, models
from odoo.addons.onestop_core.engine import barcode, wording

KIND_WORDS = {
    "original": "Bản chính",
    "certified": "Bản sao chứng thực",
    "copy": "Bản sao",
    "proof": "Chứng từ nộp phí",
    "result": "Kết quả",
}
SERVICE_WORDS = {
    "intake": "Nhận gửi hồ sơ",
    "result": "Chuyển trả kết quả",
    "between": "Chuyển hồ sơ giữa các cơ quan",
}
PAYER_WORDS = {
    "citizen": "Người gửi hồ sơ trả bằng tiền mặt hoặc chuyển khoản",
    "agency": "Cơ quan thanh toán theo hợp đồng",
}


def dong(amount):
    return f"{amount or 0:,} đ".replace(",", ".")


def _head(title, number, office, place, day):
    """The head of a document of the post, as the common layout takes it."""
    return {
        "superior": wording.balanced_lines(office.operator or "", 34) if office.operator else [],
        "issuer": wording.balanced_lines(office.name, 34),
        "number": number,
        "place": place,
        "date": wording.date_words(day),
        "form_number": "",
        "form_source": "",
        "title": title,
        "title_lines": wording.balanced_lines(title, 46),
        "code": number,
        "code_label": "Số hiệu",
        "running": f"{title} số {number}",
    }


class OnestopPostalShipment(models.Model):
    """What the slip of a packet says: every field of TT 17/2017/TT-BTTTT art. 9."""

    _name = "onestop.postal.shipment"
    _inherit = ["onestop.postal.shipment", "onestop.form.mixin"]

    def _print_copies(self, report):
        return ["Người gửi", "Bưu cục"]

    def _slip_values(self):
        """Texts ready to print, empty where there is nothing."""
        self.ensure_one()
        record = self.sudo()
        accepted = record._local(record.accepted_at or record.create_date)
        dossier = record.dossier_id
        head = _head("Phiếu gửi hồ sơ", record.name, record.office_id, record.agency_id._place_words(), accepted.date())
        return {
            **head,
            "paper": "a5",
            "barcode": barcode.data_uri(barcode.code128_svg(record.name)),
            "sender": [record.sender_name, record.sender_address, record.sender_phone, record.sender_email],
            "receiver": [record.receiver_name, record.receiver_address, record.receiver_phone, record.receiver_email],
            "moment": wording.moment_words(accepted),
            "office": f"{record.office_id.name}{', ' + record.office_id.address if record.office_id.address else ''}",
            "service": SERVICE_WORDS[record.direction],
            "procedure": f"{dossier.procedure_id.code} – {dossier.procedure_id.name}",
            "request": dossier.code or dossier.request_number or "",
            "papers": [
                {
                    "name": paper.name,
                    "kind": KIND_WORDS[paper.kind],
                    "pieces": f"{paper.pieces:02d}",
                    "back": paper.to_return,
                }
                for paper in record.paper_ids
            ],
            "weight": f"{record.weight:,} g".replace(",", "."),
            "pages": f"{record.page_count:02d}",
            "seal": record.seal_number or "",
            "price": dong(record.price),
            "price_words": record.price_words or "",
            "payment": PAYER_WORDS[record.payer],
            "relief": record.group_id.name or "",
            "fee": dong(record.fee_amount) if record.fee_amount else "",
            "receipt": record.fee_receipt or "",
            "promised": f"{record.promised_on:%d/%m/%Y}" if record.promised_on else "",
            "acceptor": record.accepted_by_id.name or "",
        }


class OnestopPostalHandover(models.Model):
    """What the minutes of a hand-over say; two copies, one for each side."""

    _name = "onestop.postal.handover"
    _inherit = ["onestop.postal.handover", "onestop.form.mixin"]

    def _print_copies(self, report):
        return ["Bên giao", "Bên nhận"]

    def _minutes_values(self):
        """Texts ready to print, empty where there is nothing."""
        self.ensure_one()
        record = self.sudo()
        moment = record.taken_at or record.given_at or record.create_date
        shown = fields.Datetime.context_timestamp(record.with_context(tz=record.agency_id._calendar().tz), moment)
        giver, taker = record._hands()
        rows = [
            {
                "item": line.shipment_id.name,
                "barcode": barcode.data_uri(barcode.code128_svg(line.shipment_id.name)),
                "dossier": line.dossier_id.code or line.dossier_id.request_number or "",
                "subject": line.dossier_id.procedure_id.name,
                "person": line.dossier_id.applicant_name,
                "originals": sum(line.shipment_id.paper_ids.filtered(lambda p: p.kind in ("original", "result")).mapped("pieces")),
                "copies": sum(line.shipment_id.paper_ids.filtered(lambda p: p.kind in ("certified", "copy", "proof")).mapped("pieces")),
                "pages": line.page_count or line.shipment_id.page_count,
                "fee": dong(line.fee_amount) if line.fee_amount else "",
                "remark": "; ".join(
                    filter(None, (f"KHÔNG NHẬN: {line.reason}" if line.refused else line.reason, line.difference))
                )
                or "Đủ",
            }
            for line in record.line_ids
        ]  # fmt: skip
        head = _head(
            "Biên bản giao nhận hồ sơ" if record.direction == "to_agency" or record.to_agency_id else "Biên bản giao nhận kết quả",
            record.name, record.office_id, record.agency_id._place_words(), shown.date(),
        )  # fmt: skip
        return {
            **head,
            "paper": "a4 landscape",
            "giver": giver["holder_name"],
            "taker": taker["holder_name"],
            "given_by": record.given_by_id.name or "",
            "taken_by": record.taken_by_id.name or "",
            "moment": wording.moment_words(shown) if record.taken_at else "",
            "rows": rows,
            "taken": f"{len(record.line_ids) - record.refused_count:02d}",
            "refused": f"{record.refused_count:02d}" if record.refused_count else "",
            "fees": dong(record.fee_total) if record.fee_total else "",
            "note": record.note or "",
        }
