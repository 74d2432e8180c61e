from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import payment_code
from ...engine.payment_code import Hit

numbers = st.integers(1, 99_999_999)


def long_hand(digits):
    """ISO 7064 MOD 97-10 as an IBAN's is computed by hand: what is left of the number with two zeros, from 98."""
    return f"{98 - int(digits + '00') % 97:02d}"


class TestPaymentCode(TestCase):
    def test_a_code_is_short_and_made_of_letters_and_digits(self):
        self.assertEqual(payment_code.make(12345678), "MC1234567889")
        code = payment_code.make(1)
        self.assertEqual(code, "MC00000001" + long_hand("00000001"))
        self.assertLessEqual(len(code), 20)

    def test_numbers_out_of_range(self):
        for number in (0, -1, 100_000_000):
            with self.assertRaises(ValueError):
                payment_code.make(number)

    @given(numbers)
    def test_the_check_digits_are_those_of_the_standard(self, number):
        code = payment_code.make(number)
        self.assertEqual(code[-2:], long_hand(code[2:-2]))
        self.assertTrue(payment_code.is_code(code))

    @given(numbers, st.integers(2, 11), st.integers(1, 9))
    def test_one_wrong_digit_is_never_sure(self, number, at, more):
        code = payment_code.make(number)
        wrong = code[:at] + str((int(code[at]) + more) % 10) + code[at + 1 :]
        self.assertEqual(payment_code.find(f"nop tien {wrong} nhe"), [Hit(wrong, "check")])

    @given(numbers, st.integers(2, 10))
    def test_two_swapped_digits_are_never_sure(self, number, at):
        code = payment_code.make(number)
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if swapped != code:
            self.assertFalse(payment_code.is_code(swapped))

    @given(numbers, st.data())
    def test_whatever_a_bank_puts_in_between(self, number, data):
        """Dots, blanks, line breaks inside the code, small letters, words on either side."""
        code = payment_code.make(number)
        between = st.text("., -\n/_", max_size=2)
        written = "".join(char + data.draw(between) for char in code)
        if data.draw(st.booleans()):
            written = written.lower()
        memo = f"Chuyển khoản {written} cua NGUYEN VAN A"
        self.assertEqual(payment_code.find(memo), [Hit(code)])

    def test_d2_25_memos_as_banks_write_them(self):
        code = payment_code.make(4021)
        for memo in (
            f"MBVCB.5550123456.012345.{code} LE PHI HO TICH.CT tu 0123456789 LE THI HOA toi 0071001234567 UBND tai VCB",
            f"0200970422112233.012345.101530.{code} LE PHI",
            f"CT nhan 247 den:{code};CT1111;{code} (CT1111)",
            f"TKThe :19036789, tai TCB. {code.lower()} le phi -CTLNHIDI000012-1/1-CRE-002",
            f"Chuyen tien den tu NAPAS Noi dung: {code} - FT26332",
            f"MB(101530)({code})",
            f"IBFT {code[:7]}\n{code[7:]} LE PHI",
            f"{code}.20261128",
            code + " 0912345678",
        ):
            with self.subTest(memo=memo):
                self.assertEqual(payment_code.find(memo), [Hit(code)])

    def test_what_is_only_suggested(self):
        code = payment_code.make(4021)
        self.assertEqual(payment_code.find(f"nop phi {code[:9]}"), [Hit(code[:9], "cut")])
        # its end cannot be seen
        self.assertEqual(payment_code.find(f"{code}20261128"), [Hit(code, "run")])
        self.assertEqual(payment_code.find(f"{code[:5]}.{code[5:]}.20261128"), [Hit(code, "run")])

    def test_what_is_no_code(self):
        for memo in ("", "nop phi ho so", "MC", "MC12345", "SO CMC 0912345678901234", "thanh toan 1234567889"):
            with self.subTest(memo=memo):
                self.assertEqual(payment_code.find(memo), [])

    def test_two_codes_in_one_memo(self):
        first, second = payment_code.make(7), payment_code.make(8)
        self.assertEqual(payment_code.find(f"{first} va {second}; {first}"), [Hit(first), Hit(second)])
        self.assertEqual(payment_code.find(f"{second[:-2]} {first}"), [Hit(first), Hit(second[:-2], "cut")])

    def test_a_hostile_memo_takes_no_time(self):
        self.assertEqual(payment_code.find("MC1" * 1_000_000), [])

    def test_typed_by_hand(self):
        code = payment_code.make(4021)
        self.assertEqual(payment_code.read(f" {code[:2].lower()} {code[2:6]}-{code[6:]} "), code)
        self.assertEqual(payment_code.read(code[:-1]), "")
        self.assertEqual(payment_code.read(code + "1"), "")

    def test_the_code_stands_first_and_the_rest_takes_what_room_is_left(self):
        code = payment_code.make(4021)
        memo = payment_code.memo(code, "Lệ phí đăng ký khai sinh, bản sao (3 tờ)")
        self.assertEqual(memo, f"{code} Le phi dang")
        self.assertEqual(payment_code.memo(code, "Phí chứng thực bản sao"), f"{code} Phi chung")
        self.assertEqual(payment_code.memo(code, "Lệ phí hộ tịch"), f"{code} Le phi ho")
        self.assertEqual(payment_code.memo(code, "Phí hộ tịch 1"), f"{code} Phi ho tich")
        self.assertEqual(payment_code.memo(code, "Phi ho tich1"), f"{code} Phi ho tich1")
        self.assertEqual(payment_code.memo(code, "x" * 40), code)
        self.assertEqual(payment_code.memo(code), code)
        self.assertEqual(payment_code.find(memo[:12]), [Hit(code)])
