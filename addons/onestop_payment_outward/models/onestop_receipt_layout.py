import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..engine import layout


class OnestopReceiptLayout(models.Model):
    """The official XML of receipts by version of its description: which tags stand in which order, from when to when. The tax
    authority's own description of receipts was not to be had; what is here follows that of its other documents, and says so.
    """

    _name = "onestop.receipt.layout"
    _description = "XML Form of Receipts"
    _order = "valid_from desc, id desc"

    name = fields.Char("Version", required=True)
    form_ids = fields.Many2many("onestop.fee.receipt.form", string="Receipt Forms", required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date("Last Day")
    provisional = fields.Boolean(
        default=True, help="Made from the official forms of other documents, until that of receipts is published."
    )
    legal_basis = fields.Char(required=True)
    layout = fields.Text(
        "Description", required=True, help="Tags, their order and lengths, as JSON: see the developers' description."
    )
    receipt_schema = fields.Binary("Schema of Receipts", compute="_compute_schemas")
    cancellation_schema = fields.Binary("Schema of Cancellations", compute="_compute_schemas")
    receipt_schema_name = fields.Char(compute="_compute_schemas")
    cancellation_schema_name = fields.Char(compute="_compute_schemas")
    file_count = fields.Integer("Files", compute="_compute_file_count")

    @api.depends("layout", "name")
    def _compute_schemas(self):
        for one in self:
            described = one._whole_layout()
            for kind in layout.DOCUMENTS:
                one[f"{kind}_schema"] = described and base64.b64encode(layout.schema(described, kind))
                one[f"{kind}_schema_name"] = f"{kind}-{one.name}.xsd"

    def _compute_file_count(self):
        counts = dict(
            self.env["onestop.receipt.file"]
            .sudo()
            ._read_group([("layout_id", "in", self.ids)], ["layout_id"], ["__count"])
        )
        for one in self:
            one.file_count = counts.get(one, 0)

    @api.constrains("layout")
    def _check_layout(self):
        for one in self:
            try:
                layout.check(json.loads(one.layout))
            except layout.LayoutRefused as error:
                raise ValidationError(self.env._("The description is not whole here: %s", error)) from error
            except (ValueError, RecursionError) as error:
                raise ValidationError(self.env._("The description is no JSON.")) from error

    @api.constrains("form_ids", "valid_from", "valid_to")
    def _check_days(self):
        """On each day a form has one description."""
        for one in self:
            if one.valid_to and one.valid_to < one.valid_from:
                raise ValidationError(self.env._("The last day is before the first one."))
            same_time = Domain("id", "!=", one.id) & Domain("form_ids", "in", one.form_ids.ids)
            same_time &= Domain("valid_to", "=", False) | Domain("valid_to", ">=", one.valid_from)
            if one.valid_to:
                same_time &= Domain("valid_from", "<=", one.valid_to)
            if other := self.search(same_time, limit=1):
                raise ValidationError(
                    self.env._(
                        "The version %s describes a form on the same days. Give it a last day first.", other.name
                    )
                )

    def write(self, vals):
        if "layout" in vals and any(one.file_count for one in self):
            raise UserError(self.env._("Files were made by this description: give it a last day, and write a new one."))
        return super().write(vals)

    def _layout(self):
        return json.loads(self.sudo().layout)

    def _whole_layout(self):
        """The description; None for what ``_check_layout`` refuses in words, while somebody is still typing it."""
        try:
            described = json.loads(self.layout or "")
            layout.check(described)
        except (ValueError, RecursionError):
            return None
        return described

    @api.model
    def _for(self, form, day):
        """The description of a form of receipts that holds on ``day``; an empty recordset if there is none."""
        return self.sudo().search(
            Domain("form_ids", "in", form.ids)
            & Domain("valid_from", "<=", day)
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day)),
            limit=1,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(one.file_count for one in self):
            raise UserError(self.env._("Files were made by this description: give it a last day, and write a new one."))
