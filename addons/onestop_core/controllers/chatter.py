import re

from odoo import http
from odoo.addons.mail.controllers.attachment import AttachmentController
from odoo.addons.mail.tools.discuss import add_guest_to_context
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from werkzeug.datastructures import FileStorage

# the number of a row
ROW = re.compile("[0-9]{1,9}")


class ChatterController(AttachmentController):
    @http.route()
    @add_guest_to_context
    def mail_attachment_upload(self, ufile=None, thread_id="", thread_model="", is_pending=False, **kwargs):
        """As Odoo's; says at once why a file is refused, also one that waits for its message, and keeps nothing of it. What is
        no file, or for no record, is for nothing that exists.
        """
        if not isinstance(ufile, FileStorage) or thread_model not in request.env or not ROW.fullmatch(str(thread_id)):
            raise request.not_found()
        attachments = request.env["ir.attachment"]
        try:
            with request.env.cr.savepoint():
                if attachments._is_judged_model(thread_model):
                    attachments._check_record(thread_model, int(thread_id))
                    request.env["onestop.dossier"]._examine_upload(ufile.filename, ufile.stream)
                    ufile.stream.seek(0)
                return super().mail_attachment_upload(ufile, thread_id, thread_model, is_pending, **kwargs)
        except (AccessError, UserError) as error:
            return request.make_json_response({"error": str(error)})
