import inspect
import re
from datetime import timedelta
from functools import partial

from odoo import fields, http, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw, get_public_method
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine import transitions
from .common import UNINVITED
from .every_door_case import MUTED, PART_OF_RULE, EveryDoorCase, suite_routes
from .foreign_world import WORDS

_OURS = "odoo.addons.onestop_"
# ways of each kind, for those who may not even read a model
_FIRST = ("read", "web_search_read", "export_data", "default_get", "web_save", "load", "unlink")


@tagged("post_install", "-at_install")
class TestEveryMethod(EveryDoorCase):
    """Every public method of every model that the suite wrote or extended, as every role, on records of others."""

    def methods(self):
        """``(model, method)`` that a client may call by RPC and that stands in an add-on of the suite."""
        for name, model_class in sorted(self.env.registry.items()):
            for method_name, method in inspect.getmembers(model_class, callable):
                if method_name.startswith("_") or not any(
                    method_name in vars(base)
                    and base.__module__.startswith(_OURS)
                    # what is said of many models of Odoo's at once is a way of Odoo's, see below
                    and (base._name == name or (name.startswith("onestop.") and base._name != "base"))
                    for base in model_class.mro()
                ):
                    continue
                try:
                    get_public_method(self.env[name], method_name)
                except UserError:
                    continue
                yield name, method_name, method

    def test_methods_leave_what_is_foreign_as_it_is(self):
        called = refused = 0
        methods = list(self.methods())
        self.assertGreater(len(methods), 100)
        for role, user in self.actors.items():
            if role == "manager":
                # nothing is foreign to whoever administers the province
                continue
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            actions = self.actions_of(role)
            for name, method_name, method in methods:
                few, many = (self.world.arguments(method, foreign, optional) for optional in (False, True))
                for sent in (few, many) if few != many else (few,):
                    if sent is many and isinstance(self.refusal, AccessError) and not self.is_for_all(method):
                        # whose the records are is asked before what else is said
                        continue
                    several = [{**sent, "action": action} for action in actions] if "action" in sent else [sent]
                    for kwargs in several:
                        with self.subTest(role=role, method=f"{name}.{method_name}", kwargs=str(kwargs)[:200]):
                            done = self.call(
                                user, name, method, method_name, foreign.get(name, [1]), kwargs, role, secrets
                            )
                            called, refused = called + 1, refused + (not done)
        self.assertGreater(called, 1500)
        self.assertGreater(refused, called // 3, "most of it is refused")

    def actions_of(self, role):
        """The actions that a role takes in its own agency; somebody without a role tries them all."""
        rows = self.env["onestop.dossier"]._transitions()
        taken = {row.action for row in rows if row.roles == transitions.STEP or role in row.roles}
        every = sorted(self.env["onestop.dossier"]._action_labels())
        return every if role == "employee" else [action for action in every if action in taken] or every[:1]

    @staticmethod
    def is_for_all(method):
        """Whether a client calls it without records."""
        return getattr(method, "_api_model", False)

    def call(self, user, name, method, method_name, ids, kwargs, role, secrets):
        """Whether the call came through."""
        args = [] if self.is_for_all(method) else [ids]
        model = self.env[name].with_user(user).with_context(lang="en_US")
        said, changed = self.undone(lambda: call_kw(model, method_name, args, kwargs), role, user)
        self.assertFalse([secret for secret in secrets if secret in said], "told of others")
        self.assertEqual(changed, [])
        return not self.refusal

    def test_onchange_tells_nothing_of_what_is_foreign(self):
        """A form that is asked what follows from a foreign record, also dialogs."""
        tried = 0
        for role, user in self.actors.items():
            if role in ("manager", "public"):
                continue
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            for name, model_class in sorted(self.env.registry.items()):
                if not name.startswith("onestop.") or model_class._abstract:
                    continue
                model = self.env[name].with_user(user)
                if not model.has_access("create"):
                    continue
                related = {
                    field.name: field
                    for field in model._fields.values()
                    if field.relational and field.comodel_name in foreign and field.type != "one2many"
                }
                spec = {name_: {"fields": {"display_name": {}}} if name_ in related else {} for name_ in model._fields}
                for field in related.values():
                    ids = foreign[field.comodel_name]
                    value = ids[:1] and ids[0] if field.type == "many2one" else [[6, 0, ids]]
                    tried += 1
                    with self.subTest(role=role, model=name, field=field.name):
                        self.ask(role, user, model, {field.name: value}, [field.name], spec, secrets)
        self.assertGreater(tried, 200)

    def ask(self, role, user, model, values, names, spec, secrets):
        said, changed = self.undone(lambda: call_kw(model, "onchange", [[], values, names, spec], {}), role, user)
        self.assertFalse([secret for secret in secrets if secret in said])
        self.assertEqual(changed, [])


@tagged("post_install", "-at_install")
class TestEveryDialog(EveryDoorCase):
    """Every dialog of the suite that a role may open, filled in with records of others by its values or by the context, read
    as it then is, and each of its buttons pressed.
    """

    def dialogs(self):
        """``(model, its buttons)``."""
        for name, model_class in sorted(self.env.registry.items()):
            if name.startswith("onestop.") and model_class._transient and not model_class._abstract:
                buttons = [
                    method_name
                    for method_name, _method in inspect.getmembers(model_class, callable)
                    if method_name.startswith("action_")
                    and any(
                        method_name in vars(base) and base.__module__.startswith(_OURS) for base in model_class.mro()
                    )
                ]
                yield name, buttons

    def filled(self, model, foreign):
        """Values for all that a client may say, with foreign records wherever one is named."""
        values = {}
        for field in model._fields.values():
            if not field.store or field.name in models.MAGIC_COLUMNS or field.related:
                continue
            if field.type == "many2one":
                ids = foreign.get(field.comodel_name)
                if ids:
                    values[field.name] = ids[0]
            elif field.type == "many2many":
                values[field.name] = [[6, 0, foreign.get(field.comodel_name, [])]]
            elif field.type in ("char", "text"):
                values[field.name] = WORDS
            elif field.type == "selection":
                values[field.name] = field.get_values(model.env)[0]
            elif field.type in ("integer", "float", "monetary"):
                values[field.name] = 1
            elif field.type == "date":
                values[field.name] = "2026-11-23"
        return values

    def test_dialogs(self):
        tried = came_through = 0
        for role, user in self.actors.items():
            if role in ("manager", "public"):
                continue
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            for name, buttons in self.dialogs():
                model = self.env[name].with_user(user).with_context(lang="en_US")
                if not model.has_access("create"):
                    continue
                values = self.filled(model, foreign)
                defaults = {f"default_{field}": value for field, value in values.items()}
                for way, vals, context in (("values", values, {}), ("context", {}, defaults)):
                    opened = model.with_context(**context)
                    for button in [None, *buttons]:
                        tried += 1
                        with self.subTest(role=role, dialog=name, way=way, button=button):
                            pressed = partial(self.press, opened, vals, button)
                            said, changed = self.undone(pressed, role, user)
                            came_through += not self.refusal
                            self.assertFalse([secret for secret in secrets if secret in said], "told of others")
                            self.assertEqual(changed, [])
        self.assertGreater(tried, 100)
        self.assertGreater(came_through, 0, "a dialog that names nothing of others opens")

    def press(self, model, values, button):
        """What the dialog shows, or what its button answers."""
        shown = call_kw(model, "web_save", [[], values, {field: {} for field in model._fields}], {})
        return call_kw(model, button, [[shown[0]["id"]]], {}) if button else shown


@tagged("post_install", "-at_install")
class TestOdoosDoors(EveryDoorCase):
    """The ways by which Odoo itself reads and writes any model, RPC and JSON-2, import, export, defaults and copies: every
    stored model of the suite, every role, on records of others.
    """

    def calls(self, model, ids, foreign):
        """``(method, arguments, whether it writes)`` by which a client reaches the records ``ids``."""
        names = [
            name
            for name, field in model._fields.items()
            if field.store and name not in models.MAGIC_COLUMNS and not field.inherited
        ]
        texts = [name for name in names if model._fields[name].type in ("char", "text")][:1] or ["display_name"]
        value = {texts[0]: "Thử cửa"}
        references = {
            f"default_{name}": foreign[model._fields[name].comodel_name][0]
            for name in names
            if model._fields[name].type == "many2one" and foreign.get(model._fields[name].comodel_name)
        }
        spec = {name: {} for name in names}
        within = [["id", "in", ids]]
        yield "read", [ids, names]
        yield "web_search_read", [within, spec]
        yield "formatted_read_group", [within, texts[:1], ["__count"]]
        yield "export_data", [ids, names]
        yield "name_search", ["", within]
        yield "get_metadata", [ids]
        yield "default_get", [names], {"context": references}
        yield "copy", [ids]
        yield "web_save", [ids, value, spec]
        yield "load", [[".id", texts[0]], [[str(one), "Thử cửa"] for one in ids]]
        yield "write", [ids, value]
        yield "unlink", [ids]
        yield "message_post", [ids], {"body": "Thử cửa"}

    def test_doors(self):
        tried = 0
        for role, user in self.actors.items():
            if role == "manager":
                continue
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            for stored in self.world.models:
                ids, model = foreign[stored._name], self.env[stored._name].with_user(user)
                if not ids or (model.has_access("read") and model.search_count([("id", "in", ids)])):
                    # everybody may see it: the catalogue, agencies
                    continue
                for method, args, *kwargs in self.calls(model, ids, foreign):
                    if method not in _FIRST and not model.has_access("read"):
                        # stopped before it is asked for which record
                        continue
                    tried += 1
                    with self.subTest(role=role, model=stored._name, method=method):
                        named = dict(*kwargs)
                        said, changed = self.undone(partial(call_kw, model, method, args, named), role, user)
                        self.assertFalse([secret for secret in secrets if secret in said], "told of others")
                        self.assertEqual(changed, [])
        self.assertGreater(tried, 600)

    def test_what_lies_beside_the_suite(self):
        """Contacts, users, messages, jobs: what Odoo keeps by itself tells nobody of a citizen."""
        citizen = new_test_user(
            self.env, "an.danh@example.com", groups="base.group_portal", name="Trịnh Thị Ẩn Danh", context=UNINVITED
        )
        citizen.partner_id.phone = "0987000654"
        closed = new_test_user(
            self.env, "da.dong@example.com", groups="base.group_portal", name="Trịnh Văn Đã Đóng", context=UNINVITED
        )
        closed.active = False
        planted = {citizen.name, citizen.login, citizen.partner_id.phone, closed.name, closed.login}
        tried = 0
        for role in ("employee", "receptionist"):
            user = self.actors[role]
            # colleagues know each other, also one whose name begins as a citizen's
            colleagues = " | ".join(
                self.env["res.users"].with_context(active_test=False).search([("share", "=", False)]).mapped("name")
            )
            secrets = {secret for secret in self.world.secrets(user) if secret not in colleagues} | planted
            for name, model_class in sorted(self.env.registry.items()):
                model = self.env[name].with_user(user).with_context(active_test=False)
                if name.startswith("onestop.") or model_class._abstract or model_class._transient:
                    continue
                if not model.has_access("read"):
                    continue
                names = [
                    field
                    for field, said in model.fields_get(attributes=("type", "store")).items()
                    if said["store"] and said["type"] in ("char", "text", "html", "many2one", "json")
                ]
                tried += 1
                with self.subTest(role=role, model=name):
                    said, _changed = self.undone(
                        partial(call_kw, model, "search_read", [[], names], {"limit": 300, "order": "id desc"}),
                        role,
                        user,
                    )
                    self.assertFalse([secret for secret in secrets if secret in said], "told of citizens")
        self.assertGreater(tried, 80)

    def test_json_2(self):
        """With a key of one's own, as a programme comes: what the calls are let through to is tried above, as every role."""
        tried = 0
        role, user = "receptionist", self.actors["receptionist"]
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(hours=1))
        )
        foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
        for stored in self.world.models:
            ids, model = foreign[stored._name], self.env[stored._name].with_user(user)
            if not ids or (model.has_access("read") and model.search_count([("id", "in", ids)])):
                continue
            for method, body in (
                ("search_read", {"domain": [["id", "in", ids]]}),
                ("unlink", {"ids": ids}),
            ):
                tried += 1
                with self.subTest(role=role, model=stored._name, method=method), mute_logger("odoo.http", *MUTED):
                    response = self.opener.post(
                        f"{self.base_url()}/json/2/{stored._name}/{method}",
                        json=body, headers={"Authorization": f"Bearer {key}"}, timeout=30,
                    )  # fmt: skip
                    said = response.content.decode()
                    self.assertFalse([secret for secret in secrets if secret in said])
                    if method != "search_read":
                        self.assertGreaterEqual(response.status_code, 400)
                    self.assertEqual(self.changes(role, user), [])
        self.assertGreater(tried, 100)


@tagged("post_install", "-at_install")
class TestEveryRoute(EveryDoorCase):
    """Every route of the suite, and Odoo's of reports, as every role, with ids of others: nothing is told or changed."""

    def paths(self, rule, foreign):
        """The rule with foreign ids in it: of each model that the name of an id may mean."""
        numbers = re.findall(r"<int:(\w+)>", rule)
        every = [ids[0] for name in numbers for ids in self.meant(name, foreign)] or [0]
        return [PART_OF_RULE.sub(partial(self.part, str(one)), rule) for one in sorted(set(every))]

    def meant(self, name, foreign):
        stem = name.removesuffix("_id").replace("_", ".")
        named = [ids for model, ids in foreign.items() if ids and model.endswith(f".{stem}")]
        return named or [foreign["onestop.dossier"]]

    def part(self, number, match):
        converter, name = match[1] or "", match[2]
        if converter.startswith("any("):
            return re.search(r"\w+", converter.removeprefix("any("))[0]
        return number if converter == "int" else {"code": self.foreign.code, "kind": "zip"}.get(name, "thu-cua")

    def test_routes(self):
        tried = 0
        routes = suite_routes(self.env)
        self.assertGreater(len(routes), 10)
        for role, user in self.actors.items():
            if role == "manager":
                continue
            login = None if role == "public" else user.login
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            for rule, method, endpoint, routing in routes:
                if routing["auth"] == "public" and role not in ("public", "portal", "receptionist"):
                    # a page of the public asks no role
                    continue
                params = {
                    name: value
                    for name, value in self.world.arguments(endpoint, foreign, True).items()
                    if not isinstance(value, dict | list) and f":{name}>" not in rule
                }
                if "code" in params:
                    params["code"] = self.foreign.code
                for path in self.paths(rule, foreign):
                    tried += 1
                    with self.subTest(role=role, path=path, method=method):
                        self.sign_in(login)
                        self.go(path, method, params, role, user, secrets)
        self.assertGreater(tried, 200)

    def sign_in(self, login):
        """Be signed in, also if what went before signed out."""
        kept = http.root.session_store.get(self.session.sid) if self.session else None
        if kept is None or kept.login != login:
            self.authenticate(login, login)
            # signing in is noted on one's own account
            self.world.remember()

    def go(self, path, method, params, role, user, secrets):
        if method == "GET":
            sent = {"params": params}
        else:
            sent = {"data": {**params, "csrf_token": http.Request.csrf_token(self)}}
        with mute_logger("odoo.http", *MUTED):
            response = self.opener.request(method, self.base_url() + path, timeout=30, allow_redirects=False, **sent)
        self.assertLess(response.status_code, 500)
        said = response.content.decode(errors="replace")
        self.assertFalse([secret for secret in secrets if secret in said])
        self.assertEqual(self.changes(role, user), [])

    def test_reports(self):
        """All reports of the suite's models, in every form that Odoo gives them out."""
        reports = self.env["ir.actions.report"].search([("model", "like", "onestop.%")])
        self.assertGreater(len(reports), 8)
        tried = 0
        for role, user in self.actors.items():
            if role in ("manager", "public", "portal"):
                continue
            self.authenticate(user.login, user.login)
            self.world.remember()
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            for report in reports:
                hidden = self.env[report.model].browse(foreign.get(report.model))
                if not hidden or hidden.with_user(user).has_access("read"):
                    continue
                # the ways part after the rights were asked
                for converter in ("html", "text", "pdf") if role in ("receptionist", "leader") else ("html",):
                    tried += 1
                    path = f"/report/{converter}/{report.report_name}/{hidden.ids[0]}"
                    with self.subTest(role=role, path=path):
                        self.go(path, "GET", {}, role, user, secrets)
        self.assertGreater(tried, 30)
