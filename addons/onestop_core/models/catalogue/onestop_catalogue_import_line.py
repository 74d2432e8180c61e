from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...engine.catalogue import CLASSIFICATION
from .onestop_catalogue_decision import KEEP
from .onestop_procedure_catalogue import PART_FIELDS

# attribute of the engine's rows -> field, where the names differ
_FIELDS = {"case": "case_id", "is_case": "case_id"}

ACTIONS = [
    ("error", "Error"),
    ("ended", "Ended"),
    ("changed", "Changed"),
    ("new", "New"),
    ("renumbered", "Renumbered"),
    ("kept", "Ours Kept"),
    ("unchanged", "Unchanged"),
]

# whether an admin has to say what the file means
DECISIONS = [
    ("open", "To Decide"),
    ("read", "Read With Doubts"),
    ("decided", "Decided"),
    ("kept", "Ours Kept"),
]

_SHOWN_LENGTH = 70  # of a value in a list
_DECIDED = {"limit_question_ids", "case_question_ids", "paper_question_ids"}


class OnestopCatalogueImportLine(models.Model):
    """What an import means for one procedure, or one thing that is wrong in its file; in words, as it was at the check."""

    _name = "onestop.catalogue.import.line"
    _description = "Line of a Catalogue Import"
    # what is wrong stands first: it is what has to be done
    _order = "import_id desc, is_error desc, sequence, id"
    _rec_name = "name"

    import_id = fields.Many2one("onestop.catalogue.import", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(required=True)
    line = fields.Integer("Row", help="Number of the record in a JSON file, of the row in the sheet of procedures.")
    code = fields.Char()
    name = fields.Char()
    action = fields.Selection(ACTIONS, required=True)
    is_error = fields.Boolean(compute="_compute_is_error", store=True, precompute=True)
    procedure_id = fields.Many2one("onestop.procedure", ondelete="set null", index="btree_not_null")
    where = fields.Char("Place", help="The place in the file, as the file names it.")
    field_label = fields.Char("Field")
    message = fields.Text()
    digest = fields.Char(help="What is to be done, in short; applying something else is refused.")
    said_digest = fields.Char(help="What the file says of the procedure, in short.")
    decision = fields.Selection(DECISIONS, "Reading", readonly=True)
    question_ids = fields.One2many("onestop.catalogue.question", "line_id")
    limit_question_ids = fields.One2many(
        "onestop.catalogue.question", "line_id", domain=[("kind", "=", "limit")], string="Time Limits"
    )
    case_question_ids = fields.One2many(
        "onestop.catalogue.question", "line_id", domain=[("kind", "=", "case")], string="Cases"
    )
    paper_question_ids = fields.One2many(
        "onestop.catalogue.question", "line_id", domain=[("kind", "=", "paper")], string="Papers"
    )
    remark_ids = fields.One2many(
        "onestop.catalogue.question", "line_id", domain=[("kind", "=", "remark")], string="Remarks"
    )
    without_due_date = fields.Boolean(
        readonly=True, help="For some channel nobody knows the time limit, and the law does not say that there is none."
    )
    import_state = fields.Selection(related="import_id.state", string="Status of the Import")
    changes = fields.Json(help="The differences, as the comparison of versions shows them.")
    summary = fields.Text(compute="_compute_summary")
    changes_html = fields.Html("Before and After", compute="_compute_changes_html", sanitize=False)

    @api.depends("action", "message", "changes", "field_label", "where", "question_ids.is_open", "question_ids.subject")
    def _compute_summary(self):
        for line in self:
            if line.action == "error":
                line.summary = line._place_words()
                continue
            rows = line.changes or []
            # what changes in every channel alike is said once; nothing is left out
            words = dict.fromkeys(line._words(row, _shortened) for row in rows)
            questions = line.question_ids.filtered(lambda question: question.is_open or question.kind == "remark")
            asked = dict.fromkeys(f"{question.subject}: {question.message}" for question in questions)
            line.summary = "\n".join(filter(None, (line.message, *asked, *words)))

    def _place_words(self):
        """What is wrong, and where."""
        place = " · ".join(filter(None, (self.field_label, self.where)))
        return f"{place}: {self.message}" if place else self.message

    def _words(self, row, show=str):
        """A difference on one line; ``show`` shortens its values."""
        label = " – ".join(filter(None, (row["part"], show(row["line"]), row["field"])))
        if row["kind"] == "added":
            return self.env._("%s: added", label)
        if row["kind"] == "removed":
            return self.env._("%s: removed", label)
        return f"{label}: {show(row['old'] or '') or '–'} → {show(row['new'] or '') or '–'}"

    @api.depends("changes")
    def _compute_changes_html(self):
        for line in self:
            line.changes_html = line.changes and self.env["ir.qweb"]._render(
                "onestop_core.procedure_version_changes", {"old": True, "rows": line.changes}
            )

    @api.depends("action")
    def _compute_is_error(self):
        for line in self:
            line.is_error = line.action == "error"

    # ------------------------------------------------------------------ a step of the plan in words

    @api.model
    def _vals(self, record, step, sequence):
        """Values of the line that says ``step`` of the plan of ``record``."""
        vals = {
            "import_id": record.id,
            "sequence": sequence,
            "line": step.line,
            "code": step.code,
            "name": step.name,
            "action": step.action,
            "procedure_id": step.procedure.id if step.procedure else False,
            "digest": step.digest,
            "said_digest": step.said,
        }
        if step.problem:
            return {
                **vals,
                "where": step.problem.where,
                "field_label": self._problem_field(step.problem),
                "message": self._problem_words(step.problem),
            }
        return {
            **vals,
            "message": self._effect_words(record, step),
            "changes": [self._change_row(change) for change in sorted(step.changes, key=_weight)] or False,
            "decision": self._decision(step),
            "without_due_date": bool(step.effect in ("create", "copy", "amend") and self._unread_channels(step)),
            "question_ids": [
                fields.Command.create(self.env["onestop.catalogue.question"]._vals(doubt, self._subject(step, doubt)))
                for doubt in step.doubts
            ],
        }

    @api.model
    def _unread_channels(self, step):
        """Channels whose time limit nobody knows."""
        rows = step.target.data.channels if step.target else ()
        return [row for row in rows if row.duration_unit == "none" and not row.no_limit]

    @api.model
    def _decision(self, step):
        if step.action == "kept":
            return "kept"
        if any(doubt.open for doubt in step.doubts):
            return "open"
        if any(doubt.answer for doubt in step.doubts):
            return "decided"
        return "read" if step.doubts else False

    @api.model
    def _subject(self, step, doubt):
        """Which rows a doubt is about, in the words of the screen."""
        if not doubt.part:
            return self.env._("Procedure")
        rows = getattr(step.target.data, doubt.part)
        labels = dict.fromkeys(self._row_label(doubt.part, rows[index]) for index in doubt.rows)
        return _shortened(", ".join(labels))

    def action_accept(self):
        """Take the proposals for what is not decided yet, and remember them for the next file."""
        lines = self._decidable()
        undecided = lines.question_ids.filtered(lambda question: not question.answer)
        if undecided.filtered("is_open") and not undecided.filtered("proposal"):
            raise UserError(
                self.env._("There is no proposal here. Open the line and write the time limit yourself, or keep ours.")
            )
        for line in lines:
            for question in line.question_ids:
                if not question.answer and question.proposal:
                    question.answer = question.proposal
            line._keep_ours(False)
        lines._replan()
        return True

    def action_keep(self):
        """Leave the procedure as ours is, for as long as files say the same of it."""
        lines = self._decidable()
        for line in lines:
            line._keep_ours(True)
        lines._replan()
        return True

    def action_decide_again(self):
        """Take all decisions about the procedure back."""
        lines = self._decidable()
        self.env["onestop.catalogue.decision"].search([("procedure_code", "in", lines.mapped("code"))]).unlink()
        lines._replan()
        return True

    def write(self, vals):
        if not self.env.su and vals.keys() - _DECIDED:
            raise AccessError(self.env._("A line says what a check found. Only its questions are answered."))
        result = super().write(vals)
        if vals.keys() & _DECIDED:
            self._decidable()._replan()
        return result

    def _decidable(self):
        lines = self.filtered(lambda line: line.code and line.said_digest)
        if any(line.import_id.state != "checked" for line in lines):
            raise UserError(self.env._("The file was applied already, or has to be checked again."))
        return lines

    def _keep_ours(self, keep):
        self.env["onestop.catalogue.decision"]._decide(
            self.code, self.said_digest, "record", self.name, KEEP if keep else False
        )

    def _replan(self):
        """Say anew what the file means for these procedures, after a decision."""
        for record, lines in self.grouped("import_id").items():
            parsed = record._parse()
            for line in lines:
                steps = record._plan(parsed, line.code)
                (step,) = (step for step in steps if step.line == line.line and not step.problem)
                line.sudo().question_ids.unlink()
                line.sudo().write(self._vals(record, step, line.sequence))

    @api.model
    def _effect_words(self, record, step):
        day = format_date(self.env, record.valid_from)
        words = {
            "create": self.env._("In force from %s", day),
            "copy": self.env._("New version from %s", day),
            "amend": self.env._("The version that begins on %s is amended: no dossier uses it yet", day),
            "procedure": self.env._("No new version"),
            "end": self.env._("Not received any more from %s on", day),
        }
        found = [words[step.effect]] if step.effect else []
        if step.effect and step.target and step.effect != "procedure":
            unread = self._unread_channels(step)
            if unread:
                channels = ", ".join(dict.fromkeys(self._row_label("channels", row) for row in unread))
                found.append(self.env._("No due date is computed, the time limit is not known: %s", channels))
        found += [f"{problem.where}: {self._problem_words(problem)}" for problem in step.warnings]
        return "\n".join(found)

    @api.model
    def _line_model(self, part):
        versions = self.env["onestop.procedure.version"]
        return self.env[versions._fields[PART_FIELDS[part]].comodel_name] if part else versions

    @api.model
    def _attribute_field(self, part, attribute):
        """The field of the catalogue that an attribute of the engine's data becomes."""
        procedures = self.env["onestop.procedure"]
        if not part and attribute in ("code", "catalogue_number", "sector"):
            return procedures._fields["sector_id" if attribute == "sector" else attribute]
        if not part and attribute in CLASSIFICATION:
            return procedures.classification_ids._fields[attribute]
        return self._line_model(part)._fields[_FIELDS.get(attribute, attribute)]

    @api.model
    def _part_label(self, part):
        return (
            self.env["onestop.procedure.version"]._fields[PART_FIELDS[part]]._description_string(self.env)
            if part
            else ""
        )

    @api.model
    def _row_label(self, part, row):
        if part == "channels":
            label = dict(self._line_model(part)._fields["channel"]._description_selection(self.env))[row.channel]
            return f"{label} – {row.case}" if row.case else label
        if part == "instructions":
            return row.case or (row.text.strip().splitlines() or [""])[0]
        if part == "legal_bases":
            return row.name or row.abstract
        return row.name

    @api.model
    def _change_row(self, change):
        """A difference as the comparison of versions shows one (``onestop.procedure.version._diff``)."""
        row = {
            "kind": "changed" if change.kind == "moved" else change.kind,
            "part": self._part_label(change.part),
            "line": self._row_label(change.part, change.row) if change.row else "",
            "field": "",
            "old": "",
            "new": "",
        }
        if change.kind == "changed":
            field = self._attribute_field(change.part, change.attribute)
            row.update(
                field=field._description_string(self.env),
                old=self._value_words(field, change.old),
                new=self._value_words(field, change.new),
            )
        elif change.kind == "moved":
            row.update(field=self.env._("Order"), new=self.env._("as in the file"))
        else:
            row["old" if change.kind == "removed" else "new"] = self._row_words(change.part, change.row)
        return row

    @api.model
    def _row_words(self, part, row):
        """The filled attributes of a row that is only in the file, or only in the catalogue."""
        words = []
        for name, value in vars(row).items():
            field = self._attribute_field(part, name)
            if value and field.name not in ("name", "channel", "case_id"):
                words.append(f"{field._description_string(self.env)}: {self._value_words(field, value)}")
        return "; ".join(words)

    @api.model
    def _value_words(self, field, value):
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        return "" if value is None else str(value)

    @api.model
    def _problem_field(self, problem):
        """Where a problem is, in the words of the screen: list, row in it, field."""
        words = [self._part_label(problem.part)] if problem.part else []
        if problem.row:
            words.append(self.env._("row %s", problem.row))
        if problem.attribute:
            words.append(self._attribute_field(problem.part, problem.attribute)._description_string(self.env))
        return ", ".join(words)

    @api.model
    def _problem_words(self, problem):
        """What is wrong, and what would be right."""
        words = {
            "bad_choice": self.env._("“%(value)s” is none of: %(choices)s."),
            "bad_code": self.env._("“%(value)s” has blanks: a code is one word."),
            "bad_limit": self.env._("“%(value)s” is no time limit. Write it as the law does: 15 ngày làm việc."),
            "bad_date": self.env._("“%(value)s” is no date. Write day/month/year or year-month-day."),
            "bad_encoding": self.env._("The file is no text in UTF-8. Save it again with this encoding."),
            "bad_json": self.env._("The file is no sound JSON: look at line %(line)s, column %(column)s."),
            "bad_number": self.env._("“%(value)s” is no number of at most six digits."),
            "bad_workbook": self.env._("The file cannot be read as an Excel workbook (xlsx)."),
            "code_as_number": self.env._(
                "Excel made the number %(value)s of the code. Set the cell's format to text and enter the code again."
            ),
            "duplicate_code": self.env._("The procedure is in the file already, in row %(line)s."),
            "incomplete_time_limit": self.env._("A time limit needs a number and its unit."),
            "missing_column": self.env._("The sheet has no column “%(column)s”."),
            "missing_long_text": self.env._("The sheet of long texts does not have “%(value)s”."),
            "missing_sheet": self.env._("The workbook has no sheet “%(sheet)s”."),
            "no_channel": self.env._("The procedure has no channel: at least one, with its time limit, is needed."),
            "no_partial_reason": self.env._(
                "A procedure that is only partly online needs the reason, and its words with the legal basis."
            ),
            "no_records": self.env._("The file holds no procedures."),
            "not_a_list": self.env._(
                "The file is no list of records, as the national export is, nor does it hold exactly one."
            ),
            "not_a_record": self.env._("There is no record with keys and values here."),
            "not_flag": self.env._("“%(value)s” is neither true nor false."),
            "not_rows": self.env._("There is no list here."),
            "not_text": self.env._("“%(value)s” is no text."),
            "required": self.env._("This must not be empty."),
            "too_big": self.env._("The file is too big: 50 MB at most."),
            "unknown_case": self.env._("The sheet of cases does not have “%(case)s” for this procedure."),
            "unknown_key": self.env._("Nothing is known of the key “%(key)s”: what it holds is not taken over."),
            "unknown_procedure": self.env._("The sheet of procedures does not have the code “%(code)s”."),
            "unprintable": self.env._("The text has characters that cannot be shown or stored."),
            "version_in_use": self.env._(
                "Its version begins on the chosen day or later and has dossiers already. Choose a later day."
            ),
        }
        return words[problem.code] % problem.params


def _weight(change):
    """Sorts the differences by what they mean for who files and who decides."""
    if not change.part and change.attribute in ("catalogue_number", "link"):
        return 3
    return {"channels": 0, "components": 1}.get(change.part, 2)


def _shortened(text):
    line = " ".join((text or "").split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[: _SHOWN_LENGTH - 1]}…"
