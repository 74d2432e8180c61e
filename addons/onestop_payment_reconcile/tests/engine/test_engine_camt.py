from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine import statement
from ...engine.statement import Entry, NotAStatementError, Problem

DAY = date(2026, 11, 23)
VERSIONS = ("02", "08")


def entry(
    amount,
    *,
    way="CRDT",
    status="BOOK",
    memo="",
    reference="FT1",
    currency="VND",
    day="2026-11-23",
    inner="",
    code=False,
):
    """An entry as a bank writes it; ``code`` says the status as later versions do."""
    status = f"<Cd>{status}</Cd>" if code else status
    inner = inner or f"<NtryDtls><TxDtls><RmtInf><Ustrd>{memo}</Ustrd></RmtInf></TxDtls></NtryDtls>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>{status}</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>{inner}</Ntry>"
    )


def message(*entries, version="02", account="0351000123456", more=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>"
        f"{''.join(entries)}</Stmt>{more}</BkToCstmrStmt></Document>"
    ).encode()


def part(amount, memo, reference):
    return (
        f'<TxDtls><Refs><TxId>{reference}</TxId></Refs><AmtDtls><TxAmt><Amt Ccy="VND">{amount}</Amt></TxAmt></AmtDtls>'
        f"<RmtInf><Ustrd>{memo}</Ustrd></RmtInf></TxDtls>"
    )


class TestCamt(TestCase):
    def test_what_came_in_and_what_went_out(self):
        for version in VERSIONS:
            read = statement.read(
                message(
                    entry("24000", memo="MC0000000123 NOP PHI", code=version == "08"),
                    entry("1200000.00", way="DBIT", memo="NOP KBNN", reference="FT2", code=version == "08"),
                    entry("5000", status="PDNG", code=version == "08"),
                    version=version,
                )
            )
            self.assertEqual(
                read.entries,
                (
                    Entry(DAY, 24_000, "MC0000000123 NOP PHI", "FT1", 1, 1),
                    Entry(DAY, -1_200_000, "NOP KBNN", "FT2", 1, 2),
                ),
            )
            self.assertEqual((read.layout, read.account, read.problems), ("camt.053", "0351000123456", ()))

    def test_an_entry_of_several_payments(self):
        parts = part(8_000, "MC0000000123", "T1") + part(16_000, "MC0000000234", "T2")
        read = statement.read(message(entry("24000", inner=f"<NtryDtls>{parts}</NtryDtls>")))
        self.assertEqual(
            [(one.amount, one.memo, one.reference) for one in read.entries],
            [(8_000, "MC0000000123", "T1"), (16_000, "MC0000000234", "T2")],
        )
        # what does not add up is one amount, with all that is said of it
        read = statement.read(message(entry("25000", inner=f"<NtryDtls>{parts}</NtryDtls>")))
        self.assertEqual(
            [(one.amount, one.memo, one.reference) for one in read.entries],
            [(25_000, "MC0000000123 MC0000000234", "FT1")],
        )

    def test_two_equal_entries_are_two_and_the_same_file_is_the_same(self):
        content = message(entry("8000", memo="A"), entry("8000", memo="A"))
        keys = [one.key("1") for one in statement.read(content).entries]
        self.assertEqual(len(set(keys)), 2)
        self.assertEqual([one.key("1") for one in statement.read(content).entries], keys)

    def test_what_is_no_amount_in_dong(self):
        read = statement.read(message(entry("24.50", currency="USD"), entry("24000.5"), entry("1", day="23/11/2026")))
        self.assertEqual(
            read.problems,
            (Problem(1, "amount", "24.50 USD"), Problem(2, "amount", "24000.5 VND"), Problem(3, "day", "23/11/2026")),
        )
        self.assertFalse(read.entries)

    def test_the_memo_where_it_stands(self):
        bare = "<NtryDtls><TxDtls><AddtlTxInf>CT tu 0123</AddtlTxInf></TxDtls></NtryDtls>"
        self.assertEqual(statement.read(message(entry("1000", inner=bare))).entries[0].memo, "CT tu 0123")
        outside = "<AddtlNtryInf>LAI TIEN GUI</AddtlNtryInf>"
        self.assertEqual(statement.read(message(entry("1000", inner=outside))).entries[0].memo, "LAI TIEN GUI")

    def test_what_is_no_message(self):
        second = "<Stmt><Id>S2</Id><Acct><Id><IBAN>VN1</IBAN></Id></Acct></Stmt>"
        bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Document xmlns="camt.053">&b;</Document>'
        for content, why in (
            (message(entry("1"), more=second), "accounts"),
            (message(entry("1"))[:-20], "file"),
            (b'<Document xmlns="camt.053"/>', "file"),
            (bomb, "file"),
        ):
            with self.assertRaises(NotAStatementError) as refused:
                statement.read(content)
            self.assertEqual(refused.exception.args[0], why)

    @given(st.lists(st.tuples(st.integers(1, 10**10), st.booleans()), min_size=1, max_size=20))
    def test_the_sum_is_that_of_the_entries(self, moved):
        content = message(*(entry(f"{amount}.00", way="CRDT" if came else "DBIT") for amount, came in moved))
        read = statement.read(content)
        self.assertEqual(sum(one.amount for one in read.entries), sum(a if came else -a for a, came in moved))
