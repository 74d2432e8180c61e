from odoo import models

from ...engine.eform_definition import Choice, Field, Form, Rule, ShownIf


class OnestopFeedbackForm(models.AbstractModel):
    """What the page asks of a citizen who sends feedback."""

    _name = "onestop.feedback.form"
    _inherit = ["onestop.eform.mixin"]
    _description = "Page of Feedback"

    def _form(self):
        _ = self.env._
        about = self.env["onestop.feedback"]._fields["about"]._description_selection(self.env)
        kinds = self.env["onestop.feedback"]._fields["kind"]._description_selection(self.env)
        return Form(
            (
                Field("kind", "choice", _("What do you want to tell?"), required=True, choices=_choices(kinds)),
                Field("about", "choice", _("What is it about?"), required=True, choices=_choices(about)),
                Field("agency", "choice", _("Which agency?"), required=True, choices=_choices(self._agencies())),
                Field(
                    "staff", "text", _("Whom do you mean?"), _("The name, or where and when you met them. The person will not see what you write."),
                    shown_if=ShownIf("about", "is", ("staff",)),
                ),
                Field("procedure", "text", _("Code or name of the procedure"), _("For example 1.001193.")),
                Field("dossier", "text", _("Dossier code"), _("On the receipt slip, if it is about a dossier.")),
                Field("text", "text", _("What happened, or what do you propose?"), _("Say when and where. Write no identity number."), required=True, detail="passage"),
                Field("name", "text", _("Your full name"), required=True, rules=(Rule("name"),), autocomplete="name"),
                Field("phone", "text", _("Your telephone number"), _("To ask you if something is unclear."), required=True, rules=(Rule("phone"),)),
                Field("email", "text", _("Your e-mail address"), _("The answer is sent there as well."), rules=(Rule("email"),)),
                Field("publish", "yes_no", _("May the answer be published, without your name?"), required=True),
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
