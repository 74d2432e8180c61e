from odoo import api, models

from ...engine.eform_definition import Choice, Field, Form, Rule, ShownIf


class OnestopFeedbackForm(models.AbstractModel):
    """What the page asks of a citizen who sends feedback."""

    _name = "onestop.feedback.form"
    _inherit = ["onestop.eform.mixin"]
    _description = "Page of Feedback"

    def _form(self):
        about = self.env["onestop.feedback"]._fields["about"]._description_selection(self.env)
        kinds = self.env["onestop.feedback"]._fields["kind"]._description_selection(self.env)
        return Form(
            (
                Field("kind", "choice", self.env._("What do you want to tell?"), required=True, choices=_choices(kinds)),
                Field("about", "choice", self.env._("What is it about?"), required=True, choices=_choices(about)),
                Field("agency", "choice", self.env._("Which agency?"), required=True, choices=_choices(self._agencies())),
                Field(
                    "staff", "text", self.env._("Whom do you mean?"), self.env._("The name, or where and when you met them. The person will not see what you write."),
                    shown_if=ShownIf("about", "is", ("staff",)),
                ),
                Field("procedure", "text", self.env._("Code or name of the procedure"), self.env._("For example 1.001193.")),
                Field("dossier", "text", self.env._("Dossier code"), self.env._("On the receipt slip, if it is about a dossier.")),
                Field("text", "text", self.env._("What happened, or what do you propose?"), self.env._("Say when and where. Write no identity number."), required=True, detail="passage"),
                Field("name", "text", self.env._("Your full name"), required=True, rules=(Rule("name"),), autocomplete="name"),
                Field("phone", "text", self.env._("Your telephone number"), self.env._("To ask you if something is unclear."), required=True, rules=(Rule("phone"),)),
                Field("email", "text", self.env._("Your e-mail address"), self.env._("The answer is sent there as well."), rules=(Rule("email"),)),
                Field("publish", "yes_no", self.env._("May the answer be published, without your name?"), required=True),
            )
        )  # fmt: skip

    def _agencies(self):
        """``[(key, name)]`` of the agencies that can be spoken of."""
        today = self.env["onestop.agency"]._today()
        agencies = self.env["onestop.agency"].sudo().search([], order="complete_name")
        return [(f"a{agency.id}", agency.name) for agency in agencies if agency._is_open(today)]

    def _said(self, answers):
        """Answers that were found right, as ``onestop.feedback._take_in`` takes them."""
        agency = self.env["onestop.agency"].sudo().browse(int(answers["agency"][1:]))
        return {
            "kind": answers["kind"],
            "about": answers["about"],
            "agency": agency,
            "procedure": self._procedure(answers.get("procedure")),
            "dossier_code": answers.get("dossier"),
            "staff_words": answers.get("staff"),
            "text": answers["text"],
            "sender_name": answers["name"],
            "sender_phone": answers["phone"],
            "sender_email": answers.get("email"),
            "private": not answers["publish"],
        }

    def _procedure(self, words):
        procedures = self.env["onestop.procedure"].sudo()
        if not words:
            return procedures
        return procedures.search([("code", "=", words)], limit=1) or procedures.search(
            [("name", "=ilike", words)], limit=1
        )


def _choices(selection):
    return tuple(Choice(key, label) for key, label in selection)


class OnestopChallenge(models.TransientModel):
    _inherit = "onestop.challenge"

    @api.model
    def _forms(self):
        return (*super()._forms(), "feedback")
