from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from vietnam_qr_pay import QRPay

from ...engine import payment_code, vietqr
from ...engine.vietqr import VietQR

# published for NAPAS, its one inner length put right
STATIC = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
DYNAMIC = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E"
)
ODOO = (
    "00020101021238570010A00000072701270006970436011300710012345670208QRIBFTTA5204000053037045405800005802VN"
    "5925Trung tam Phuc vu hanh ch6007Da Nang62160812INV2026000076304A7AD"
)


def sealed(text):
    """The text with its right checksum, computed bit by bit over a polynomial division."""
    bits = [int(bit) for byte in (text + "6304").encode() for bit in f"{byte:08b}"] + [0] * 16
    for at in range(16):
        bits[at] ^= 1
    for at in range(len(bits) - 16):
        if bits[at]:
            for power in (0, 4, 11, 16):
                bits[at + power] ^= 1
    return text + "6304" + f"{int(''.join(map(str, bits[-16:])), 2):04X}"


class TestReader(TestCase):
    def test_an_account(self):
        self.assertEqual(vietqr.read(STATIC), VietQR("970403", "0011012345678", None, ""))

    def test_a_transfer(self):
        wanted = VietQR("970403", "0011012345678", 180_000, "thanh toan don hang", bill="NPS6869")
        self.assertEqual(vietqr.read(DYNAMIC), wanted)

    def test_codes_of_other_writers(self):
        """Published codes of banks, and those of Odoo, which also name the payee and the city."""
        for text, amount, memo in (
            (
                "00020101021238540010A00000072701240006970436011098895593570208QRIBFTTA53037045405100005802VN"
                "62320828day la noi dung chuyen khoan6304EEF5",
                10_000,
                "day la noi dung chuyen khoan",
            ),
            (
                "00020101021238570010A00000072701270006970436011300710012345670208QRIBFTTA530370454068500005802VN"
                "62120808DH4821136304E529",
                850_000,
                "DH482113",
            ),
            (ODOO, 80_000, "INV202600007"),
            (
                "00020101021238590010A0000007270129000697042201156607040600001290208QRIBFTTA52040000530370454031005802VN"
                "5914company_1_data6007Vietnam62150811INVTEST000163042656",
                100,
                "INVTEST0001",
            ),
        ):
            with self.subTest(text=text):
                read = vietqr.read(text)
                self.assertEqual((read.amount, read.memo), (amount, memo))

    def test_to_a_card(self):
        text = "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52"
        self.assertEqual(vietqr.read(text).service, vietqr.TO_CARD)

    def test_the_example_that_is_copied_everywhere_is_wrong_inside(self):
        """Its checksum is right, the length of its account is not: the account would lack a digit."""
        with self.assertRaisesRegex(ValueError, "no field begins|shorter"):
            vietqr.read(
                "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"
            )

    def test_each_broken_rule(self):
        payee = "38570010A00000072701270006970403011300110123456780208QRIBFTTA"
        good = f"000201010212{payee}5303704540518000" + "5802VN"
        vietqr.read(sealed(good))
        for text, words in (
            (good.replace("000201", "000200"), "format 01"),
            ("010212" + good.replace("010212", ""), "format 01"),
            (good.replace("010212", "010213"), "Field 01"),
            (good.replace("QRIBFTTA", "QRPUSHXX"), "Field 02"),
            (good.replace("A000000727", "A000000728"), "Field 00"),
            (good.replace("5303704", "5303840"), "Field 53"),
            (good.replace("5802VN", "5802TH"), "Field 58"),
            (good.replace("5802VN", ""), "Field 58 is missing"),
            (good + "5802VN", "twice"),
            (good + "59", "shorter"),
            (good + "5X04abcd", "no field begins"),
            (good + "5905abc", "Field 59|no field"),
            (good + "5900", "shorter"),
            (good.replace("540518000", "540518.00"), "amount"),
            (good.replace("540518000", "540501800"), "amount"),
            (good.replace("540518000", "5414" + "9" * 14), "amount"),
            (good.replace("540518000", ""), "no amount"),
            (good.replace("0006970403", "0006X70403"), "38-01"),
            # the service inside 38-01, as some generators write it
            (
                "000201010212"
                + "38570010A0000007270139000697040301130011012345678"
                + "0208QRIBFTTA"
                + "5303704540518000"
                "5802VN",
                "Field|38-01",
            ),
        ):
            with self.subTest(words=words, text=text), self.assertRaisesRegex(ValueError, words):
                vietqr.read(sealed(text))

    def test_a_wrong_checksum(self):
        for text in (STATIC[:-1] + "0", STATIC[:-4] + "9e6f", STATIC[:-8], "", "6304", STATIC + " "):
            with self.subTest(text=text), self.assertRaisesRegex(ValueError, "checksum"):
                vietqr.read(text)

    def test_an_endless_text(self):
        with self.assertRaisesRegex(ValueError, "longer"):
            vietqr.read("0" * 10_000)

    @given(st.text(max_size=120))
    def test_any_text_is_read_or_refused(self, text):
        for candidate in (text, sealed(text), sealed("000201" + text)):
            try:
                vietqr.read(candidate)
            except ValueError:
                continue
            self.fail(candidate)


class TestWriter(TestCase):
    def test_as_napas_writes_it(self):
        self.assertEqual(
            vietqr.write("970436", "0071001234567", 850_000, "DH482113"),
            "00020101021238570010A00000072701270006970436011300710012345670208QRIBFTTA530370454068500005802VN"
            "62120808DH4821136304E529",
        )

    def test_what_cannot_be_written(self):
        for arguments in (
            ("97043", "0071001234567", 1, "A"),
            ("970436", "0071-001", 1, "A"),
            ("970436", "1" * 20, 1, "A"),
            ("970436", "", 1, "A"),
            ("970436", "0071001234567", 0, "A"),
            ("970436", "0071001234567", -5, "A"),
            ("970436", "0071001234567", 5.0, "A"),
            ("970436", "0071001234567", True, "A"),
            ("970436", "0071001234567", 10**13, "A"),
            ("970436", "0071001234567", 1, ""),
            ("970436", "0071001234567", 1, "Lệ phí"),
            ("970436", "0071001234567", 1, " A"),
            ("970436", "0071001234567", 1, "A" * 100),
        ):
            with self.subTest(arguments=arguments), self.assertRaises(ValueError):
                vietqr.write(*arguments)

    @given(
        st.from_regex(r"97\d{4}", fullmatch=True).filter(str.isascii),
        st.text("0123456789", min_size=6, max_size=19),
        st.integers(1, vietqr.AMOUNT_LIMIT),
        st.integers(1, 99_999_999),
        st.text(max_size=40),
    )
    def test_read_back_by_ours_and_by_another_reader(self, bank_bin, account, amount, number, words):
        memo = payment_code.memo(payment_code.make(number), words)
        text = vietqr.write(bank_bin, account, amount, memo)
        self.assertEqual(vietqr.read(text), VietQR(bank_bin, account, amount, memo))
        other = QRPay(text)
        self.assertTrue(other.is_valid)
        self.assertEqual((other.consumer.bank_bin, other.consumer.bank_number), (bank_bin, account))
        self.assertEqual((other.amount, other.additional_data.purpose), (str(amount), memo))

    @given(st.integers(1, 10**10), st.data())
    def test_no_changed_character_goes_unseen(self, amount, data):
        text = vietqr.write("970436", "0071001234567", amount, payment_code.memo(payment_code.make(9)))
        at = data.draw(st.integers(0, len(text) - 1))
        other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda char: char != text[at]))
        with self.assertRaises(ValueError):
            vietqr.read(text[:at] + other + text[at + 1 :])
