from odoo import models
from odoo.addons.onestop_core.models.papers.onestop_dossier_file import FileRefused
from odoo.exceptions import UserError
from odoo.fields import Domain

# earlier files of one paper that are offered
OFFERED = 3
# of so many dossiers of the account
LOOKED_AT = 50


class OnestopFiling(models.Model):
    """What is known already is not asked again: whoever is signed in takes over what stands in earlier dossiers of the
    account, and sees where it comes from.
    """

    _inherit = "onestop.filing"

    def _earlier_dossiers(self):
        """Dossiers in the account, the last one first; none without an account, and none for whoever has but the link."""
        self.ensure_one()
        dossiers = self.env["onestop.dossier"].sudo()
        user = self.env.user
        if not user._is_portal() or user.partner_id != self.partner_id:
            return dossiers
        domain = Domain("applicant_id", "=", self.partner_id.id) & Domain("state", "!=", "draft")
        return dossiers.search(domain, order="id desc", limit=LOOKED_AT)

    def _known_person(self):
        """What the last dossier says of the person: ``(values, where it comes from)``; empty if nothing is known."""
        if self.who != "self" or self.applicant_name:
            return {}, ""
        last = self._earlier_dossiers().filtered(lambda one: one.applicant_kind == "person" and not one.submitter_name)[
            :1
        ]
        if not last:
            return {}, ""
        birth = last.applicant_birth_date
        values = {
            "applicant_name": last.applicant_name or "",
            "applicant_identity": last.applicant_identity or "",
            "applicant_birth_date": birth.strftime("%d/%m/%Y") if birth else "",
            "applicant_phone": last.applicant_phone or "",
            "applicant_email": last.applicant_email or "",
            "applicant_address": last.applicant_address or "",
        }
        day = last._local(last.submitted_at or last.create_date).strftime("%d/%m/%Y")
        return values, self.env._("your dossier %(code)s of %(day)s", code=last.code or last.request_number, day=day)

    def _take_known_person(self):
        """Take it over; it can still be changed."""
        values, _source = self._known_person()
        if values:
            self._write_person({**self._said_person(), **values})

    def _known_files(self, paper):
        """Files of earlier dossiers for the same paper: a list of ``(file, where it comes from)``."""
        component = paper.component_id
        dossiers = self._earlier_dossiers()
        if not component or not dossiers:
            return []
        same = Domain("document_id.component_id", "=", component.id) | Domain("document_id.name", "=", component.name)
        if component.code:
            same |= Domain("document_id.component_id.code", "=", component.code)
        files = self.env["onestop.dossier.file"].sudo().search(
            Domain("dossier_id", "in", dossiers.ids) & Domain("kind", "=", "document") & same, order="id desc", limit=20
        )  # fmt: skip
        there = set(paper.file_ids.mapped("sha256"))
        found = []
        for file in files.filtered(lambda one: one._is_servable() and one.sha256 not in there):
            if file.sha256 not in {one.sha256 for one, _source in found}:
                dossier = file.dossier_id
                day = dossier._local(file.added_at).strftime("%d/%m/%Y")
                found.append(
                    (
                        file,
                        self.env._("dossier %(code)s, %(day)s", code=dossier.code or dossier.request_number, day=day),
                    )
                )
        return found[:OFFERED]

    def _take_known_file(self, asked):
        """Attach an earlier file to its paper.

        :param asked: ``paper-file``, as the page's button says it
        :raises UserError: it is not one of those that are offered
        """
        number, _, wanted = asked.partition("-")
        paper = self.paper_ids.filtered(lambda one: str(one.id) == number)
        file = (
            next((one for one, _source in self._known_files(paper) if str(one.id) == wanted), None) if paper else None
        )
        if not file:
            raise UserError(self.env._("This file cannot be taken over. Attach it anew."))
        try:
            content = file._content()
        except FileRefused as refused:
            raise UserError(str(refused)) from refused
        self._check_room(file.size)
        names = ("name", "mimetype", "size", "page_count", "marks", "sha256", "signatures")
        taken = self._new_file(paper, file.name, file.size)
        taken._keep((content, {name: file[name] for name in names}))


class OnestopFilingPaper(models.Model):
    _inherit = "onestop.filing.paper"

    def _known_files(self):
        """See ``onestop.filing._known_files``."""
        self.ensure_one()
        return self.filing_id._known_files(self)
