"""Dossiers as the national system records them: the services DongBoHoSoMC and CapNhatTienDoHoSoMC.

Plain data in, plain data out: the keys of the results are the field names of the services, moments are
``yyyyMMddHHmmss`` in Vietnamese time (GMT+7), the status is one of the ten national codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from .transitions import NATIONAL_STATUS

SYNC, PROGRESS = "DongBoHoSoMC", "CapNhatTienDoHoSoMC"

_VIETNAM = timezone(timedelta(hours=7))

APPLICANT_KINDS = {"person": "1", "organisation": "2"}


@dataclass(frozen=True)
class Codes:
    """The numbers of the national system on a day; those of ``CODES`` until a later rule says otherwise."""

    # code of the status by state
    statuses: Mapping[str, int | None]
    # how the dossier was handed in, as the national catalogue numbers channels
    channels: Mapping[str, str]
    # how the result is handed over: by post or not
    return_by: Mapping[str, str]


CODES = Codes(
    statuses=NATIONAL_STATUS,
    channels={"direct": "1", "online": "2", "post": "3"},
    return_by={"direct": "0", "online": "0", "post": "1"},
)


@dataclass(frozen=True)
class Fee:
    """A fee or charge of a dossier. ``amount`` is in đồng; ``collected`` (HinhThucThu) and ``kind`` (LoaiPhiLePhi) are
    codes of the national system, which are unverified: whoever takes the money gives them.
    """

    name: str
    code: str
    amount: int
    collected: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Supplement:
    """A request for supplement and what became of it."""

    number: str
    asked_by: str
    content: str
    asked_at: datetime
    taken_by: str = ""
    taken_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A component that was handed in; ``files`` are pairs of identifier and file name."""

    code: str
    name: str
    count: int
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Result:
    """A result that was given: its kind by the national catalogue, and its own number."""

    name: str
    code: str
    number: str


@dataclass(frozen=True)
class Dossier:
    """What the national record says about a dossier. Moments are aware; an unknown text is empty."""

    code: str
    procedure_code: str
    procedure_name: str
    sector_code: str
    sector_name: str
    applicant_name: str
    applicant_kind: str
    applicant_number: str
    status: int
    channel: str
    result_channel: str
    agency_code: str
    phone: str = ""
    email: str = ""
    summary: str = ""
    note: str = ""
    return_info: str = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    returned_at: datetime | None = None
    settled_at: datetime | None = None
    refused_at: datetime | None = None
    digitised: bool = False
    papers: tuple[Paper, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    results: tuple[Result, ...] = ()
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True)
class Progress:
    """One step of a dossier's way."""

    code: str
    officer: str
    title: str
    at: datetime
    department: str
    content: str
    status: int
    begun_at: datetime | None = None
    due_at: datetime | None = None


def moment(value: datetime | None) -> str:
    """``20261123091500`` in Vietnamese time, an empty text for None.

    :raises ValueError: a moment without a zone
    """
    if value is None:
        return ""
    if value.tzinfo is None:
        raise ValueError("a moment without a zone")
    return value.astimezone(_VIETNAM).strftime("%Y%m%d%H%M%S")


def _status(code: int, codes: Codes) -> str:
    if code is None or code not in codes.statuses.values():
        raise ValueError(f"no national status: {code}")
    return str(code)


def sync_record(dossier: Dossier, codes: Codes = CODES) -> dict:
    """The record of a dossier for DongBoHoSoMC.

    :raises ValueError: a status that is none of ``codes``
    """
    return {
        "MaHoSo": dossier.code,
        "SoBienNhan": dossier.code,
        "MaTTHC": dossier.procedure_code,
        "TenTTHC": dossier.procedure_name,
        "MaLinhVuc": dossier.sector_code,
        "TenLinhVuc": dossier.sector_name,
        "ChuHoSo": dossier.applicant_name,
        "LoaiDoiTuong": APPLICANT_KINDS[dossier.applicant_kind],
        "MaDoiTuong": dossier.applicant_number,
        "ThongTinKhac": "",
        "Email": dossier.email,
        "Fax": "",
        "SoDienThoai": dossier.phone,
        "TrichYeuHoSo": dossier.summary or dossier.procedure_name,
        "NgayNopHoSo": moment(dossier.submitted_at or dossier.received_at),
        "NgayTiepNhan": moment(dossier.received_at),
        "NgayHenTra": moment(dossier.due_at),
        "NgayTra": moment(dossier.returned_at),
        "NgayKetThucXuLy": moment(dossier.settled_at),
        "NgayTuChoi": moment(dossier.refused_at),
        "TrangThaiHoSo": _status(dossier.status, codes),
        "ThongTinTra": dossier.return_info,
        "HinhThuc": codes.return_by[dossier.result_channel],
        "NoiNopHoSo": codes.channels[dossier.channel],
        "DonViXuLy": dossier.agency_code,
        "GhiChu": dossier.note,
        "SoDinhDanh": dossier.applicant_number,
        "HoSoCoThanhPhanSoHoa": "1" if dossier.digitised else "0",
        "TaiLieuNop": [
            {
                "TepDinhKemId": identifier,
                "TenTepDinhKem": name,
                "IsDeleted": "False",
                "MaThanhPhanHoSo": paper.code,
                "DuongDanTaiTepTin": "",
            }
            for paper in dossier.papers
            for identifier, name in paper.files
        ],
        "DanhSachLePhi": [_fee(fee) for fee in dossier.fees],
        "DanhSachTepDinhKemKhac": [
            {"TenGiayTo": paper.name, "SoLuong": str(paper.count), "LoaiGiayTo": paper.code}
            for paper in dossier.papers
            if not paper.files
        ],
        "DanhSachHoSoBoSung": [_supplement(dossier, one) for one in dossier.supplements],
        "DanhSachGiayToKetQua": [
            {
                "TenGiayTo": result.name,
                "MaThanhPhanHoSo": result.code,
                "GiayToId": result.number,
                "DuongDanTepTinKetQua": "",
            }
            for result in dossier.results
        ],
    }


def _fee(fee: Fee) -> dict:
    return {
        "TenPhiLePhi": fee.name,
        "MaPhiLePhi": fee.code,
        "HinhThucThu": fee.collected,
        "Gia": str(fee.amount),
        "LoaiPhiLePhi": fee.kind,
    }


def _supplement(dossier: Dossier, one: Supplement) -> dict:
    return {
        "HoSoBoSungId": f"{dossier.code}/{one.number}",
        "NguoiYeuCauBoSung": one.asked_by,
        "NoiDungBoSung": one.content,
        "NgayBoSung": moment(one.asked_at),
        "NguoiTiepNhanBoSung": one.taken_by,
        "ThongTinTiepNhan": "",
        "NgayTiepNhanBoSung": moment(one.taken_at),
        # 0 still waited for, 1 brought
        "TrangThaiBoSung": "1" if one.taken_at else "0",
        "DanhSachGiayToBoSung": [],
        "DanhSachLePhiBoSung": [_fee(fee) for fee in one.fees],
        "NgayHenTraTruoc": moment(one.due_before),
        "NgayHenTraMoi": moment(one.due_after),
    }


def progress_record(progress: Progress, codes: Codes = CODES) -> dict:
    """The record of a step for CapNhatTienDoHoSoMC.

    :raises ValueError: a status that is none of ``codes``
    """
    return {
        "MaHoSo": progress.code,
        "NguoiXuLy": progress.officer,
        "ChucDanh": progress.title,
        "ThoiDiemXuLy": moment(progress.at),
        "PhongBanXuLy": progress.department,
        "NoiDungXuLy": progress.content,
        "TrangThai": _status(progress.status, codes),
        "NgayBatDau": moment(progress.begun_at),
        "NgayKetThucTheoQuyDinh": moment(progress.due_at),
    }


def envelope(service: str, records: list[dict], *, updating: bool = False) -> dict:
    """The body of a call: ``isUpdating`` says whether the national system knows the dossiers already."""
    return {"service": service, "isUpdating": updating, "data": records}
