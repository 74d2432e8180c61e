from odoo import api, fields, models
from odoo.exceptions import UserError


class OnestopDossier(models.Model):
    """The rule of the single supplement: a stage of the settlement asks the citizen once (NĐ 61/2018/NĐ-CP, and the
    national portal), and what goes beyond it is allowed by a leader with a reason. What is asked for is picked: each item
    is a paper of the law's list, or cites the legal basis; free text only explains.
    """

    _inherit = "onestop.dossier"

    def _supplements_left(self):
        """How many more requests the rule and the leaders allow at the present stage."""
        used = len(self._letters("supplement", self._stage()))
        return self.env["onestop.settings"]._number("onestop_core.max_supplements") + self.supplements_allowed - used

    def _last_supplement(self):
        """The last request for a supplement, or none: one before it was answered."""
        return self._letters("supplement").sorted("id")[-1:]

    def _guard_supplement_once(self, row, params):
        if self._supplements_left() > 0:
            return ""
        return self.env._(
            "A supplement was asked for already, and may be asked for only once. Decide on what is there, or have "
            "a leader allow one more with its legal basis."
        )

    def _guard_supplement_used_up(self, row, params):
        if self._supplements_left() <= 0:
            return ""
        return self.env._("A supplement may still be asked for: nothing has to be allowed.")

    def _effect_allow_supplement(self, row, params):
        self.supplements_allowed += 1

    def _supplement_days(self):
        """Working days that the citizen has to complete the dossier."""
        return self.version_id.supplement_days or self.env["onestop.settings"]._number("onestop_core.supplement_days")

    def _supplement_answer_by(self):
        """By when the citizen would have to answer a request made now, as a stored datetime."""
        return self.competent_agency_id._working_days_from_now(self._supplement_days())

    # ------------------------------------------------------------------ what is asked for

    @api.model
    def _input_guards(self):
        return super()._input_guards() | {"supplement_tied"}

    def _guard_supplement_tied(self, row, params):
        try:
            lines = self._supplement_lines(params)
        except UserError as error:
            return str(error)
        return "" if lines else self.env._("Say what is missing or wrong: pick the papers, or cite the legal basis.")

    def _supplement_lines(self, params):
        """What a request asks for, as values of ``onestop.dossier.letter.line``.

        :param params: ``lines``: a list of dicts with ``kind`` (``missing`` or ``wrong``), ``note``, and either ``document_id`` or
            ``component_id`` of a paper of this dossier, or ``name`` and ``legal_basis``; without ``lines``, what is missing
        :raises UserError: an item is tied to nothing, in words
        """
        lines = params.get("lines")
        if lines is None:
            lines = [{"document_id": paper.id, "kind": "missing"} for paper in self.document_ids.filtered("is_missing")]
        return [self._supplement_line(line) for line in lines]

    def _supplement_line(self, line):
        kind = line.get("kind") or "missing"
        if kind not in ("missing", "wrong"):
            raise UserError(self.env._("Say of each paper whether it is missing or wrong."))
        basis, note = (" ".join((line.get(name) or "").split()) for name in ("legal_basis", "note"))
        values = {"document_id": False, "kind": kind, "legal_basis": basis, "note": note}
        if line.get("document_id") or line.get("component_id"):
            paper = self._supplement_paper(line)
            if kind == "missing" and paper._is_in_data():
                raise UserError(
                    self.env._(
                        "“%s” is in a national database: look it up first, and note if it is not there, incomplete or cannot be "
                        "reached.",
                        paper.name,
                    )
                )
            return values | {"document_id": paper.id, "name": paper.name}
        name = " ".join((line.get("name") or "").split())
        if not name or not basis:
            raise UserError(
                self.env._(
                    "No law asks for “%s”: choose one of the papers of the procedure, or cite the legal basis.", name
                )
            )
        return values | {"name": name}

    def _supplement_paper(self, line):
        """The paper of the dossier that an item names."""
        papers = self.document_ids.filtered(
            lambda paper: (
                paper.id == line["document_id"]
                if line.get("document_id")
                else paper.component_id.id == line["component_id"]
            )
        )
        if not papers:
            raise UserError(self.env._("This paper belongs to another dossier."))
        return papers[:1]

    def _effect_letter_supplement(self, row, params):
        self._give_request_number()
        in_person = bool(params.get("in_person"))
        lines = self._supplement_lines(params)
        for line in lines:
            self._ask_for(line)
        looked_at = self.document_ids.filtered(lambda paper: paper.handed_in and not paper.verdict)
        looked_at.verdict = "good"
        words = [self.env["onestop.dossier.letter.line"]._words(line) for line in lines]
        explained = (params.get("content") or "").strip()
        self._issue_letter(
            "supplement",
            row,
            params,
            content="\n".join([*words, explained] if explained else words),
            line_ids=[fields.Command.create(line) for line in lines],
            answer_by=self._supplement_answer_by(),
            in_person=in_person,
        )
        if in_person and self.channel == "online":
            # allowed to happen, never to stay unseen: filing online and bringing paper is what the rule forbids
            self.double_channel = True

    def _ask_for(self, line):
        """Note the verdict on the paper of an item; what only a legal basis asks for becomes a paper of the dossier."""
        verdict = {"verdict": line["kind"], "verdict_note": line["note"]}
        paper = self.document_ids.browse(line["document_id"])
        if paper:
            # a paper that only some have to bring is asked of this citizen
            paper.write({"required": True, **verdict})
        else:
            line["document_id"] = self.document_ids.create(
                {
                    "dossier_id": self.id,
                    "name": line["name"],
                    "sequence": max(self.document_ids.mapped("sequence"), default=0) + 1,
                    "required": True,
                    "legal_basis": line["legal_basis"],
                    **verdict,
                }
            ).id

    @api.model
    def _hiding_guards(self):
        return super()._hiding_guards() | {"supplement_used_up"}
