from odoo import api, models
from odoo.addons.onestop_core.engine.fee_text import read_fee
from odoo.exceptions import UserError

from ...engine import filing_steps
from ...engine.filing_steps import AGENCY, CASE, CHECK, FEE, FORM, PAPERS, PERSON, RESULT


class OnestopFiling(models.Model):
    """The way through a filing: its steps, what each still lacks, and where it goes on."""

    _inherit = "onestop.filing"

    @api.model
    def _step_labels(self):
        """``{step: its name}`` in the reader's language."""
        return {
            CASE: self.env._("Your case"),
            AGENCY: self.env._("Agency"),
            PERSON: self.env._("Who is applying"),
            FORM: self.env._("Declaration form"),
            PAPERS: self.env._("Papers"),
            RESULT: self.env._("How you get the result"),
            FEE: self.env._("Fee"),
            CHECK: self.env._("Check and send"),
        }

    def _shape(self):
        self.ensure_one()
        return filing_steps.Shape(
            cases=len(self.version_id.case_ids),
            agencies=len(self.procedure_id._portal_agencies()),
            form=bool(self._form_version()),
            fee=self._owes_fee(),
            papers=bool(self.paper_ids) or (bool(self.version_id.case_ids) and not self.case_id),
        )

    def _steps(self):
        """Names of the steps in their order."""
        return filing_steps.steps(self._shape())

    def _open_steps(self):
        """``{step: [what is missing]}`` of all steps that cannot be sent as they are."""
        self.ensure_one()
        missing = {step: self._missing(step) for step in self._steps() if step != CHECK}
        return {step: words for step, words in missing.items() if words}

    def _next_step(self):
        """Where the filing goes on."""
        path = self._steps()
        open_steps = self._open_steps()
        return filing_steps.first_open(path, set(path) - open_steps.keys() - {CHECK})

    def _missing(self, step):
        """What a step lacks, as a list of texts; looked at anew each time, whatever the page has let through."""
        return getattr(self, f"_missing_{step.replace('-', '_')}")()

    def _missing_truong_hop(self):
        if self.case_id and self.case_id.version_id == self.version_id:
            return []
        return [self.env._("Choose your case.")]

    def _missing_co_quan(self):
        if self.agency_id and self.agency_id in self.procedure_id._portal_agencies():
            return []
        return [self.env._("Choose the agency that receives your dossier.")]

    def _missing_nguoi_nop(self):
        return list(self._person_missing(self._said_person()).values())

    def _missing_giay_to(self):
        return list(self._paper_faults().values())

    def _paper_faults(self):
        """``{paper: what it lacks}`` in their order."""
        faults = {}
        for paper in self.paper_ids.sorted():
            if paper.file_ids.filtered(lambda file: file.state != "ready"):
                faults[paper] = self.env._(
                    "“%s”: a file has not arrived whole. Send it again, or take it away.", paper._label()
                )
            elif paper.source in ("national", "missing"):
                continue
            elif not paper._ready_files() and (paper._is_required() or not paper.component_id):
                faults[paper] = self.env._("“%s”: attach a file, or say why you cannot.", paper._label())
        return faults

    def _missing_nhan_ket_qua(self):
        words = []
        if not self.result_way:
            words.append(self.env._("Choose how you want to get the result."))
        if self.result_way == "post" and not self.result_address:
            words.append(self.env._("Enter the address to which the result is sent."))
        if self._originals_needed() and not self.originals_way:
            words.append(self.env._("Choose how the originals come to the desk."))
        return words

    def _missing_phi_le_phi(self):
        if self._owes_fee() and self.payment_way not in dict(self._payment_way_selection()):
            return [self.env._("Choose how you pay.")]
        return []

    # ------------------------------------------------------------------ what the steps ask

    def _originals_needed(self):
        """Papers of which an original has to be seen or handed in, as their names."""
        asked = self.paper_ids.component_id.filtered(lambda line: line.required and line.originals)
        return asked.mapped("name")

    def _channel_line(self):
        """The line of time limit and fee for filing online in this case."""
        return self.version_id._channel("online", self.case_id)

    def _owes_fee(self):
        """Whether something is to be paid, or may be: words that say that nothing is owed ask for nothing."""
        line = self._channel_line()
        lines = self.version_id.channel_ids.filtered(
            lambda one: one.channel == line.channel and one.case_id == line.case_id
        )
        return any(read_fee(one.fee_text).kind in ("fixed", "elsewhere") for one in lines)

    def _fee_words(self):
        """The fee in words, empty where there is none."""
        return self._channel_line()._fee_words()

    def _result_ways(self):
        """``[(code, label)]`` of the ways to get the result."""
        return self._fields["result_way"]._description_selection(self.env)

    def _choose_case(self, case_id):
        """:raises UserError: there is no such case"""
        case = self.version_id.case_ids.filtered(lambda one: str(one.id) == str(case_id))
        if not case:
            raise UserError(self.env._("Choose your case."))
        self._touch(case_id=case.id)
        self._list_papers()

    def _choose_agency(self, code):
        """:raises UserError: the procedure is not received there"""
        agency = self.procedure_id._portal_agencies().filtered(lambda one: one.code == code)
        if not agency:
            raise UserError(self.env._("Choose the agency that receives your dossier."))
        self._touch(agency_id=agency.id)

    def _say_papers(self, said):
        """What the citizen says of papers that have no file.

        :param said: ``{id of the paper: (source, note)}`` as texts
        """
        for paper in self.paper_ids:
            source, note = said.get(str(paper.id), ("", ""))
            if paper._ready_files():
                paper.write({"source": "attached", "note": note[:200] or False})
            elif source in ("national", "missing") and (source != "national" or paper.component_id.in_national_data):
                paper.write({"source": source, "note": note[:200] or False})
            else:
                paper.write({"source": False, "note": note[:200] or False})
        self._touch()

    def _say_result(self, form):
        """How the result and the originals travel."""
        way = form.get("result_way")
        originals = form.get("originals_way")
        self._touch(
            result_way=way if way in dict(self._result_ways()) else False,
            result_address=" ".join((form.get("result_address") or "").split())[:300] or False
            if way == "post"
            else False,
            originals_way=originals if originals in dict(self._originals_ways()) else False,
        )

    def _say_payment(self, form):
        way = form.get("payment_way")
        self._touch(payment_way=way if way in dict(self._payment_way_selection()) else False)
