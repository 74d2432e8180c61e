from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.models.papers.onestop_dossier_file import FileRefused
from odoo.addons.onestop_core.one_at_a_time import take_turns
from odoo.addons.onestop_notice.engine import notice

LINK_PATH = "/dich-vu-cong/van-ban"
LINK_HOURS = 24
# what a letter of the agency follows from
LETTER_OF = {
    "request_supplement": "supplement",
    "reject": "refusal",
    "refuse": "refusal",
    "stop": "stop",
    "apologise": "apology",
}


class OnestopDossierLink(models.Model):
    """A link to a letter or a result that opens it once, within a day. A press spends it, so that a mail program which
    looks ahead does not.
    """

    _name = "onestop.dossier.link"
    _inherit = ["onestop.signed.link.mixin"]
    _description = "One-Use Link to a Document"
    _order = "id desc"
    _link_kind = "document"

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, index=True, ondelete="cascade")
    letter_id = fields.Many2one("onestop.dossier.letter", readonly=True, index="btree_not_null", ondelete="cascade")
    file_id = fields.Many2one("onestop.dossier.file", readonly=True, index="btree_not_null", ondelete="cascade")
    expires_at = fields.Datetime(required=True, readonly=True, index=True)
    spent_at = fields.Datetime(readonly=True)

    _one_thing = models.Constraint(
        "CHECK((letter_id IS NULL) != (file_id IS NULL))", "A link opens one letter or one result."
    )

    def _path(self):
        return f"{LINK_PATH}/{self._link()}"

    def _is_open(self):
        self.ensure_one()
        return not self.spent_at and self.expires_at > fields.Datetime.now()

    def _spend(self):
        """``(name, content, MIME type)`` of what it opens, this once; ``None`` if it is spent or has ended."""
        self.ensure_one()
        take_turns(self)
        if not self._is_open():
            return None
        self.spent_at = fields.Datetime.now()
        dossier = self.dossier_id
        return dossier._letter_document(self.letter_id) if self.letter_id else dossier._result_document(self.file_id)

    def _document_name(self):
        """What the link opens, in words."""
        self.ensure_one()
        kinds = dict(self.env["onestop.dossier.letter"]._fields["kind"]._description_selection(self.env))
        return f"{kinds[self.letter_id.kind]} {self.letter_id.name}" if self.letter_id else self.file_id.name

    @api.autovacuum
    def _drop_ended(self):
        old = self.sudo().search([("expires_at", "<", fields.Datetime.now() - timedelta(days=30))], limit=1000)
        old.unlink()


class OnestopDossier(models.Model):
    """Letters and results of a dossier, given out to whoever filed it."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {
            "letter_handed_out": self.env._("Letter Opened by the Citizen"),
            "result_handed_out": self.env._("Result Opened by the Citizen"),
        }

    def _citizen_documents(self):
        """``(letters, results)`` that the citizen may open now: letters once issued, results once they are ready."""
        self.ensure_one()
        dossier = self.sudo()
        results = dossier.file_ids.browse()
        if dossier.state in ("ready", "returned"):
            results = dossier.file_ids.filtered(
                lambda file: file.kind == "result" and file.active and file._is_servable()
            )
        return dossier.letter_ids, results

    def _letter_document(self, letter):
        """``(name, content, MIME type)`` of a letter as it was issued: the print that was kept, else the first one."""
        kept = self.env["onestop.print"].sudo().search(
            [("key", "=", f"{letter._name},{letter.id}"), ("copy_number", "=", 0)], order="edition desc", limit=1
        )  # fmt: skip
        if kept:
            content = kept._content()
        else:
            report = self.env.ref("onestop_core.action_report_dossier_letter").sudo()
            content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(report, letter.ids)
        self._log("letter_handed_out", data={"letter": letter.name})
        return f"{letter.name.replace('/', '-')}.pdf", content, "application/pdf"

    def _result_document(self, file):
        """``(name, content, MIME type)`` of a result.

        :raises FileRefused: it may not be given out now
        """
        if file not in self._citizen_documents()[1]:
            raise FileRefused(self.env._("The result cannot be opened now."))
        content = file._content()
        self._log("result_handed_out", data={"file": file.id, "sha256": file.sha256})
        return file.name, content, file.mimetype

    # ------------------------------------------------------------------ links by e-mail

    def _after_act(self, act):
        result = super()._after_act(act)
        if self.origin == "portal" and self.env.registry.ready:
            self._send_documents(act)
        return result

    def _send_documents(self, act):
        """Tell of a new letter, or of a result that is got online, with a link that opens it once."""
        if act.action in LETTER_OF:
            letters = self._letters(LETTER_OF[act.action]).sorted("id")[-1:]
            for letter in letters:
                self._tell_document(letter_id=letter.id)
        elif act.state_to == "ready" and act.state_from != "ready" and self.result_channel == "online":
            for file in self._citizen_documents()[1]:
                self._tell_document(file_id=file.id)

    def _tell_document(self, **what):
        # nobody to tell, no link
        if not self._mail_address():
            return
        link = self.env["onestop.dossier.link"].sudo().create(
            {"dossier_id": self.id, "expires_at": fields.Datetime.now() + timedelta(hours=LINK_HOURS), **what}
        )  # fmt: skip
        # the seal names the link, so that each try and each copy of the notice tells the same
        self._tell("document", f"link/{link.id}/{self._new_seal()}")

    def _notice_secret(self, name, seal_text):
        if name == "document_link":
            number = seal_text.split("/")[1]
            link = self.env["onestop.dossier.link"].sudo().browse(int(number) if number.isdigit() else 0).exists()
            return f"{self.get_base_url()}{link._path()}" if link else ""
        return super()._notice_secret(name, seal_text)


class OnestopNoticeTemplate(models.Model):
    _inherit = "onestop.notice.template"

    @api.model
    def _events(self):
        samples = self._dossier_samples() | {"document_link": "https://motcua.example.vn/dich-vu-cong/van-ban/…"}
        return super()._events() | {
            "document": notice.Event(self.env._("Link to a Document"), samples, secrets=("document_link",))
        }
