import hashlib
import hmac
from datetime import datetime, timedelta, timezone
from unittest import TestCase
from urllib.parse import quote_plus

from hypothesis import given
from hypothesis import strategies as st

from ...engine import vnpay

# made up for the tests, as everything that is signed with it
SECRET = "FAKE-SECRET-FOR-TESTS-0123456789"
TERMINAL = vnpay.Terminal("TESTTMN1", SECRET)
HANOI = timezone(timedelta(hours=7))
TEN = datetime(2026, 11, 28, 10, 0, tzinfo=HANOI)

# computed apart from this code, in two languages that agree
PAY = {
    "vnp_Version": "2.1.0",
    "vnp_Command": "pay",
    "vnp_TmnCode": "TESTTMN1",
    "vnp_Amount": "8000000",
    "vnp_CreateDate": "20261128100000",
    "vnp_ExpireDate": "20261128101500",
    "vnp_CurrCode": "VND",
    "vnp_IpAddr": "203.0.113.7",
    "vnp_Locale": "vn",
    "vnp_OrderInfo": "Nop phi ho so OS261128000001",
    "vnp_OrderType": "other",
    "vnp_ReturnUrl": "https://mc.example/payment/vnpay/return",
    "vnp_TxnRef": "OS261128000001",
}
PAY_HASH = (
    "69bb3b0dcec0636dd955ae720f45ce792fcf23779a12cfc17fe9c141858755c6"
    "17a1179558fc463ee51c88e5fcb338fbe6a872f09d2be49f4564e44cb3233c0f"
)
QUERY_HASH = (
    "c9a2246e145959c7849d9a41bd03771772df68c2345a3ac4050bf2b02230cbe4"
    "8b9496a818ef70cf978ebfab440b20d55b6af422c28ed07ccd60679e668e5480"
)


def notice(**changes):
    """What the gateway would send, signed."""
    values = {
        "vnp_Amount": "8000000",
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": "Nop phi",
        "vnp_PayDate": "20261128100312",
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": "TESTTMN1",
        "vnp_TransactionNo": "14012345",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": "OS261128000001",
        **changes,
    }
    return values | {"vnp_SecureHash": vnpay.sign(values, SECRET)}


class TestSigning(TestCase):
    def test_a_payment_whose_signature_is_known(self):
        self.assertEqual(vnpay.sign(PAY, SECRET), PAY_HASH)

    def test_what_is_left_out_of_it(self):
        more = {"vnp_SecureHash": "x", "vnp_SecureHashType": "HMACSHA512", "vnp_BankCode": ""}
        self.assertEqual(vnpay.sign(dict(reversed((PAY | more).items())), SECRET), PAY_HASH)

    def test_a_query_whose_signature_is_known(self):
        asked = vnpay.query(
            TERMINAL, request="REQ0001", reference="OS261128000001", made_at=TEN, asked_at=TEN + timedelta(minutes=20),
            client="203.0.113.8",
        )  # fmt: skip
        self.assertEqual(asked["vnp_SecureHash"], QUERY_HASH)

    def test_a_payment_as_it_is_sent(self):
        sent = vnpay.payment(
            TERMINAL, reference="OS261128000001", amount=80_000, words="Nộp phí hồ sơ (OS261128000001)", made_at=TEN,
            expires_at=TEN + timedelta(minutes=15), client="::ffff:203.0.113.7", return_url=PAY["vnp_ReturnUrl"],
        )  # fmt: skip
        self.assertEqual({**sent, "vnp_OrderType": "other", "vnp_SecureHash": ""}, PAY | {"vnp_SecureHash": ""})
        self.assertEqual(sent["vnp_SecureHash"], vnpay.sign(sent, SECRET))

    def test_time_is_that_of_hanoi(self):
        for moment in (TEN, TEN.astimezone(timezone.utc), TEN.astimezone(timezone(timedelta(hours=-7)))):
            self.assertEqual(vnpay.stamp(moment), "20261128100000")
        with self.assertRaises(ValueError):
            vnpay.stamp(TEN.replace(tzinfo=None))

    def test_addresses(self):
        self.assertEqual(vnpay.address("203.0.113.7"), "203.0.113.7")
        self.assertEqual(vnpay.address("::ffff:203.0.113.7"), "203.0.113.7")
        self.assertEqual(vnpay.address("::1"), "0000:0000:0000:0000:0000:0000:0000:0001")
        with self.assertRaises(ValueError):
            vnpay.address("unknown")

    def test_what_the_gateway_would_refuse(self):
        good = {
            "reference": "OS1", "amount": 1, "words": "A", "made_at": TEN, "expires_at": TEN + timedelta(minutes=1),
            "client": "203.0.113.7", "return_url": "https://mc.example/r",
        }  # fmt: skip
        vnpay.payment(TERMINAL, **good)
        for changes in (
            {"reference": "OS-1"}, {"reference": ""}, {"amount": 0}, {"amount": 1.0}, {"amount": 10**10}, {"amount": True},
            {"expires_at": TEN},
        ):  # fmt: skip
            with self.subTest(changes=changes), self.assertRaises(ValueError):
                vnpay.payment(TERMINAL, **(good | changes))

    @given(st.text())
    def test_words_hold_nothing_about_which_encoders_disagree(self, text):
        self.assertRegex(vnpay.info(text), r"\A[A-Za-z0-9 ]{0,255}\Z")


class TestNotices(TestCase):
    def test_paid(self):
        answer = vnpay.read_notice(notice(), SECRET)
        self.assertEqual(
            (answer.reference, answer.amount, answer.state, answer.number, answer.bank),
            ("OS261128000001", 80_000, vnpay.DONE, "14012345", "NCB"),
        )
        self.assertEqual(answer.paid_at, datetime(2026, 11, 28, 3, 3, 12, tzinfo=timezone.utc))

    def test_the_hash_in_capitals_and_beside_parameters_of_others(self):
        values = notice()
        values["vnp_SecureHash"] = values["vnp_SecureHash"].upper()
        vnpay.read_notice(values | {"utm_source": "mail"}, SECRET)

    def test_parameters_that_are_unknown_today_are_signed_too(self):
        values = notice(vnp_NewOne="9")
        vnpay.read_notice(values, SECRET)
        with self.assertRaises(vnpay.BadSignature):
            vnpay.read_notice(values | {"vnp_NewOne": "8"}, SECRET)

    @given(st.sampled_from(sorted(notice())), st.text("0123456789abcdefXYZ~*() ", max_size=12))
    def test_d2_03_nothing_follows_from_what_was_changed(self, name, value):
        values = notice()
        if values[name] != value:
            with self.assertRaises(vnpay.BadSignature):
                vnpay.read_notice(values | {name: value}, SECRET)

    def test_another_secret_or_none(self):
        for secret in ("", "other"):
            with self.assertRaises(vnpay.BadSignature):
                vnpay.read_notice(notice(), secret)
        with self.assertRaises(vnpay.BadSignature):
            vnpay.read_notice({}, SECRET)

    def test_a_secret_that_is_none_signs_nothing(self):
        """Anybody can sign with nothing: a terminal whose secret was not entered, or is not ours to open any more."""
        values = {name: value for name, value in notice().items() if name != "vnp_SecureHash"}
        said = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in sorted(values.items()))
        forged = values | {"vnp_SecureHash": hmac.new(b"", said.encode(), hashlib.sha512).hexdigest()}
        with self.assertRaises(vnpay.BadSignature):
            vnpay.read_notice(forged, "")

    def test_an_amount_that_is_none(self):
        for amount in ("", "80000.00", "8000050", "-8000000"):
            with self.subTest(amount=amount), self.assertRaises(ValueError):
                vnpay.read_notice(notice(vnp_Amount=amount), SECRET)

    def test_d2_06_and_07_what_the_codes_make_of_it(self):
        """By hand, from the gateway's own table; both codes must call it paid, and what was debited never fails."""
        for response, status, state in (
            ("00", "00", vnpay.DONE),
            ("00", "02", vnpay.HELD),
            ("00", "01", vnpay.PENDING),
            ("00", "04", vnpay.HELD),
            ("00", "", vnpay.HELD),
            ("07", "00", vnpay.HELD),
            ("07", "07", vnpay.HELD),
            ("24", "02", vnpay.FAILED),
            ("24", "00", vnpay.HELD),
            ("51", "", vnpay.FAILED),
            ("11", "02", vnpay.FAILED),
            ("99", "04", vnpay.HELD),
            ("88", "02", vnpay.UNKNOWN),
            ("", "", vnpay.UNKNOWN),
        ):
            with self.subTest(response=response, status=status):
                self.assertEqual(vnpay.verdict(response, status), state)


class TestQueries(TestCase):
    def answer(self, **changes):
        values = {
            "vnp_ResponseId": "R1", "vnp_Command": "querydr", "vnp_ResponseCode": "00", "vnp_Message": "ok",
            "vnp_TmnCode": "TESTTMN1", "vnp_TxnRef": "OS261128000001", "vnp_Amount": "8000000", "vnp_BankCode": "NCB",
            "vnp_PayDate": "20261128100312", "vnp_TransactionNo": "14012345", "vnp_TransactionType": "01",
            "vnp_TransactionStatus": "00", "vnp_OrderInfo": "Nop phi",
            **changes,
        }  # fmt: skip
        text = "|".join(
            str(values.get(f"vnp_{name}", ""))
            for name in [
                "ResponseId",
                "Command",
                "ResponseCode",
                "Message",
                "TmnCode",
                "TxnRef",
                "Amount",
                "BankCode",
                "PayDate",
                "TransactionNo",
                "TransactionType",
                "TransactionStatus",
                "OrderInfo",
                "PromotionCode",
                "PromotionAmount",
            ]
        )
        return values | {"vnp_SecureHash": vnpay._hmac(text, SECRET)}

    def test_paid(self):
        answer = vnpay.read_query_answer(self.answer(), SECRET)
        self.assertEqual((answer.amount, answer.state), (80_000, vnpay.DONE))

    def test_numbers_come_as_numbers(self):
        answer = vnpay.read_query_answer(self.answer(vnp_Amount=8000000), SECRET)
        self.assertEqual(answer.amount, 80_000)

    def test_d2_16_what_tells_nothing_changes_nothing(self):
        for said in ({"vnp_ResponseCode": "94"}, {"vnp_ResponseCode": "99"}, {"vnp_ResponseCode": "02"}, {}):
            with self.assertRaises(vnpay.NothingSaidError):
                vnpay.read_query_answer(said, SECRET)
        self.assertIsNone(vnpay.read_query_answer({"vnp_ResponseCode": "91"}, SECRET))

    def test_money_that_goes_back(self):
        said = {status: vnpay.read_query_answer(self.answer(vnp_TransactionStatus=status), SECRET).back for status in ("00", "05", "06", "09")}  # fmt: skip
        self.assertEqual(said, {"00": "", "05": vnpay.PENDING, "06": vnpay.DONE, "09": vnpay.FAILED})

    def test_forged(self):
        with self.assertRaises(vnpay.BadSignature):
            vnpay.read_query_answer(self.answer() | {"vnp_TransactionStatus": "07"}, SECRET)

    def test_a_refund(self):
        asked = vnpay.refund(
            TERMINAL, request="REQ2", reference="OS261128000001", amount=30_000, whole=False, number="", made_at=TEN,
            asked_at=TEN + timedelta(days=1), client="203.0.113.8", by="Trần Thị Bình",
        )  # fmt: skip
        text = (
            "REQ2|2.1.0|refund|TESTTMN1|03|OS261128000001|3000000||20261128100000|Tran Thi Binh|20261129100000|203.0.113.8|"
            "Hoan tra OS261128000001"
        )
        self.assertEqual(asked["vnp_SecureHash"], vnpay._hmac(text, SECRET))
        self.assertEqual(vnpay.read_refund_answer({"vnp_ResponseCode": "95"}, SECRET), vnpay.FAILED)
        for code, state in (("94", vnpay.PENDING), ("99", vnpay.UNKNOWN), ("", vnpay.UNKNOWN)):
            self.assertEqual(vnpay.read_refund_answer({"vnp_ResponseCode": code}, SECRET), state)
        with self.assertRaises(vnpay.BadSignature):
            vnpay.read_refund_answer({"vnp_ResponseCode": "00", "vnp_SecureHash": "0"}, SECRET)
