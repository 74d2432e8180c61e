import base64
import json

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from ...engine import national
from ..common import OnestopCase, local
from ..gateway_server import GatewayServer


@tagged("post_install", "-at_install")
class TestNational(OnestopCase):
    """Statuses on their way to the national system, against a real server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(GatewayServer())
        cls.endpoint = cls.env["onestop.national.endpoint"].create(
            {
                "name": "E",
                "url": cls.server.url,
                "unit_code": "H99",
                "headers": "X-Key: bi-mat",
                "timeout": 1,
                "refusal_pattern": "7",
            }
        )

    def setUp(self):
        super().setUp()
        self.server.behaviours.clear()
        self.server.requests.clear()
        self.server.taken.clear()

    def messages(self, dossier):
        return dossier.sudo().national_message_ids.sorted("id")

    def run_jobs(self, messages, most=6):
        """Try messages in turns until nothing waits; returns the waits."""
        waits = []
        for _turn in range(most):
            for message in messages.filtered(lambda one: one.state in ("pending", "sending")):
                message.next_try_at = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
                self.env.flush_all()
                waits.append(message._deliver())
                self.env.invalidate_all()
        return waits

    def test_a_code_is_numbered_anew_from_a_day_on(self):
        codes = self.env["onestop.national.code"].with_user(self.manager)
        codes.create(
            [
                {"kind": "status", "state": "received", "code": 21, "valid_from": "2027-01-01", "source": "Thông tư 1"},
                {"kind": "return", "channel": "post", "code": 4, "valid_from": "2027-01-01", "source": "Thông tư 1"},
            ]
        )
        for day, status, by_post in [("2026-12-31", "2", "1"), ("2027-01-01", "21", "4")]:
            with self.subTest(day=day), freeze_time(local(day, "06:30")):
                self.procedure._compute_current()
                dossier = self.receive(result_channel="post").sudo()
                record = national.sync_record(dossier._national_dossier(), dossier._national_codes())
                self.assertEqual((record["TrangThaiHoSo"], record["HinhThuc"]), (status, by_post))
        self.assertRefused(
            ValidationError, "what the code is for", codes.create, {"kind": "channel", "code": 1, "source": "X"}
        )

    def bodies(self):
        return [json.loads(body) for _key, _path, _headers, body in self.server.requests]

    def settle(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="12/2026")
        dossier.act("return_result")
        return dossier

    def test_every_change_of_status_goes_in_order(self):
        dossier = self.settle()
        self.run_jobs(self.messages(dossier))
        syncs = [body for body in self.bodies() if body["service"] == "DongBoHoSoMC"]
        self.assertEqual([body["data"][0]["TrangThaiHoSo"] for body in syncs], ["2", "4", "9", "10"])
        self.assertEqual([body["isUpdating"] for body in syncs], [False, True, True, True])
        self.assertEqual({body["data"][0]["MaHoSo"] for body in syncs}, {dossier.code})
        progress = [body["data"][0] for body in self.bodies() if body["service"] == "CapNhatTienDoHoSoMC"]
        self.assertEqual([one["TrangThai"] for one in progress], ["2", "4", "4", "9", "10"])
        self.assertEqual(progress[0]["NguoiXuLy"], "receptionist")
        self.assertEqual(self.server.requests[0][1], "/send?MaDinhDanhDV=H99")
        self.assertEqual(self.server.requests[0][2]["X-Key"], "bi-mat")
        self.assertEqual(dossier.with_user(self.users["agency_admin"]).sync_state, "acknowledged")

    def test_record_says_what_the_dossier_says(self):
        dossier = self.settle()
        self.run_jobs(self.messages(dossier))
        last = [body for body in self.bodies() if body["service"] == "DongBoHoSoMC"][-1]["data"][0]
        self.assertEqual(last["MaTTHC"], "9.000001")
        self.assertEqual(last["ChuHoSo"], "Nguyễn Thị Thử")
        self.assertEqual(last["NgayTiepNhan"], dossier._local(dossier.received_at).strftime("%Y%m%d%H%M%S"))
        self.assertEqual(last["NgayTra"], dossier._local(dossier.returned_at).strftime("%Y%m%d%H%M%S"))
        self.assertEqual(last["DanhSachGiayToKetQua"][0]["GiayToId"], "12/2026")
        self.assertEqual(len(last["DanhSachTepDinhKemKhac"]), 5)

    def test_each_message_is_taken_once_under_one_id(self):
        for behaviours in (["500", "lost"], ["garbage"], ["wrong", "429"], ["slow"], ["lost", "lost"]):
            with self.subTest(behaviours=behaviours):
                self.server.behaviours[:] = behaviours
                dossier = self.receive()
                messages = self.messages(dossier)
                self.run_jobs(messages)
                self.assertEqual(set(messages.mapped("state")), {"sent"})
                self.assertEqual([self.server.taken[uuid] for uuid in messages.mapped("uuid")], [1] * len(messages))
                self.assertEqual(dossier.state, "received")

    def test_a_failure_never_touches_the_dossier(self):
        self.endpoint.max_tries = 2
        self.server.behaviours[:] = ["500"] * 20
        dossier = self.receive()
        before = (dossier.state, dossier.revision, dossier.event_count, dossier.event_hash, dossier.write_date)
        messages = self.messages(dossier)
        self.run_jobs(messages)
        self.assertEqual(messages.mapped("state"), ["failed", "failed"])
        self.assertEqual(
            (dossier.state, dossier.revision, dossier.event_count, dossier.event_hash, dossier.write_date), before
        )
        admin = self.users["agency_admin"]
        self.assertEqual(dossier.with_user(admin).sync_state, "failed")
        self.assertIn(dossier, self.env["onestop.dossier"].with_user(admin).search([("sync_state", "=", "failed")]))
        # the dossier goes on, and later all is told under the same IDs
        dossier.act("forward")
        uuids = messages.mapped("uuid")
        self.server.behaviours.clear()
        messages.with_user(admin).action_retry()
        self.run_jobs(self.messages(dossier))
        self.assertEqual([self.server.taken[uuid] for uuid in uuids], [1, 1])
        self.assertRefused(AccessError, ".*", messages.with_user(self.users["leader"]).action_retry)

    def test_an_old_status_never_follows_a_newer_one(self):
        self.server.behaviours[:] = ["refused", "refused"]
        dossier = self.receive()
        old = self.messages(dossier)
        self.run_jobs(old)
        self.assertEqual(set(old.mapped("state")), {"failed"})
        dossier.act("forward")
        self.run_jobs(self.messages(dossier) - old)
        old._again()
        self.run_jobs(old)
        self.assertEqual(set(old.mapped("state")), {"cancelled"})
        self.assertFalse(set(old.mapped("uuid")) & set(self.server.taken))

    def test_without_endpoint_nothing_is_written(self):
        self.endpoint.in_use = False
        self.assertFalse(self.messages(self.receive()))

    def test_before_reception_there_is_nothing_to_tell(self):
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        dossier = dossiers.create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "applicant_address": "Xã Một"}
        )
        dossier.act("submit")
        self.assertFalse(self.messages(dossier))

    def test_one_endpoint_at_a_time(self):
        self.assertRefused(
            Exception,
            "one endpoint|duplicate key",
            self.env["onestop.national.endpoint"].create,
            {"name": "F", "url": "https://b.vn", "unit_code": "H99"},
        )
        for url in ("b.vn", "http://b.vn", "https://10.0.0.1"):
            self.assertRefused(ValidationError, "https", self.endpoint.write, {"url": url})

    # ------------------------------------------------------------------ export

    def export(self, user, **vals):
        wizard = self.env["onestop.national.export"].with_user(user).create(vals)
        wizard.action_export()
        return json.loads(base64.b64decode(wizard.file)), wizard

    def test_export_of_what_one_may_see(self):
        mine, other = self.settle(), self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        today = mine._local(mine.received_at).date()
        content, wizard = self.export(self.users["agency_admin"], received_from=today, received_to=today)
        self.assertEqual(content["service"], "DongBoHoSoMC")
        codes = [record["MaHoSo"] for record in content["data"]]
        self.assertIn(mine.code, codes)
        self.assertNotIn(other.code, codes)
        self.assertEqual(wizard.count, len(codes))
        self.assertIn("export", mine.event_ids.mapped("action"))
        content, _wizard = self.export(self.users["agency_admin"], dossier_ids=[(6, 0, mine.ids)])
        self.assertEqual([record["TrangThaiHoSo"] for record in content["data"]], ["10"])

    def test_export_is_for_those_who_answer_for_the_data(self):
        for role in ("receptionist", "specialist", "leader", "cashier"):
            self.assertRefused(
                AccessError, ".*", self.export, self.users[role], received_from="2026-01-01", received_to="2026-01-01"
            )
        self.assertRefused(UserError, "first and the last day", self.export, self.users["supervisor"])
        self.assertRefused(
            UserError,
            "No received dossier",
            self.export,
            self.users["supervisor"],
            received_from="2001-01-01",
            received_to="2001-01-01",
        )

    def test_days_are_vietnamese(self):
        begins = self.env["onestop.national.export"]._day_begins(fields.Date.to_date("2026-11-23"))
        self.assertEqual(begins, local("2026-11-23", "00:00"))

    # ------------------------------------------------------------------ copies

    def test_a_copied_database_sends_nothing(self):
        dossier = self.receive()
        self.env.flush_all()
        with file_open("onestop_core/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.assertFalse(self.endpoint.in_use)
        self.assertEqual(set(self.messages(dossier).mapped("state")), {"cancelled"})
        jobs = self.env["queue.job"].sudo().search([("model_name", "=", "onestop.national.message")])
        self.assertEqual(set(jobs.mapped("state")), {"cancelled"})
