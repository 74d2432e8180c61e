from odoo import models

from ...engine.eform_values import say_grouped


class OnestopEformMixin(models.AbstractModel):
    """What a form says in the reader's language: labels of the common blocks, when a question is asked, what is wrong with an
    answer, what is wrong with a form. Messages say what to do, and name the question.
    """

    _inherit = "onestop.eform.mixin"

    def _say(self, label):
        """A label as it is read: those of the common blocks are codes, see ``engine.eform_blocks``."""
        return self._block_words().get(label, "") if label.startswith("@") else label

    def _block_words(self):
        _ = self.env._
        return {
            "@yes": _("Yes"),
            "@no": _("No"),
            "@address.where": _("Where"),
            "@domestic": _("In Vietnam"),
            "@abroad": _("Abroad"),
            "@address.province": _("Province or city"),
            "@address.commune": _("Commune, ward or special zone"),
            "@address.commune.help": _("As it is called since 1 July 2025. Of an older paper, leave the district out."),
            "@address.line": _("House number, street, village"),
            "@address.country": _("Country"),
            "@address.foreign": _("Address in that country"),
            "@person.name": _("Full name"),
            "@person.identity": _("Identity number"),
            "@person.identity.help": _("12 digits, on the identity card. Who gives it is not asked what it tells."),
            "@person.paper": _("Another identity paper"),
            "@person.paper.help": _("Kind, number, when and by whom it was issued. For example: Passport C1234567."),
            "@person.birth": _("Date of birth"),
            "@person.birth.help": _("For example 27 3 1985. If only the year is known, leave day and month empty."),
            "@person.residence": _("Residence"),
            "@person.sex": _("Sex"),
            "@male": _("Male"),
            "@female": _("Female"),
            "@person.people": _("Ethnic group"),
            "@person.people.help": _("For example Kinh, Tày, Khmer. It is not the nationality."),
            "@person.nationality": _("Nationality"),
        }

    def _explain(self, field, looked_at):
        """When a question is asked, for a page without JavaScript."""
        label = self._say(looked_at.label)
        shown = field.shown_if
        if shown.operator == "filled":
            return self.env._("Only if “%s” is answered.", label)
        if shown.operator == "empty":
            return self.env._("Only if “%s” is not answered.", label)
        labels = {choice.key: self._say(choice.label) for choice in looked_at.choices}
        labels |= {"yes": self._say("@yes"), "no": self._say("@no")} if looked_at.kind == "yes_no" else {}
        answer = ", ".join(labels.get(value, value) for value in shown.values)
        if shown.operator == "is":
            return self.env._("Only if “%(question)s” is: %(answer)s.", question=label, answer=answer)
        return self.env._("Only if “%(question)s” is not: %(answer)s.", question=label, answer=answer)

    # ------------------------------------------------------------------ what is wrong with an answer

    def _problem_words(self, problem):
        """A problem of ``engine.eform_check`` in words."""
        label = self._say(problem.field.label)
        about = self._say(problem.about.label) if problem.about else ""
        number = say_grouped(problem.number) if problem.number is not None else ""
        if problem.code == "missing":
            return self._missing_words(problem.field, label)
        return self._answer_words(problem.code, label, number) or self._compared_words(
            problem.code, label, about, number
        )

    def _missing_words(self, field, label):
        _ = self.env._
        if field.kind in ("choice", "choices", "yes_no"):
            return _("%s: choose an answer.", label)
        if field.kind == "rows":
            return _("%s: fill in at least one row.", label)
        return _("%s: write the answer.", label)

    def _answer_words(self, code, label, number):
        _ = self.env._
        return {
            "text": _("%s: write the answer.", label),
            "said": _("%s: write the answer.", label),
            "number": _("%s: write a number, for example 12,5.", label),
            "decimals": _("%(label)s: write at most %(number)s decimals.", label=label, number=number),
            "money": _("%s: write an amount in đồng, for example 26.000.", label),
            "year": _("%s: write a year of four digits, for example 1985.", label),
            "low": _("%(label)s: write %(number)s or more.", label=label, number=number),
            "high": _("%(label)s: write %(number)s or less.", label=label, number=number),
            "long": _("%(label)s: shorten it to %(number)s characters.", label=label, number=number),
            "date_part": _("%s: write day, month and year, for example 27 3 1985.", label),
            "date": _("%s: there is no such day. Look at day and month again.", label),
            "choice": _("%s: choose one of the answers that are offered.", label),
            "closed": _("%s: this answer can no longer be chosen. Choose another one.", label),
            "phone": _("%s: write a telephone number, for example 0912 345 678.", label),
            "email": _("%s: write one e-mail address, for example ten@vidu.vn.", label),
            "identity": _("%s: write the 12 digits of the identity number.", label),
            "few": _("%(label)s: fill in at least %(number)s rows.", label=label, number=number or "1"),
            "many": _("%(label)s: at most %(number)s rows can be sent.", label=label, number=number),
        }.get(code)

    def _compared_words(self, code, label, about, number):
        _ = self.env._
        return {
            "future": _("%s: the day must not lie after today.", label),
            "past": _("%s: the day must not lie before today.", label),
            "age": _("%(label)s: on this day the person is not yet %(number)s years old.", label=label, number=number),
            "before": _("%(label)s: write a day that is not before “%(about)s”.", label=label, about=about),
            "over": _("%(label)s: write no more than in “%(about)s”.", label=label, about=about),
            "not_one": _("%(label)s: answer “%(about)s” with yes in exactly one row.", label=label, about=about),
            "sum": _("%(label)s: the rows must add up to “%(about)s”.", label=label, about=about),
        }[code]

    # ------------------------------------------------------------------ what is wrong with a form

    def _fault_words(self, fault):
        """A fault of ``engine.eform_lint`` in words, with the question that it concerns."""
        _ = self.env._
        words = {
            "nothing_asked": _("the form asks nothing yet: add a question"),
            "too_many_fields": _("a form has at most %s questions", fault.about),
            "key": _("give it a key of small letters, digits and _, beginning with a letter"),
            "key_twice": _("another question has this key: change one of them"),
            "kind": _("this kind of question does not stand in a table"),
            "label": _("write the question"),
            "choice_keys": _("each choice needs a key of its own"),
            "no_choice": _("give it a choice that is open on the first day"),
            "choices_unused": _("choices belong to a question that is chosen"),
            "no_columns": _("give the table a column"),
            "columns_unused": _("columns belong to a table"),
            "row_numbers": _(
                "the table needs a number of rows between 1 and %s, and no fewer at most than at least", fault.about
            ),
            "bounds": _("no number lies between the two bounds"),
            "note_required": _("a note takes no answer, so none can be demanded"),
            "condition_field": _("the question that it looks at must stand before it"),
            "condition_operator": _("“%s” cannot be looked at in this way", fault.about),
            "condition_value": _("choose answers of “%s” that can be given, but not all of them", fault.about),
            "never_empty": _("“%s” must be answered, so this is never asked", fault.about),
            "rule_kind": _("this check does not fit the kind of the question"),
            "rule_number": _("say how many years, between 1 and 150"),
            "rule_column": _("choose a column of the table that is always asked and fits the check"),
            "rule_field": _("choose another question of a fitting kind to compare with"),
            "rule_hidden": _("it is compared with “%s”, which may not be asked", fault.about),
            "schema": _("it cannot be checked (%s)", fault.about),
        }[fault.code]
        return f"{fault.path}: {words}" if fault.path else words
