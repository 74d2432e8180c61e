import json
from datetime import datetime, timezone
from unittest import TestCase

from ...engine import national, transitions

RECEIVED = datetime(2026, 11, 23, 2, 15, tzinfo=timezone.utc)

# as the service wants them
FIELDS = [
    "MaHoSo",
    "SoBienNhan",
    "MaTTHC",
    "TenTTHC",
    "MaLinhVuc",
    "TenLinhVuc",
    "ChuHoSo",
    "LoaiDoiTuong",
    "MaDoiTuong",
    "ThongTinKhac",
    "Email",
    "Fax",
    "SoDienThoai",
    "TrichYeuHoSo",
    "NgayTiepNhan",
    "NgayHenTra",
    "NgayTra",
    "NgayKetThucXuLy",
    "TrangThaiHoSo",
    "ThongTinTra",
    "HinhThuc",
    "DonViXuLy",
    "GhiChu",
    "TaiLieuNop",
    "DanhSachLePhi",
    "DanhSachTepDinhKemKhac",
    "DanhSachHoSoBoSung",
    "DanhSachGiayToKetQua",
    "NoiNopHoSo",
    "HoSoCoThanhPhanSoHoa",
    "NgayTuChoi",
    "SoDinhDanh",
    "NgayNopHoSo",
]


def dossier(**changes):
    values = {
        "code": "H99.11-261123-0001",
        "procedure_code": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "sector_code": "G15-TP01",
        "sector_name": "Hộ tịch",
        "applicant_name": "Nguyễn Thị Thử",
        "applicant_kind": "person",
        "applicant_number": "001300000001",
        "status": 2,
        "channel": "direct",
        "result_channel": "post",
        "agency_code": "H99.11",
        "received_at": RECEIVED,
    }
    return national.Dossier(**{**values, **changes})


class TestEngineNational(TestCase):
    def test_moments_are_vietnamese(self):
        self.assertEqual(national.moment(RECEIVED), "20261123091500")
        self.assertEqual(national.moment(datetime(2026, 12, 31, 17, 0, tzinfo=timezone.utc)), "20270101000000")
        self.assertEqual(national.moment(None), "")
        with self.assertRaises(ValueError):
            national.moment(datetime(2026, 1, 1))  # noqa: DTZ001

    def test_record(self):
        record = national.sync_record(dossier())
        self.assertEqual(set(record), set(FIELDS))
        for name, value in (
            ("MaHoSo", "H99.11-261123-0001"),
            ("NgayTiepNhan", "20261123091500"),
            ("NgayNopHoSo", "20261123091500"),
            ("NgayTra", ""),
            ("TrangThaiHoSo", "2"),
            ("LoaiDoiTuong", "1"),
            ("HinhThuc", "1"),
            ("NoiNopHoSo", "1"),
            ("TrichYeuHoSo", "Đăng ký khai sinh"),
        ):
            self.assertEqual(record[name], value, name)
        self.assertEqual(json.loads(json.dumps(record)), record)

    def test_channels_and_kinds(self):
        for channel, code in (("direct", "1"), ("online", "2"), ("post", "3")):
            self.assertEqual(national.sync_record(dossier(channel=channel))["NoiNopHoSo"], code)
        for channel, code in (("direct", "0"), ("online", "0"), ("post", "1")):
            self.assertEqual(national.sync_record(dossier(result_channel=channel))["HinhThuc"], code)
        self.assertEqual(national.sync_record(dossier(applicant_kind="organisation"))["LoaiDoiTuong"], "2")

    def test_statuses(self):
        codes = {code for code in transitions.NATIONAL_STATUS.values() if code}
        self.assertEqual(codes, set(range(1, 11)))
        for code in codes:
            self.assertEqual(national.sync_record(dossier(status=code))["TrangThaiHoSo"], str(code))
        for code in (0, 11):
            with self.assertRaises(ValueError):
                national.sync_record(dossier(status=code))

    def test_papers_supplements_results(self):
        record = national.sync_record(
            dossier(
                papers=(
                    national.Paper("KQ.1", "Tờ khai", 1, (("5", "to-khai.pdf"),)),
                    national.Paper("KQ.2", "Giấy chứng sinh", 2),
                ),
                supplements=(national.Supplement("01/PBS", "A", "Bổ sung", RECEIVED),),
                results=(national.Result("Giấy khai sinh", "KQ.9", "12/2026"),),
            )
        )
        [file] = record["TaiLieuNop"]
        self.assertEqual(
            (file["TepDinhKemId"], file["TenTepDinhKem"], file["MaThanhPhanHoSo"]), ("5", "to-khai.pdf", "KQ.1")
        )
        self.assertEqual(
            record["DanhSachTepDinhKemKhac"], [{"TenGiayTo": "Giấy chứng sinh", "SoLuong": "2", "LoaiGiayTo": "KQ.2"}]
        )
        [supplement] = record["DanhSachHoSoBoSung"]
        self.assertEqual((supplement["NgayBoSung"], supplement["TrangThaiBoSung"]), ("20261123091500", "0"))
        [result] = record["DanhSachGiayToKetQua"]
        self.assertEqual((result["TenGiayTo"], result["GiayToId"]), ("Giấy khai sinh", "12/2026"))

    def test_progress(self):
        record = national.progress_record(
            national.Progress("M", "A", "Chuyên viên", RECEIVED, "Xã Một", "Chuyển", 4, begun_at=RECEIVED)
        )
        self.assertEqual(
            record,
            {
                "MaHoSo": "M",
                "NguoiXuLy": "A",
                "ChucDanh": "Chuyên viên",
                "ThoiDiemXuLy": "20261123091500",
                "PhongBanXuLy": "Xã Một",
                "NoiDungXuLy": "Chuyển",
                "TrangThai": "4",
                "NgayBatDau": "20261123091500",
                "NgayKetThucTheoQuyDinh": "",
            },
        )

    def test_envelope(self):
        self.assertEqual(
            national.envelope(national.SYNC, [{}], updating=True),
            {"service": "DongBoHoSoMC", "isUpdating": True, "data": [{}]},
        )
