from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

MEDIA = [("a4", "A4 Sheet"), ("a3", "A3 Sheet"), ("screen", "Electronic Board")]
STATES = [("current", "Posted"), ("outdated", "Outdated"), ("removed", "Removed")]

NOTICE = "onestop_core.activity_type_posting_outdated"
# who sees to what hangs at a desk: the first of these roles that somebody holds there
NOTICE_ROLES = ("agency_admin", "receptionist")

# the log says what was posted when and by whom; afterwards, only the place and the removal are entered
FIXED_FIELDS = {"desk_id", "version_id", "medium", "posted_on", "posted_by_id", "removed_by_id"}


class OnestopPosting(models.Model):
    """Public posting (niêm yết) of a procedure at a desk: which version, where, from when to when (NĐ 63/2010/NĐ-CP art. 17)."""

    _name = "onestop.posting"
    _description = "Public Posting"
    _order = "posted_on desc, id desc"

    desk_id = fields.Many2one("onestop.desk", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(related="desk_id.agency_id", store=True, index=True)
    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="restrict")
    procedure_id = fields.Many2one(related="version_id.procedure_id", store=True, index=True)
    sector_id = fields.Many2one(related="procedure_id.sector_id", store=True)
    medium = fields.Selection(MEDIA, required=True, default="a4")
    place = fields.Char(help="Where at the desk, for example the board beside the entrance.")
    posted_on = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    posted_by_id = fields.Many2one("res.users", required=True, readonly=True, default=lambda self: self.env.user)
    removed_on = fields.Date()
    removed_by_id = fields.Many2one("res.users", readonly=True)
    outdated = fields.Boolean(
        compute="_compute_outdated",
        search="_search_outdated",
        help="Still posted, although this version is no longer in force.",
    )
    state = fields.Selection(STATES, compute="_compute_outdated")

    _dates = models.Constraint(
        "CHECK(removed_on IS NULL OR posted_on <= removed_on)", "A sheet cannot be removed before it was posted."
    )

    @api.depends("removed_on", "version_id.published", "version_id.valid_from", "version_id.valid_to")
    def _compute_outdated(self):
        today = self.env["onestop.agency"]._today()
        for posting in self:
            version = posting.version_id
            posting.outdated = not posting.removed_on and not (version.published and version._is_valid(today))
            posting.state = "removed" if posting.removed_on else "outdated" if posting.outdated else "current"

    def _search_outdated(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["onestop.agency"]._today()
        in_force = (
            Domain("published", "=", True)
            & Domain("valid_from", "<=", today)
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", today))
        )
        return Domain("removed_on", "=", False) & Domain("version_id", "not any", in_force)

    @api.depends("desk_id.name", "procedure_id.code")
    def _compute_display_name(self):
        for posting in self:
            posting.display_name = f"{posting.procedure_id.code}, {posting.desk_id.name}"

    @api.constrains("version_id", "posted_on", "removed_on")
    def _check_days(self):
        today = self.env["onestop.agency"]._today()
        for posting in self:
            if posting.posted_on > today or (posting.removed_on and posting.removed_on > today):
                raise ValidationError(self.env._("What is posted or removed only later is not logged yet."))
            if not (posting.version_id.published and posting.version_id._is_valid(posting.posted_on)):
                raise ValidationError(
                    self.env._("%s was not in force on the day of posting.", posting.version_id.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        postings = super().create(vals_list)
        postings.desk_id._settle_posting_notices()
        return postings

    def write(self, vals):
        if not self.env.su and FIXED_FIELDS & vals.keys():
            raise UserError(self.env._("A posting is a log entry: remove it and post again."))
        if "removed_on" in vals:
            result = super().write(vals)
            super(OnestopPosting, self.sudo()).write({"removed_by_id": self.env.uid if vals["removed_on"] else False})
            self.desk_id._settle_posting_notices()
            return result
        return super().write(vals)

    def action_remove(self):
        """Log that what is still posted was taken down today."""
        self.filtered(lambda posting: not posting.removed_on).removed_on = self.env["onestop.agency"]._today()

    def action_renew(self):
        """Log that outdated sheets were replaced today by the versions in force; those of ended procedures just go."""
        today = self.env["onestop.agency"]._today()
        outdated = self.filtered("outdated")
        if not outdated:
            raise UserError(self.env._("None of these postings is outdated."))
        outdated.action_remove()
        current = {procedure: procedure._version_on(today) for procedure in outdated.procedure_id}
        self.create(
            [
                {
                    "desk_id": posting.desk_id.id,
                    "version_id": current[posting.procedure_id].id,
                    "medium": posting.medium,
                    "place": posting.place,
                }
                for posting in outdated
                if current[posting.procedure_id]
            ]
        )

    def action_print(self):
        """The sheets of the versions in force, in the size in which they hang."""
        sizes = set(self.mapped("medium")) - {"screen"}
        size = "a3" if sizes == {"a3"} else "a4"
        return self.env.ref(f"onestop_core.action_report_posting_{size}").report_action(self.procedure_id)

    @api.model
    def _notify_replaced(self, versions):
        """Tell the desks where an earlier version is posted that ``versions`` take its place, once for each desk."""
        postings = self.sudo().search(
            [
                ("removed_on", "=", False),
                ("procedure_id", "in", versions.procedure_id.ids),
                ("version_id", "not in", versions.ids),
            ]
        )
        first_days = {version.procedure_id: version.valid_from for version in versions}
        for desk, at_desk in postings.grouped("desk_id").items():
            desk._notify_posting(min(first_days[procedure] for procedure in at_desk.procedure_id))


class OnestopDesk(models.Model):
    """What is posted at the desk, and the notice to those who see to it."""

    _name = "onestop.desk"
    _inherit = ["onestop.desk", "mail.thread", "mail.activity.mixin"]

    outdated_posting_count = fields.Integer(compute="_compute_outdated_posting_count")

    def _compute_outdated_posting_count(self):
        counts = dict(
            self.env["onestop.posting"]._read_group(
                [("desk_id", "in", self.ids), ("outdated", "=", True)], ["desk_id"], ["__count"]
            )
        )
        for desk in self:
            desk.outdated_posting_count = counts.get(desk, 0)

    def action_postings(self):
        """The postings of the desk, those that are outdated first in view where there are some."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("onestop_core.onestop_posting_action")
        search = "search_default_outdated" if self.outdated_posting_count else "search_default_posted"
        return {**action, "domain": [("desk_id", "=", self.id)], "context": {search: 1, "default_desk_id": self.id}}

    def _notify_posting(self, day):
        """Ask for new sheets by ``day``, the first of the new version; one notice at a time is enough."""
        self.ensure_one()
        desk = self.sudo()
        staff = self.env["onestop.staff"]
        users = next(filter(None, (staff._holders_of([role], desk.agency_id) for role in NOTICE_ROLES)), [])
        day = max(day, self.env["onestop.agency"]._today())
        for user in users:
            waiting = desk.activity_search([NOTICE], user_id=user.id)
            if waiting:
                waiting.date_deadline = min(day, *waiting.mapped("date_deadline"))
            else:
                desk.with_context(mail_activity_quick_update=True).activity_schedule(
                    NOTICE, date_deadline=day, summary=self.env._("Replace posted sheets that change"), user_id=user.id
                )

    def _settle_posting_notices(self):
        """Drop the notices of desks where nothing is posted any more that ends or has ended."""
        open_desks = (
            self.env["onestop.posting"]
            .sudo()
            .search([("desk_id", "in", self.ids), ("removed_on", "=", False), ("version_id.valid_to", "!=", False)])
            .desk_id
        )
        (self - open_desks).sudo().activity_unlink([NOTICE])


class OnestopProcedureVersion(models.Model):
    """Publishing a version makes the posted sheets of the one before it outdated."""

    _inherit = "onestop.procedure.version"

    def action_publish(self):
        fresh = self.filtered(lambda version: not version.published)
        result = super().action_publish()
        self.env["onestop.posting"]._notify_replaced(fresh)
        return result
