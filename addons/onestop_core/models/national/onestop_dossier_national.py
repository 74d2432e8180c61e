from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import mail_address, national, phone
from ..dossier.onestop_dossier_deadline import as_aware

REFUSED_STATES = ("rejected",)


class OnestopDossier(models.Model):
    """A dossier as the national system knows it. Whether that system has heard of a change is a state of its own
    (``sync_state``), which never touches the dossier's.
    """

    _inherit = "onestop.dossier"

    national_message_ids = fields.One2many(
        "onestop.national.message", "dossier_id", groups="onestop_core.group_agency_admin"
    )
    sync_state = fields.Selection(
        [("none", "Not Sent"), ("waiting", "Waiting"), ("acknowledged", "Acknowledged"), ("failed", "Failed")],
        string="National System", compute="_compute_sync_state", search="_search_sync_state", compute_sudo=True,
        groups="onestop_core.group_agency_admin",
    )  # fmt: skip

    @api.depends("national_message_ids.state")
    def _compute_sync_state(self):
        for dossier in self:
            last = dossier.national_message_ids.filtered(lambda one: one.service == national.SYNC).sorted("id")[-1:]
            if last.state in ("pending", "sending"):
                dossier.sync_state = "waiting"
            elif last.state in ("sent", "delivered"):
                dossier.sync_state = "acknowledged"
            else:
                dossier.sync_state = "failed" if last.state in ("failed", "expired") else "none"

    @api.model
    def _search_sync_state(self, operator, value):
        if operator != "in" or set(value) != {"failed"}:
            return NotImplemented
        failed = Domain("service", "=", national.SYNC) & Domain("state", "in", ("failed", "expired"))
        messages = self.env["onestop.national.message"].sudo()._search(failed)
        return Domain("national_message_ids", "any!", Domain("id", "in", messages))

    # ------------------------------------------------------------------ writing messages

    def _after_act(self, act):
        result = super()._after_act(act)
        if self.env.registry.ready and self.env["onestop.national.endpoint"]._id_in_use():
            self._report_nationally(act)
        return result

    def _report_nationally(self, act):
        """Write the messages of an action: the record if the national status changed, and the step."""
        codes = self._national_codes()
        status = codes.statuses[act.state_to]
        if status is None or not self.code:
            # before reception a dossier has no code by which the national system could know it
            return
        vals_list = []
        # another procedure or due date is another record, whatever the status
        if status != codes.statuses[act.state_from] or act.action == "rechoose":
            vals_list.append({"service": national.SYNC, "updating": bool(self.national_message_ids)})
        vals_list.append({"service": national.PROGRESS, "updating": True, "event_id": act.event.id})
        self.env["onestop.national.message"].create(
            [{"dossier_id": self.id, "status": status, **vals} for vals in vals_list]
        )

    # ------------------------------------------------------------------ what the record says

    def _national_codes(self):
        """The codes of today where the dossier is settled, as ``engine.national.Codes``."""
        return self.env["onestop.national.code"]._codes_on(self.competent_agency_id.sudo()._today())

    def _national_dossier(self, status=None):
        """The dossier as ``engine.national.Dossier``.

        :param status: a national code; None for that of the present state
        """
        self.ensure_one()
        sector = self.sector_id
        closed = as_aware(self.closed_at)
        return national.Dossier(
            code=self.code or "",
            procedure_code=self.procedure_id.code or "",
            procedure_name=self._subject(),
            sector_code=sector.code or "",
            sector_name=sector.name or "",
            applicant_name=self.applicant_name,
            applicant_kind=self.applicant_kind,
            applicant_number=self.applicant_identity or "",
            status=status or self._national_codes().statuses[self.state],
            channel=self.channel,
            result_channel=self.result_channel,
            agency_code=self.competent_agency_id.code,
            # the message has room for one of each
            phone=(self.applicant_phone or "").split(phone.SEPARATOR)[0],
            email=(self.applicant_email or "").split(mail_address.SEPARATOR)[0],
            summary=self.summary or "",
            return_info=self.result_address or "",
            submitted_at=as_aware(self.create_date),
            received_at=as_aware(self.received_at),
            due_at=as_aware(self.due_at),
            returned_at=as_aware(self.returned_at),
            settled_at=as_aware(self.ready_at),
            refused_at=closed if self.state in REFUSED_STATES else None,
            digitised=any(paper.digitised != "0" for paper in self.document_ids),
            papers=tuple(self._national_paper(paper) for paper in self.document_ids if paper.handed_in),
            supplements=self._national_supplements(),
            results=self._national_results(),
            fees=self._national_fees(),
        )

    def _national_fees(self, letter=None):
        """Fees as ``engine.national.Fee``, none as long as no module takes money: one that does extends this method.

        :param letter: the request for supplement of which the fees are asked; ``None`` for those of the dossier itself
        :return: a tuple
        """
        return ()

    @staticmethod
    def _national_paper(paper):
        return national.Paper(
            code=paper.component_id.code or "",
            name=paper.name,
            count=paper.originals + paper.certified_copies + paper.copies,
            files=tuple((str(file.id), file.name) for file in paper.file_ids.sorted("id")),
        )

    def _national_supplements(self):
        """Requests for supplement in their order, each with the pause in which it was answered."""
        result = []
        for letter in self.letter_ids.filtered(lambda one: one.kind == "supplement").sorted("id"):
            pause = self.pause_ids.filtered(
                lambda one, at=letter.issued_at: one.kind == "supplement" and one.start_at >= at
            ).sorted("id")[:1]
            taken_at = as_aware(pause.end_at)
            result.append(
                national.Supplement(
                    number=letter.name,
                    asked_by=letter.user_id.name,
                    content=letter.content or letter.reason,
                    asked_at=as_aware(letter.issued_at),
                    taken_by=pause.write_uid.name or "" if taken_at else "",
                    taken_at=taken_at,
                    due_before=as_aware(self.due_original),
                    due_after=as_aware(self.due_at) if taken_at else None,
                    fees=self._national_fees(letter),
                )
            )
        return tuple(result)

    def _national_results(self):
        if not self.result_number:
            return ()
        result = self.version_id._results()[:1]
        return (national.Result(name=result.name or "", code=result.code or "", number=self.result_number),)

    def _national_progress(self, event, status):
        """A line of the history as ``engine.national.Progress``."""
        task = self.task_ids.filtered(lambda one: one.taken_at <= event.at).sorted("id")[-1:]
        officer = event.user_id
        labels = self.with_context(lang="vi_VN")._action_labels()
        post = officer.sudo()._onestop_posts().filtered(lambda one: one.agency_id == event.agency_id)[:1]
        return national.Progress(
            code=self.code,
            officer=officer.name,
            title=post.title or ", ".join(post.role_ids.mapped("name")),
            at=as_aware(event.at),
            department=event.agency_id.name,
            content=event.note or labels.get(event.action, event.action),
            status=status,
            begun_at=as_aware(task.taken_at),
            due_at=as_aware(task.due_at),
        )
