import base64
import copy
import json
from dataclasses import replace
from datetime import timedelta
from importlib.util import find_spec

from odoo.tests import tagged

from ..engine import staff_sheet
from .buttons_case import ButtonsCase

DAY = "2026-11-23"
NOW = f"{DAY} 02:00:00"


@tagged("post_install", "-at_install")
class TestButtons(ButtonsCase):
    addon = "onestop_core"

    def setUp(self):
        super().setUp()
        self.here = self.env.ref("onestop_core.agency_kha_phong")
        self.there = self.env.ref("onestop_core.agency_dong_hoa")
        self.clerk = self.actors.filtered(lambda user: user.login == "khaphong.tiepnhan")

        self.today = self.env["onestop.agency"]._today()

    def test_every_button(self):
        self.check_buttons()

    def button_records(self):
        env = self.env
        here = {"agency_id": self.here.id}
        # a day off that moves due dates, and gives their review something to say
        env["onestop.calendar.day"].create({"date": self.today + timedelta(days=1), "name": "Nghỉ đột xuất"})
        dossiers = env["onestop.dossier"].search(
            [("state", "=", "processing"), ("holder_agency_id", "=", self.there.id)]
        )
        version = env["onestop.procedure"].search([("current_version_id", "!=", False)], limit=1).current_version_id
        process = env["onestop.process"].search([("is_default", "=", True)], limit=1)
        successor = self.here.copy({"name": "Xã Mới", "code": "H42.19.99"})
        line = {"source_id": self.here.id, "target_id": successor.id}
        # somebody with an authenticator
        self.clerk.sudo().totp_secret = env["res.users"]._new_totp_secret()
        # as one of those at another agency who sees the dossier
        dossiers[:1].agency_ids |= self.here
        return [
            *super().button_records(),
            self.clerk,
            env["onestop.dossier.opinion"].create(
                {
                    "dossier_id": dossiers[:1].id,
                    **here,
                    "question": "Có vướng quy hoạch không?",
                    "asked_by_id": self.clerk.id,
                    "asked_at": NOW,
                }
            ),
            env["onestop.national.message"].create(
                {"dossier_id": dossiers[:1].id, "service": "DongBoHoSoMC", "status": 2}
            ),
            env["onestop.posting"].create({"desk_id": self.here.desk_ids[:1].id, "version_id": version.id}),
            self.outdated_posting(),
            env["onestop.print"].create(
                {
                    "name": "Sổ theo dõi",
                    "key": "k",
                    "form": "register",
                    "report_name": "r",
                    "agency_ids": [(6, 0, self.here.ids)],
                    "edition": 1,
                    "copy_number": 0,
                    "said_hash": "0",
                    "sha256": "0",
                    "size": 1,
                    "user_id": self.clerk.id,
                    "printed_at": NOW,
                }
            ),
            version.procedure_id.version_ids.create({"procedure_id": version.procedure_id.id, "name": "Bản dự thảo"}),
            env["onestop.process"].browse(process.action_new_version()["res_id"]),
            env["onestop.staff.review"].create(here),
            env["onestop.process.review"].create(here),
            env["onestop.reorganisation"].create(
                {
                    "name": "NQ 1/NQ-UBTVQH15",
                    "date": self.today,
                    "line_ids": [(0, 0, line)],
                }
            ),
            env["onestop.reorganisation"].create(
                {
                    "name": "NQ 2/NQ-UBTVQH15",
                    "date": self.today + timedelta(days=30),
                    "line_ids": [(0, 0, line)],
                    "state": "scheduled",
                    "scheduled_by_id": env.uid,
                }
            ),
            env["onestop.working.slip"].create(
                {
                    "kind": "handover",
                    "name": "1",
                    **here,
                    "to_agency_id": self.there.id,
                    "issued_at": NOW,
                    "user_id": self.clerk.id,
                }
            ),
            env["onestop.trail.restore"].create(
                {"reason": "Hỏng ổ đĩa", "requested_by_id": self.clerk.id, "requested_at": NOW, "salt": "0"}
            ),
            *self.catalogue_imports(),
        ]

    def outdated_posting(self):
        """A sheet on the board whose version has been replaced since."""
        procedure = self.env["onestop.procedure"].search([("current_version_id", "!=", False)], limit=2)[1]
        old = procedure.current_version_id
        posting = self.env["onestop.posting"].create({"desk_id": self.here.desk_ids[:1].id, "version_id": old.id})
        old.sudo().valid_to = self.today - timedelta(days=1)
        old.copy({"valid_from": self.today, "valid_to": False}).action_publish()
        return posting

    def catalogue_imports(self):
        """One that begins, and one that is checked: with an error, an open question and one that was decided."""
        manager = self.actors.filtered(lambda user: user.login == "hanam.quantri")
        records = json.loads(self.env["onestop.procedure"].with_user(manager)._catalogue_file("json"))[:3]
        for record in records:
            for way in record["cach_thuc_thuc_hien"]:
                way["thoi_gian"] = "3 Khác"
        records.append({**copy.deepcopy(records[0]), "ma_tthc": ""})
        content = base64.b64encode(json.dumps(records, ensure_ascii=False).encode())
        imports = self.env["onestop.catalogue.import"].with_user(manager)
        draft, checked = imports.create([{"file": content, "file_name": "thu-tuc.json", "strict": False}] * 2)
        checked.action_check()
        checked.line_ids.filtered("said_digest")[1:2].action_keep()
        return [draft, checked, *checked.line_ids]

    def dialog_records(self, env):
        made = super().dialog_records(env)
        imports = env["onestop.staff.import"]
        if imports.has_access("create") and self.here in env.user.onestop_agency_ids:
            row = staff_sheet.StaffRow(
                "moi.vao", "Lê Thị Mới", "", self.here.code, "", ("specialist",), None, None, "moi@example.vn", ""
            )
            workbook = imports.create({"file": base64.b64encode(staff_sheet.write([row])), "filename": "a.xlsx"})
            workbook.action_check()
            made.append(workbook)
            applied = imports.create(
                {
                    "file": base64.b64encode(staff_sheet.write([replace(row, login="moi.vao.hai", email="")])),
                    "filename": "a.xlsx",
                }
            )
            applied.action_apply()
            made.append(applied)
        checks = env["onestop.trail.check"]
        if checks.has_access("create"):
            check = checks.create({})
            check.sudo().write({"state": "broken", "restored": True})
            made.append(check)
        return made

    def hidden_buttons(self, walk):
        """The menu “More” of a dossier, in every state."""
        offered = super().hidden_buttons(walk)
        seen = set()
        for dossier in walk.candidates("onestop.dossier"):
            for item in dossier.more_actions or ():
                if item["action"] not in seen:
                    seen.add(item["action"])
                    context = {"onestop_action": item["action"], "onestop_revision": dossier.revision}
                    offered.append((dossier, "action_act", context))
        return offered


@tagged("post_install", "-at_install")
class TestButtonsElsewhere(ButtonsCase):
    """Add-ons of the suite that have no such test of their own yet: their buttons are pressed on what there is."""

    def test_every_button_that_shows(self):
        installed = self.env["ir.module.module"].search([("state", "=", "installed"), ("name", "=like", "onestop\\_%")])
        for name in installed.mapped("name"):
            if find_spec(f"odoo.addons.{name}.tests.test_buttons"):
                continue
            with self.subTest(name):
                self.addon = name
                self.check_buttons(all_shown=False)
