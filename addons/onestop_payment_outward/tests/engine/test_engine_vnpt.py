from unittest import TestCase
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.engine import examined
from odoo.addons.onestop_core.engine.outbox import Fate

from ...engine import vnpt

CONTRACT = vnpt.Contract("admin", "p<&>w", "sv", "pw")
RECEIPT = vnpt.Receipt(
    key="EBL01-26TAB-7", pattern="EBL01", serial="26TAB", number=7, day="23/11/2026", dossier="H99.11-261123-0001",
    payer="Công ty A & B", payer_address="", method="cash", words="Hai mươi bốn nghìn đồng", total=24_000, levy=True,
    lines=(("LPHT", "Lệ phí hộ tịch", 3, 24_000),),
)  # fmt: skip


def asked(call):
    """``{name: text}`` of what a body asks, read by another parser."""
    operation, body = call
    [inner] = ElementTree.fromstring(body).find("{http://schemas.xmlsoap.org/soap/envelope/}Body")
    assert inner.tag == f"{{{vnpt.SERVICE}}}{operation}"
    return {one.tag.partition("}")[2]: one.text for one in inner}


def answer(operation, text, status=200):
    result = ElementTree.Element(f"{{{vnpt.SERVICE}}}{operation}Result")
    result.text = text
    body = ElementTree.tostring(result, encoding="unicode")
    return status, f"<e><b>{body}</b></e>".encode()


class TestAsking(TestCase):
    def test_issue(self):
        values = asked(vnpt.issue(CONTRACT, RECEIPT))
        told = ElementTree.fromstring(values.pop("xmlInvData"))
        self.assertEqual(
            values,
            {
                "Account": "admin", "ACpass": "p<&>w", "username": "sv", "password": "pw", "pattern": "EBL01", "serial": "26TAB",
                "convert": "0",
            },
        )  # fmt: skip
        self.assertEqual((told.tag, told.findtext("Inv/key")), ("Invoices", "EBL01-26TAB-7"))
        invoice = told.find("Inv/Invoice")
        self.assertEqual(
            [invoice.findtext(one) for one in ("CusName", "ArisingDate", "Total", "PaymentMethod", "VATRate")],
            ["Công ty A & B", "23/11/2026", "24000", "TM", "0"],
        )
        [product] = invoice.findall("Products/Product")
        self.assertEqual(
            [product.findtext(one) for one in ("ProdName", "ProdQuantity", "Amount", "Extra2")],
            ["Lệ phí hộ tịch", "3", "24000", "1"],
        )

    def test_the_others(self):
        values = asked(vnpt.adjust(CONTRACT, RECEIPT, "EBL01-26TAB-6"))
        told = ElementTree.fromstring(values["xmlInvData"])
        self.assertEqual(
            (values["fkey"], told.findtext("Type"), told.findtext("key")), ("EBL01-26TAB-6", "4", RECEIPT.key)
        )
        self.assertEqual(asked(vnpt.find(CONTRACT, "k")), {"fkey": "k", "userName": "sv", "userPass": "pw"})
        self.assertEqual(asked(vnpt.unpay(CONTRACT, "k"))["lstFkey"], "k")
        self.assertEqual(asked(vnpt.cancel(CONTRACT, "k"))["fkey"], "k")

    @given(st.text(max_size=40))
    def test_whatever_people_are_called(self, name):
        receipt = vnpt.Receipt(**{**RECEIPT.__dict__, "payer": name})
        told = ElementTree.fromstring(asked(vnpt.issue(CONTRACT, receipt))["xmlInvData"])
        self.assertEqual(told.findtext("Inv/key"), RECEIPT.key)


class TestAnswers(TestCase):
    def test_an_answer_travels(self):
        """As it comes back from the examining process."""
        name = "ImportAndPublishInv"
        for text in ("ERR:30", "ERR:13", "OK:EBL01;26TAB-EBL01-26TAB-7_7"):
            said = vnpt.read_issued(*answer(name, text), name, RECEIPT)
            back = examined.load(examined.dump(said))
            self.assertEqual(back, said)
            self.assertIs(back.fate, said.fate)

    def test_issued(self):
        """The key has hyphens of its own; only an answer that names this receipt counts."""
        name = "ImportAndPublishInv"
        for text, fate, code, uncertain in (
            ("OK:EBL01;26TAB-EBL01-26TAB-7_7", Fate.ACCEPTED, "OK", False),
            ("OK:EBL01;26TAB-EBL01-26TAB-7_8", Fate.REFUSED, "NUMBER", False),
            ("OK:EBL01;26TAC-EBL01-26TAB-7_7", Fate.REFUSED, "NUMBER", False),
            ("OK:EBL01;26TAB-EBL01-26TAB-8_7", Fate.TRY_AGAIN, "?", True),
            ("OK:", Fate.TRY_AGAIN, "?", True),
            ("", Fate.TRY_AGAIN, "?", True),
            ("ERR:13", Fate.TRY_AGAIN, "ERR:13", True),
            ("ERR:5", Fate.TRY_AGAIN, "ERR:5", True),
            ("ERR:30", Fate.REFUSED, "ERR:30", False),
            ("ERR:29 cert", Fate.REFUSED, "ERR:29", False),
        ):
            said = vnpt.read_issued(*answer(name, text), name, RECEIPT)
            self.assertEqual((said.fate, said.code, said.uncertain), (fate, code, uncertain), text)

    def test_what_cannot_be_read(self):
        name = "ImportAndPublishInv"
        good = answer(name, "OK:EBL01;26TAB-EBL01-26TAB-7_7")[1]
        for status, content in (
            (500, good), (302, good), (200, b""), (200, b"<html>"), (200, good + b"x"), (200, b"<!DOCTYPE a>" + good),
            (200, answer("Other", "OK")[1]), (200, good.replace(b"<b>", b"<b>" + good)),
        ):  # fmt: skip
            said = vnpt.read_issued(status, content, name, RECEIPT)
            self.assertEqual((said.fate, said.uncertain), (Fate.TRY_AGAIN, True), content[:40])

    def found(self, text, status=200):
        said = vnpt.read_found(*answer("getInvViewFkey", text, status), RECEIPT)
        return said.fate, said.code

    def test_found(self):
        page = (
            "<html><style>x {{}}</style><p>Ký hiệu: <b>{serial}</b></p><p>Số: {number}</p><td>{total} đồng</td></html>"
        )
        for serial, number, total, code in (
            ("26TAB", "00000007", "24.000", "FOUND"),
            ("26TAB", "0000007", "24,000", "FOUND"),
            ("26TAB", "7", "24000", "FOUND"),
            ("26TAC", "7", "24000", "OTHER"),
            ("26TAB", "77", "24000", "OTHER"),
            ("26TAB", "7", "124.000", "OTHER"),
        ):
            text = page.format(serial=serial, number=number, total=total)
            self.assertEqual(self.found(text)[1], code, text)
        self.assertEqual(self.found("ERR:6"), (Fate.REFUSED, vnpt.NOT_THERE))
        self.assertEqual(
            self.found("<script>26TAB 7 24000</script>")[1], "OTHER", "what nobody sees counts for nothing"
        )
        for text in ("", "ERR:1", "ERR:5", "ERR:60"):
            self.assertEqual(self.found(text)[0], Fate.TRY_AGAIN)
        self.assertEqual(self.found("ERR:6", 503)[0], Fate.TRY_AGAIN)

    def test_done(self):
        for text, fate in (
            ("OK:", Fate.ACCEPTED),
            ("OK", Fate.ACCEPTED),
            ("ERR:7", Fate.REFUSED),
            ("x", Fate.TRY_AGAIN),
        ):
            self.assertEqual(vnpt.read_done(*answer("cancelInv", text), "cancelInv").fate, fate)
