import re

from odoo import api, fields, models
from odoo.addons.onestop_core.engine.text import normalise
from odoo.exceptions import ValidationError

from ...engine import eform_definition, eform_rules
from ...engine.eform_values import read_number, say_number

KINDS = [
    ("text", "Text"),
    ("number", "Number"),
    ("money", "Amount of Money"),
    ("date", "Date"),
    ("date_or_year", "Date, or Year Alone"),
    ("year", "Year"),
    ("choice", "One of Several"),
    ("choices", "Several to Tick"),
    ("yes_no", "Yes or No"),
    ("person", "Person"),
    ("address", "Address"),
    ("rows", "Table of Rows"),
    ("note", "Note"),
]
OPERATORS = [
    ("is", "Is"),
    ("is_not", "Is Not"),
    ("filled", "Is Answered"),
    ("empty", "Is Not Answered"),
]
RULES = [
    ("name", "A Name"),
    ("phone", "A Telephone Number"),
    ("email", "An E-mail Address"),
    ("identity", "An Identity Number of 12 Digits"),
    ("not_future", "Not After Today"),
    ("not_past", "Not Before Today"),
    ("age_at_least", "Born at Least … Years Ago"),
    ("not_before", "Not Before Another Date"),
    ("not_over", "Not More Than Another Number"),
    ("exactly_one", "Yes in Exactly One Row"),
    ("sum_is", "The Rows Add Up to Another Number"),
]


class OnestopEformField(models.Model):
    """A question of a form, or a column of a table in it."""

    _name = "onestop.eform.field"
    _description = "Field of an E-Form"
    _order = "version_id, parent_id, sequence, id"
    _rec_name = "label"

    version_id = fields.Many2one("onestop.eform.version", required=True, index=True, ondelete="cascade")
    parent_id = fields.Many2one("onestop.eform.field", "Table", index="btree_not_null", ondelete="cascade")
    sequence = fields.Integer(default=10)
    key = fields.Char(
        compute="_compute_key", store=True, readonly=False, precompute=True,
        help="Name of the answer in exports. Made from the label.",
    )  # fmt: skip
    kind = fields.Selection(KINDS, required=True, default="text")
    label = fields.Char(required=True, help="The question, in the words of the law or plainer ones.")
    help = fields.Text(help="What citizens read below the question: where to find the answer, what it is for.")
    required = fields.Boolean("Must Be Answered")
    passage = fields.Boolean("Several Lines", help="A text of several lines.")
    heading = fields.Boolean(help="The note is a heading: it also stands on the printed form.")
    detail = fields.Selection(
        [
            ("short", "Who Asks: the rest only without an identity number"),
            ("full", "Whom the Act Registers: everything"),
        ],
        default="short",
        help="A person who is known by the identity number is asked neither birth nor residence (TT 04/2024/TT-BTP).",
    )
    prefill = fields.Selection(
        [("applicant", "The Applicant"), ("submitter", "Who Submits")],
        "Offered From",
        help="What is known of this person is filled in, and can be changed.",
    )
    choice_ids = fields.One2many("onestop.eform.choice", "field_id", string="Choices")
    column_ids = fields.One2many("onestop.eform.field", "parent_id", string="Columns")
    minimum = fields.Char("From", help="The smallest number that is accepted. Empty: any.")
    maximum = fields.Char("To", help="The greatest number that is accepted. Empty: any.")
    decimals = fields.Integer(help="How many decimals a number may have.")
    least_rows = fields.Integer("Rows at Least")
    most_rows = fields.Integer("Rows at Most", default=20)
    condition_field_id = fields.Many2one(
        "onestop.eform.field", "Shown If", ondelete="restrict", index="btree_not_null",
        domain="[('version_id', '=', version_id), ('parent_id', '=', parent_id), ('id', '!=', id)]",
        help="An earlier question. Empty: always shown.",
    )  # fmt: skip
    condition_operator = fields.Selection(OPERATORS)
    condition_choice_ids = fields.Many2many(
        "onestop.eform.choice", string="One of These", domain="[('field_id', '=', condition_field_id)]"
    )
    condition_yes = fields.Selection([("yes", "Yes"), ("no", "No")], "Yes or No")
    condition_kind = fields.Selection(related="condition_field_id.kind", string="Kind of That Question")
    rule = fields.Selection(RULES, "Checked By")
    rule_number = fields.Integer("Years")
    rule_field_id = fields.Many2one(
        "onestop.eform.field", "Compared With", ondelete="restrict", index="btree_not_null",
        domain="[('version_id', '=', version_id), ('parent_id', '=', parent_id), ('id', '!=', id)]",
    )  # fmt: skip
    rule_column_id = fields.Many2one(
        "onestop.eform.field", "Column", ondelete="restrict", index="btree_not_null", domain="[('parent_id', '=', id)]"
    )

    @api.depends("label")
    def _compute_key(self):
        for line in self:
            if not line.key:
                line.key = make_key(line.label or "")

    @api.constrains("minimum", "maximum")
    def _check_bounds(self):
        for line in self:
            for text in filter(None, (line.minimum, line.maximum)):
                if isinstance(read_number(text, 6), str):
                    raise ValidationError(self.env._("“%s” is not a number.", text))

    @api.constrains("parent_id", "version_id", "condition_field_id", "rule_field_id", "rule_column_id")
    def _check_same_form(self):
        for line in self:
            others = line.parent_id | line.condition_field_id | line.rule_field_id | line.rule_column_id
            if others.version_id - line.version_id or line.parent_id.parent_id:
                raise ValidationError(self.env._("“%s” looks at a question of another form.", line.label))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # a column entered in the list of its table
            if vals.get("parent_id") and not vals.get("version_id"):
                vals["version_id"] = self.browse(vals["parent_id"]).version_id.id
        lines = super().create(vals_list)
        lines.version_id._check_editable()
        return lines

    def write(self, vals):
        self.version_id._check_editable()
        result = super().write(vals)
        self.version_id._check_editable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_id._check_editable()

    # ------------------------------------------------------------------ lines and the engine's fields

    def _engine_field(self):
        """The line as ``engine.eform_definition.Field``."""
        self.ensure_one()
        return eform_definition.Field(
            key=self.key or "",
            kind=self.kind,
            label=self.label or "",
            help=self.help or "",
            required=self.required,
            shown_if=self._engine_condition(),
            rules=(self._engine_rule(),) if self.rule else (),
            choices=tuple(choice._engine_choice() for choice in self.choice_ids.sorted())
            if self.kind in ("choice", "choices")
            else (),
            columns=tuple(column._engine_field() for column in self.column_ids.sorted()) if self.kind == "rows" else (),
            minimum=read_number(self.minimum, 6) if self.minimum else None,
            maximum=read_number(self.maximum, 6) if self.maximum else None,
            decimals=max(self.decimals, 0) if self.kind == "number" else 0,
            least_rows=self.least_rows if self.kind == "rows" else 0,
            most_rows=self.most_rows if self.kind == "rows" else 20,
            detail=self._engine_detail(),
            prefill=self.prefill or "",
        )

    def _engine_detail(self):
        if self.kind == "person":
            return self.detail or "short"
        if self.kind == "text" and self.passage:
            return "passage"
        return "heading" if self.kind == "note" and self.heading else ""

    def _engine_condition(self):
        if not self.condition_field_id:
            return None
        values = ()
        if self.condition_operator in ("is", "is_not"):
            if self.condition_field_id.kind == "yes_no":
                values = (self.condition_yes,) if self.condition_yes else ()
            else:
                values = tuple(self.condition_choice_ids.sorted().mapped("key"))
        return eform_definition.ShownIf(self.condition_field_id.key, self.condition_operator or "", values)

    def _engine_rule(self):
        kinds = eform_rules.RULES[self.rule]
        key = self.rule_field_id.key if kinds.other else None
        if kinds.column:
            column = self.rule_column_id.key or ""
            key = f"{column}={key or ''}" if kinds.other else column
        return eform_definition.Rule(self.rule, self.rule_number if kinds.number else None, key)

    @api.model
    def _lay_out(self, version, engine_fields, parent=None):
        """Make lines from fields of the engine, on one level; the inverse of ``_engine_field``."""
        made = {}
        for number, field in enumerate(engine_fields, 1):
            line = made[field.key] = self.create(self._line_vals(version, field, parent, 10 * number, made))
            self._lay_out(version, field.columns, line)
        # a rule may look at a later field, once all are there
        for field in engine_fields:
            for rule in field.rules:
                made[field.key].write(self._rule_vals(rule, made, {c.key: c for c in made[field.key].column_ids}))
        return made

    @api.model
    def _line_vals(self, version, field, parent, sequence, made):
        vals = {
            "version_id": version.id,
            "parent_id": parent.id if parent else False,
            "sequence": sequence,
            "key": field.key,
            "kind": field.kind,
            "label": field.label,
            "help": field.help,
            "required": field.required,
            "passage": field.detail == "passage",
            "heading": field.detail == "heading",
            "detail": "full" if field.detail == "full" else "short",
            "prefill": field.prefill or False,
            "minimum": say_number(field.minimum) if field.minimum is not None else False,
            "maximum": say_number(field.maximum) if field.maximum is not None else False,
            "decimals": field.decimals,
            "least_rows": field.least_rows,
            "most_rows": field.most_rows,
            "choice_ids": [
                fields.Command.create(
                    {"sequence": 10 * n, "key": one.key, "label": one.label, "valid_to": one.valid_to}
                )
                for n, one in enumerate(field.choices, 1)
            ],
        }
        if field.shown_if:
            looked_at = made[field.shown_if.key]
            vals |= {"condition_field_id": looked_at.id, "condition_operator": field.shown_if.operator}
            if looked_at.kind == "yes_no":
                vals["condition_yes"] = next(iter(field.shown_if.values), False)
            else:
                chosen = looked_at.choice_ids.filtered(lambda one: one.key in field.shown_if.values)
                vals["condition_choice_ids"] = [fields.Command.set(chosen.ids)]
        return vals

    @api.model
    def _rule_vals(self, rule, made, columns):
        other, column = eform_rules.other_of(rule), eform_rules.column_of(rule)
        kinds = eform_rules.RULES[rule.name]
        return {
            "rule": rule.name,
            "rule_number": rule.number or 0,
            "rule_field_id": made[other].id if other in made else False,
            "rule_column_id": columns[column].id if kinds.column and column in columns else False,
        }


class OnestopEformChoice(models.Model):
    """One of the answers to a question."""

    _name = "onestop.eform.choice"
    _description = "Choice of an E-Form"
    _order = "field_id, sequence, id"
    _rec_name = "label"

    field_id = fields.Many2one("onestop.eform.field", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    key = fields.Char(compute="_compute_key", store=True, readonly=False, precompute=True)
    label = fields.Char(required=True)
    valid_to = fields.Date("Last Day", help="After this day it is not offered any more; old dossiers keep it.")

    @api.depends("label")
    def _compute_key(self):
        for choice in self:
            if not choice.key:
                choice.key = make_key(choice.label or "")

    @api.model_create_multi
    def create(self, vals_list):
        choices = super().create(vals_list)
        choices.field_id.version_id._check_editable()
        return choices

    def write(self, vals):
        self.field_id.version_id._check_editable()
        result = super().write(vals)
        self.field_id.version_id._check_editable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.field_id.version_id._check_editable()

    def _engine_choice(self):
        return eform_definition.Choice(self.key or "", self.label or "", self.valid_to or None)


def make_key(label):
    """A key made from a label: ``ho_ten`` from “Họ, tên”. Empty if the label has no letters."""
    words = re.findall("[a-z0-9]+", normalise(label))
    key = "_".join(words)[:40].strip("_")
    return key if eform_definition.KEY.fullmatch(key) or not key else f"f_{key}"[:40].strip("_")
