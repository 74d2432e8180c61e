"""28 records of the kinds that the national catalogue really has, and what a right import makes of each.

The words are those of the catalogue, shortened; ``expect`` was written by hand from the law and the words, not from the
reading that is tested. ``limit`` is the limit of every row ("8 working_day"), ``no`` where the law sets none, ``?`` where
only a person can know it; ``papers`` is what each row is, ``cases`` which headings most likely are cases.
"""

import json
from pathlib import Path

ROWS = json.loads((Path(__file__).parent / "data" / "catalogue_variety.json").read_text())


def record(row, **changes):
    """The record of the national export that a row stands for."""
    headings = row.get("headings", [""])
    return {
        "stt": "1",
        "ma_tthc": row["code"],
        "ten_tthc": row["name"],
        "linh_vuc": "Lĩnh vực thử",
        "cap_thuc_hien": "Cấp xã",
        "co_quan_thuc_hien": row["bodies"],
        "tu_khoa": "",
        "trang_thai": "Đã công khai",
        "cach_thuc_thuc_hien": [
            {"hinh_thuc_nop": channel, "thoi_gian": limit, "phi_le_phi": fee, "mo_ta": note}
            for group in row["channels"]
            for channel in group["channels"]
            for limit, fee, note in [group["texts"]]
        ],
        "trinh_tu_thuc_hien": [
            {"truong_hop_xu_ly": heading, "mo_ta_chi_tiet": f"Bước {number}"} for number, heading in enumerate(headings, 1)
        ],
        "tphs": [
            {"ma_tphs": code, "ten_giay_to": name, "ban_chinh": "o" in marks, "ban_sao": "c" in marks, "bm_dien_tu": "Không"}
            for marks, code, name in row["papers"]
        ],
        "kqth": [{"ma_ket_qua": "", "ten_ket_qua": name} for name in row.get("results", ["Kết quả"])],
        "ccpl": [
            {"so_ky_hieu": name, "trich_yeu": abstract, "ngay_ban_hanh": issued, "ngay_hieu_luc": effective}
            for name, abstract, issued, effective in row.get("bases", [])
        ],
        **changes,
    }  # fmt: skip
