import inspect
import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.service.model import call_kw, get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .every_door_case import MUTED, EveryDoorCase

_OURS = "odoo.addons.onestop_"


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
                    # what is said of all models at once is a way of Odoo's, see below
                    and getattr(base, "_inherit", None) != "base"
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
        actions = sorted(self.env["onestop.dossier"]._action_labels())
        for role, user in self.actors.items():
            foreign = self.world.foreign_ids(user)
            secrets = self.world.secrets(user) if role != "manager" else set()
            for name, method_name, method in methods:
                every = [self.world.arguments(method, foreign, optional) for optional in (False, True)]
                for sent in every[: 1 + (every[0] != every[1])]:
                    several = [{**sent, "action": action} for action in actions] if "action" in sent else [sent]
                    for kwargs in several:
                        with self.subTest(role=role, method=f"{name}.{method_name}", kwargs=str(kwargs)[:200]):
                            done = self.call(
                                user, name, method, method_name, foreign.get(name, [1]), kwargs, role, secrets
                            )
                            called, refused = called + 1, refused + (not done)
        self.assertGreater(called, 1500)
        self.assertGreater(refused, called // 3, "most of it is refused")

    def call(self, user, name, method, method_name, ids, kwargs, role, secrets):
        """Whether the call came through."""
        args = [] if getattr(method, "_api_model", False) else [ids]
        model = self.env[name].with_user(user).with_context(lang="en_US")
        said, changed = self.undone(lambda: call_kw(model, method_name, args, kwargs), role, user)
        self.assertFalse([secret for secret in secrets if secret in said], "told of others")
        self.assertEqual(changed, [])
        return self.came_through

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
class TestOdoosDoors(EveryDoorCase):
    """The ways by which Odoo itself reads and writes any model, RPC and JSON-2, import, export, defaults and copies: every
    stored model of the suite, every role, on records of others.
    """

    def calls(self, model, ids, foreign):
        """``(method, arguments, whether it writes)`` by which a client reaches the records ``ids``."""
        names = [
            name for name, field in model._fields.items() if field.store and not field.automatic and not field.inherited
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
        yield "web_read", [ids, spec]
        yield "search_read", [within, names]
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
        yield "action_archive", [ids]
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
                    tried += 1
                    with self.subTest(role=role, model=stored._name, method=method):
                        named = dict(*kwargs)
                        said, changed = self.undone(
                            lambda m=model, n=method, a=args, k=named: call_kw(m, n, a, k), role, user
                        )
                        self.assertFalse([secret for secret in secrets if secret in said], "told of others")
                        self.assertEqual(changed, [])
        self.assertGreater(tried, 1000)

    def test_json_2(self):
        """With a key of the role's own, as a programme comes."""
        tried = 0
        for role in ("receptionist", "leader", "supervisor", "employee"):
            user = self.actors[role]
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
                    ("read", {"ids": ids, "fields": ["display_name"]}),
                    ("search_read", {"domain": [["id", "in", ids]]}),
                    ("write", {"ids": ids, "vals": {"display_name": "x"}}),
                    ("unlink", {"ids": ids}),
                ):
                    tried += 1
                    with self.subTest(role=role, model=stored._name, method=method), mute_logger("odoo.http", *MUTED):
                        response = self.opener.post(
                            f"{self.base_url()}/json/2/{stored._name}/{method}",
                            json=body, headers={"Authorization": f"Bearer {key}"}, timeout=30,
                        )  # fmt: skip
                        self.assertFalse([secret for secret in secrets if secret in response.text])
                        if method != "search_read":
                            self.assertGreaterEqual(response.status_code, 400)
                        self.assertEqual(self.changes(role, user), [])
                        self.assertGreater(tried, 100)


@tagged("post_install", "-at_install")
class TestEveryRoute(EveryDoorCase):
    """Every route of the suite, and Odoo's of reports, as every role, with ids of others: nothing is told or changed."""

    def routes(self):
        """``(rule, method)`` of the suite's own controllers."""
        found = {}
        for rule in self.env["ir.http"].routing_map().iter_rules():
            endpoint = rule.endpoint.func if hasattr(rule.endpoint, "func") else rule.endpoint
            module = getattr(inspect.unwrap(endpoint), "__module__", "")
            if module.startswith(_OURS):
                for method in sorted((rule.methods or {"GET", "POST"}) - {"HEAD", "OPTIONS"}):
                    found[rule.rule, method] = inspect.unwrap(endpoint)
        return sorted(found.items())

    def paths(self, rule, foreign):
        """The rule with foreign ids in it: of each model, since a path does not say whose they are."""
        if "<" not in rule:
            return [rule]
        every = sorted({ids[0] for model, ids in foreign.items() if ids and model in _IN_PATHS})
        return [self.path(rule, str(one)) for one in every]

    def path(self, rule, number):
        return re.sub(r"<[^>]*>", lambda match: number if "int:" in match[0] else WORDS_IN_PATH, rule)

    def test_routes(self):
        tried = 0
        routes = self.routes()
        self.assertGreater(len(routes), 10)
        for role, user in self.actors.items():
            if role == "manager":
                continue
            login = None if role == "public" else user.login
            self.authenticate(login, login)
            self.world.remember()
            foreign, secrets = self.world.foreign_ids(user), self.world.secrets(user)
            for (rule, method), endpoint in routes:
                params = {
                    name: value
                    for name, value in self.world.arguments(endpoint, foreign, True).items()
                    if not isinstance(value, dict | list) and f":{name}>" not in rule
                }
                for path in self.paths(rule, foreign):
                    tried += 1
                    with self.subTest(role=role, path=path, method=method):
                        self.go(path, method, params, role, user, secrets)
        self.assertGreater(tried, 200)

    def go(self, path, method, params, role, user, secrets):
        kwargs = {"params": params} if method == "GET" else {"data": params}
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.sql_db"):
            response = self.opener.request(method, self.base_url() + path, timeout=30, allow_redirects=False, **kwargs)
        self.assertLess(response.status_code, 500)
        self.assertFalse([secret for secret in secrets if secret in response.text])
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
                if report.model not in foreign:
                    continue
                hidden = self.env[report.model].browse(foreign[report.model])
                if hidden.with_user(user).has_access("read"):
                    continue
                for converter in ("html", "text", "pdf"):
                    tried += 1
                    path = f"/report/{converter}/{report.report_name}/{hidden.ids[0]}"
                    with self.subTest(role=role, path=path):
                        self.go(path, "GET", {}, role, user, secrets)
        self.assertGreater(tried, 50)


# models whose ids stand in paths
_IN_PATHS = ("onestop.dossier", "onestop.dossier.file", "onestop.print", "onestop.form", "onestop.dossier.document")
WORDS_IN_PATH = "thu-cua"
