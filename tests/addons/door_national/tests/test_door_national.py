from odoo.addons.onestop_core.engine import national
from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorNational(OnestopCase):
    def test_fees_are_those_of_the_module(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu trang 2", content="Trang 2"
        )
        dossier = dossier.sudo()
        record = national.sync_record(dossier._national_dossier())
        self.assertEqual((record["DanhSachLePhi"], record["DanhSachHoSoBoSung"][0]["DanhSachLePhiBoSung"]), ([], []))
        dossier.door_fee = 26000
        record = national.sync_record(dossier._national_dossier())
        rest = {"MaPhiLePhi": "LP01", "HinhThucThu": "1", "Gia": "26000", "LoaiPhiLePhi": "2"}
        self.assertEqual(record["DanhSachLePhi"], [{"TenPhiLePhi": "Lệ phí hộ tịch", **rest}])
        [supplement] = record["DanhSachHoSoBoSung"]
        self.assertEqual(
            supplement["DanhSachLePhiBoSung"],
            [{"TenPhiLePhi": f"Phí bổ sung {dossier.letter_ids.name}", **rest}],
        )
