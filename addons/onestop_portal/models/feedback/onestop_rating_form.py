from odoo import models

from ...engine.eform_definition import Choice, Field, Form


class OnestopRatingForm(models.AbstractModel):
    """What the page asks of a citizen who rates a dossier: the indicators that citizens answer (NĐ 61/2018/NĐ-CP, article 31;
    numbers 3, 4, 6, 7, 10 and, by three faces on the page itself, 11).
    """

    _name = "onestop.rating.form"
    _inherit = ["onestop.eform.mixin"]
    _description = "Page of a Rating"

    def _form(self):
        ratings = self.env["onestop.rating"]
        fields = [
            Field(
                name, "choice", words,
                choices=tuple(Choice(f"v{key}", label) for key, label in ratings._fields[name]._description_selection(self.env)),
            )
            for name, words in self._questions().items()
        ]  # fmt: skip
        return Form((*fields, Field("feedback", "text", self.env._("What should be better?"), detail="passage")))

    def _questions(self):
        """``{field of onestop.rating: the question}`` in the order of the page."""
        return {
            "contacts": self.env._("How often did you have to come back to complete the dossier?"),
            "offices": self.env._("How many agencies did you have to go to?"),
            "publicity": self.env._("Where could you read what the procedure asks for?"),
            "attitude": self.env._("How was the conduct of the staff?"),
            "convenience": self.env._("How convenient was the procedure?"),
        }

    def _indicators(self, answers):
        """Answers as ``onestop.rating._rate`` takes them."""
        return {name: answers[name][1:] for name in self._questions() if name in answers}
