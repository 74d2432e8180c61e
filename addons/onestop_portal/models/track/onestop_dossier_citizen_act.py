from odoo import models
from odoo.exceptions import UserError


class OnestopDossier(models.Model):
    """What whoever filed does from home: complete, correct, withdraw. The controller has proven who it is."""

    _inherit = "onestop.dossier"

    def _citizen_complete(self, files, text, *, proof):
        """Send what was asked for, or what is to be put right: files, a text, or both.

        :param files: ``[(id of the paper, name, stream)]``
        :param text: what the citizen writes beside them
        :param proof: see ``_act_as_citizen``
        :raises UserError: nothing is stored, and the message says what is missing or wrong
        """
        self.ensure_one()
        dossier = self.sudo()
        text = (text or "").strip()[:4000]
        if not files and not text:
            raise UserError(self.env._("Attach a file or write an answer."))
        action = next((name for name in ("submit", "answer") if name in dossier._citizen_actions()), None)
        if not action:
            raise UserError(
                self.env._("The dossier is not waiting for anything from you now. Write a message instead.")
            )
        # examined before anything is locked
        accepted = [
            (self._citizen_document(number), name, self.env["onestop.filing"]._accept(name, stream))
            for number, name, stream in files
        ]
        dossier._take_in_hand()
        for document, _name, (content, vals) in accepted:
            dossier._keep_citizen_file(document, content, vals)
            document.handed_in = True
        if text:
            dossier._citizen_says(text)
        dossier._act_as_citizen(action, proof=proof)

    def _citizen_document(self, number):
        document = self.sudo().document_ids.filtered(lambda one: str(one.id) == str(number))
        if not document:
            raise UserError(self.env._("The file has no paper that it belongs to. Reload the page."))
        return document

    def _keep_citizen_file(self, document, content, vals):
        """Store a file that was examined as a scan of ``document``; the same content is stored once."""
        if document.file_ids.filtered(lambda file: file.sha256 == vals["sha256"]):
            return
        file = self._create_file("document", document, vals)
        file._store(content)
        file._taken_in()
        file._log("file_add")

    def _citizen_withdraw(self, reason, *, proof):
        """:raises UserError: there is no reason, or it can no longer be withdrawn"""
        self.ensure_one()
        reason = " ".join((reason or "").split())[:1000]
        if not reason:
            raise UserError(self.env._("Say why you withdraw the dossier."))
        self._act_as_citizen("withdraw", proof=proof, reason=reason)

    def _citizen_confirm(self, *, proof):
        """Agree to the draft of the result."""
        self.ensure_one()
        self._act_as_citizen("confirm", proof=proof)
