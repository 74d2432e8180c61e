import hashlib
import json
import logging
from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import pdf
from ...examination import OWN_FILE, examine

_logger = logging.getLogger(__name__)

COPY_WORD = "BẢN SAO"


@dataclass(frozen=True)
class Printed:
    """What a record says of a document that is kept when it is printed.

    :param key: of which document this is a printing, the same each time
    :param form: its form, one of the codes of ``onestop.form``
    :param name: title and number, as the document says them
    :param values: what the document says; printed again with the same values it is a copy
    :param final: the document never changes, so that whatever is printed again is a copy
    :param dossier: the dossier it belongs to, if it is one
    :param agencies: who sees it, if it belongs to no dossier
    """

    key: str
    form: str
    name: str
    values: dict
    final: bool = False
    dossier: models.BaseModel | None = None
    agencies: models.BaseModel | None = None

    def digest(self):
        said = "" if self.final else json.dumps(self.values, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


class OnestopPrint(models.Model):
    """A document that was printed: the PDF as it left, with its hash, and a line for each copy made of it.

    Rows come about by printing only, and stay. A copy is its original with a mark on each page, so that of copies
    the hash is kept and the bytes are not.
    """

    _name = "onestop.print"
    _description = "Kept Print"
    _order = "printed_at desc, id desc"

    name = fields.Char("Printed Document", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    form = fields.Selection(selection="_selection_form", required=True, readonly=True)
    report_name = fields.Char(required=True, readonly=True)
    dossier_id = fields.Many2one("onestop.dossier", index="btree_not_null", ondelete="restrict", readonly=True)
    agency_ids = fields.Many2many("onestop.agency", string="Agencies", readonly=True)
    edition = fields.Integer(required=True, readonly=True, help="Counts up whenever the document says something new.")
    copy_number = fields.Integer(required=True, readonly=True, help="Zero: the original.")
    original_id = fields.Many2one(
        "onestop.print", string="Copy Of", index="btree_not_null", ondelete="restrict", readonly=True
    )
    copy_ids = fields.One2many("onestop.print", "original_id", string="Copies")
    copy_count = fields.Integer("Times Copied", compute="_compute_copy_count")
    said_hash = fields.Char(required=True, readonly=True, help="SHA-256 of what the document says, whatever its paper.")
    sha256 = fields.Char("SHA-256", required=True, readonly=True, index=True)
    size = fields.Integer("Size (bytes)", required=True, readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment", ondelete="restrict", readonly=True, groups=fields.NO_ACCESS, index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", string="Printed By", required=True, readonly=True, ondelete="restrict")
    printed_at = fields.Datetime("Printed", required=True, readonly=True)

    _printing_uniq = models.UniqueIndex(
        "(key, edition, copy_number)", "Somebody else has just printed this document. Print it again."
    )

    @api.model
    def _selection_form(self):
        return self.env["onestop.form"]._fields["code"]._description_selection(self.env)

    @api.depends("copy_ids")
    def _compute_copy_count(self):
        for row in self:
            row.copy_count = len(row.copy_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was printed is kept."))

    def write(self, vals):
        # the row is complete when it is made, but for where its bytes lie
        if vals.keys() - {"attachment_id"} or any(row.sudo().attachment_id for row in self):
            raise UserError(self.env._("What was printed is kept as it is."))
        return super().write(vals)

    # ------------------------------------------------------------------ printing

    @api.model
    def _issue(self, printed, report, render):
        """The PDF to give out for one printing: the original the first time, a marked copy afterwards.

        :param printed: a ``Printed``
        :param render: gives the PDF (bytes) as the report lays it out now
        :raises UserError: the kept original was changed, so that nobody can say what was printed
        """
        prints = self.sudo().search([("key", "=", printed.key), ("copy_number", "=", 0)], order="edition desc")
        said = printed.digest()
        original = prints.filtered(lambda row: row.said_hash == said)[:1]
        now = fields.Datetime.now()
        day = fields.Datetime.context_timestamp(self.with_context(tz=self._zone(printed)), now)
        when = f"in lúc {day:%H:%M} ngày {day:%d/%m/%Y}"
        vals = {
            "name": printed.name,
            "key": printed.key,
            "form": printed.form,
            "report_name": report.report_name,
            "dossier_id": printed.dossier.id if printed.dossier else False,
            "agency_ids": [fields.Command.set(printed.agencies.ids)] if printed.agencies else False,
            "said_hash": said,
            "user_id": self.env.uid,
            "printed_at": now,
        }
        if original:
            number = original.copy_count + 1
            # another size of paper is laid out anew
            content = original._content() if original.report_name == report.report_name else render()
            content = examine(self.env, pdf.stamp, content, f"{COPY_WORD} số {number} – {when}", COPY_WORD)
            vals |= {"original_id": original.id, "edition": original.edition, "copy_number": number}
        else:
            edition = (prints[:1].edition or 0) + 1
            content = render()
            if edition > 1:
                content = examine(self.env, pdf.stamp, content, f"Bản in số {edition} – {when}")
            vals |= {"edition": edition, "copy_number": 0}
        row = self.sudo().create({**vals, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)})
        if not original:
            row._store(content)
        return content

    def _zone(self, printed):
        agency = printed.dossier.received_agency_id if printed.dossier else printed.agencies[:1]
        return agency.sudo()._calendar().tz

    def _store(self, content):
        self.attachment_id = (
            self.env["ir.attachment"]
            .with_context(onestop_own_file=OWN_FILE)
            .create(
                {
                    "name": f"{self.name}.pdf",
                    "raw": content,
                    "mimetype": "application/pdf",
                    "res_model": self._name,
                    "res_id": self.id,
                    "res_field": "attachment_id",
                }
            )
        )

    # ------------------------------------------------------------------ looking

    def _content(self):
        """The PDF as it was printed; of a copy, its original.

        :raises UserError: it is no longer what was printed
        """
        self.ensure_one()
        row = self.original_id or self
        content = row.sudo().attachment_id.raw or b""
        if hashlib.sha256(content).hexdigest() != row.sha256:
            _logger.error("print %s is not what was printed: its SHA-256 differs", row.id)
            raise UserError(
                self.env._(
                    "“%(name)s” was changed after it was printed. Tell the administrator: print number %(number)s.",
                    name=row.name,
                    number=row.id,
                )
            )
        return content

    def _log_view(self):
        """Leave the trace that the user looked at what was printed of a dossier."""
        for row in self.filtered("dossier_id"):
            row.dossier_id._log("print_view", data={"print": row.id, "form": row.form, "sha256": row.sha256})

    def action_open(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/onestop/print/{self.id}", "target": "new"}

    def action_verify(self):
        """Say whether the kept PDFs are what was printed."""
        self.check_access("read")
        for row in self:
            row._content()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Unchanged since it was printed: %s", ", ".join(self.mapped("name"))),
            },
        }


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    print_ids = fields.One2many("onestop.print", "dossier_id", string="Prints")

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"print_view": self.env._("View of a Print")}
