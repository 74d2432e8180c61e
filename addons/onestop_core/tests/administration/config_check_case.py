from ..common import OnestopCase


class ConfigCheckCase(OnestopCase):
    """Asks the configuration check and looks into its findings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the suite's own procedures only: whatever demo data is installed has findings of its own
        cls.env["onestop.procedure"].search([("sector_id", "!=", cls.sector.id)]).active = False

    def findings(self, user=None):
        """Findings as ``user`` (the provincial administrator) sees them after pressing the menu."""
        check = self.env["onestop.config.check"].with_user(user or self.manager)
        check.action_check()
        return check.search([("create_uid", "=", check.env.uid)])

    def assertFound(self, findings, severity, record, *words):
        found = findings.filtered(lambda f: f.res_model == record._name and set(record.ids) <= set(f.res_ids or []))
        messages = found.filtered(lambda f: f.severity.endswith(severity)).mapped("message")
        self.assertTrue(
            any(all(word in message for word in words) for message in messages),
            f"{words} not in {found.mapped('message')}",
        )

    def assertNotFound(self, findings, *words):
        for message in findings.mapped("message"):
            self.assertFalse(all(word in message for word in words), message)
