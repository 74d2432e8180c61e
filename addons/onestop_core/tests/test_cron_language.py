from unittest.mock import patch

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCronLanguage(TransactionCase):
    def test_what_a_job_writes_down_is_vietnamese(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        job = self.env["ir.cron"].search([], limit=1)
        actions, said = type(self.env["ir.actions.server"]), []
        with (
            patch.object(actions, "run", lambda action: said.append(action.env.lang)),
            patch.object(self.env.cr, "commit", lambda: None),
        ):
            job.with_context(lang=None)._callback(job.cron_name, job.ir_actions_server_id.id)
        self.assertEqual(said, ["vi_VN"])
