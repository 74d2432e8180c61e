from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from ...engine import eform_definition, eform_lint


class OnestopEformVersion(models.Model):
    """What a form asks between two dates, at a level of agencies and a place, or everywhere.

    A published version is not edited any more, only replaced: a dossier keeps the one with which it was filed. What it
    asks is then read from ``definition`` alone.
    """

    _name = "onestop.eform.version"
    _inherit = ["onestop.eform.mixin"]
    _description = "Version of an E-Form"
    _order = "eform_id, valid_from desc, id desc"

    eform_id = fields.Many2one("onestop.eform", required=True, index=True, ondelete="cascade")
    procedure_id = fields.Many2one(related="eform_id.procedure_id", store=True, index=True)
    number = fields.Integer(readonly=True, copy=False, help="Counts the published versions of the form.")
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")], required=True, readonly=True, default="draft", copy=False
    )
    level_id = fields.Many2one(
        "onestop.agency.level", "Authority", ondelete="restrict",
        help="Level of the agencies whose form it is. Empty: every level.",
    )  # fmt: skip
    agency_id = fields.Many2one(
        "onestop.agency", "Place", ondelete="restrict", index="btree_not_null",
        help="Where it holds, with all agencies below. Empty: wherever no agency above has a form of its own.",
    )  # fmt: skip
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date(help="Last day on which dossiers are filed with it.")
    source = fields.Char("Legal Source", help="Where the form comes from, e.g. TT 04/2024/TT-BTP, Phụ lục 5.")
    handover_system = fields.Char(
        "Handed Over To",
        help="Another national system that accepts this declaration. Ours then prepares and checks it, prints it filled in, and says where to go on.",
    )
    handover_link = fields.Char("Address of That System")
    field_ids = fields.One2many("onestop.eform.field", "version_id", domain=[("parent_id", "=", False)])
    definition = fields.Json(readonly=True, copy=False, help="What was published.")
    published_at = fields.Datetime(readonly=True, copy=False)
    published_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A version cannot end before it begins."
    )

    @api.depends("eform_id.name", "number", "state")
    def _compute_display_name(self):
        for version in self:
            name = version.eform_id.name or ""
            if version.state == "published":
                version.display_name = self.env._("%(name)s (version %(number)s)", name=name, number=version.number)
            else:
                version.display_name = self.env._("%s (draft)", name)

    @api.constrains("handover_link")
    def _check_handover_link(self):
        for version in self.filtered("handover_link"):
            if not version.handover_link.startswith("https://"):
                raise ValidationError(self.env._("The address of the other system begins with https://."))

    @api.constrains("handover_system", "handover_link")
    def _check_handover(self):
        for version in self:
            if version.handover_link and not version.handover_system:
                raise ValidationError(self.env._("Name the system to which the declaration is handed over."))

    # ------------------------------------------------------------------ never edited, only replaced

    def write(self, vals):
        # a version in use may still end; what it asks stays
        if not self.env.su and vals.keys() - {"valid_to"}:
            self._check_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_editable()

    def _check_editable(self):
        published = self.filtered(lambda version: version.state == "published")[:1]
        if published:
            raise UserError(
                self.env._("“%s” is published and is not edited any more. Make a new version.", published.display_name)
            )

    def action_publish(self):
        """Put the version into use; the one before of the same authority and place ends the day before."""
        self.check_access("write")
        for version in self:
            version._check_editable()
            faults = version._faults()
            if faults:
                raise UserError(
                    self.env._("The form cannot be published yet:\n%s", "\n".join(f"– {fault}" for fault in faults))
                )
            version._end_those_before()
            version.sudo().write(
                {
                    "definition": eform_definition.write_form(version._form()),
                    "state": "published",
                    "number": max(version.eform_id.version_ids.mapped("number"), default=0) + 1,
                    "published_at": fields.Datetime.now(),
                    "published_by_id": self.env.user.id,
                }
            )
        return True

    def _end_those_before(self):
        """End what this version replaces.

        :raises UserError: another of the same authority and place begins on the same day or later
        """
        others = self.eform_id.version_ids.filtered(
            lambda other: (
                other.state == "published" and other.level_id == self.level_id and other.agency_id == self.agency_id
            )
        )
        later = others.filtered(
            lambda other: (
                other.valid_from >= self.valid_from and (not self.valid_to or other.valid_from <= self.valid_to)
            )
        )
        if later:
            raise UserError(
                self.env._(
                    "“%(name)s” is in force from %(day)s on. Begin after that day, or end this version before it.",
                    name=later[0].display_name,
                    day=later[0].valid_from.strftime("%d/%m/%Y"),
                )
            )
        running = others.filtered(
            lambda other: (
                other.valid_from < self.valid_from and (not other.valid_to or other.valid_to >= self.valid_from)
            )
        )
        running.write({"valid_to": self.valid_from - timedelta(days=1)})

    def action_new_version(self):
        """Open a draft that asks what this version asks, to be changed and published."""
        self.ensure_one()
        today = self.env["onestop.agency"]._today()
        draft = self.create(
            {
                "eform_id": self.eform_id.id,
                "level_id": self.level_id.id,
                "agency_id": self.agency_id.id,
                "source": self.source,
                "handover_system": self.handover_system,
                "handover_link": self.handover_link,
                "valid_from": max(today, self.valid_from + timedelta(days=1)),
            }
        )
        draft._lay_out(self._form())
        return {"type": "ir.actions.act_window", "res_model": self._name, "res_id": draft.id, "view_mode": "form"}

    def action_preview(self):
        """Show the form as citizens will see it; what is filled in there can be checked, and is not kept."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "target": "new",
            "url": f"/dich-vu-cong/bieu-mau/xem-truoc/{self.id}",
        }

    def _holds_at(self, agency):
        """Whether the form is one of the agency's level and place."""
        self.ensure_one()
        agency = agency.sudo()
        return (not self.level_id or self.level_id == agency.level_id) and (
            not self.agency_id or self.agency_id.id in agency._parent_ids()
        )

    # ------------------------------------------------------------------ what it asks

    def _form(self):
        """What the version asks, as ``engine.eform_definition.Form``."""
        self.ensure_one()
        if self.sudo().state == "published":
            return self._published_form()
        return eform_definition.Form(tuple(line._engine_field() for line in self.field_ids.sorted()))

    @tools.ormcache("self.id")
    def _published_form(self):
        return eform_definition.read_form(self.sudo().definition)

    def _lay_out(self, form):
        """Make the lines of a draft from a form."""
        self.ensure_one()
        self._check_editable()
        self.field_ids.unlink()
        self.env["onestop.eform.field"]._lay_out(self, form.fields)

    def _faults(self):
        """What keeps the form from being published, in words."""
        return [self._fault_words(fault) for fault in eform_lint.lint(self._form(), self.valid_from)]


class OnestopProcedureVersion(models.Model):
    _inherit = "onestop.procedure.version"

    def _eform(self, agency, day):
        """The e-form with which a dossier of this procedure is filed at an agency.

        :param agency: the competent ``onestop.agency``
        :param day: date of the filing in the agency's time
        :return: a version of an e-form, or none. Of several the one of the nearest place, then that of the agency's
            level, then the latest
        """
        self.ensure_one()
        places = agency.sudo()._parent_ids()
        domain = [
            ("procedure_id", "=", self.procedure_id.id),
            ("state", "=", "published"),
            ("valid_from", "<=", day),
            "|", ("valid_to", "=", False), ("valid_to", ">=", day),
        ]  # fmt: skip
        found = self.env["onestop.eform.version"].sudo().search(domain)

        def nearness(version):
            place = places.index(version.agency_id.id) if version.agency_id else -1
            return place, bool(version.level_id), version.valid_from, version.id

        return found.filtered(lambda version: version._holds_at(agency)).sorted(nearness)[-1:]
