from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OnestopCase


@tagged("post_install", "-at_install")
class TestViews(OnestopCase):
    """What holds for every screen of the suite."""

    def fields_of(self, node, model):
        """``(node, field)`` for each field below the node, through the lists and forms that views hold."""
        for child in node.iterchildren("*"):
            below = model
            if child.tag == "field" and child.get("name") in model._fields:
                field = model._fields[child.get("name")]
                yield child, field
                below = self.env[field.comodel_name] if field.relational else model
            yield from self.fields_of(child, below)

    def test_dates_are_numeric(self):
        """A date reads dd/MM/yyyy: Odoo would name the month, and show seconds."""
        views = self.env["ir.ui.view"].search([("model", "=like", "onestop.%"), ("type", "in", ["form", "list"])])
        named = [
            f"{view.xml_id}: {node.get('name')}"
            for view in views
            for node, field in self.fields_of(etree.fromstring(f"<data>{view.arch}</data>"), self.env[view.model])
            if field.type in ("date", "datetime")
            and node.get("widget") != "onestop_moment"
            and "numeric" not in node.get("options", "")
            and "True" not in (node.get("invisible"), node.get("column_invisible"))
            and node.get("invisible") != "1"
        ]
        self.assertFalse(named)

    def test_a_list_has_one_header(self):
        """The web client shows the buttons of the last one only."""
        views = self.env["ir.ui.view"].search(
            [("model", "=like", "onestop.%"), ("type", "=", "list"), ("mode", "=", "primary")]
        )
        doubled = [
            view.xml_id
            for view in views.filtered(lambda view: view.model in self.env)
            if len(etree.fromstring(self.env[view.model].get_view(view.id, "list")["arch"]).findall("header")) > 1
        ]
        self.assertFalse(doubled)

    def test_refusal_is_sober(self):
        dossier = self.receive()
        stranger = self.make_staff("specialist", self.commune_2, "stranger")
        with self.assertRaises(AccessError) as refused:
            dossier.with_user(stranger).read(["code"])
        self.assertIn("belongs to an agency where you hold no post", str(refused.exception))
        self.assertNotIn("onestop.dossier", str(refused.exception))
        self.assertNotIn("id=", str(refused.exception))

    def test_supervisor_reaches_the_trail(self):
        supervisor = self.env["res.users"].create(
            {
                "name": "Supervisor",
                "login": "supervisor.menu",
                "group_ids": [(4, self.env.ref("onestop_core.group_supervisor").id)],
            }
        )
        menus = self.env["ir.ui.menu"].with_user(supervisor).load_menus(False)
        self.assertIn(self.env.ref("onestop_core.onestop_trail_check_menu").id, menus)
