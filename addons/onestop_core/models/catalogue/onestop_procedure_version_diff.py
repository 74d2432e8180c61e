from collections import Counter

from odoo import models
from odoo.tools import format_date

# what is compared, in the order of the form
COMPARED_FIELDS = (
    "name", "valid_from", "valid_to", "decision", "decision_date", "issuing_body", "keywords", "description", "applicants",
    "legal_kind", "level_text", "publication_status", "same_day", "link",
    "competent_body", "executing_body", "coordinating_body", "authorised_body", "reception_place", "conditions",
)  # fmt: skip

# lines of the version: what makes a line the same line in both versions, and what of it is compared
COMPARED_LINES = {
    "component_ids": (
        lambda line: (line.code or line.name.strip(), line.case_id.name),
        (
            "name", "is_note", "required", "condition", "originals", "certified_copies", "copies", "original_to_return", "in_national_data",
            "form_url", "document_kind", "issuing_body", "electronic_form",
        ),
    ),
    "channel_ids": (
        lambda line: (line.channel, line.case_id.name),
        (
            "duration", "duration_unit", "further_limit", "no_limit", "duration_text", "hard_area_days", "verification_days",
            "fee_text", "note",
        ),
    ),
    "instruction_ids": (lambda line: (line.case_id.name or line.heading,), ("case_id", "text")),
    "case_ids": (lambda line: (line.name.strip(),), ("name",)),
    "result_ids": (lambda line: (line.code or line.name.strip(),), ("name", "issuing_body", "description")),
    "legal_basis_ids": (
        lambda line: ((line.name or line.abstract or "").strip(),),
        ("abstract", "issuing_body", "issued_on", "effective_from", "link"),
    ),
}  # fmt: skip


class OnestopProcedureVersion(models.Model):
    """What one version changes against another."""

    _inherit = "onestop.procedure.version"

    def _diff(self, other):
        """What this version changes against ``other``, the older one.

        :return: list of dicts: ``kind`` (``changed``, ``added`` or ``removed``), ``part`` (label of the lines, empty for the
            version itself), ``line`` (the line's name), ``field`` (its label), ``old`` and ``new`` (text as on screen,
            empty where there is nothing)
        """
        self.ensure_one()
        other.ensure_one()
        rows = [
            {"kind": "changed", "part": "", "line": "", **change}
            for change in self._changes(other, self, COMPARED_FIELDS)
        ]
        for name, (key, compared) in COMPARED_LINES.items():
            part = self._fields[name]._description_string(self.env)
            old, new = self._by_key(other[name], key), self._by_key(self[name], key)
            for found in old | new:
                before, after = old.get(found), new.get(found)
                if before and after:
                    rows += [
                        {"kind": "changed", "part": part, "line": self._line_label(after), **change}
                        for change in self._changes(before, after, compared)
                    ]
                else:
                    line = before or after
                    content = self._line_content(line, compared)
                    rows.append(
                        {
                            "kind": "removed" if before else "added",
                            "part": part,
                            "line": self._line_label(line),
                            "field": "",
                            "old": content if before else "",
                            "new": "" if before else content,
                        }
                    )
        return rows

    def _changes(self, old, new, names):
        for name in names:
            before, after = self._shown(old, name), self._shown(new, name)
            if before != after:
                yield {"field": new._fields[name]._description_string(self.env), "old": before, "new": after}

    def _line_content(self, line, names):
        """The filled fields of a line that exists in one version only, beside its name."""
        return "; ".join(
            f"{line._fields[name]._description_string(self.env)}: {self._shown(line, name)}"
            for name in names
            if name != "name" and line[name]
        )

    def _shown(self, record, name):
        """A value as the screen shows it; texts without the blank space that copying brings in."""
        field, value = record._fields[name], record[name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        if field.type == "integer":
            return str(value)
        if field.type == "many2one":
            return value.display_name or ""
        return "\n".join(line.strip() for line in (value or "").strip().splitlines())

    @staticmethod
    def _by_key(lines, key):
        """``{key: line}``; lines that look alike are told apart by their order."""
        seen, result = Counter(), {}
        for line in lines.sorted():
            found = key(line)
            seen[found] += 1
            result[(*found, seen[found])] = line
        return result

    @staticmethod
    def _line_label(line):
        if line._name == "onestop.procedure.channel":
            label = dict(line._fields["channel"]._description_selection(line.env))[line.channel]
            return f"{label} – {line.case_id.name}" if line.case_id else label
        return line.display_name

    def action_open(self):
        """Open the version on a page of its own."""
        self.ensure_one()
        return {"type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id, "view_mode": "form"}

    def action_compare(self):
        """Show what this version changes against the one before it."""
        self.ensure_one()
        earlier = self.procedure_id.version_ids.filtered(
            lambda version: version.published and version != self and version.valid_from <= self.valid_from
        )
        compare = self.env["onestop.procedure.version.compare"].create(
            {
                "procedure_id": self.procedure_id.id,
                "new_version_id": self.id,
                "old_version_id": earlier.sorted("valid_from")[-1:].id,
            }
        )
        return {
            "name": self.env._("What Changed"),
            "type": "ir.actions.act_window",
            "res_model": compare._name,
            "res_id": compare.id,
            "view_mode": "form",
            "target": "new",
        }
