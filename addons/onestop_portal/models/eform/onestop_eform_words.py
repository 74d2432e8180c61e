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
        return {
            "@yes": self.env._("Yes"),
            "@no": self.env._("No"),
            "@address.where": self.env._("Where"),
            "@domestic": self.env._("In Vietnam"),
            "@abroad": self.env._("Abroad"),
            "@address.province": self.env._("Province or city"),
            "@address.commune": self.env._("Commune, ward or special zone"),
            "@address.commune.help": self.env._(
                "As it is called since 1 July 2025. Of an older paper, leave the district out."
            ),
            "@address.line": self.env._("House number, street, village"),
            "@address.country": self.env._("Country"),
            "@address.foreign": self.env._("Address in that country"),
            "@person.name": self.env._("Full name"),
            "@person.identity": self.env._("Identity number"),
            "@person.identity.help": self.env._(
                "12 digits, on the identity card. Who gives it is not asked what it tells."
            ),
            "@person.paper": self.env._("Another identity paper"),
            "@person.paper.help": self.env._(
                "Kind, number, when and by whom it was issued. For example: Passport C1234567."
            ),
            "@person.birth": self.env._("Date of birth"),
            "@person.birth.help": self.env._(
                "For example 27 3 1985. If only the year is known, leave day and month empty."
            ),
            "@person.residence": self.env._("Residence"),
            "@person.sex": self.env._("Sex"),
            "@male": self.env._("Male"),
            "@female": self.env._("Female"),
            "@person.people": self.env._("Ethnic group"),
            "@person.people.help": self.env._("For example Kinh, Tày, Khmer. It is not the nationality."),
            "@person.nationality": self.env._("Nationality"),
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
        if field.kind in ("choice", "choices", "yes_no"):
            return self.env._("%s: choose an answer.", label)
        if field.kind == "rows":
            return self.env._("%s: fill in at least one row.", label)
        return self.env._("%s: write the answer.", label)

    def _answer_words(self, code, label, number):
        return {
            "text": self.env._("%s: write the answer.", label),
            "said": self.env._("%s: write the answer.", label),
            "number": self.env._("%s: write a number, for example 12,5.", label),
            "decimals": self.env._("%(label)s: write at most %(number)s decimals.", label=label, number=number),
            "money": self.env._("%s: write an amount in đồng, for example 26.000.", label),
            "year": self.env._("%s: write a year of four digits, for example 1985.", label),
            "low": self.env._("%(label)s: write %(number)s or more.", label=label, number=number),
            "high": self.env._("%(label)s: write %(number)s or less.", label=label, number=number),
            "long": self.env._("%(label)s: shorten it to %(number)s characters.", label=label, number=number),
            "date_part": self.env._("%s: write day, month and year, for example 27 3 1985.", label),
            "date": self.env._("%s: there is no such day. Look at day and month again.", label),
            "choice": self.env._("%s: choose one of the answers that are offered.", label),
            "closed": self.env._("%s: this answer can no longer be chosen. Choose another one.", label),
            "phone": self.env._("%s: write a telephone number, for example 0912 345 678.", label),
            "email": self.env._("%s: write one e-mail address, for example ten@vidu.vn.", label),
            "identity": self.env._("%s: write the 12 digits of the identity number.", label),
            "few": self.env._("%(label)s: fill in at least %(number)s rows.", label=label, number=number or "1"),
            "many": self.env._("%(label)s: at most %(number)s rows can be sent.", label=label, number=number),
        }.get(code)

    def _compared_words(self, code, label, about, number):
        return {
            "future": self.env._("%s: the day must not lie after today.", label),
            "past": self.env._("%s: the day must not lie before today.", label),
            "age": self.env._(
                "%(label)s: on this day the person is not yet %(number)s years old.", label=label, number=number
            ),
            "before": self.env._("%(label)s: write a day that is not before “%(about)s”.", label=label, about=about),
            "over": self.env._("%(label)s: write no more than in “%(about)s”.", label=label, about=about),
            "not_one": self.env._(
                "%(label)s: answer “%(about)s” with yes in exactly one row.", label=label, about=about
            ),
            "sum": self.env._("%(label)s: the rows must add up to “%(about)s”.", label=label, about=about),
        }[code]

    # ------------------------------------------------------------------ what is wrong with a form

    def _fault_words(self, fault):
        """A fault of ``engine.eform_lint`` in words, with the question that it concerns."""
        words = {
            "nothing_asked": self.env._("the form asks nothing yet: add a question"),
            "too_many_fields": self.env._("a form has at most %s questions", fault.about),
            "key": self.env._("give it a key of small letters, digits and _, beginning with a letter"),
            "key_twice": self.env._("another question has this key: change one of them"),
            "kind": self.env._("this kind of question does not stand in a table"),
            "label": self.env._("write the question"),
            "choice_keys": self.env._("each choice needs a key of its own"),
            "no_choice": self.env._("give it a choice that is open on the first day"),
            "choices_unused": self.env._("choices belong to a question that is chosen"),
            "no_columns": self.env._("give the table a column"),
            "columns_unused": self.env._("columns belong to a table"),
            "row_numbers": self.env._(
                "the table needs a number of rows between 1 and %s, and no fewer at most than at least", fault.about
            ),
            "bounds": self.env._("no number lies between the two bounds"),
            "note_required": self.env._("a note takes no answer, so none can be demanded"),
            "condition_field": self.env._("the question that it looks at must stand before it"),
            "condition_operator": self.env._("“%s” cannot be looked at in this way", fault.about),
            "condition_value": self.env._("choose answers of “%s” that can be given, but not all of them", fault.about),
            "never_empty": self.env._("“%s” must be answered, so this is never asked", fault.about),
            "rule_kind": self.env._("this check does not fit the kind of the question"),
            "rule_number": self.env._("say how many years, between 1 and 150"),
            "rule_column": self.env._("choose a column of the table that is always asked and fits the check"),
            "rule_field": self.env._("choose another question of a fitting kind to compare with"),
            "rule_hidden": self.env._("it is compared with “%s”, which may not be asked", fault.about),
            "schema": self.env._("it cannot be checked (%s)", fault.about),
        }[fault.code]
        return f"{fault.path}: {words}" if fault.path else words
