from dataclasses import fields as dataclass_fields

from odoo import models

from ...engine import catalogue

# Lists of the engine's data -> lines of a version.
PART_FIELDS = {
    "channels": "channel_ids",
    "instructions": "instruction_ids",
    "components": "component_ids",
    "results": "result_ids",
    "legal_bases": "legal_basis_ids",
}
# Attributes that belong to the procedure and not to one of its versions.
PROCEDURE_ATTRIBUTES = ("code", "catalogue_number", "sector")
VERSION_ATTRIBUTES = tuple(
    name for name in catalogue.SCALARS if name not in PROCEDURE_ATTRIBUTES + catalogue.CLASSIFICATION
)


def write_changed(record, vals):
    """Write those of ``vals`` that say something else than the record; the empty text is no value."""
    vals = {name: False if value in ("", None) else value for name, value in vals.items()}
    changed = {
        name: value
        for name, value in vals.items()
        if ((record[name].id if record._fields[name].type == "many2one" else record[name]) or False) != (value or False)
    }
    if changed:
        record.write(changed)


class OnestopProcedureVersion(models.Model):
    """A version as plain data, and back: what files of the catalogue are read into and written from."""

    _inherit = "onestop.procedure.version"

    def _catalogue_data(self, day):
        """This version with its procedure as ``engine.catalogue.ProcedureData``, every attribute said.

        :param day: the date whose classification is said
        """
        self.ensure_one()
        procedure = self.procedure_id
        classification = procedure._classification_line(day)
        values = {name: self._plain(self, name) for name in VERSION_ATTRIBUTES}
        values.update({name: self._plain(classification, name) for name in catalogue.CLASSIFICATION})
        if not values["level_text"]:
            values["level_text"] = catalogue.level_words(procedure.level_ids.mapped("code"))
        for part, name in PART_FIELDS.items():
            values[part] = tuple(self._catalogue_row(part, line) for line in self[name].sorted())
        told = {line.case for line in values["instructions"] if line.is_case}
        values["instructions"] += tuple(
            catalogue.Instruction(case.name, is_case=True) for case in self.case_ids.sorted() if case.name not in told
        )
        return catalogue.ProcedureData(
            code=procedure.code,
            catalogue_number=procedure.catalogue_number or "",
            sector=procedure.sector_id.name,
            **values,
        )

    def _catalogue_row(self, part, line):
        row_class = catalogue.PARTS[part]
        values = {
            field.name: self._plain(line, field.name)
            for field in dataclass_fields(row_class)
            if field.name not in ("case", "is_case")
        }
        if part == "instructions":
            values.update(case=line.case_id.name or line.heading or "", is_case=bool(line.case_id))
        elif "case" in row_class.__dataclass_fields__:
            values["case"] = line.case_id.name or ""
        return row_class(**values)

    @staticmethod
    def _plain(record, name):
        """A field's value as the engine has it: no text is the empty text, no date is None."""
        kind, value = record._fields[name].type, record[name]
        if kind == "date":
            return value or None
        return value if kind in ("boolean", "integer") else value or ""

    def _catalogue_store(self, targets):
        """Make these versions say what is wanted; only what differs is written.

        :param targets: ``engine.catalogue_merge.Merged`` of each version, whose origins count the version's own lines
        """
        to_create = {name: [] for name in PART_FIELDS.values()}
        # deleted together at the end: a deletion empties the cache
        surplus = {name: [] for name in PART_FIELDS.values()}
        cases = self._catalogue_store_cases(targets)
        for version, target in zip(self, targets, strict=True):
            write_changed(version, {name: getattr(target.data, name) for name in VERSION_ATTRIBUTES})
            for part, name in PART_FIELDS.items():
                lines, rows, origins = version[name].sorted(), getattr(target.data, part), target.origins[part]
                if name == "instruction_ids":
                    rows, origins = self._instruction_lines(rows, origins, len(lines))
                for number, (row, origin) in enumerate(zip(rows, origins, strict=True), 1):
                    vals = {field.name: getattr(row, field.name) for field in dataclass_fields(row)}
                    if part == "instructions":
                        heading, is_case = vals.pop("case"), vals.pop("is_case")
                        vals["heading"] = "" if is_case else heading
                        vals["case_id"] = is_case and cases[version][heading]
                    elif "case" in vals:
                        vals["case_id"] = cases[version].get(vals.pop("case"), False)
                    vals["sequence"] = 10 * number
                    if origin is None:
                        to_create[name].append(
                            {"version_id": version.id, **{key: value or False for key, value in vals.items()}}
                        )
                    else:
                        write_changed(lines[origin], vals)
                kept = {origin for origin in origins if origin is not None}
                surplus[name] += [line.id for index, line in enumerate(lines) if index not in kept]
        surplus["case_ids"] = [
            case.id
            for version, target in zip(self, targets, strict=True)
            for case in version.case_ids
            if case.name not in target.data.cases
        ]
        for name, vals_list in to_create.items():
            self.env[self._fields[name].comodel_name].create(vals_list)
        for name, ids in surplus.items():
            self.env[self._fields[name].comodel_name].browse(ids).unlink()

    @staticmethod
    def _instruction_lines(rows, origins, line_count):
        """Instructions that are lines: a case without any (it comes after the lines) is a row of the data only."""
        pairs = [
            (row, None if origin is None or origin >= line_count else origin)
            for row, origin in zip(rows, origins, strict=True)
            if row.text or origin is None or origin < line_count
        ]
        return [row for row, _origin in pairs], [origin for _row, origin in pairs]

    def _catalogue_store_cases(self, targets):
        """Add the cases that are wanted; those that are not go last, because their lines go with them.

        :return: ``{version: {name of a case: its id}}``
        """
        to_create = []
        for version, target in zip(self, targets, strict=True):
            there = {case.name: case for case in version.case_ids}
            for number, name in enumerate(target.data.cases, 1):
                if name in there:
                    write_changed(there[name], {"sequence": 10 * number})
                else:
                    to_create.append({"version_id": version.id, "name": name, "sequence": 10 * number})
        self.env["onestop.procedure.case"].create(to_create)
        return {version: {case.name: case.id for case in version.case_ids} for version in self}

    def _in_use(self):
        """Those of these versions under which dossiers have been entered: they are not amended any more; the room of
        dossiers tells.
        """
        return self.browse()
