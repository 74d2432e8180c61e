from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...engine import staff_sheet
from ...examination import OWN_FILE


class OnestopRole(models.Model):
    _inherit = "onestop.role"

    @api.model
    def _sheet_words(self):
        """``{code: word}`` of all roles, those of modules too, as the workbook of accounts has them."""
        brought = {role.code: role.name for role in self.sudo().with_context(lang="vi_VN").search([])}
        return brought | {code: word for code, word in staff_sheet.ROLE_WORDS.items() if code in brought}


class OnestopStaff(models.Model):
    """Leaving a post, and what an agency's review wants to know of it."""

    _inherit = "onestop.staff"

    login_date = fields.Datetime("Last Login", related="user_id.login_date")
    open_task_count = fields.Integer("Open Tasks", compute="_compute_open_task_count")
    inbox_opened_on = fields.Date(readonly=True, copy=False, help="When the person last opened the online inbox.")
    inbox_neglected = fields.Boolean(
        "Inbox Not Opened Today", compute="_compute_inbox_neglected", search="_search_inbox_neglected"
    )

    def _open_tasks(self):
        """Open tasks in the hands of this person at this agency."""
        return (
            self.env["onestop.dossier.task"]
            .sudo()
            .search(
                Domain.OR(
                    Domain("user_id", "=", post.user_id.id) & Domain("agency_id", "=", post.agency_id.id)
                    for post in self
                )
                & Domain("state", "=", "open")
            )
        )

    def _compute_open_task_count(self):
        counts = {}
        groups = (
            self.env["onestop.dossier.task"]
            .sudo()
            ._read_group(
                [("state", "=", "open"), ("user_id", "in", self.user_id.ids), ("agency_id", "in", self.agency_id.ids)],
                ["user_id", "agency_id"],
                ["__count"],
            )
        )
        for user, agency, count in groups:
            counts[user.id, agency.id] = count
        for post in self:
            post.open_task_count = counts.get((post.user_id.id, post.agency_id.id), 0)

    @api.constrains("valid_to")
    def _check_leaves_nothing(self):
        today = self.env["onestop.agency"]._today()
        for post in self:
            if not post.valid_to or post.valid_to >= today:
                continue
            others = self._onestop_other_posts(post)
            tasks = post._open_tasks()
            if tasks and not others:
                raise UserError(
                    self.env._(
                        "%(user)s still holds %(count)s dossiers at %(agency)s. Hand them over first (button “Leave the Post”).",
                        user=post.user_id.name,
                        count=len(tasks),
                        agency=post.agency_id.display_name,
                    )
                )

    def _onestop_other_posts(self, post):
        return self.search(
            [
                ("id", "!=", post.id),
                ("user_id", "=", post.user_id.id),
                ("agency_id", "=", post.agency_id.id),
                *self._in_force_domain(),
            ]
        )

    # ------------------------------------------------------------------ the online inbox

    @api.model
    def _note_inbox_opened(self):
        """The user has looked at the online inbox; kept once a day."""
        today = self.env["onestop.agency"]._today()
        posts = self.env.user._onestop_posts().filtered(lambda post: post.inbox_opened_on != today)
        posts.filtered(
            lambda post: set(post.role_ids.mapped("code")) & set(self.env["onestop.role"]._desk_codes())
        ).with_context(tracking_disable=True).inbox_opened_on = today

    def _compute_inbox_neglected(self):
        today = self.env["onestop.agency"]._today()
        for post in self:
            desk = set(post.sudo().role_ids.mapped("code")) & set(self.env["onestop.role"]._desk_codes())
            post.inbox_neglected = bool(desk) and post.in_force and post.inbox_opened_on != today

    def _search_inbox_neglected(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = self.env["onestop.agency"]._today()
        return (
            Domain(self._in_force_domain())
            & Domain("role_ids.code", "in", self.env["onestop.role"]._desk_codes())
            & (Domain("inbox_opened_on", "=", False) | Domain("inbox_opened_on", "!=", today))
        )

    @api.model
    def _cron_neglected_inbox(self):
        """Tell the head who has not opened the inbox today although something waits there."""
        dossiers = self.env["onestop.dossier"].sudo()
        waiting = dossiers._read_group([("state", "=", "submitted")], ["received_agency_id"], ["__count"])
        for agency, count in waiting:
            neglecting = self.sudo().search(
                Domain(self._search_inbox_neglected("in", [True])) & Domain("agency_id", "=", agency.id)
            )
            if not neglecting:
                continue
            names = ", ".join(neglecting.user_id.mapped("name"))
            for head in self._holders_of(["leader"], agency):
                head.partner_id.message_notify(
                    partner_ids=head.partner_id.ids,
                    subject=self.env._("Online inbox not opened today"),
                    body=self.env._(
                        "%(count)s dossiers wait in the online inbox of %(agency)s. Not opened today by: %(names)s.",
                        count=count,
                        agency=agency.display_name,
                        names=names,
                    ),
                )

    # ------------------------------------------------------------------ as a sheet

    @api.model
    def action_export(self):
        """Download the accounts of the user's agencies as a workbook, to be looked through, changed and imported."""
        posts = self.search([("agency_id", "in", self.env.user.onestop_agency_ids.ids), *self._in_force_domain()])
        attachment = (
            self.env["ir.attachment"]
            .with_context(onestop_own_file=OWN_FILE)
            .create(
                {
                    "name": "tai-khoan.xlsx",
                    "raw": staff_sheet.write(posts._as_rows(), self.env["onestop.role"]._sheet_words()),
                    "res_model": "onestop.staff.import",
                }
            )
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=true", "target": "self"}

    def _as_rows(self):
        """The posts as rows of the workbook."""
        return [
            staff_sheet.StaffRow(
                login=post.user_id.login,
                name=post.user_id.name,
                title=post.title or "",
                agency_code=post.agency_id.code,
                desk=post.desk_id.name or "",
                roles=tuple(sorted(post.role_ids.mapped("code"))),
                valid_from=post.valid_from,
                valid_to=post.valid_to or None,
                email=post.user_id.email or "",
                phone=post.user_id.phone or "",
            )
            for post in self.sudo()
        ]
