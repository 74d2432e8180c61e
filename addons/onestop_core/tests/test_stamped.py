from odoo.tests import tagged

from ..engine.duration import Duration, Terms
from .common import OnestopCase


@tagged("post_install", "-at_install")
class TestStamped(OnestopCase):
    """What receptions keep in memory of the law is forgotten as soon as the law changes."""

    def setUp(self):
        super().setUp()
        self.version = self.procedure.current_version_id

    def names(self):
        return [paper["name"] for paper in self.version._paper_vals(False)]

    def test_papers(self):
        paper = self.version.component_ids[0]
        self.assertEqual(self.names()[0], "Giấy tờ 1")
        paper.name = "Tờ khai"
        self.assertEqual(self.names()[0], "Tờ khai")
        paper.copy({"name": "Bản vẽ"})
        self.assertIn("Bản vẽ", self.names())
        paper.unlink()
        self.assertNotIn("Tờ khai", self.names())

    def test_terms(self):
        self.assertEqual(self.version._terms("direct", False), Terms(Duration(3, "working_day")))
        self.version.channel_ids.write({"duration": 4, "hard_area_days": 10})
        self.assertEqual(self.version._terms("online", False), Terms(Duration(4, "working_day"), 10))
        self.version.channel_ids.unlink()
        self.assertEqual(self.version._terms("direct", False), Terms())

    def test_steps(self):
        process = self.env["onestop.process"]._for_procedure(self.procedure)
        case = self.env["onestop.procedure.case"]
        steps = process._steps_for(case)
        self.assertEqual(steps, process.step_ids.sorted())
        steps[-1].only_case = "Một trường hợp khác"
        self.assertEqual(process._steps_for(case), steps[:-1])
        steps[0].sequence = 1000
        self.assertEqual(process._steps_for(case)[-1:], steps[0])

    def test_places(self):
        self.assertEqual(self.procedure._places(), (frozenset(), frozenset()))
        self.procedure.agency_ids = self.commune
        self.assertEqual(self.procedure._places(), (frozenset(), {self.commune.id}))
