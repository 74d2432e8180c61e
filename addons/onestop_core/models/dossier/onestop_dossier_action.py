from odoo import api, models

from ...engine import transitions


class OnestopDossier(models.Model):
    """The actions there are: the rows of the table, their names, what each asks for, and where its button stands.

    Another add-on brings an action by extending these methods; ``engine.transitions`` says what a row means.
    """

    _inherit = "onestop.dossier"

    @api.model
    def _transitions(self):
        """Rows of the table; modules add theirs by extending this method, and guards and effects to rows that are there by
        ``transitions.extend``.
        """
        return transitions.TRANSITIONS

    @api.model
    def _transition_index(self):
        return transitions.index(self._transitions())

    @api.model
    def _action_labels(self):
        """Names of all actions and other events, in the reader's language."""
        return {
            "submit": self.env._("Submit"),
            "receive": self.env._("Receive"),
            "transfer": self.env._("Pass On to Another Agency"),
            "request_supplement": self.env._("Request Supplement"),
            "reject": self.env._("Refuse to Receive"),
            "forward": self.env._("Forward"),
            "send_back": self.env._("Send Back"),
            "approve": self.env._("Approve"),
            "refuse": self.env._("Refuse"),
            "request_payment": self.env._("Request Payment"),
            "verify": self.env._("Add Time for Verification"),
            "confirm": self.env._("Confirmed by the Citizen"),
            "answer": self.env._("Answered by the Citizen"),
            "resume": self.env._("Resume"),
            "return_result": self.env._("Hand Over Result"),
            "withdraw": self.env._("Withdraw"),
            "stop": self.env._("Stop"),
            "take_back": self.env._("Take Back"),
            "reopen": self.env._("Reopen"),
            "allow_supplement": self.env._("Allow One More Supplement"),
            "apologise": self.env._("Apologise and Set a New Date"),
            "not_the_same": self.env._("Not the Same Matter"),
            "amend": self.env._("Amend"),
        }

    def _own_actions(self):
        """``{name: method}`` of the actions beside the table: they leave the state as it is."""
        return {}

    @api.model
    def _step_flags(self):
        """``{action: field}`` of what the running step must allow, see ``onestop.process.step``."""
        return {
            "request_supplement": "can_request_supplement",
            "request_payment": "can_request_payment",
            "refuse": "can_refuse",
            "approve": "can_approve",
            "send_back": "can_send_back",
            "verify": "can_verify",
        }

    @api.model
    def _main_actions(self):
        """Actions with a button of their own on the form; all others stand in its menu “More”."""
        return [
            "submit", "receive", "reject", "request_supplement", "forward", "send_back", "approve", "refuse", "resume",
            "return_result",
        ]  # fmt: skip

    @api.model
    def _action_inputs(self):
        """``{action: fields of the dialog}``: what to ask for, beside the reason that the table demands."""
        return {
            "forward": ("user_id", "note"),
            "assign": ("user_id",),
            "approve": ("result_number", "note"),
            "request_supplement": ("line_ids", "content", "in_person"),
            "reject": ("competent_body",),
            "refuse": ("content", "competent_body"),
            "apologise": ("new_due_at", "responsible_id"),
            "stop": ("asked_by",),
            "transfer": ("agency_id", "note"),
            "return_result": ("recipient", "identity_seen"),
            "opinion_ask": ("agency_id", "question", "days"),
            "opinion_answer": ("opinion_id", "answer"),
        }

    @api.model
    def _input_guards(self):
        """Names of the guards that judge what the dialog asks for; all others speak up before anything is typed."""
        return {"step_checks", "apology_date", "apology_responsible", "other_agency", "hand_over_proven"}
