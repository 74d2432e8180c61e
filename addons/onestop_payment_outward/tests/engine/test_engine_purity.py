from pathlib import Path

from odoo.addons.onestop_core.tests.engine.purity_case import PurityCase


class TestEnginePurity(PurityCase):
    def test_the_engines_work_where_odoo_cannot_be_imported(self):
        self.check_purity(Path(__file__).parents[2])
