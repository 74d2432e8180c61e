import json
import uuid
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from odoo.tests import HttpCase, TransactionCase, new_test_user
from odoo.tools import mute_logger

from ..engine.calendar import to_naive_utc
from ..models.forms import ir_actions_report
from . import print_once

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# Invitations by e-mail, one for each user, would take half the time of the set-up.
UNINVITED = {"no_reset_password": True}

# Monday of a week without holidays
MONDAY = "2026-11-23"

# Names the world that stands ready in a database: `./onestop test` makes it once for all classes and processes.
KEPT_WORLD = "onestop_core.test_world"

ROLES = ("receptionist", "postal_clerk", "specialist", "leader", "cashier", "supervisor", "agency_admin")


def local(day, clock="09:00"):
    """A moment of Vietnamese time as a naive UTC datetime: what freeze_time and stored fields take."""
    return to_naive_utc(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE))


class OnestopCase(TransactionCase):
    """A province with two communes and a department, a user for every role, and three procedures.

    Tests act as these users; the superuser only sets up. Set-up stands in class methods
    so that HttpCase tests can use it too (see ``OnestopHttpCase``).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # numbers are allotted in a transaction of their own; here it is the test's, so that nothing outlives it
        if not cls._registry_patched:
            cls.registry_enter_test_mode_cls()
        cls.startClassPatcher(patch.object(ir_actions_report, "render_pdf", print_once.render_pdf))
        cls.set_up_onestop()

    @classmethod
    def set_up_onestop(cls):
        env = cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, lang="en_US"))
        # the demo data marks the holidays of the real year; a test marks its own
        env["onestop.calendar.day"].search([]).unlink()
        if kept := env["ir.config_parameter"].get_param(KEPT_WORLD):
            for name, value in json.loads(kept).items():
                setattr(cls, name, _found(env, value))
        else:
            cls.make_world()

    @classmethod
    def keep_world(cls, env):
        """Make the world in a database and note what it consists of, so that each class finds it there."""
        cls.env = env(context=dict(env.context, tracking_disable=True, lang="en_US"))
        before = set(vars(cls))
        cls.make_world()
        world = {name: _noted(value) for name, value in vars(cls).items() if name not in before}
        env["ir.config_parameter"].set_param(KEPT_WORLD, json.dumps(world))

    @classmethod
    def make_world(cls):
        env = cls.env
        level = {
            code: env.ref(f"onestop_core.level_{code}") for code in ("province", "department", "district", "commune")
        }
        calendar = env.ref("onestop_core.calendar_office_hours")
        agency = env["onestop.agency"]
        cls.province = agency.create(
            {"name": "Tỉnh Thử", "code": "H99", "level_id": level["province"].id, "calendar_id": calendar.id}
        )
        below = {"parent_id": cls.province.id}
        cls.department = agency.create({"name": "Sở Thử", "code": "H99.1", "level_id": level["department"].id, **below})
        cls.commune = agency.create({"name": "Xã Một", "code": "H99.11", "level_id": level["commune"].id, **below})
        cls.commune_2 = agency.create({"name": "Xã Hai", "code": "H99.12", "level_id": level["commune"].id, **below})
        cls.desk = env["onestop.desk"].create({"name": "Một cửa Xã Một", "agency_id": cls.commune.id})
        cls.counter = env["onestop.counter"].create({"name": "Quầy 1", "desk_id": cls.desk.id})

        cls.users, cls.users_2, cls.users_department, users_province = cls.make_staffs(
            (cls.commune, "", ROLES),
            (cls.commune_2, "2", ("receptionist", "specialist", "leader")),
            (cls.department, "_department", ("specialist", "leader")),
            (cls.province, "_province", ("leader",)),
        )
        cls.province_leader = users_province["leader"]
        cls.manager = new_test_user(
            env,
            "test_manager",
            groups="onestop_core.group_manager",
            context=UNINVITED,
            name="Quản trị tỉnh",
            tz="Asia/Ho_Chi_Minh",
        )

        cls.sector = env["onestop.sector"].create({"name": "Hộ tịch thử"})
        cls.procedure = cls.make_procedure("9.000001", "Thủ tục ba ngày", papers=5)
        cls.procedure_same_day = cls.make_procedure(
            "9.000002", "Thủ tục trong ngày", duration=0, unit="same_day", version={"same_day": True}
        )
        cls.procedure_province = cls.make_procedure(
            "9.000003", "Thủ tục của Sở", duration=10, procedure={"level_ids": [(6, 0, level["department"].ids)]}
        )

    @classmethod
    def make_staffs(cls, *staffs):
        """Users with a post each, all made at once, which takes a third of the time of one after the other.

        :param staffs: tuples ``(agency, suffix of the logins, roles)``
        :return: for each of them a dict of users by role
        """
        posts = [(agency, suffix, role) for agency, suffix, roles in staffs for role in roles]
        logins = [f"test_{role}{suffix}" for _agency, suffix, role in posts]
        users = (
            cls.env["res.users"]
            .with_context(**UNINVITED)
            .create(
                [
                    {
                        "login": login,
                        "password": login,
                        "name": login.removeprefix("test_"),
                        "email": f"{login}@example.com",
                        "group_ids": [(6, 0, cls.env.ref("base.group_user").ids)],
                        "tz": "Asia/Ho_Chi_Minh",
                    }
                    for login in logins
                ]
            )
        )
        cls.env["onestop.staff"].create(
            [
                {
                    "user_id": user.id,
                    "agency_id": agency.id,
                    "role_ids": [(6, 0, cls.env.ref(f"onestop_core.role_{role}").ids)],
                    "valid_from": "2020-01-01",
                }
                for user, (agency, _suffix, role) in zip(users, posts, strict=True)
            ]
        )
        made = iter(users)
        return [{role: next(made) for role in roles} for _agency, _suffix, roles in staffs]

    @classmethod
    def make_staff(cls, role, agency, suffix=""):
        return cls.make_staffs((agency, suffix, (role,)))[0][role]

    @classmethod
    def make_procedure(cls, code, name, *, duration=3, unit="working_day", papers=2, version=None, procedure=None):
        record = cls.env["onestop.procedure"].create({"code": code, "sector_id": cls.sector.id, **(procedure or {})})
        cls.env["onestop.procedure.version"].create(
            {
                "procedure_id": record.id,
                "name": name,
                "valid_from": "2020-01-01",
                "channel_ids": [(0, 0, {"channel": "direct", "duration": duration, "duration_unit": unit})],
                "component_ids": [
                    (0, 0, {"name": f"Giấy tờ {n}", "sequence": n, "original_to_return": n == 1})
                    for n in range(1, papers + 1)
                ],
                **(version or {}),
            }
        ).action_publish()
        return record

    def payload(self, procedure=None, agency=None, **changes):
        """What a counter sends for a complete dossier."""
        procedure = procedure or self.procedure
        return {
            "client_uuid": str(uuid.uuid4()),
            "agency_id": (agency or self.commune).id,
            "procedure_id": procedure.id,
            "applicant_name": "Nguyễn Thị Thử",
            "applicant_phone": "0912000001",
            "applicant_address": "Thôn Thử, Xã Một",
            "documents": [
                {"component_id": component.id, "handed_in": True}
                for component in procedure.current_version_id.component_ids
            ],
            **changes,
        }

    def receive(self, user=None, **kwargs):
        """A received dossier, as the receptionist of the commune sees it."""
        dossiers = self.env["onestop.dossier"].with_user(user or self.users["receptionist"])
        return dossiers.browse(dossiers.receive(self.payload(**kwargs))["id"])

    def asked(self, dossier):
        """What a request for supplement picks: the first paper, which is not as it should be."""
        return [{"document_id": dossier.document_ids[0].id, "kind": "wrong"}]

    def leader_at_the_desk(self):
        """A leader whose post holds the desk role too, and a same-day process that ends at the leader's step."""
        roles = self.env.ref("onestop_core.role_leader") | self.env.ref("onestop_core.role_receptionist")
        user = self.make_staff("leader", self.commune, "_at_desk")
        user.onestop_staff_ids.role_ids = roles
        self.procedure_same_day.process_id = self.env["onestop.process"].create(
            {
                "name": "Chứng thực",
                "step_ids": [
                    (0, 0, {"name": "Đối chiếu", "sequence": 1, "role_id": roles[1].id, "agency_mode": "received"}),
                    (0, 0, {"name": "Ký", "sequence": 2, "role_id": roles[0].id, "can_approve": True}),
                ],
            }
        )
        return user

    def as_role(self, dossier, role):
        return dossier.with_user(self.users[role])

    @mute_logger("odoo.sql_db")
    def assertRefused(self, error, pattern, function, *args, **kwargs):
        """``function`` raises ``error`` in words that match, and leaves nothing behind."""
        with self.assertRaisesRegex(error, pattern), self.env.cr.savepoint():
            function(*args, **kwargs)
            self.env.flush_all()


def _noted(value):
    """A record, or a dict of records, as JSON can tell it."""
    if isinstance(value, dict):
        return {key: _noted(one) for key, one in value.items()}
    return [value._name, value.ids]


def _found(env, noted):
    """The inverse of ``_noted``."""
    if isinstance(noted, dict):
        return {key: _found(env, one) for key, one in noted.items()}
    model, ids = noted
    return env[model].browse(ids)


class OnestopHttpCase(OnestopCase, HttpCase):
    """The same world behind real requests."""
