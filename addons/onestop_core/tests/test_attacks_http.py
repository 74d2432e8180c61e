import io
import json
import re

from odoo import http
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ..models.forms.onestop_dossier_print import LOOKUP_PATH
from . import upload_samples
from .every_door_case import MUTED, EveryDoorCase

ATTACKS = "onestop_core/tests/data/attacks.json"

# ``$foreign(model)`` in a line
_FOREIGN = re.compile(r"\$foreign\(([\w.]+)\)")
NO_RECORD = 0x7FFFFFFF
SAID = "nghe-trom-duoc"
# to whom something is told while others listen
_LISTENED = (
    ("res.partner", "foreign_partner"),
    ("res.groups", "manager_group"),
    ("onestop.dossier", "foreign"),
    ("discuss.channel", "foreign_channel"),
)
_ARCHIVES = {
    "7z": lambda: upload_samples.seven_zip({"a.exe": b"MZ" + bytes(98)}),
    "rar": lambda: upload_samples.rar({"/etc/a.pdf": upload_samples.pdf(1)}),
    "rar_locked": lambda: upload_samples.rar({"a.pdf": upload_samples.pdf(1)}, encrypted=True),
}


@tagged("post_install", "-at_install")
class TestAttacks(EveryDoorCase):
    """``tests/data/attacks.json``: what somebody with an account of each role tried, and what came of it. Each line is done
    again; in no case is anything of others told or changed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env
        desk = env["onestop.dossier"].with_user(cls.users["receptionist"])
        cls.own = desk.browse(desk.receive(cls.payload(cls, applicant_identity="035190001234"))["id"]).sudo()
        papers = {"own": cls.own.document_ids[0], "foreign": cls.foreign.document_ids[0]}
        files = {}
        for whose, paper in papers.items():
            content = upload_samples.pdf(1)
            clerk = cls.users["receptionist"] if whose == "own" else cls.users_2["receptionist"]
            files[whose] = paper.dossier_id.with_user(clerk)._add_file("a.pdf", io.BytesIO(content), paper).sudo()
        ref = env.ref
        cls.names = {
            "foreign": cls.foreign.id,
            "foreign_code": cls.foreign.code,
            "own": cls.own.id,
            "foreign_file": files["foreign"].id,
            "own_file": files["own"].id,
            "foreign_attachment": files["foreign"].attachment_id.id,
            "own_attachment": files["own"].attachment_id.id,
            "own_document": papers["own"].id,
            "foreign_print": env["onestop.print"].search([], limit=1).id or 1,
            "foreign_user": cls.users_2["leader"].id,
            "foreign_partner": cls.users_2["leader"].partner_id.id,
            "above": cls.province_leader.id,
            "agency": cls.commune.id,
            "foreign_agency": cls.commune_2.id,
            "province": cls.province.id,
            "procedure": cls.procedure.id,
            "event": cls.own.event_ids[:1].id,
            "colleague": cls.users["cashier"].id,
            "colleague_post": cls.users["specialist"].onestop_staff_ids[:1].id,
            "leader_role": ref("onestop_core.role_leader").id,
            "specialist_role": ref("onestop_core.role_specialist").id,
            "manager_group": ref("onestop_core.group_manager").id,
            "system_group": ref("base.group_system").id,
        }
        cls.names["foreign_channel"] = (
            env["discuss.channel"]
            .with_user(cls.users_2["leader"])
            ._create_group(cls.users_2["leader"].partner_id.ids)
            .id
        )
        cls.names["db"] = env.cr.dbname
        cls.own.with_user(cls.users["receptionist"]).act("forward")
        env.flush_all()
        cls.world = type(cls.world)(env)
        cls.foreign_ids = {}

    def filled(self, value, user, model):
        """A line with the names in it (``$foreign``) replaced."""
        if isinstance(value, list):
            return [self.filled(one, user, model) for one in value]
        if isinstance(value, dict):
            return {name: self.filled(one, user, model) for name, one in value.items()}
        if not isinstance(value, str) or "$" not in value:
            return value
        # any record of a model that the user may not read; a number that no record has where there is none
        value = _FOREIGN.sub(lambda match: str(self.foreign_record(match[1], user)), value)
        if value.isdecimal():
            return int(value)
        own = {
            "user": user.id,
            "partner": user.partner_id.id,
            "post": user.sudo().onestop_staff_ids[:1].id or 1,
            "foreign_notice": self.foreign_notice(),
        }
        if value == "$any":
            return self.env[model].sudo().search([], limit=1).id or 1
        names = {**self.names, **own}
        if value[1:] in names:
            return names[value[1:]]
        for name in sorted(names, key=len, reverse=True):
            value = value.replace(f"${name}", str(names[name]))
        return value

    def foreign_record(self, model, user):
        if user not in self.foreign_ids:
            self.foreign_ids[user] = self.world.foreign_ids(user)
        ids = self.foreign_ids[user].get(model)
        return ids[0] if ids else NO_RECORD

    def foreign_notice(self):
        if "onestop.notice" not in self.env:
            return 1
        return self.env["onestop.notice"].sudo().search([("dossier_id", "=", self.foreign.id)], limit=1).id or 1

    def test_attacks(self):
        with file_open(ATTACKS) as file:
            attacks = json.load(file)
        self.assertGreaterEqual(len(attacks), 450)
        self.assertEqual({attack["role"] for attack in attacks}, set(self.actors) - {"manager"})
        for number, attack in enumerate(attacks, 1):
            user = self.actors[attack["role"]]
            with self.subTest(number=number, role=attack["role"], attempt=attack["attempt"]):
                if "call" in attack:
                    self.call(attack, user)
                elif "listen" in attack:
                    self.assertNotIn(SAID, self.heard(user, self.filled(attack["listen"], user, "")))
                else:
                    self.request(attack, user)

    def call(self, attack, user):
        model, _dot, method = attack["call"].rpartition(".")
        if model not in self.env:
            # of an add-on that is not installed beside this one
            return
        args = self.filled([*([attack["ids"]] if "ids" in attack else []), *attack.get("args", [])], user, model)
        kwargs = self.filled(attack.get("kwargs", {}), user, model)
        acting = self.env[model].with_user(user).with_context(lang="en_US")
        outcome, said, changed = self.outcome(lambda: call_kw(acting, method, args, kwargs), attack["role"], user)
        self.assertIn(outcome, attack["expect"], said[:300])
        self.assertEqual(changed, [])
        self.assertNothingTold(said, attack["role"], user)

    def heard(self, user, channel):
        """What the websocket gives somebody who asks for a channel, once others were told something."""
        login = None if user == self.actors["public"] else user.login
        self.authenticate(login, login)
        bus = self.env["bus.bus"].sudo()
        last = bus._bus_last_id()
        for model, name in _LISTENED:
            bus._sendone(self.env[model].browse(self.names[name]), "test", {"said": SAID})
        bus._sendone(f"onestop_hall_{SAID}", "test", {"said": SAID})
        self.env.cr.precommit.run()
        asked = {"channels": [channel], "last": last or 1, "is_first_poll": True}
        answer = self.opener.post(f"{self.base_url()}/websocket/peek_notifications", json={"params": asked}, timeout=30)
        self.assertNotIn("error", answer.json())
        return json.dumps(answer.json()["result"]["notifications"])

    def test_who_is_told_hears_it(self):
        self.assertIn(SAID, self.heard(self.users_2["leader"], "onestop"))

    def outcome(self, action, role, user):
        """``(what came of it in a word, all that was said, what of others changed)``."""
        said, changed = self.undone(action, role, user)
        result = self.result
        if self.refusal:
            outcome = "refused" if isinstance(self.refusal, UserError) else "failed"
        elif not result:
            outcome = "empty"
        elif isinstance(result, dict) and result.get("ids") is False:
            outcome = "failed"
        elif isinstance(result, dict) and result.get("res_model") == "res.users.identitycheck":
            outcome = "identity"
        else:
            outcome = "done" if self.world.is_told(said) else "no secret"
        return outcome, said, changed

    def request(self, attack, user):
        login = None if attack["role"] == "public" else user.login
        self.authenticate(login, login)
        # signing in is noted on one's own account
        self.world.remember()
        method, _space, path = self.filled(attack["request"], user, "").partition(" ")
        params = self.filled(attack.get("params", {}), user, "")
        files = None
        if "file" in attack:
            name, kind = attack["file"]
            files = {"ufile": (name, _ARCHIVES[kind]())}
        if method == "POST":
            # whoever attacks has it from a page
            params["csrf_token"] = http.Request.csrf_token(self)
        if "json" in attack:
            asked = {"json": {"params": self.filled(attack["json"], user, "")}}
        else:
            asked = {"data": params or None, "files": files}
        with mute_logger("odoo.http", *MUTED):
            response = self.opener.request(method, self.base_url() + path, timeout=30, allow_redirects=False, **asked)
        self.assertLess(response.status_code, 500)
        said = response.content.decode(errors="replace")
        outcomes = [str(response.status_code)]
        if 400 <= response.status_code < 500:
            outcomes.append("4xx")
        if response.status_code in (302, 303) and "/web/login" in response.headers["Location"]:
            outcomes.append("sign-in")
        if "json" in attack and "error" in response.json():
            outcomes.append("refused")
        if not self.world.is_told(said):
            outcomes.append("no secret")
        self.assertTrue([one for one in outcomes if one in attack["expect"]], (outcomes, said[:300]))
        self.assertNothingTold(said, attack["role"], user)
        self.assertEqual(self.changes(attack["role"], user), [])

    def assertNothingTold(self, said, role, user):
        self.assertFalse([secret for secret in self.world.secrets(user) if secret in said])

    def test_the_paths_of_the_public_pages_are_those_of_the_list(self):
        with file_open(ATTACKS) as file:
            self.assertIn(LOOKUP_PATH, file.read())
