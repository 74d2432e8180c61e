import json
from datetime import date
from pathlib import Path

LAYOUT = json.loads((Path(__file__).parents[2] / "data" / "receipt_layout_2_1_0.json").read_text(encoding="utf-8"))
RECEIPT = {
    "title": "BIÊN LAI THU LỆ PHÍ",
    "form": "EBL01",
    "symbol": "26TAB",
    "number": 7,
    "day": date(2026, 11, 23),
    "method": "Tiền mặt",
    "dossier": "000.01-261123-0001",
    "issuer_name": "UBND Xã Một",
    "tax_code": "0101234567",
    "budget_code": "1234567",
    "payer_name": "Trần Văn A & con <b>",
    "collector_name": "Lê Thị Bình",
    "lines": [
        {"position": 1, "kind": "Lệ phí", "code": "LPHT", "label": "Lệ phí hộ tịch", "quantity": 3, "unit": "bản", "amount": 24_000},
    ],
    "total": 24_000,
    "words": "Hai mươi bốn nghìn đồng",
}  # fmt: skip
CANCELLATION = RECEIPT | {"place": "Xã Một", "closed_day": date(2026, 11, 24), "closed_reason": "Trả lại tiền"}
# written by hand, from the description of the form
EXPECTED = (
    '<BLai><DLBLai Id="BL-1"><TTChung><PBan>2.1.0</PBan><TBLai>BIÊN LAI THU LỆ PHÍ</TBLai><KHMSBLai>EBL01</KHMSBLai>'
    "<KHBLai>26TAB</KHBLai><SBLai>7</SBLai><NLap>2026-11-23</NLap><DVTTe>VND</DVTTe><HTTToan>Tiền mặt</HTTToan>"
    "<MHSo>000.01-261123-0001</MHSo></TTChung><NDBLai><TCThu><Ten>UBND Xã Một</Ten><MST>0101234567</MST>"
    "<MDVQHNSach>1234567</MDVQHNSach></TCThu><NNT><Ten>Trần Văn A &amp; con &lt;b&gt;</Ten></NNT><NThu><Ten>Lê Thị Bình</Ten></NThu>"
    "<DSLPhi><LPhi><STT>1</STT><LPLPhi>Lệ phí</LPLPhi><MPLPhi>LPHT</MPLPhi><TLPhi>Lệ phí hộ tịch</TLPhi><SLuong>3</SLuong>"
    "<DVTinh>bản</DVTinh><TPhi>24000</TPhi></LPhi></DSLPhi><TToan><TgTTTBSo>24000</TgTTTBSo>"
    "<TgTTTBChu>Hai mươi bốn nghìn đồng</TgTTTBChu></TToan></NDBLai></DLBLai><DSCKS><TCThu/></DSCKS></BLai>"
)
