from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

REASON = "Thiếu giấy chứng sinh"


@tagged("post_install", "-at_install")
class TestCause(OnestopCase):
    """What reports count of a late, supplemented or refused dossier is a list with dates."""

    def cause(self, kind, code="test", **vals):
        return self.env["onestop.cause"].create({"kind": kind, "code": code, "name": f"{kind} {code}", **vals})

    def test_a_letter_keeps_the_cause_that_was_picked(self):
        cause = self.cause("supplement")
        dossier = self.receive()
        self.as_role(dossier, "receptionist").act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason=REASON, cause_id=cause.id
        )
        self.assertEqual(dossier.letter_ids.cause_id, cause)

    def test_a_cause_of_another_kind_or_none_is_none(self):
        late = self.cause("late")
        for cause_id in (late.id, 0, None, late.id + 1000):
            dossier = self.receive()
            self.as_role(dossier, "receptionist").act("forward")
            self.as_role(dossier, "specialist").act(
                "request_supplement", lines=self.asked(dossier), reason=REASON, cause_id=cause_id
            )
            self.assertFalse(dossier.letter_ids.cause_id)

    @freeze_time(local(MONDAY))
    def test_the_dialog_offers_those_of_the_day(self):
        self.env["onestop.cause"].search([]).valid_to = "2026-01-01"
        now, ended = self.cause("refusal"), self.cause("refusal", "ended", valid_to="2026-11-22")
        coming = self.cause("refusal", "coming", valid_from="2026-11-24")
        dossier = self.receive()
        wizard = self.env["onestop.dossier.act.wizard"].with_user(self.users["receptionist"])
        refusing = wizard.create({"action": "refuse", "dossier_ids": [(6, 0, dossier.ids)]})
        self.assertEqual(refusing.cause_ids, now)
        self.assertNotIn(ended | coming, refusing.cause_ids)
        self.assertIn("cause_id", refusing.inputs)
        forwarding = wizard.create({"action": "forward", "dossier_ids": [(6, 0, dossier.ids)]})
        self.assertNotIn("cause_id", forwarding.inputs)
        self.assertFalse(forwarding.cause_ids)
