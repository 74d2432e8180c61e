import copy
import unicodedata
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ...engine import layout
from .samples import CANCELLATION, EXPECTED, LAYOUT, RECEIPT

SIGNATURE = f'<ds:Signature xmlns:ds="{layout.SIGNATURES}"/>'
RELATED = {
    "related_nature": 1, "related_form": "EBL01", "related_symbol": "26TAB", "related_number": 6,
    "related_day": date(2026, 11, 20), "related_reason": "Sai tên",
}  # fmt: skip


def built(kind="receipt", given=LAYOUT, **changes):
    values = (RECEIPT if kind == "receipt" else CANCELLATION) | changes
    return layout.build(given, kind, values, "BL-1").decode().partition("?>")[2].strip()


def signed(text, party="TCThu"):
    """With something in the place of the signature, which the schema asks for."""
    return text.replace(f"<{party}/></DSCKS>", f"<{party}>{SIGNATURE}</{party}></DSCKS>").encode()


def faults(text, kind="receipt", given=LAYOUT):
    return layout.faults(signed(text, "TCThu" if kind == "receipt" else "NNT"), layout.schema(given, kind))


class TestLayout(TestCase):
    def refused(self, tag, why, kind="receipt", **changes):
        with self.assertRaises(layout.ValueRefused) as caught:
            built(kind, **changes)
        self.assertEqual((caught.exception.tag, caught.exception.why), (tag, why))

    def test_a_receipt(self):
        layout.check(LAYOUT)
        self.assertEqual(built(), EXPECTED)
        self.assertEqual(faults(EXPECTED), [])

    def test_a_replacement_names_what_it_replaces(self):
        text = built(**RELATED)
        self.assertIn(
            "<TTBLLQuan><TCBLai>1</TCBLai><KHMSBLCLQuan>EBL01</KHMSBLCLQuan><KHBLCLQuan>26TAB</KHBLCLQuan>"
            "<SBLCLQuan>6</SBLCLQuan><NLBLCLQuan>2026-11-20</NLBLCLQuan><GChu>Sai tên</GChu></TTBLLQuan></TTChung>",
            text,
        )
        self.assertEqual(faults(text), [])

    def test_a_delegate(self):
        text = built(delegate_name="Bưu điện tỉnh", delegate_address="1 Trần Phú")
        self.assertIn("</TCThu><TCDUNhiem><Ten>Bưu điện tỉnh</Ten><DChi>1 Trần Phú</DChi></TCDUNhiem><NNT>", text)
        self.assertEqual(faults(text), [])

    def test_a_cancellation(self):
        text = built("cancellation")
        self.assertIn("<MSo>04/SS-CTĐT</MSo>", text)
        self.assertIn("<MST>0101234567</MST><DDanh>Xã Một</DDanh><NTBao>2026-11-24</NTBao>", text)
        self.assertEqual(faults(text, "cancellation"), [])

    def test_who_collects_has_one_of_two_codes_or_both(self):
        for codes, held in (
            ({"tax_code": ""}, "<Ten>UBND Xã Một</Ten><MDVQHNSach>1234567</MDVQHNSach></TCThu>"),
            ({"budget_code": ""}, "<Ten>UBND Xã Một</Ten><MST>0101234567</MST></TCThu>"),
        ):
            text = built(**codes)
            self.assertIn(held, text)
            self.assertEqual(faults(text), [])
        self.refused("MST", "missing", tax_code="", budget_code="")
        self.refused("MST", "wrong", tax_code="12345")
        # the notice of a mistake names one alone
        self.assertNotIn("MDVQHNSach", built("cancellation"))
        self.assertIn("<MDVQHNSach>1234567</MDVQHNSach>", built("cancellation", tax_code=""))

    def test_values_that_do_not_go_in(self):
        self.refused("Ten", "missing", payer_name=" \n")
        self.refused("Ten", "long", payer_name="A" * 401)
        self.refused("SBLai", "long", number=123_456_789)
        self.refused("SBLai", "wrong", number="7")
        self.refused("TgTTTBSo", "wrong", total=24_000.5)
        self.refused("NLap", "wrong", day="23/11/2026")
        self.refused("LPhi", "missing", lines=[])
        self.refused("TPhi", "wrong", lines=[RECEIPT["lines"][0] | {"amount": -1}])

    def test_long_words_of_a_fee_are_cut(self):
        text = built(lines=[RECEIPT["lines"][0] | {"label": "Ă" * 300}])
        self.assertIn(f"<TLPhi>{'Ă' * 100}</TLPhi>", text)
        self.assertEqual(faults(text), [])

    def test_letters_are_composed(self):
        text = built(payer_name=unicodedata.normalize("NFD", "Nguyễn Thị Đượm"))
        self.assertIn("<Ten>Nguyễn Thị Đượm</Ten>", text)

    @given(st.text(max_size=60), st.text(max_size=60), st.integers(1, 10**12))
    def test_whatever_people_are_called_it_is_valid(self, name, label, amount):
        line = RECEIPT["lines"][0] | {"label": f"P{label}", "amount": amount}
        text = built(payer_name=f"A{name}", lines=[line], total=amount)
        self.assertEqual(faults(text), [])
        self.assertTrue(unicodedata.is_normalized("NFC", text))

    def test_a_namespace(self):
        given_ = LAYOUT | {"namespace": "urn:thue"}
        root = etree.fromstring(built(given=given_))
        self.assertEqual({etree.QName(one).namespace for one in root.iter()}, {"urn:thue"})
        self.assertEqual(faults(built(given=given_), given=given_), [])
        self.assertTrue(faults(built(), given=given_))

    def test_another_version_is_other_data(self):
        other = copy.deepcopy(LAYOUT) | {"version": "3.0.0"}
        other["documents"]["receipt"]["nodes"][0]["nodes"].reverse()
        text = built(given=other)
        self.assertTrue(text.startswith('<BLai><DLBLai Id="BL-1"><TTChung><MHSo>'), text)
        self.assertIn("<PBan>3.0.0</PBan>", text)
        self.assertEqual(faults(text, given=other), [])
        self.assertTrue(faults(EXPECTED, given=other))

    def test_the_schema_refuses(self):
        self.assertEqual(faults(EXPECTED), [])
        for old, new in (
            ("<PBan>2.1.0</PBan>", ""),
            ("<KHBLai>26TAB</KHBLai><SBLai>7</SBLai>", "<SBLai>7</SBLai><KHBLai>26TAB</KHBLai>"),
            ("2026-11-23", "23/11/2026"),
            ("2026-11-23", "2026-11-23+07:00"),
            ("<SBLai>7<", "<SBLai>123456789<"),
            ("<SBLai>7<", "<SBLai>-7<"),
            ("<DVTTe>VND<", "<DVTTe>USD<"),
            ("<MST>0101234567</MST><MDVQHNSach>1234567</MDVQHNSach>", ""),
            ("<MST>0101234567</MST><MDVQHNSach>1234567</MDVQHNSach>", "<MDVQHNSach>1234567</MDVQHNSach><MST>0101234567</MST>"),
            ("0101234567", "101234567"),
            ("<TPhi>24000<", "<TPhi>24.000,5<"),
            ("<TPhi>24000<", "<TPhi>-24000<"),
            ("<Ten>Lê Thị Bình</Ten>", "<Ten/>"),
            (' Id="BL-1"', ""),
            (' Id="BL-1"', ' Id="1 2"'),
            ("</NDBLai>", "<Them/></NDBLai>"),
            ("<Ten>UBND Xã Một</Ten>", f"<Ten>{'A' * 401}</Ten>"),
        ):  # fmt: skip
            with self.subTest(new=new):
                self.assertIn(old, EXPECTED)
                self.assertTrue(faults(EXPECTED.replace(old, new)))
        self.assertTrue(layout.faults(EXPECTED.encode(), layout.schema(LAYOUT, "receipt")), "not signed")

    def test_layouts_that_are_none(self):
        def changed(*path, value):
            given_ = copy.deepcopy(LAYOUT)
            inner = given_
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = value
            return given_

        nodes = ("documents", "receipt", "nodes")
        deep = {"tag": "A", "fixed": "x"}
        for _level in range(9):
            deep = {"tag": "A", "nodes": [deep]}
        for wrong in (
            [],
            {},
            LAYOUT | {"version": ""},
            LAYOUT | {"documents": {"receipt": LAYOUT["documents"]["receipt"]}},
            changed("documents", "receipt", "root", value="B Lai"),
            changed("documents", "receipt", "time", value=""),
            changed(*nodes, value=[]),
            changed(*nodes, value=["PBan"]),
            changed(*nodes, value=[{"tag": "<", "fixed": "x"}]),
            changed(*nodes, value=[{"tag": "A", "name": "a", "type": "float", "max": 1}]),
            changed(*nodes, value=[{"tag": "A", "name": "a", "type": "text"}]),
            changed(*nodes, value=[{"tag": "A", "name": "a", "type": "text", "max": True}]),
            changed(*nodes, value=[{"tag": "A", "name": "a", "type": "text", "max": 9, "pattern": "("}]),
            changed(*nodes, value=[{"tag": "A", "name": "a", "type": "text", "max": 9, "pattern": "(?i:a)"}]),
            changed(*nodes, value=[{"tag": "A", "name": "a", "type": "text", "max": 9, "optional": True}] * 2),
            changed(*nodes, value=[{"some": [{"tag": "A", "fixed": "x"}]}]),
            changed(*nodes, value=[deep]),
            changed(*nodes, value=[{"tag": "A", "fixed": "x"}] * 301),
        ):
            with self.subTest(wrong=str(wrong)[:80]), self.assertRaises(layout.LayoutRefused):
                layout.check(wrong)
