from datetime import timedelta

from ...engine import transitions
from ..common import OnestopCase

REASON = "Lý do thử"


class TransitionCase(OnestopCase):
    """A process whose every step allows everything, and dossiers in each state: every row of the table can be reached."""

    # how to bring a new dossier into each state, as (role, action) pairs
    PATHS = {
        "draft": (),
        "submitted": (("receptionist", "submit"),),
        "intake_supplement": (("receptionist", "request_supplement"),),
        "rejected": (("receptionist", "reject"),),
        "received": (("receptionist", "receive"),),
        "processing": (("receptionist", "receive"), ("receptionist", "forward"), ("specialist", "forward")),
        "supplement": (("receptionist", "receive"), ("receptionist", "forward"), ("specialist", "request_supplement")),
        "payment": (("receptionist", "receive"), ("receptionist", "forward"), ("specialist", "request_payment")),
        "ready": (
            ("receptionist", "receive"),
            ("receptionist", "forward"),
            ("specialist", "forward"),
            ("leader", "approve"),
        ),
        "withdrawn": (("receptionist", "receive"), ("receptionist", "withdraw")),
        "stopped": (("receptionist", "receive"), ("receptionist", "forward"), ("leader", "stop")),
    }
    PATHS["returned"] = (*PATHS["ready"], ("receptionist", "return_result"))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.procedure.current_version_id.channel_ids.verification_days = 5
        everything = dict.fromkeys(
            (
                "can_request_supplement",
                "can_request_payment",
                "can_refuse",
                "can_approve",
                "can_send_back",
                "can_verify",
            ),
            True,
        )
        cls.procedure.process_id = cls.env["onestop.process"].create(
            {
                "name": "Everything",
                "step_ids": [
                    (
                        0,
                        0,
                        {
                            "name": role,
                            "sequence": n,
                            "time_share": 30,
                            "role_id": cls.env.ref(f"onestop_core.role_{role}").id,
                            **everything,
                        },
                    )
                    for n, role in enumerate(("receptionist", "specialist", "leader"))
                ],
            }
        )

    def dossier_in(self, state):
        dossier = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {"procedure_id": self.procedure.id, "applicant_name": "Trần Văn Thử", "applicant_address": "Xã Một"}
            )
        )
        dossier.document_ids.handed_in = True
        for role, action in self.PATHS[state]:
            params = {"lines": self.asked(dossier)} if action == "request_supplement" else {}
            self.as_role(dossier, role).act(action, reason=REASON, **params)
        self.assertEqual(dossier.state, state)
        return dossier

    def prepare(self, dossier, action):
        """Bring about what ``action`` presupposes beyond the state; returns its parameters."""
        if action == "allow_supplement":
            dossier.sudo().supplements_allowed = -1
        if action == "not_the_same":
            dossier.sudo().duplicate_id = self.receive()
        if action == "apologise" and dossier.state == "ready":
            dossier.sudo().due_at = dossier.ready_at - timedelta(hours=1)
        elif action == "resume" and dossier.state == "payment":
            return {"receipt_number": "0000123"}
        elif action == "apologise":
            return {"new_due_at": dossier.due_at + timedelta(days=60)}
        if action == "transfer":
            return {"agency_id": self.commune_2.id}
        if action == "request_supplement":
            return {"lines": self.asked(dossier)}
        if action == "receive" and dossier.state == "intake_supplement":
            # what was asked for has come
            dossier.document_ids.verdict = "good"
        if action == "rechoose":
            return {"channel": "post"}
        if action == "confirm":
            dossier.step_id.sudo().confirm_days = 2
        if action == "correct":
            return {"corrections": {"applicant_name": "Trần Văn Thư"}}
        return {}

    def actor(self, dossier, row):
        """A role that the table allows."""
        if row.roles == transitions.STEP:
            return dossier.sudo().task_id.role_id.code
        return row.roles[0]
