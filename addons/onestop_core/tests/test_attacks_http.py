import io
import json

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ..models.forms.onestop_dossier_print import LOOKUP_PATH
from . import upload_samples
from .every_door_case import MUTED, NONSENSE, EveryDoorCase, Undo
from .foreign_world import told

ATTACKS = "onestop_core/tests/data/attacks.json"


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
        cls.own.with_user(cls.users["receptionist"]).act("forward")
        env.flush_all()
        cls.world = type(cls.world)(env)

    def filled(self, value, user, model):
        """A line with the names in it (``$foreign``) replaced."""
        if isinstance(value, list):
            return [self.filled(one, user, model) for one in value]
        if isinstance(value, dict):
            return {name: self.filled(one, user, model) for name, one in value.items()}
        if not isinstance(value, str) or "$" not in value:
            return value
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

    def foreign_notice(self):
        if "onestop.notice" not in self.env:
            return 1
        return self.env["onestop.notice"].sudo().search([("dossier_id", "=", self.foreign.id)], limit=1).id or 1

    def test_attacks(self):
        with file_open(ATTACKS) as file:
            attacks = json.load(file)
        self.assertGreaterEqual(len(attacks), 150)
        self.assertEqual({attack["role"] for attack in attacks}, set(self.actors) - {"manager"})
        for number, attack in enumerate(attacks, 1):
            user = self.actors[attack["role"]]
            with self.subTest(number=number, role=attack["role"], attempt=attack["attempt"]):
                if "call" in attack:
                    self.call(attack, user)
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

    def outcome(self, action, role, user):
        """``(what came of it in a word, all that was said, what of others changed)``."""
        said, changed, outcome = "", [], "done"
        try:
            with self.env.cr.savepoint(), mute_logger(*MUTED):
                try:
                    result = action()
                    said = told(result)
                    if not result:
                        outcome = "empty"
                    elif isinstance(result, dict) and result.get("ids") is False:
                        outcome = "failed"
                    elif isinstance(result, dict) and result.get("res_model") == "res.users.identitycheck":
                        outcome = "identity"
                    elif not self.world.is_told(said):
                        outcome = "no secret"
                except (UserError, *NONSENSE) as refusal:
                    outcome, said = "refused" if isinstance(refusal, UserError) else "failed", str(refusal)
                    # the request undoes what went before
                    raise Undo from refusal
                changed = self.changes(role, user)
                raise Undo
        except Undo:
            pass
        self.env.invalidate_all()
        return outcome, said, changed

    def request(self, attack, user):
        login = None if attack["role"] == "public" else user.login
        self.authenticate(login, login)
        # signing in is noted on one's own account
        self.world.remember()
        method, _space, path = self.filled(attack["request"], user, "").partition(" ")
        params = self.filled(attack.get("params", {}), user, "")
        with mute_logger("odoo.http", *MUTED):
            response = self.opener.request(
                method, self.base_url() + path, data=params or None, timeout=30, allow_redirects=False
            )
        self.assertLess(response.status_code, 500)
        outcomes = [str(response.status_code)]
        if 400 <= response.status_code < 500:
            outcomes.append("4xx")
        if response.status_code in (302, 303) and "/web/login" in response.headers["Location"]:
            outcomes.append("sign-in")
        if not self.world.is_told(response.text):
            outcomes.append("no secret")
        self.assertTrue([one for one in outcomes if one in attack["expect"]], (outcomes, response.text[:300]))
        self.assertNothingTold(response.text, attack["role"], user)
        self.assertEqual(self.changes(attack["role"], user), [])

    def assertNothingTold(self, said, role, user):
        self.assertFalse([secret for secret in self.world.secrets(user) if secret in said])

    def test_the_paths_of_the_public_pages_are_those_of_the_list(self):
        with file_open(ATTACKS) as file:
            self.assertIn(LOOKUP_PATH, file.read())
