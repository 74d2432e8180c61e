from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import file_open

from ...engine import units

KINDS = [
    ("province", "Province"), ("city", "City Under the Government"), ("ward", "Ward"), ("commune", "Commune"), ("zone", "Special Zone"),
    ("town", "Township"), ("district_rural", "Rural District"), ("district_urban", "Urban District"), ("district_town", "District Town"),
]  # fmt: skip
# the words of the law, in the language of addresses
WORDS = units.KINDS
FOLDER = "onestop_portal/data/place"


class OnestopUnit(models.Model):
    """An administrative unit between two days, by its official code (QĐ 19/2025/QĐ-TTg): kept when it ends, since old
    papers name it. A code may be given again: the unit is its code and its first day.
    """

    _name = "onestop.unit"
    _inherit = ["onestop.cached.mixin"]
    _description = "Administrative Unit"
    _order = "code, valid_from desc"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, readonly=True, index=True)
    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    parent_code = fields.Char("Lies In", readonly=True, index="btree_not_null")
    label = fields.Char("Full Name", readonly=True, help="As addresses name it: kind, name and province.")
    valid_from = fields.Date(readonly=True)
    valid_to = fields.Date(readonly=True)
    decision = fields.Char("By Decision", required=True, readonly=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(valid_from, '0001-01-01'))", "This unit stands in the list already."
    )

    @api.depends("label")
    def _compute_display_name(self):
        for unit in self:
            unit.display_name = unit.label or unit.name

    def _as_unit(self):
        """As ``engine.units.Unit``."""
        self.ensure_one()
        return units.Unit(
            self.code,
            self.name,
            self.kind,
            self.parent_code or "",
            self.valid_from or None,
            self.valid_to or None,
            self.decision,
        )

    # ------------------------------------------------------------------ the list

    @api.model
    def _load_official(self):
        """The list that comes with the module, and which unit became which."""
        with file_open(f"{FOLDER}/units.csv", "rb") as file:
            self._take(units.read(file.read()))
        with file_open(f"{FOLDER}/successions.csv") as file:
            rows = units.read_successions(file)
        successions = self.env["onestop.unit.succession"].sudo()
        if not successions.search_count([], limit=1):
            successions.create([{"old_code": row.old, "new_code": row.new, "share": row.share} for row in rows])

    @api.model
    def _take(self, read):
        """Take over what a file says: new units come, known ones get its values, none goes.

        :return: the ``engine.units.Difference`` that was taken over
        """
        table = self.sudo()
        known = {unit._as_unit().key: unit for unit in table.search([])}
        told = units.compare([unit._as_unit() for unit in known.values()], read)
        labels = self._labels([*read, *(unit._as_unit() for unit in known.values())])
        table.create([self._vals(unit, labels) for unit in told.added])
        for _before, after in told.changed:
            known[after.key].write(self._vals(after, labels))
        return told

    @staticmethod
    def _vals(unit, labels):
        return {
            "code": unit.code,
            "name": unit.name,
            "kind": unit.kind,
            "parent_code": unit.parent or False,
            "label": labels(unit),
            "valid_from": unit.valid_from or False,
            "valid_to": unit.valid_to or False,
            "decision": unit.decision,
        }

    @api.model
    def _labels(self, rows):
        """A function that gives a unit its full name: what it lies in bears the name of that time."""
        by_code = {}
        for unit in rows:
            by_code.setdefault(unit.code, []).append(unit)

        def in_time(code, unit):
            day = unit.valid_from or unit.valid_to
            for parent in by_code.get(code, ()):
                begun = not parent.valid_from or not day or parent.valid_from <= day
                if begun and (not parent.valid_to or not day or day <= parent.valid_to):
                    return parent
            return None

        def label(unit):
            words = f"{WORDS[unit.kind]} {unit.name}"
            words = words[:1].upper() + words[1:]
            parent = in_time(unit.parent, unit) if unit.parent else None
            return f"{words}, {label(parent)[:1].lower()}{label(parent)[1:]}" if parent else words

        return label

    # ------------------------------------------------------------------ finding

    @api.model
    @tools.ormcache("day")
    def _rows_on(self, day):
        """``(id, full name, name)``, both without accents, of the communes that there are on ``day``."""
        domain = (
            Domain("kind", "in", ("ward", "commune", "zone"))
            & (Domain("valid_from", "!=", False) & Domain("valid_from", "<=", day))
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
        )
        found = self.sudo().search_fetch(domain, ["label", "name"])
        return tuple((unit.id, units.normalise(unit.label), units.normalise(unit.name)) for unit in found)

    @api.model
    @tools.ormcache("day")
    def _ended_rows(self, day):
        """The same of the communes that have ended by then."""
        domain = Domain("kind", "in", ("ward", "commune", "zone", "town")) & Domain("valid_to", "<", day)
        found = self.sudo().search_fetch(domain, ["label", "name"])
        return tuple((unit.id, units.normalise(unit.label), units.normalise(unit.name)) for unit in found)

    @api.model
    def _find(self, query, limit=12):
        """Communes of today that ``query`` may mean, written with or without accents."""
        return self.sudo().browse(units.find(query, self._rows_on(self.env["onestop.agency"]._today()), limit))

    @api.model
    def _resolve(self, typed):
        """Which commune of today somebody means.

        :return: ``(unit or none, what there is to choose from)``. An old name that became one unit as a whole is followed;
            where a unit was split, and where several bear the name, nothing is guessed: all are offered.
        """
        query = units.normalise(typed or "")
        found = self._find(typed)
        exact = found.filtered(
            lambda unit: query in (units.normalise(unit.label), units.normalise(unit.label.replace(",", "")))
        )
        if len(exact) == 1:
            return exact, found.browse()
        if found:
            return (found, found.browse()) if len(found) == 1 else (found.browse(), found)
        today = self.env["onestop.agency"]._today()
        old = self.sudo().browse(units.find(typed, self._ended_rows(today), 12))
        return old.browse(), old._successors()

    @api.model
    def _renamed(self, address):
        """What the commune that an address names is called today, if it bears an old name: a list of full names, empty where
        the address is one of today or names none that is known.
        """
        parts = [part.strip() for part in (address or "").split(",")]
        start = next((place for place, part in enumerate(parts) if units.names_commune(part)), None)
        if start is None:
            return []
        typed = " ".join(parts[start:])
        if self._find(typed) or self._find(" ".join((parts[start], parts[-1]))):
            return []
        return self._resolve(typed)[1].mapped("label")

    def _successors(self):
        """Units of today that these became, one step after the other."""
        today = self.env["onestop.agency"]._today()
        codes = {unit.code for unit in self}
        rows = self.env["onestop.unit.succession"].sudo().search([("old_code", "in", list(codes))])
        domain = Domain("code", "in", rows.mapped("new_code")) & Domain("valid_from", "!=", False)
        return self.sudo().search(domain & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", today)), limit=12)


class OnestopUnitSuccession(models.Model):
    """Which unit became which on 01/07/2025, as a whole or in part."""

    _name = "onestop.unit.succession"
    _description = "What Became of a Unit"
    _order = "old_code, new_code"

    old_code = fields.Char(required=True, readonly=True, index=True)
    new_code = fields.Char(required=True, readonly=True, index=True)
    share = fields.Selection([("whole", "Whole"), ("part", "In Part")], required=True, readonly=True)

    @api.depends("old_code", "new_code")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.old_code} → {row.new_code}"
