"""What a day at the tills should have come to, kept by the test beside the code and knowing nothing of it."""

from dataclasses import dataclass, field

LEVY, CHARGE = "levy", "charge"


@dataclass
class Fee:
    """A fee of a dossier: what is owed of it, reckoned by hand, and whether it is paid."""

    kind: str
    dossier: int
    payer: str
    amount: int
    paid: bool = False


@dataclass
class Receipt:
    """A line of the register; its number is its place there."""

    amount: int
    payer: str
    fees: set
    state: str = "issued"


@dataclass
class Drawer:
    """A shift: ``cash`` is what should lie in it, ``named`` the differences that have a name."""

    user: str
    cash: int
    state: str = "open"
    named: list = field(default_factory=list)


@dataclass
class Payment:
    """Money that was taken: which fees it pays, by which way, into which drawer."""

    method: str
    fees: list
    drawer: object = None
    state: str = "done"
    receipts: list = field(default_factory=list)
    # fees of which somebody has proposed to give the money back, or which went back
    spoken_for: set = field(default_factory=set)


@dataclass
class Refund:
    """Money that somebody proposes to give back."""

    payment: Payment
    fees: list
    method: str
    user: str
    state: str = "proposed"


class DayBook:
    def __init__(self):
        self.fees = {}
        self.register = {LEVY: [], CHARGE: []}
        self.payments = []
        self.refunds = []
        self.drawers = []
        self.moved = {"cash": 0, "transfer": 0}
        self.budget = {LEVY: 0, CHARGE: 0}

    def amount(self, fees):
        return sum(self.fees[fee].amount for fee in fees)

    def drawer_of(self, user):
        return next((one for one in self.drawers if one.user == user and one.state == "open"), None)

    def move(self, fees, method, drawer, sign):
        """Money comes (1) or goes (-1)."""
        self.moved[method] += sign * self.amount(fees)
        for fee in fees:
            self.budget[self.fees[fee].kind] += sign * self.fees[fee].amount
            self.fees[fee].paid = sign > 0
        if method == "cash":
            drawer.cash += sign * self.amount(fees)

    def take(self, fees, method, drawer):
        payment = Payment(method, fees, drawer)
        self.move(fees, method, drawer, 1)
        self.payments.append(payment)
        self.issue(payment, fees)
        return payment

    def issue(self, payment, fees, payer=None):
        """A receipt for each dossier and kind."""
        groups = {}
        for fee in fees:
            groups.setdefault((self.fees[fee].dossier, self.fees[fee].kind), []).append(fee)
        for (_dossier, kind), own in groups.items():
            receipt = Receipt(self.amount(own), payer or self.fees[own[0]].payer, set(own))
            self.register[kind].append(receipt)
            payment.receipts.append(receipt)

    def undo(self, payment):
        self.move(payment.fees, payment.method, payment.drawer, -1)
        payment.state = "undone"
        for receipt in payment.receipts:
            if receipt.state == "issued":
                receipt.state = "cancelled"

    def replace(self, payment, receipt, payer):
        receipt.state = "replaced"
        self.issue(payment, sorted(receipt.fees), payer)

    def propose(self, payment, fees, method, user):
        fees = [fee for fee in fees if fee not in payment.spoken_for]
        payment.spoken_for.update(fees)
        refund = Refund(payment, fees, method, user)
        self.refunds.append(refund)
        return refund

    def refuse(self, refund):
        refund.state = "refused"
        refund.payment.spoken_for.difference_update(refund.fees)

    def approve(self, refund):
        refund.state = "done"
        self.move(refund.fees, refund.method, self.drawer_of(refund.user), -1)
        given = set(refund.fees)
        for receipt in [one for one in refund.payment.receipts if one.state == "issued" and one.fees & given]:
            rest = receipt.fees - given
            receipt.state = "replaced" if rest else "cancelled"
            if rest:
                self.issue(refund.payment, sorted(rest), receipt.payer)

    # ------------------------------------------------------------------ sums

    def paid(self):
        return sum(fee.amount for fee in self.fees.values() if fee.paid)

    def on_receipts(self):
        return sum(one.amount for rows in self.register.values() for one in rows if one.state == "issued")

    def undoable(self, user):
        """Payments that ``user`` may still undo on this day."""
        return [
            one for one in self.payments
            if one.state == "done" and not one.spoken_for
            and (not one.drawer or (one.drawer.state == "open" and one.drawer.user == user))
            and (one.method != "cash" or one.drawer.cash >= self.amount(one.fees))
        ]  # fmt: skip
