from odoo import api, fields, models
from odoo.exceptions import UserError

AREAS = [
    ("procedure", "Procedures"),
    ("process", "Processes"),
    ("agency", "Agencies and Desks"),
    ("staff", "Staff Accounts"),
    ("calendar", "Working Time"),
    ("file", "Files"),
    ("trail", "History"),
    ("sign_in", "Sign-in"),
]

# whom a check concerns: those who run an agency, those who run the province
AGENCY_ADMIN = "onestop_core.group_agency_admin"
MANAGER = "onestop_core.group_manager"


class OnestopConfigCheck(models.TransientModel):
    """A finding of the configuration check: what is missing, in words, with the way to the record.

    A check is a method that yields findings (see ``_finding``); a module with more to check adds its methods to
    ``_checks``, each with the group that it concerns. An administrator of agencies is shown the findings of their own
    agencies only.
    """

    _name = "onestop.config.check"
    _description = "Configuration Check"
    _order = "severity, area, id"
    _rec_name = "message"

    severity = fields.Selection(
        [("1_error", "Must Be Mended"), ("2_warning", "To Be Looked At")], required=True, readonly=True
    )
    area = fields.Selection(AREAS, required=True, readonly=True)
    group_id = fields.Many2one("res.groups", "Concerns", readonly=True, help="Who can mend it.")
    message = fields.Text("What Is Missing", required=True, readonly=True)
    res_model = fields.Char(required=True, readonly=True)
    res_ids = fields.Json(readonly=True)
    opens = fields.Char(readonly=True, help="External id of the action where it is mended, if no record shows it.")
    can_open = fields.Boolean(compute="_compute_can_open")

    # ------------------------------------------------------------------ running

    def action_check(self):
        """Check everything anew, as the user and in the user's language, and show what was found."""
        # what the button was pressed on may be gone by now
        self.browse().check_access("create")
        self.search([]).unlink()
        self.create(self._run())
        return {
            "name": self.env._("Configuration Check"),
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "list",
            "context": {"search_default_group_area": 1},
            "help": self.env["ir.qweb"]._render("onestop_core.config_check_empty"),
        }

    @api.model
    def _run(self):
        """Values of all findings that concern the user."""
        groups = {name: self.env.ref(group) for name, group in self._checks().items() if self.env.user.has_group(group)}
        return [
            {**finding, "group_id": group.id} for name, group in groups.items() for finding in getattr(self, name)()
        ]

    @api.model
    def _checks(self):
        """``{name of a check: external id of the group that it concerns}``: who is shown its findings, and mends them."""
        names = ("_check_staffing", "_check_ended_agencies", "_check_agency_levels", "_check_desks", "_check_provinces")
        agencies = dict.fromkeys((*names, "_check_working_hours", "_check_posts"), AGENCY_ADMIN)
        names = ("_check_procedures", "_check_processes", "_check_step_agencies", "_check_calendar_days")
        return agencies | dict.fromkeys(names, MANAGER)

    @api.model
    def _finding(self, severity, area, records, message, opens=""):
        """Values of a finding.

        :param severity: ``error`` if work stops or goes wrong, else ``warning``
        :param records: the records to open; may be empty where none is at fault
        :param opens: external id of the action where it is mended, for findings that no record shows; offered to those
            who may use it
        """
        return {
            "severity": {"error": "1_error", "warning": "2_warning"}[severity],
            "area": area,
            "message": message,
            "res_model": records._name,
            "res_ids": records.ids,
            "opens": opens,
        }

    @api.depends("res_model", "res_ids", "opens")
    @api.depends_context("uid")
    def _compute_can_open(self):
        for finding in self:
            finding.can_open = bool(finding._opening_action() or finding._records_to_open())

    def _opening_action(self):
        """The action that ``opens`` names, or an empty recordset if it is not the user's to use."""
        nothing = self.env["ir.actions.act_window"]
        if not self.opens:
            return nothing
        action = self.env.ref(self.opens).sudo()
        screen = self.env[action.res_model]
        may = screen.has_access("create" if screen._transient else "read")
        if action.group_ids and not action.group_ids & self.env.user.all_group_ids:
            may = False
        return action if may else nothing

    def _records_to_open(self):
        """Those of the records that are still there and that the user may see."""
        records = self.env[self.res_model]
        if not self.res_ids or not records.has_access("read"):
            return records
        return records.with_context(active_test=False).search([("id", "in", self.res_ids)])

    def action_open(self):
        """Open where it is mended: the record, the list if there are several, or the screen that the finding names."""
        self.ensure_one()
        if screen := self._opening_action():
            return self.env["ir.actions.act_window"]._for_xml_id(screen.xml_id)
        records = self._records_to_open()
        if not records:
            raise UserError(
                self.env._("There is nothing here that you could open; it may have been mended. Check again.")
            )
        action = {"type": "ir.actions.act_window", "res_model": self.res_model}
        if len(records) == 1:
            return {**action, "res_id": records.id, "view_mode": "form", "views": [(False, "form")]}
        return {
            **action,
            "name": self.env["ir.model"]._get(self.res_model).name,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", records.ids)],
            "context": {"active_test": False},
        }

    # ------------------------------------------------------------------ what is looked at

    @api.model
    def _today(self):
        return self.env["onestop.agency"]._today()

    @api.model
    def _agencies(self):
        """Agencies whose configuration the user answers for."""
        return self.env.user.onestop_agency_ids

    @api.model
    def _open_agencies(self):
        today = self._today()
        return self._agencies().filtered(lambda agency: agency._is_open(today))

    @api.model
    def _posts_in_force(self):
        staff = self.env["onestop.staff"]
        return staff.search(staff._in_force_domain())

    @api.model
    def _procedures_in_force(self):
        today = self._today()
        procedures = self.env["onestop.procedure"].search([])
        return procedures.filtered(lambda procedure: not procedure.excluded and procedure._version_on(today))

    @api.model
    def _step_places(self):
        """Where the procedures in force lead a dossier from every open desk.

        :return: list of ``(procedure, step, receiving agency, agency at which the step is done)``; the last is empty
            where the step finds no agency
        """
        today = self._today()
        desks = self.env["onestop.desk"].search(["|", ("valid_to", "=", False), ("valid_to", ">=", today)])
        with_desk = desks.agency_id.filtered(lambda agency: agency._is_open(today))
        # procedures alike in levels, agencies and process lead to the same places: looked at once
        kinds = {
            (procedure.process_id, procedure.level_ids, procedure.agency_ids): procedure
            for procedure in self._procedures_in_force()
        }
        default = self.env["onestop.process"].search([("is_default", "=", True)], limit=1)
        places = []
        for procedure in kinds.values():
            process = procedure.process_id or default
            for agency in self._receiving_agencies(procedure, with_desk):
                probe = self.env["onestop.dossier"].new({"procedure_id": procedure.id, "received_agency_id": agency.id})
                for step in process.step_ids:
                    try:
                        place = step._agency_for(probe)._origin
                    except UserError:
                        place = agency.browse()
                    places.append((procedure, step, agency, place))
        return places

    @api.model
    def _receiving_agencies(self, procedure, with_desk):
        """Agencies at whose desks the procedure is handed in: those named, else those of a competent level."""
        if procedure.agency_ids:
            return procedure.agency_ids & with_desk
        if procedure.level_ids:
            return with_desk.filtered(lambda agency: agency.level_id in procedure.level_ids)
        return with_desk
