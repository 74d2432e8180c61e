from odoo import api, fields, models
from odoo.fields import Domain

COMMUNE, PROVINCE, DISTRICT, CENTRE = "agency_kha_phong", "agency_hanam", "agency_kim_bang", "agency_centre"
# code, name, kind, who sets it
TYPES = (
    ("PKTHT", "Phí khai thác, sử dụng thông tin trong cơ sở dữ liệu hộ tịch", "charge", "Bộ Tài chính"),
    ("PCTCK", "Phí chứng thực chữ ký", "charge", "Bộ Tài chính"),
    ("PCTBS", "Phí chứng thực bản sao từ bản chính", "charge", "Bộ Tài chính"),
    ("PLLTP", "Phí cung cấp thông tin lý lịch tư pháp", "charge", "Bộ Tài chính"),
    ("LPHT01", "Lệ phí hộ tịch", "levy", "HĐND tỉnh"),
    ("LPHKD", "Lệ phí đăng ký hộ kinh doanh", "levy", "HĐND tỉnh"),
)
OFF = (("child", 10_000), ("poor", 10_000), ("merit", 10_000))
# decision, title, date, set by, agency, from when, rules: (procedure, fee, values, exemptions)
SCHEDULES = (
    (
        "281/2016/TT-BTC", "Phí khai thác thông tin hộ tịch", "2016-11-14", "Bộ Tài chính", None, "2017-01-01",
        (("2.000635", "PKTHT", {"method": "per_unit", "amount": 8000, "unit": "bản sao", "retention_share": 5000, "note": "Điều 4"}, OFF[2:]),),
    ),
    (
        "226/2016/TT-BTC", "Phí chứng thực", "2016-11-11", "Bộ Tài chính", None, "2017-01-01",
        (("2.000884", "PCTCK", {"amount": 10_000, "pieces_unit": "trường hợp", "retention_share": 5000, "note": "Điều 4"}, ()),),
    ),
    (
        "244/2016/TT-BTC", "Phí cung cấp thông tin lý lịch tư pháp", "2016-11-11", "Bộ Tài chính", None, "2017-01-01",
        (("2.000488", "PLLTP", {"amount": 200_000, "retention_share": 10_000, "note": "Điều 4"}, (("poor", 10_000), ("merit", 5000))),),
    ),
    (
        "26/2021/NQ-HĐND", "Mức thu lệ phí trên địa bàn tỉnh Hà Nam", "2021-12-08", "HĐND tỉnh Hà Nam", PROVINCE, "2022-01-01",
        (
            ("1.004873", "LPHT01", {"method": "per_unit", "amount": 15_000, "unit": "bản", "note": "Điều 2 khoản 1"}, OFF),
            ("1.001612", "LPHKD", {"amount": 100_000, "channel": "direct", "note": "Điều 2 khoản 5"}, ()),
            ("1.001612", "LPHKD", {"amount": 0, "channel": "online", "note": "Điều 2 khoản 6"}, ()),
        ),
    ),
)  # fmt: skip


class OnestopFeeDemo(models.AbstractModel):
    """The money of the demo world. A database without demo data has this class and never runs it."""

    _name = "onestop.fee.demo"
    _description = "Demo Data of Payment"

    @api.model
    def _load(self):
        """Rates in force, one schedule that waits for its second person, accounts, receipts, and what some dossiers owe."""
        self.env["onestop.demo"]._set_passwords("onestop_payment")
        self._load_schedules()
        self._load_accounts()
        self._load_series()
        self._load_dues()

    def _core(self, name):
        return self.env.ref(f"onestop_core.{name}")

    def _person(self, name):
        return self.env.ref(f"onestop_payment.user_{name}")

    def _load_schedules(self):
        types = {
            code: self.env["onestop.fee.type"].create(
                {"code": code, "name": name, "kind": kind, "authority": authority}
            )
            for code, name, kind, authority in TYPES
        }
        for number, name, issued_on, authority, agency, valid_from, rules in SCHEDULES:
            schedule = self._schedule(number, name, issued_on, authority, agency, valid_from, rules, types)
            schedule.write(
                {
                    "state": "confirmed",
                    "proposed_by_id": self._person("hanam_taichinh").id,
                    "confirmed_by_id": self._person("kimbang_pheduyet").id,
                    "confirmed_at": fields.Datetime.now(),
                }
            )
        # the open problem: drafted, proposed, and nobody has confirmed it yet
        copies = {
            "method": "bands", "unit": "trang", "pieces_unit": "bản", "maximum": 200_000, "retention_share": 5000, "note": "Điều 4",
            "band_ids": [(0, 0, {"sequence": 1, "upto": 2, "amount": 2000}), (0, 0, {"sequence": 2, "amount": 1000})],
        }  # fmt: skip
        waiting = self._schedule(
            "226/2016/TT-BTC", "Phí chứng thực bản sao", "2016-11-11", "Bộ Tài chính", DISTRICT, "2017-01-01",
            (("2.000815", "PCTBS", copies, ()),), types,
        )  # fmt: skip
        waiting.write({"state": "proposed", "proposed_by_id": self._person("kimbang_taichinh").id})

    def _schedule(self, number, name, issued_on, authority, agency, valid_from, rules, types):
        return self.env["onestop.fee.schedule"].create(
            {
                "number": number,
                "name": name,
                "issued_on": issued_on,
                "authority": authority,
                "agency_id": self._core(agency).id if agency else False,
                "valid_from": valid_from,
                "rule_ids": [
                    (
                        0,
                        0,
                        {
                            "sequence": sequence,
                            "procedure_id": self._core(f"procedure_{code.replace('.', '_')}").id,
                            "type_id": types[fee].id,
                            "exemption_ids": [
                                (
                                    0,
                                    0,
                                    {
                                        "group_id": self.env.ref(f"onestop_payment.exemption_group_{group}").id,
                                        "share": share,
                                    },
                                )
                                for group, share in exemptions
                            ],
                            **values,
                        },
                    )
                    for sequence, (code, fee, values, exemptions) in enumerate(rules)
                ],
            }
        )

    def _load_accounts(self):
        for agency, number in ((COMMUNE, "0351000123456"), (CENTRE, "0351000765432")):
            holder = self._core(agency)
            for kind in ("charge", "levy"):
                self.env["onestop.fee.account"].create(
                    {
                        "agency_id": holder.id,
                        "kind": kind,
                        "number": number,
                        "holder": holder.name,
                        "bank_name": "Vietcombank – Chi nhánh Hà Nam",
                        "bank_bin": "970436",
                        "valid_from": "2022-01-01",
                    }
                ).write(
                    {
                        "state": "confirmed",
                        "confirmed_by_id": self._person("kimbang_pheduyet").id,
                        "confirmed_at": fields.Datetime.now(),
                    }
                )

    def _load_series(self):
        form = self.env.ref("onestop_payment.receipt_form_ebl01")
        for agency, charge, levy in ((COMMUNE, "AA", "AB"), (DISTRICT, "CA", "CB"), (CENTRE, "HA", "HB")):
            for kind, letters in (("charge", charge), ("levy", levy)):
                self.env["onestop.fee.receipt.series"].create(
                    {
                        "form_id": form.id,
                        "letters": letters,
                        "agency_id": self._core(agency).id,
                        "kind": kind,
                        "valid_from": form.valid_from,
                    }
                )

        self._load_lost_receipts()

    def _load_lost_receipts(self):
        """A book of the time of paper that burned, of which the tax authority is still to be told."""
        form = self.env.ref("onestop_payment.receipt_form_01blp2")
        series = self.env["onestop.fee.receipt.series"].create(
            {
                "form_id": form.id, "letters": "28AA", "agency_id": self._core(COMMUNE).id, "kind": "levy",
                "first_number": 1, "last_number": 500, "valid_from": "2025-01-01", "valid_to": "2026-06-30",
            }
        )  # fmt: skip
        loss = {"series_id": series.id, "first_number": 201, "last_number": 250, "cause": "burned"}
        loss["words"] = "Chập điện kho lưu trữ, một quyển biên lai trắng bị cháy"
        self.env["onestop.fee.receipt.loss"].create(loss)

    def _load_dues(self):
        """What dossiers of the commune owe: those that are closed have paid by transfer, of the others every second one; one
        payer wants money back.
        """
        codes = ("2.000635", "2.000884", "1.004873")
        dossiers = self.env["onestop.dossier"].search(
            Domain("received_agency_id", "=", self._core(COMMUNE).id)
            & Domain("procedure_id.code", "in", codes)
            & Domain("state", "in", ("received", "processing", "supplement", "ready", "returned")),
            order="id",
        )
        cashier = self._core("user_khaphong_thuphi")
        payments = self.env["onestop.fee.payment"]
        still_open = dossiers.filtered(lambda one: one.state in ("received", "processing"))
        for number, dossier in enumerate(dossiers):
            dues = dossier._make_dues("reception")
            for due in dues.filtered(lambda one: one.state == "asked"):
                due.with_user(cashier).answer(quantity=1 + number % 3)
            if dues and (dossier not in still_open or dossier in still_open[1::2]):
                payments |= payments.with_user(cashier)._collect(
                    dues.with_user(cashier), "transfer", sum(dues.mapped("remaining")), reference=f"FT{26_330_000 + number}",
                )  # fmt: skip
        self.env.cr.flush()
        if payments:
            payments[-1].with_user(cashier)._refund(
                "Công dân nộp trùng", method="transfer", account="0123456789 – BIDV – Nguyễn Văn Bình"
            )
