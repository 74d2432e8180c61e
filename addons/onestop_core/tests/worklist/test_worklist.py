from lxml import etree
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

ROWS = 80
# the rows, what each column names, and the posts of the reader
QUERIES = 9


@tagged("post_install", "-at_install")
class TestWorklist(OnestopCase):
    """Opening a list takes as many queries for eighty dossiers as for a few."""

    def columns(self, model):
        """What the web client reads for the columns that a list shows at first."""
        arch = etree.fromstring(
            model.get_view(self.env.ref("onestop_core.onestop_dossier_view_list").id, "list")["arch"]
        )
        names = [node.get("name") for node in arch.iter("field") if node.get("optional") != "hide"]
        return {
            name: {"fields": {"display_name": {}}} if model._fields[name].relational else {}
            for name in dict.fromkeys(names)
        }

    def open(self, user, domain):
        """Open the list as the first request of a worker that has served others before."""
        model = self.env["onestop.dossier"].with_user(user).with_context(lang="vi_VN")
        columns = self.columns(model)
        model.web_search_read(domain, columns, limit=ROWS, count_limit=10_001)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(QUERIES):
            return model.web_search_read(domain, columns, limit=ROWS, count_limit=10_001)["records"]

    def test_queries(self):
        user = self.users["receptionist"]
        with freeze_time(local(MONDAY, "14:00")):
            for more, count in ((5, 5), (35, 40)):
                for number in range(more):
                    self.receive(procedure=(self.procedure, self.procedure_same_day)[number % 2])
                self.assertEqual(len(self.open(user, [("is_mine", "=", True)])), count)
                self.assertEqual(len(self.open(user, [])), count)
