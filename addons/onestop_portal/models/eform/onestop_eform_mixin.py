from odoo import models

from ...engine import eform_answers, eform_check, eform_controls, eform_reading
from ...engine.eform_blocks import parts_of


class OnestopEformMixin(models.AbstractModel):
    """What a page, an officer's screen and a print do with a form. Answers are those of ``engine.eform_answers``.

    A model that inherits it says in ``_form`` what is asked.
    """

    _name = "onestop.eform.mixin"
    _description = "Form on a Page"

    def _form(self):
        """What is asked, as ``engine.eform_definition.Form``."""
        raise NotImplementedError

    def _today(self):
        """The day of the law on which choices are open and dates are compared."""
        return self.env["onestop.agency"]._today()

    def _render(self, answers=None, errors=None):
        """The questions as HTML, to stand within a ``<form>`` of a page of the portal; works without JavaScript.

        :param answers: what is filled in already
        :param errors: messages by path, as ``_validate`` gives them
        :return: Markup; names of the inputs begin with ``eform.``, the control of a path has the id ``_anchor(path)``
        """
        controls = eform_controls.controls(
            self._form(), answers or {}, errors or {}, self._say, self._today(), self._explain
        )
        return self.env["ir.qweb"]._render("onestop_portal.eform", {"controls": controls})

    def _anchor(self, path):
        """Id of the control of a path, for a link in the summary of errors."""
        return eform_controls.anchor(path)

    def _parse(self, form_values):
        """Answers out of what a page sent.

        :param form_values: names of inputs with a text or a list of texts (``MultiDict.to_dict(flat=False)``)
        """
        return eform_answers.parse(self._form(), form_values)

    def _prune(self, answers):
        """The answers that count: those to questions that are asked. Only these are kept with a dossier."""
        return eform_answers.prune(self._form(), answers)

    def _validate(self, answers):
        """What is wrong with answers: ``{path: message in the user's language}``, in the order of the form."""
        problems = eform_check.check(self._form(), answers, self._today())
        return {problem.path: self._problem_words(problem) for problem in problems}

    def _prefill(self, people):
        """Answers that are known already.

        :param people: ``{"applicant": {…}, "submitter": {…}}``, each with any of ``name``, ``identity``, ``birth``
            (``1990-12-31`` or ``1990``), ``sex``, ``phone``, ``email``
        """
        answers = {}
        for field in self._form():
            known = people.get(field.prefill) or {}
            if parts_of(field):
                known = {part.key: known[part.key] for part in parts_of(field) if known.get(part.key)}
                if known:
                    answers[field.key] = known
            elif field.kind == "text":
                value = next((known[rule.name] for rule in field.rules if known.get(rule.name)), None)
                if value:
                    answers[field.key] = value
        return answers

    def _read_answers(self, answers):
        """The answers as lines to be read, see ``engine.eform_reading.Line``."""
        return eform_reading.read(self._form(), answers, self._say)

    def _flat_answers(self, answers):
        """Each answer by its path: ``{path: (label, words)}``."""
        return eform_reading.flat(self._form(), answers, self._say)
