from collections import defaultdict

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...cleaned_fields import CleanedChar, Email
from ...engine.calendar import from_naive_utc, to_naive_utc


class OnestopAgency(models.Model):
    """An agency of public administration. Nothing is deleted: an agency ends and names its successor."""

    _name = "onestop.agency"
    _inherit = ["onestop.cached.mixin"]
    _description = "Agency"
    _parent_store = True
    _order = "complete_name"
    _rec_names_search = ["name", "code", "short_name"]
    _cached_fields = frozenset({"parent_id", "calendar_id", "company_id", "name"})

    name = fields.Char(required=True, index="trigram")
    short_name = fields.Char()
    complete_name = fields.Char(compute="_compute_complete_name", store=True, recursive=True)
    code = fields.Char(
        required=True,
        index=True,
        help="Identification code of the agency (QCVN 102:2016/BTTTT or QĐ 20/2020/QĐ-TTg), the head of every dossier code.",
    )
    level_id = fields.Many2one("onestop.agency.level", required=True, ondelete="restrict")
    parent_id = fields.Many2one("onestop.agency", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("onestop.agency", "parent_id")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        help="The legal entity that keeps the accounts of this agency.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        ondelete="restrict",
        help="Working hours from which every deadline is counted. Empty: those of the agency above.",
    )
    valid_from = fields.Date()
    valid_to = fields.Date(help="Last day on which the agency exists.")
    successor_id = fields.Many2one("onestop.agency", ondelete="restrict", index="btree_not_null")
    code_pattern = fields.Char(
        help="Pattern of dossier codes, for example {agency_code}-{YYMMDD}-{seq:04d}. Empty: the pattern of the system.",
    )
    hard_area = fields.Boolean(help="Mountainous, border, island or otherwise hard area, for which some laws add time.")
    letterhead = fields.Char(
        help="Superior body printed above the name of the agency on its letters. Empty: the agency above.",
    )
    place = fields.Char(
        help="Place name printed before the date on letters. Empty: the name of the unit, “Khả Phong” of the People's Committee of Khả Phong Commune."
    )
    address = fields.Char()
    # printed as the agency spells them, extensions and short numbers too
    phone = CleanedChar()
    email = Email()
    hotline = CleanedChar(help="Number printed on slips for questions and complaints.")
    website = fields.Char()
    desk_ids = fields.One2many("onestop.desk", "agency_id")
    staff_ids = fields.One2many("onestop.staff", "agency_id")
    is_own = fields.Boolean("My Own", compute="_compute_is_own", search="_search_is_own")

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of an agency must be unique.")
    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "An agency cannot end before it begins.",
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for agency in self:
            above = agency.parent_id.complete_name
            agency.complete_name = f"{above} / {agency.name}" if above else agency.name

    @api.depends("name", "code", "parent_id.name", "valid_to")
    def _compute_display_name(self):
        """The name; where several agencies bear it, with the agency above or the code, and an ended one with its last day,
        so that nobody chooses the wrong one. Printed forms name an agency by its ``name``.
        """
        today = self.browse()._today()
        for agency in self:
            name = agency.name or ""
            above_of = self._namesakes().get(name)
            if above_of:
                above = agency.parent_id._origin
                words = [above.sudo().name if above and above_of.get(above.id) == 1 else agency.code or "…"]
                if agency.valid_to and agency.valid_to < today:
                    words.append(self.env._("until %s", format_date(self.env, agency.valid_to)))
                name = f"{name} ({', '.join(words)})"
            agency.display_name = name

    @api.depends_context("uid")
    def _compute_is_own(self):
        own = self.env.user.onestop_agency_ids
        for agency in self:
            agency.is_own = agency in own

    def _search_is_own(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("id", "in", self.env.user.onestop_agency_ids.ids)]

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Where an agency is chosen, those in the user's own sight stand first."""
        domain = Domain(domain or Domain.TRUE)
        own = self.env.user.onestop_agency_ids.ids
        first = super().name_search(name, domain & Domain("id", "in", own), operator, limit)
        if limit and len(first) >= limit:
            return first
        left = limit and limit - len(first)
        return first + super().name_search(name, domain & Domain("id", "not in", own), operator, left)

    @api.model
    @tools.ormcache()
    def _namesakes(self):
        """``{name that several agencies bear: {id of the agency above: how many of them stand below it}}``"""
        groups = self.sudo()._read_group([], ["name", "parent_id"], ["__count"])
        found = defaultdict(dict)
        for name, parent, count in groups:
            found[name][parent.id] = count
        return {name: above for name, above in found.items() if sum(above.values()) > 1}

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("An agency cannot stand below itself."))

    @api.constrains("code_pattern")
    def _check_code_pattern(self):
        for agency in self.filtered("code_pattern"):
            self.env["onestop.number.book"]._check_pattern(agency.code_pattern)

    def _is_open(self, day):
        """Whether the agency exists on ``day`` (a date)."""
        self.ensure_one()
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)

    def _calendar(self):
        """The calendar that counts: the agency's own, else that of the nearest agency above with one."""
        self.ensure_one()
        own = self.env["resource.calendar"].browse(self._nearest_calendar_ids())
        return own or self.company_id.resource_calendar_id

    @tools.ormcache("self.id")
    def _nearest_calendar_ids(self):
        # all agencies above are read at once, however deep the tree is
        nearest_first = self.sudo().browse(reversed(self._parent_ids()))
        return next((agency.calendar_id._ids for agency in nearest_first if agency.calendar_id), ())

    @api.model
    def _ids_by_calendar(self):
        """All agencies by the calendar that counts for them: pairs of a calendar and ids of agencies."""
        ids_of = defaultdict(list)
        for calendar_ids, company_id, agency_ids in self._calendar_groups():
            own = self.env["resource.calendar"].sudo().browse(calendar_ids)
            calendar = own or self.env["res.company"].sudo().browse(company_id).resource_calendar_id
            ids_of[calendar] += agency_ids
        return ids_of.items()

    @api.model
    @tools.ormcache()
    def _calendar_groups(self):
        """``_ids_by_calendar`` as plain numbers: ids of the calendar (none: that of the company), company, agencies."""
        ids_of = defaultdict(list)
        for agency in self.sudo().with_context(active_test=False).search([]):
            ids_of[agency._nearest_calendar_ids(), agency.company_id.id].append(agency.id)
        return tuple((*key, tuple(ids)) for key, ids in ids_of.items())

    def _working_days_from_now(self, days):
        """The moment ``days`` working days of this agency from now, as a stored datetime."""
        calendar = self._calendar()._onestop_work_calendar()
        now = from_naive_utc(fields.Datetime.now())
        return to_naive_utc(calendar.add_working_days(now, days))

    def _working_hours_from_now(self, hours):
        """The moment ``hours`` working hours of this agency from now, as a stored datetime."""
        calendar = self._calendar()._onestop_work_calendar()
        return to_naive_utc(calendar.add_working_minutes(from_naive_utc(fields.Datetime.now()), hours * 60))

    def _has_in_territory(self, other):
        """Whether ``other`` lies in the territory of this agency: that of the province, district or commune
        which it is or to which it belongs.
        """
        self.ensure_one()
        if other == self:
            return True
        seat = self
        while seat.parent_id and not seat.level_id.territorial:
            seat = seat.parent_id
        return seat.id in other._parent_ids()

    def _parent_ids(self):
        """Ids of this agency and of all above it, from its path, without a query."""
        self.ensure_one()
        return [int(part) for part in self.parent_path.split("/") if part]
