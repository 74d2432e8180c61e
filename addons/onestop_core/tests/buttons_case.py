import ast
import re
from collections import defaultdict
from contextlib import suppress
from functools import cache
from itertools import islice

from lxml import etree
from odoo import fields
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import Form
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import OnestopCase

# one account of the demo world for each role: what they see is what the buttons are pressed on
LOGINS = (
    "khaphong.tiepnhan",
    "khaphong.chuyenmon",
    "khaphong.lanhdao",
    "khaphong.phochutich",
    "khaphong.thuphi",
    "donghoa.buudien",
    "kimbang.lanhdao",
    "kimbang.quantri",
    "hanam.giamsat",
    "hanam.quantri",
    "admin",
)
VIEWS = ("form", "list", "kanban")
_ACTIVE = ("active_model", "active_id", "active_ids")

QUIET = (
    "odoo.addons.onestop_core.models.forms.onestop_print",
    "odoo.sql_db",
    "odoo.addons.base.models.ir_rule",
    "odoo.tests.form.onchange",
)

# how many records are looked at for one on which a button shows
SAMPLE = 60


class ButtonsCase(OnestopCase):
    """Every button of every view of an add-on is pressed once, as each role to whom a record shows it: as Odoo's web
    client calls it, in Vietnamese, on the demo data and, where a button needs no record, on nothing.

    What a button opens must open: a dialog is filled in as a person would, and its own buttons are pressed. A refusal is
    a sentence in Vietnamese (``UserError``); anything else that is raised fails, and so does a button that nobody could
    press: then ``button_records`` brings about a record that shows it.

    The views are read from the registry: a new view of the add-on is tested without being named.
    """

    addon = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.env["res.users"].search([("login", "in", LOGINS)])
        cls.actors = users.sorted(lambda user: LOGINS.index(user.login))
        # whose agency has no dossier, no posting, nothing yet
        cls.actors |= cls.users["agency_admin"] | cls.users["leader"]

    def button_records(self):
        """Records, made by the superuser, that show buttons which the demo data does not; modules extend it."""
        return []

    def dialog_records(self, env):
        """Dialogs, made as the user of ``env`` who may make them, at a point that no button leads to here."""
        return []

    def hidden_buttons(self, walk):
        """``(record, method, context)`` of what scripts instead of a view offer to the actor of ``walk``."""
        return []

    # ------------------------------------------------------------------ the walk

    def check_buttons(self, *, all_shown=True):
        """Press all of them; the failures of all are told together.

        :param all_shown: whether a button that no record shows to anybody is a failure, too
        """
        own = self.own_buttons()
        self.assertTrue(own or not all_shown, "no view of the add-on has a button")
        self.pressed, self.faults = set(), []
        self.made = defaultdict(list)
        for record in self.button_records():
            self.made[record._name] += record.ids
        self.env.flush_all()
        for actor in self.actors:
            walk = Walk(self, actor, own)
            for view in self.views():
                walk.through(view)
            walk.through_menus()
            walk.through_dialogs()
        missing = sorted(f"{model}: {kind} {name}" for model, kind, name in own - self.pressed)
        if missing and all_shown:
            self.faults.append("No record showed these to anybody:\n  " + "\n  ".join(missing))
        self.assertFalse(self.faults, "\n" + "\n".join(dict.fromkeys(self.faults)))

    def views(self):
        """Primary views that the add-on has written, or has added a button to."""
        data = self.env["ir.model.data"].search([("module", "=", self.addon), ("model", "=", "ir.ui.view")])
        own = self.env["ir.ui.view"].browse(data.mapped("res_id")).exists()
        primary = self.env["ir.ui.view"]
        for view in own:
            primary |= _whole(view)
        return primary.filtered(lambda view: view.type in VIEWS and view.model in self.env)

    def own_buttons(self):
        """``{(model, type, name)}`` of the buttons that stand in the add-on's own texts of views."""
        data = self.env["ir.model.data"].search([("module", "=", self.addon), ("model", "=", "ir.ui.view")])
        found = set()
        for view in self.env["ir.ui.view"].browse(data.mapped("res_id")).exists():
            if view.model in self.env:
                arch = etree.fromstring(view.arch_db.encode())
                model = self.env[view.model]
                if view.inherit_id and view.mode == "extension":
                    # it may reach into a list that the form holds: where the names lead is read off the whole view
                    names = {key[1:] for node in arch.iter() if (key := _key(node, model))}
                    whole = _whole(view)
                    whole_arch = etree.fromstring(self.env[whole.model].get_view(whole.id, whole.type)["arch"])
                    found |= {
                        key
                        for node, of_model, _parents in _nodes(whole_arch, self.env[whole.model])
                        if (key := _key(node, of_model)) and key[1:] in names
                    }
                else:
                    found |= {key for node, of_model, _p in _nodes(arch, model) if (key := _key(node, of_model))}
        return found


class Walk:
    """One actor's way through the views."""

    def __init__(self, case, actor, own):
        self.case = case
        self.own = own
        self.actor = actor
        self.env = case.env(user=actor, su=False, context={"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})
        self.done = set()
        self.candidates = cache(self._candidates)

    def through(self, view):
        """Press the buttons of a view on records that the actor sees; dialogs are reached by what opens them."""
        model = self.env[view.model]
        if model._transient or not model.has_access("read"):
            return
        arch = etree.fromstring(model.get_view(view.id, view.type)["arch"])
        # all are looked for before any is pressed: what is read for one is kept for the next
        presses = [
            (key, node, record)
            for node, of_model, parents in _nodes(arch, model)
            for key, record in self.where_it_shows(node, of_model, parents)
        ]
        for key, node, record in presses:
            self.press(key, node, record, view.xml_id)

    def through_menus(self):
        """Open what the menus of the add-on open, and the actions that its models offer on a record."""
        menus = self.env["ir.ui.menu"].browse(self.env["ir.ui.menu"]._visible_menu_ids())
        for menu in menus.filtered(lambda menu: menu.action and self.is_ours(menu)):
            self.open(menu.action.sudo()._get_action_dict(), self.env["base"], f"menu {menu.complete_name}")
        bound = self.env["ir.actions.actions"].sudo().search([("binding_model_id", "!=", False)])
        for model in bound.filtered(self.is_ours).mapped("binding_model_id.model"):
            if not self.env[model].has_access("read"):
                continue
            for action in self.env["ir.actions.actions"].get_bindings(model).get("action", ()):
                record = self.candidates(model)[:1]
                if record and self.is_ours(self.env["ir.actions.actions"].sudo().browse(action["id"])):
                    self.open(self.loaded(action["id"]), record, f"{action['name']} on {record}")

    def through_dialogs(self):
        for record in self.case.dialog_records(self.env):
            what = f"{self.actor.login} in dialog {record}"
            self.guarded(what, self.buttons_of_dialog, record, False, what, ())
        for record, method, context in self.case.hidden_buttons(self):
            node = etree.Element("button", name=method, type="object", context=repr(context))
            self.press((record._name, "object", method), node, record, "offered by a script")

    def is_ours(self, record):
        data = (
            self.env["ir.model.data"].sudo().search([("model", "=", record.sudo()._name), ("res_id", "=", record.id)])
        )
        if not data and record._name == "ir.actions.actions":
            data = self.env["ir.model.data"].sudo().search([("model", "=", record.type), ("res_id", "=", record.id)])
        return self.case.addon in data.mapped("module")

    def open(self, action, record, place):
        context = self.context_on(record)
        self.guarded(f"{place}: {self.actor.login}", self.follow, action, place, context, ())

    def context_on(self, record):
        return {
            **self.env.context,
            **record.env.context,
            "active_model": record._name,
            "active_ids": record.ids,
            "active_id": record.ids[0] if record.ids else False,
        }

    def where_it_shows(self, node, of_model, parents):
        """``(key, record)`` for each way of pressing a button that was not pressed yet; the record may be none."""
        key = _key(node, of_model)
        again = (key, node.get("context"), node.get("args"))
        if key not in self.own or again in self.done:
            return
        if node.getparent().tag == "header" and node.getparent().getparent().tag == "list":
            # without a selection, too, where the button is always there
            records = [of_model.browse()] if node.get("display") == "always" else []
            records += [record for record in (self.candidates(of_model._name)[:1],) if record]
        else:
            records = list(islice(self.shown_on(node, of_model, parents), 1))
        for record in records:
            self.done.add(again)
            yield key, record

    def shown_on(self, node, of_model, parents):
        """The records on which the button shows, through the lists and forms that hold it."""
        if not parents:
            for record in self.candidates(of_model._name):
                if _shows(node, record):
                    yield record
            return
        field_node, holder = parents[-1]
        for above in self.shown_on(field_node, holder, parents[:-1]):
            for record in above[field_node.get("name")]:
                if _shows(node, record, above):
                    yield record

    def _candidates(self, model):
        made = self.env[model].with_context(active_test=False).search([("id", "in", self.case.made[model])])
        records = self.env[model].search([], limit=SAMPLE)
        if "state" in records._fields and records._fields["state"].store:
            # the newest of each state, then the rest
            for value, _label in records._fields["state"]._description_selection(self.env):
                made |= records.search([("state", "=", value)], limit=5)
        return made | records

    # ------------------------------------------------------------------ pressing

    def press(self, key, node, record, place, inside=()):
        """Press a button as the web client does and follow it where it leads; nothing of it remains."""
        _model, kind, name = key
        what = f"{place}: {self.actor.login} presses {kind} {name} {node.get('context') or ''} on {record}"
        self.case.pressed.add(key)
        context = self.context_on(record)
        if node.get("context"):
            context |= _evaluate(node.get("context"), record)
        self.guarded(what, self.press_unguarded, node, record, what, context, inside)

    def press_unguarded(self, node, record, what, context, inside):
        name = node.get("name") or node.get("action")
        if node.get("type") == "object":
            args = [record.ids, *ast.literal_eval(node.get("args") or "[]")]
            result = call_kw(self.env[record._name], name, args, {"context": context})
        else:
            result = self.loaded(int(name) if name.isdigit() else self.env.ref(name).id)
        self.env.flush_all()
        self.follow(result, what, context, inside)

    def guarded(self, what, function, *args):
        """Do something of which nothing remains; what goes wrong is a fault."""
        try:
            with suppress(Undone), self.env.cr.savepoint(), mute_logger(*QUIET):
                function(*args)
                raise Undone
        except UserError as refusal:
            self.judge(refusal, what)
        except Exception as error:  # noqa: BLE001 whatever it is, it is told with all others
            self.case.faults.append(f"{what}\n    {type(error).__name__}: {error}")
        finally:
            self.env.invalidate_all()

    def judge(self, refusal, what):
        """A refusal is a sentence that the person can read."""
        text = str(refusal)
        if text.isascii() or re.search(r"\bonestop\.|\bFalse\b|\bNone\b", text):
            self.case.faults.append(f"{what}\n    refused in words that are none: {text}")

    def loaded(self, action_id):
        """The action as ``/web/action/load`` gives it."""
        kind = self.env["ir.actions.actions"].sudo().browse(action_id).type
        return self.env[kind].sudo().browse(action_id)._get_action_dict()

    def follow(self, result, what, context, inside):
        """What a button opens, opens."""
        if not isinstance(result, dict):
            return
        kind = result["type"]
        if kind == "ir.actions.server":
            result = self.env["ir.actions.server"].browse(result["id"]).with_context(**context).run()
            self.follow(result, what, context, inside)
        elif kind == "ir.actions.act_window":
            self.open_window(result, what, context, inside)
        elif kind == "ir.actions.act_url":
            self.case.assertTrue(result["url"].startswith(("/", "http")), result["url"])
        elif kind == "ir.actions.report":
            self.case.assertTrue(self.env["ir.actions.report"]._get_report(result["report_name"]))
        elif kind == "ir.actions.client" and (after := (result.get("params") or {}).get("next")):
            self.follow(after, what, context, inside)

    def open_window(self, action, what, given, inside):
        values = {"uid": self.env.uid, **self.env.context, **{key: given.get(key) for key in _ACTIVE}}
        context = _read(action.get("context") or {}, values)
        model = self.env[action["res_model"]].with_context(**{key: values[key] for key in _ACTIVE}, **context)
        views = action.get("views") or [(False, kind) for kind in action.get("view_mode", "form").split(",")]
        views = [(view or False, kind) for view, kind in views]
        model.get_views(views)
        view, first = views[0]
        if first == "form" and action.get("res_id"):
            record = model.browse(action["res_id"])
            Form(record, view=view or None)
            if model._transient:
                self.buttons_of_dialog(record, view, what, inside)
        elif first == "form" and model._transient:
            form = Form(model, view=view or None)
            _fill(form, self)
            self.buttons_of_dialog(form.save(), view, what, inside)
        elif first in VIEWS:
            found = model.search(_read(action.get("domain") or [], values), limit=3)
            found.mapped("display_name")
            if model._transient:
                self.buttons_of_list(model, found, view, what, inside)

    # ------------------------------------------------------------------ dialogs

    def buttons_of_list(self, model, found, view, what, inside):
        arch = etree.fromstring(model.get_view(view or None, "list")["arch"])
        for node, of_model, _parents in _nodes(arch, model):
            key = _key(node, of_model)
            if key in inside:
                # it opens the list again
                continue
            shown = [record for record in found if _shows(node, record)]
            if node.get("display") == "always":
                self.press(key, node, of_model, what, (*inside, key))
            if shown:
                self.press(key, node, shown[0], what, (*inside, key))

    def buttons_of_dialog(self, record, view_id, what, inside):
        if len(inside) > 2:
            return
        arch = etree.fromstring(record.get_view(view_id or None, "form")["arch"])
        for node, of_model, parents in _nodes(arch, record.browse()):
            key = _key(node, of_model)
            again = (key, what)
            if not key or again in inside or not (of_model._name.startswith("onestop.") or key in self.own):
                continue
            if not parents:
                shown = record if _shows(node, record) else of_model
            else:
                field_node, _holder = parents[-1]
                rows = record[field_node.get("name")] if len(parents) == 1 and _shows(field_node, record) else ()
                shown = next((row for row in rows if _shows(node, row, record)), of_model)
            if shown:
                self.press(key, node, shown, what, (*inside, again))


class Undone(Exception):
    """Takes back what a button has done."""


# ------------------------------------------------------------------ reading views


def _whole(view):
    """The view that an extension adds to, or the view itself."""
    return _whole(view.inherit_id) if view.mode == "extension" and view.inherit_id else view


def _nodes(arch, model, parents=()):
    """``(node, model, parents)`` of everything in a view that can be pressed; ``parents`` are the fields, with their
    model, whose lists and forms hold it.
    """
    for child in arch.iterchildren("*"):
        if child.tag == "field" and child.get("name") in model._fields and len(child):
            field = model._fields[child.get("name")]
            if field.relational:
                yield from _nodes(child, model.env[field.comodel_name], (*parents, (child, model)))
                continue
        if _key(child, model):
            yield child, model, parents
        yield from _nodes(child, model, parents)


def _key(node, model):
    """``(model, type, name)`` of a button, else None."""
    name = node.get("action") if node.tag == "list" else node.get("name")
    if node.get("type") in ("object", "action") and name and node.tag in ("button", "a", "list"):
        return model._name, node.get("type"), name
    return None


def _shows(node, record, parent=None):
    """Whether the node and all that holds it, up to the field that holds the view, is visible on a record."""
    while node is not None:
        if _is_true(node.get("invisible"), record, parent):
            return False
        if parent is not None and _is_true(node.get("column_invisible"), parent, None):
            return False
        node = node.getparent()
        if node is not None and node.tag == "field":
            break
    return True


def _is_true(expression, record, parent):
    if not expression:
        return False
    return bool(_evaluate(expression, record, parent))


def _evaluate(expression, record, parent=None):
    names = {node.id for node in ast.walk(ast.parse(expression.strip(), mode="eval")) if isinstance(node, ast.Name)}
    values = {name: _value(record, name) for name in names if name in record._fields}
    values |= {"uid": record.env.uid, "context": dict(record.env.context), "active_id": record.id}
    if parent is not None and "parent" in names:
        values["parent"] = _Parent(parent)
    return safe_eval(expression.strip(), values | {"context_today": fields.Date.today})


def _read(text, values):
    """A context or domain of an action, which may be a text."""
    return safe_eval(text.strip(), values) if isinstance(text, str) else text


class _Parent(dict):
    """``parent.field`` of an expression."""

    def __init__(self, record):
        self.record = record

    def __getattr__(self, name):
        return _value(self.record, name)


def _value(record, name):
    value = record[name]
    field = record._fields[name]
    if field.type == "many2one":
        return value.id
    if field.relational:
        return value.ids
    return value


def _fill(form, walk):
    """Give every field that the form asks for a value of its kind."""
    for name in form._view["fields"]:
        if name == "id" or form[name] or any(form._get_modifier(name, one) for one in ("invisible", "readonly")):
            continue
        if not form._get_modifier(name, "required"):
            continue
        field = walk.env[form._record._name]._fields[name]
        if field.type in ("char", "text", "html"):
            form[name] = "Thử"
        elif field.type == "date":
            form[name] = fields.Date.today()
        elif field.type == "datetime":
            form[name] = fields.Datetime.now()
        elif field.type in ("integer", "float", "monetary"):
            form[name] = 1
        elif field.type == "selection":
            form[name] = field._description_selection(walk.env)[0][0]
        elif field.type == "binary":
            form[name] = "VGjhu60="
        elif field.type == "many2one":
            domain = field.get_description(walk.env, ["domain"]).get("domain") or []
            domain = _read(domain, {one: _in_form(form, one) for one in form._view["fields"]})
            form[name] = walk.env[field.comodel_name].search(domain, limit=1)


def _in_form(form, name):
    value = form[name]
    return value.ids if hasattr(value, "ids") else value.id if hasattr(value, "id") else value
