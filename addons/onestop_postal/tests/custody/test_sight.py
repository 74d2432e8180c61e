from markupsafe import Markup
from odoo import fields
from odoo.addons.onestop_core.tests import upload_samples as samples
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestPostalSight(PostalCase):
    """A clerk of the post sees the dossiers of their own desks, of approved procedures, and nothing else of the agency."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        env = cls.env
        # a second post office works for the same agency, with a clerk of its own
        cls.office_2 = env["onestop.postal.office"].create(
            {"name": "Bưu điện Hai", "code": "HAI", "area_id": cls.area.id, "agency_id": cls.commune.id}
        )
        cls.desk_2 = env["onestop.postal.desk"].create(
            {"office_id": cls.office_2.id, "agency_id": cls.commune.id, "mode": "counter", "valid_from": "2020-01-01"}
        )
        cls.clerk_2 = cls.make_staff("postal_clerk", cls.commune, "_two")
        cls.rights_2 = env["onestop.postal.right"].create(
            [
                {
                    "user_id": cls.clerk_2.id, "desk_id": cls.desk_2.id, "act": act,
                    "trained_on": "2020-01-01", "valid_from": "2020-01-01",
                }
                for act in ("receive", "return", "carry")
            ]
        )  # fmt: skip
        return result

    def sees(self, user, dossier):
        return bool(self.env["onestop.dossier"].with_user(user).search_count([("id", "=", dossier.id)]))

    def ready(self, dossier):
        dossier = self.as_role(dossier, "receptionist")
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="12/UBND")
        return dossier

    # ------------------------------------------------------------------ which dossiers

    def test_what_was_accepted_at_their_own_post_office(self):
        item = self.accept().sudo()
        self.assertTrue(self.sees(self.clerk, item.dossier_id))
        self.assertFalse(self.sees(self.clerk_2, item.dossier_id), "another post office of the same agency")
        self.assertTrue(self.sees(self.users["receptionist"], item.dossier_id), "the agency sees all of it")
        self.assertTrue(self.sees(self.users["specialist"], item.dossier_id))

    def test_not_what_the_agency_received_itself(self):
        dossier = self.receive()
        for user in (self.clerk, self.clerk_2):
            self.assertFalse(self.sees(user, dossier))
        for state in ("received", "processing", "ready"):
            self.assertFalse(self.sees(self.clerk, dossier), state)
            if state == "received":
                dossier.act("forward")
            elif state == "processing":
                self.as_role(dossier, "specialist").act("forward")
                self.as_role(dossier, "leader").act("approve")

    def test_not_of_a_procedure_that_no_list_approves(self):
        item = self.accept().sudo()
        self.list.procedure_ids = self.procedure_same_day
        self.may["carry"].unlink()
        self.assertFalse(self.sees(self.clerk, item.dossier_id))
        self.list.procedure_ids |= self.procedure
        self.assertTrue(self.sees(self.clerk, item.dossier_id))

    def test_a_right_names_fewer_procedures(self):
        item = self.accept().sudo()
        self.may["carry"].unlink()
        (self.may["receive"] | self.may["return"]).procedure_ids = self.procedure_same_day
        self.assertFalse(self.sees(self.clerk, item.dossier_id))
        self.may["return"].procedure_ids |= self.procedure
        self.assertTrue(self.sees(self.clerk, item.dossier_id))

    def test_nothing_without_training_or_after_the_last_day(self):
        item = self.accept().sudo()
        for change in ({"trained_on": False}, {"valid_to": "2020-12-31"}, {"trained_on": "2999-01-01"}):
            with self.subTest(change=change), self.env.cr.savepoint() as savepoint:
                self.rights.write(change)
                self.assertFalse(self.sees(self.clerk, item.dossier_id))
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                self.env.registry.clear_cache()
        self.assertTrue(self.sees(self.clerk, item.dossier_id))
        self.postal_desk.valid_to = "2020-12-31"
        self.assertFalse(self.sees(self.clerk, item.dossier_id))

    def test_who_carries_sees_what_travels_by_their_post_office_alone(self):
        item = self.accept().sudo()
        (self.may["receive"] | self.may["return"]).unlink()
        self.assertTrue(self.sees(self.clerk, item.dossier_id))
        self.may["carry"].desk_id = self.desk_2
        self.assertFalse(self.sees(self.clerk, item.dossier_id))

    def test_results_that_wait_to_be_brought(self):
        by_post = self.ready(self.receive(result_channel="post", result_address="Thôn Thử"))
        in_person = self.ready(self.receive())
        self.assertTrue(self.sees(self.clerk, by_post))
        self.assertFalse(self.sees(self.clerk, in_person))
        self.assertTrue(self.sees(self.clerk_2, by_post), "no post office has taken it yet")
        self.sign(self.slip(by_post.code, direction="to_post"))
        self.assertTrue(self.sees(self.clerk, by_post))
        self.assertFalse(self.sees(self.clerk_2, by_post), "it is the matter of the post office that has it")
        (self.may["return"] | self.may["carry"]).unlink()
        self.may["receive"].unlink()
        self.assertFalse(self.sees(self.clerk, by_post))

    def test_at_the_agency_they_return_what_waits_there_and_today_what_they_gave(self):
        dossier = self.ready(self.receive())
        self.postal_desk.mode = "centre"
        self.assertTrue(self.sees(self.clerk, dossier))
        self.assertFalse(self.sees(self.clerk_2, dossier))
        dossier.with_user(self.clerk).act("return_result")
        self.assertTrue(self.sees(self.clerk, dossier), "to print it and to put it right")
        dossier.sudo().returned_at = fields.Datetime.subtract(fields.Datetime.now(), days=2)
        self.assertFalse(self.sees(self.clerk, dossier))

    def test_at_the_agency_they_receive_what_was_filed_online(self):
        filed = self.env["onestop.dossier"]._file(self.payload(channel="online"), "portal", proof="test")[0]
        self.assertFalse(self.sees(self.clerk, filed))
        self.postal_desk.mode = "centre"
        self.assertTrue(self.sees(self.clerk, filed))
        other = self.env["onestop.dossier"]._file(
            self.payload(self.procedure_same_day, channel="online"), "portal", proof="test"
        )[0]
        self.assertFalse(self.sees(self.clerk, other), "no list approves it")

    def test_a_desk_is_that_of_all_its_people(self):
        colleague = self.make_staff("postal_clerk", self.commune, "_beside")
        self.env["onestop.postal.right"].create(
            {"user_id": colleague.id, "desk_id": self.postal_desk.id, "act": "return", "trained_on": "2020-01-01", "valid_from": "2020-01-01"}
        )  # fmt: skip
        dossier = self.receive(self.clerk)
        self.assertTrue(self.sees(self.clerk, dossier))
        self.assertTrue(self.sees(colleague, dossier))
        self.assertFalse(self.sees(self.clerk_2, dossier))

    def test_a_desk_of_the_agency_that_the_post_runs(self):
        self.postal_desk.write({"mode": "centre", "desk_id": self.desk.id})
        dossier = self.receive(counter_id=self.counter.id)
        self.assertEqual(dossier.counter_id, self.counter)
        self.assertTrue(self.sees(self.clerk, dossier))
        self.assertFalse(self.sees(self.clerk_2, dossier))

    def test_another_post_elsewhere_widens_nothing_here(self):
        dossier = self.receive()
        self.clerk.onestop_staff_ids.role_ids |= self.env.ref("onestop_core.role_receptionist")
        self.assertFalse(self.sees(self.clerk, dossier), "bound here whatever else they are here")
        self.env["onestop.staff"].create(
            {
                "user_id": self.clerk.id, "agency_id": self.commune_2.id, "valid_from": "2020-01-01",
                "role_ids": [(6, 0, self.env.ref("onestop_core.role_specialist").ids)],
            }
        )  # fmt: skip
        elsewhere = self.receive(self.users_2["receptionist"], agency=self.commune_2)
        self.assertTrue(self.sees(self.clerk, elsewhere))
        self.assertFalse(self.sees(self.clerk, dossier))

    def test_from_the_day_of_the_first_desk_on(self):
        dossier = self.receive()
        (self.rights | self.rights_2).unlink()
        (self.postal_desk | self.desk_2).unlink()
        self.assertTrue(self.sees(self.clerk, dossier), "where the post has no desk its clerk is core's")

    # ------------------------------------------------------------------ every door

    def test_no_door_opens_it(self):
        """One rule, whatever asks: what is not theirs is as what does not exist."""
        dossier = self.receive(applicant_identity="036099000123")
        dossier.message_post(body=Markup("Ghi chú nội bộ"))
        file = (
            self.env["ir.attachment"]
            .sudo()
            .create({"name": "giay.pdf", "raw": samples.pdf(), "res_model": dossier._name, "res_id": dossier.id})
        )
        dossiers = self.env["onestop.dossier"].with_user(self.clerk)
        mine, theirs = [("code", "=", dossier.code)], dossiers.browse(dossier.id)
        self.assertFalse(dossiers.search(mine))
        self.assertFalse(dossiers.search_count(mine))
        self.assertFalse(dossiers.search_read(mine, ["code"]))
        self.assertFalse(dossiers.name_search(dossier.code, operator="="))
        self.assertFalse(dossiers.name_search(dossier.applicant_name))
        self.assertFalse(dossiers.formatted_read_group(mine, ["state"], ["__count"]))
        self.assertEqual(dossiers.web_search_read(mine, {"code": {}})["length"], 0)
        self.assertFalse(dossiers.home_look_up(dossier.code))
        self.assertFalse(dossiers._find_people("036099000123"))
        self.assertFalse(dossiers._find_people(dossier.applicant_name))
        self.assertFalse(dossiers._find_people(dossier.applicant_phone))
        attachments = self.env["ir.attachment"].with_user(self.clerk)
        written = self.env["mail.message"].sudo().search([("model", "=", dossier._name), ("res_id", "=", dossier.id)])
        self.assertTrue(written)
        there = {"res_model": dossier._name, "res_id": dossier.id}
        for name, door in {
            "read": lambda: theirs.read(["code"]),
            "web_read": lambda: theirs.web_read({"code": {}}),
            "write": lambda: theirs.write({"summary": "x"}),
            "act": lambda: theirs.act("forward"),
            "post": lambda: theirs.message_post(body=Markup("x")),
            "activity": lambda: theirs.activity_schedule("mail.mail_activity_data_todo", user_id=self.clerk.id),
            "messages": lambda: written.with_user(self.clerk).read(["body"]),
            "file": lambda: attachments.browse(file.id).read(["datas"]),
            "attach": lambda: attachments.create({"name": "x.pdf", "raw": samples.pdf(), **there}),
        }.items():
            self.env.invalidate_all()
            with self.subTest(name), self.assertRaises(AccessError), self.env.cr.savepoint():
                door()
        # Odoo says no to who would follow, and stores nothing
        self.assertFalse(theirs.message_subscribe(self.clerk.partner_id.ids))
        self.assertNotIn(self.clerk.partner_id, dossier.sudo().message_partner_ids)
        # who exports nothing at all is told so, and nothing else
        self.assertRefused(UserError, "rights to export", theirs.export_data, ["code"])
        messages = self.env["mail.message"].with_user(self.clerk)
        self.assertFalse(messages.search([("model", "=", dossier._name), ("res_id", "=", dossier.id)]))
        self.assertFalse(attachments.search([("res_model", "=", dossier._name), ("res_id", "=", dossier.id)]))

    def test_nothing_that_hangs_on_it(self):
        """Every stored model that names a dossier, or a packet or waybill of one, of whatever add-on: a new one is in unasked."""
        item = self.accept().sudo()
        self.sign(self.slip(item))
        dossier = self.settled(item)
        self.told_of(item, self.sign(self.slip(dossier.code, direction="to_post")).line_ids.shipment_id.sudo())
        self.env.flush_all()
        ways = {
            "dossier_id": (dossier._name, "dossier_id"),
            "shipment_id": ("onestop.postal.shipment", "shipment_id.dossier_id"),
            "waybill_id": ("onestop.postal.waybill", "waybill_id.shipment_id.dossier_id"),
        }
        seen = set()
        for name, model in self.env.items():
            if model._abstract or model._transient or not model._auto:
                continue
            if not self.env[name].with_user(self.clerk_2).has_access("read"):
                continue
            for field, (comodel, path) in ways.items():
                if getattr(model._fields.get(field), "comodel_name", None) != comodel:
                    continue
                there = self.env[name].sudo().search([(path, "=", dossier.id)])
                if there:
                    seen.add(name)
                # asked by number: by the way there the rules of the packet would hide what its own do not
                own = self.env[name].with_user(self.clerk_2).search([("id", "in", there.ids)])
                self.assertFalse(own, f"{name} tells a clerk of another desk of the dossier")
        self.assertLessEqual(
            {
                "onestop.dossier.document", "onestop.dossier.event", "onestop.dossier.task", "onestop.postal.shipment",
                "onestop.postal.paper", "onestop.postal.custody", "onestop.postal.handover.line", "onestop.postal.waybill",
                "onestop.postal.carrier.event", "onestop.postal.difference", "onestop.postal.statement.line",
                "onestop.postal.attempt", "onestop.postal.address.change", "onestop.postal.incident",
                "onestop.postal.unclaimed",
            },
            seen,
        )  # fmt: skip
        # whoever has the desk sees it all
        for name in (
            "onestop.dossier.document",
            "onestop.postal.paper",
            "onestop.postal.custody",
            "onestop.postal.shipment",
        ):
            self.assertTrue(self.env[name].with_user(self.clerk).search([("dossier_id", "=", dossier.id)]), name)

    def told_of(self, item, result):
        """One record of each kind that hangs on the packets of a dossier."""
        today = fields.Date.today()
        carrier = self.env["onestop.postal.carrier"].create(
            {"name": "Bưu điện Thử", "contract": "HĐ 1", "office_ids": [(6, 0, (self.office | self.office_2).ids)]}
        )
        # a code without a meaning, and another weight than on the slip
        row = f"{item.name};3;23/11/2026 09:00:00;240\n"
        self.env["onestop.postal.statement"]._take_file(
            carrier, "bangke.csv", f"Số hiệu bưu gửi;Mã trạng thái;Thời gian;Khối lượng\n{row}".encode()
        )
        of_result = {"shipment_id": result.id}
        self.env["onestop.postal.attempt"].sudo().create(
            {**of_result, "kind": "invitation", "at": fields.Datetime.now(), "user_id": self.clerk.id}
        )
        self.env["onestop.postal.address.change"].sudo().create(
            {
                **of_result, "receiver_name": "Nguyễn Thị Thử", "address": "Số 5 phố Mới", "area_id": self.area_2.id,
                "proof": "CCCD",
            }
        )  # fmt: skip
        self.env["onestop.postal.incident"].sudo().create(
            {**of_result, "kind": "delay", "complainant": "Nguyễn Thị Thử", "words": "Chưa nhận được"}
        )
        self.env["onestop.postal.unclaimed"].sudo().create(
            {**of_result, "noticed_on": today, "notice_until": today, "offer_from": today}
        )

    def test_slips_of_their_own_post_office(self):
        slip = self.slip(self.accept())
        slips = self.env["onestop.postal.handover"]
        self.assertTrue(slips.with_user(self.clerk).search([("id", "=", slip.id)]))
        self.assertTrue(slips.with_user(self.users["receptionist"]).search([("id", "=", slip.id)]))
        self.assertFalse(slips.with_user(self.clerk_2).search([("id", "=", slip.id)]))
        with self.assertRaises(AccessError):
            slip.with_user(self.clerk_2).action_withdraw()

    def test_no_register_of_an_agency_of_which_they_see_a_part(self):
        self.receive(self.clerk)
        self.receive()
        values = {"agency_id": self.commune.id, "date_from": "2020-01-01", "date_to": "2020-12-31"}
        wizards = self.env["onestop.register.wizard"]
        with self.assertRaisesRegex(UserError, "not yours to print"):
            wizards.with_user(self.clerk).create(values)._check_printable(None)
        self.assertFalse(self.clerk._sees_whole(self.commune))
        self.assertTrue(self.users["receptionist"]._sees_whole(self.commune))

    def test_home_counts_their_own(self):
        self.receive()
        own = self.receive(self.clerk)
        data = self.env["onestop.dossier"].with_user(self.clerk).home_data()
        figures = {one["key"]: one["count"] for section in data["sections"] for one in section.get("figures", ())}
        self.assertEqual(figures["received_today"], 1)
        rows = [row["id"] for section in data["sections"] for row in section.get("work", ())]
        self.assertLessEqual(set(rows), set(own.ids))

    def test_no_query_more_once_known(self):
        """The rights are read once and kept; a search costs one query, as everybody's does."""
        self.accept()
        for user in (self.clerk, self.users["receptionist"]):
            dossiers = self.env["onestop.dossier"].with_user(user)
            dossiers.search([("state", "=", "submitted")], limit=5)
            with self.assertQueryCount(1):
                dossiers.search([("state", "=", "submitted")], limit=5)
