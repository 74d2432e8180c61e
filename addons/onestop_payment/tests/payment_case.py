from unittest.mock import patch

from odoo.addons.onestop_core.tests.common import UNINVITED, OnestopCase
from odoo.tests import new_test_user

MONEY_ROLES = ("accountant", "fee_approver", "finance_office", "auditor")


class PaymentCase(OnestopCase):
    """The world of core with those who handle money, a charge and a levy, and a schedule in force.

    Copies cost 2.000 đ a page, from the third page on 1.000 đ, at most 200.000 đ a copy; an extract costs 8.000 đ a copy.
    """

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        # jobs keep what they have done so far; a test keeps nothing
        cls.startClassPatcher(patch.object(cls.env.registry["ir.cron"], "_commit_progress", lambda *_args, **_named: 1))
        # the books of a database with demo data belong to nobody's agency of this world
        cls.company = cls.env["res.company"].create({"name": "UBND Xã Một", "currency_id": cls.env.ref("base.VND").id})
        (cls.province | cls.department | cls.commune | cls.commune_2).company_id = cls.company
        cls.money = {role: cls.make_money_staff(role, cls.commune) for role in MONEY_ROLES}
        cls.cashier = cls.users["cashier"]
        types = cls.env["onestop.fee.type"]
        cls.charge = types.create({"code": "PCT", "name": "Phí chứng thực bản sao", "kind": "charge"})
        cls.levy = types.create({"code": "LPHT", "name": "Lệ phí hộ tịch", "kind": "levy"})
        cls.child = cls.env.ref("onestop_payment.exemption_group_child")
        cls.poor = cls.env.ref("onestop_payment.exemption_group_poor")
        cls.schedule = cls.make_schedule(
            {
                "procedure_id": cls.procedure.id,
                "type_id": cls.levy.id,
                "method": "per_unit",
                "amount": 8000,
                "unit": "bản",
                "exemption_ids": [(0, 0, {"group_id": cls.child.id}), (0, 0, {"group_id": cls.poor.id, "share": 5000})],
            },
            {
                "procedure_id": cls.procedure_same_day.id,
                "type_id": cls.charge.id,
                "method": "bands",
                "unit": "trang",
                "pieces_unit": "bản",
                "maximum": 200_000,
                "retention_share": 5000,
                "band_ids": [(0, 0, {"upto": 2, "amount": 2000}), (0, 0, {"upto": 0, "amount": 1000})],
            },
        )
        cls.extract, cls.copies = cls.schedule.rule_ids
        cls.series_charge, cls.series_levy = (
            cls.make_series(kind, letters) for kind, letters in (("charge", "AA"), ("levy", "AB"))
        )
        cls.drawer = cls.open_drawer(cls.cashier, cls.counter)
        return result

    @classmethod
    def open_drawer(cls, user, counter=None, amount=500_000):
        """The drawer of a user at a counter, one of their own if none is named."""
        if not counter:
            agency = user.onestop_staff_ids.agency_id[:1]
            desk = cls.env["onestop.desk"].search([("agency_id", "=", agency.id)], limit=1)
            desk = desk or cls.env["onestop.desk"].create({"name": f"Một cửa {agency.name}", "agency_id": agency.id})
            number = max(desk.counter_ids.mapped("number"), default=0) + 1
            counter = cls.env["onestop.counter"].create(
                {"name": f"Quầy {number}", "number": number, "desk_id": desk.id}
            )
        return cls.env["onestop.drawer.session"].with_user(user)._open(counter.with_user(user), amount)

    @staticmethod
    def pieces(amount):
        """Notes that come to ``amount``, a multiple of 500."""
        return {1_000: amount // 1_000, 500: amount % 1_000 // 500}

    def seat(self, user, counter=None):
        """See that the user has a drawer open, at ``counter`` if one is named."""
        drawer = self.env["onestop.drawer.session"].with_user(user)._of_user()
        if drawer and counter and drawer.counter_id != counter:
            self.close_drawers(drawer)
        if drawer.state != "open":
            self.open_drawer(user, counter)

    def close_drawers(self, drawers=None):
        """A shift ends, or that of everybody: each drawer is counted, and holds what it should."""
        for session in drawers or self.env["onestop.drawer.session"].search([("state", "=", "open")]):
            for transfer in self.env["onestop.fee.transfer"].search(
                [("session_id", "=", session.id), ("state", "=", "waiting")]
            ):
                transfer.sudo()._withdraw("The shift ends.")
            own = session.with_user(session.user_id)
            own._count(self.pieces(session.sudo()._cash_inside()))
            own._close()

    @classmethod
    def make_account(cls, agency, kind="levy", **vals):
        """A confirmed account to which money may be transferred."""
        account = cls.env["onestop.fee.account"].create(
            {
                "agency_id": agency.id,
                "kind": kind,
                "number": "1023456789",
                "holder": "UBND XA MOT",
                "bank_bin": "970436",
                "bank_name": "Vietcombank",
                "valid_from": "2020-01-01",
                **vals,
            }
        )
        account.write({"state": "confirmed"})
        return account

    @classmethod
    def make_money_staff(cls, role, agency, suffix=""):
        """A user with a post in one of this module's roles."""
        user = new_test_user(
            cls.env,
            f"test_{role}{suffix}",
            groups="base.group_user",
            context=UNINVITED,
            tz="Asia/Ho_Chi_Minh",
            password=f"test_{role}{suffix}",
        )
        cls.env["onestop.staff"].create(
            {
                "user_id": user.id,
                "agency_id": agency.id,
                "role_ids": [(6, 0, cls.env.ref(f"onestop_payment.role_{role}").ids)],
                "valid_from": "2020-01-01",
            }
        )
        return user

    @classmethod
    def make_schedule(cls, *rules, confirmed=True, **vals):
        schedule = cls.env["onestop.fee.schedule"].create(
            {
                "name": "Mức thu thử",
                "number": "25/2024/NQ-HĐND",
                "authority": "HĐND tỉnh Thử",
                "agency_id": cls.province.id,
                "valid_from": "2020-01-01",
                "rule_ids": [(0, 0, {"sequence": number, **rule}) for number, rule in enumerate(rules)],
                **vals,
            }
        )
        if confirmed:
            schedule.write({"state": "confirmed"})
        return schedule

    @classmethod
    def make_series(cls, kind, letters, **vals):
        return cls.env["onestop.fee.receipt.series"].create(
            {
                "form_id": cls.env.ref("onestop_payment.receipt_form_ebl01").id,
                "letters": letters,
                "agency_id": cls.commune.id,
                "kind": kind,
                "valid_from": "2020-01-01",
                **vals,
            }
        )

    def end_transaction(self):
        """Do what is done just before a commit: receipts take their numbers."""
        self.env.cr.flush()

    def received(self, procedure=None, *, user=None, **answers):
        """A dossier received at the commune, with what the desk was told of its one rule."""
        procedure = procedure or self.procedure
        rule = self.extract if procedure == self.procedure else self.copies
        return self.receive(user=user, procedure=procedure, fee_answers={str(rule.id): answers or {"quantity": 3}})

    def pay(self, *dossiers, user=None, method="cash", **kwargs):
        """The payment of all that is owed for the dossiers."""
        user = user or self.cashier
        if method == "cash":
            self.seat(user, kwargs.get("counter"))
        dues = (
            self.env["onestop.fee.due"]
            .with_user(user)
            .search([("dossier_id", "in", [dossier.id for dossier in dossiers]), ("state", "=", "open")], order="id")
        )
        payments = self.env["onestop.fee.payment"].with_user(user)
        return payments._collect(dues, method, sum(dues.mapped("remaining")), **kwargs)
