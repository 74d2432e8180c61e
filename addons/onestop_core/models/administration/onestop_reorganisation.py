from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

# columns by which an open dossier belongs to an agency
DOSSIER_AGENCIES = ("received_agency_id", "competent_agency_id", "holder_agency_id")


class OnestopReorganisation(models.Model):
    """Agencies that merge, split or end by a decision (two tiers from 01/07/2025): what is open moves to the
    successors, what is closed stays under the old name, and nothing printed before loses its dossier.
    """

    _name = "onestop.reorganisation"
    _description = "Reorganisation of Agencies"
    _order = "date desc, id desc"

    name = fields.Char("Decision", required=True, help="Number and date of the decision.")
    date = fields.Date(
        "Effective From", required=True, help="First day of the new agencies. The old ones end the day before."
    )
    line_ids = fields.One2many("onestop.reorganisation.line", "reorganisation_id", copy=True)
    state = fields.Selection(
        [("draft", "Draft"), ("scheduled", "Scheduled"), ("applied", "Applied")],
        default="draft",
        readonly=True,
        copy=False,
    )
    scheduled_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    failure = fields.Char("Why It Was Not Applied", readonly=True, copy=False)
    is_ahead = fields.Boolean(compute="_compute_is_ahead")
    plan = fields.Json("What Moves", compute="_compute_plan")
    applied_at = fields.Datetime(readonly=True, copy=False)
    applied_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    result = fields.Json("What Moved", readonly=True, copy=False)

    @api.constrains("line_ids")
    def _check_lines(self):
        for reorganisation in self:
            sources, targets = reorganisation.line_ids.source_id, reorganisation.line_ids.target_id
            both = sources & targets
            if both:
                raise ValidationError(self.env._("%s cannot end and succeed at once.", ", ".join(both.mapped("name"))))
            for source in sources:
                rest = reorganisation.line_ids.filtered(
                    lambda line, source=source: line.source_id == source and not line.sector_ids
                )
                if len(rest) != 1:
                    raise ValidationError(
                        self.env._("Exactly one line takes over all that no other line of %s names.", source.name)
                    )

    def write(self, vals):
        if any(one.state == "applied" for one in self) and not self.env.su:
            raise UserError(self.env._("A reorganisation that was applied is not changed."))
        if any(one.state == "scheduled" for one in self) and not self.env.su:
            raise UserError(self.env._("A reorganisation that is scheduled is not changed. Take it back first."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(one.state == "applied" for one in self):
            raise UserError(self.env._("A reorganisation that was applied stays on record."))

    @api.depends("date")
    def _compute_is_ahead(self):
        today = self.env["onestop.agency"]._today()
        for reorganisation in self:
            reorganisation.is_ahead = bool(reorganisation.date and reorganisation.date > today)

    # ------------------------------------------------------------------ dry run

    @api.depends("line_ids.source_id", "line_ids.target_id", "line_ids.sector_ids")
    def _compute_plan(self):
        for reorganisation in self:
            reorganisation.plan = [line._count() for line in reorganisation.line_ids.filtered("target_id")]

    # ------------------------------------------------------------------ applying

    def action_apply(self):
        """Move what is open and end the old agencies: at once from the first day of the new agencies on, before it only
        with that day. Applying again does nothing.

        :raises UserError: no lines, or the agencies are not those of today
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        if self.state == "applied":
            return True
        self._check_can_apply()
        if self.date > self.env["onestop.agency"]._today():
            self.sudo().write({"state": "scheduled", "scheduled_by_id": self.env.uid, "failure": False})
        else:
            self._apply()
        return True

    def action_take_back(self):
        """Apply a scheduled reorganisation not after all; it can be changed again."""
        self.check_access("write")
        self.sudo().lock_for_update()
        self.filtered(lambda one: one.state == "scheduled").sudo().state = "draft"
        return True

    @api.model
    def _cron_apply(self):
        """Apply those whose day has come, in the name of whoever scheduled them. What cannot be applied is a draft again,
        says why, and that person is told.
        """
        due = [("state", "=", "scheduled"), ("date", "<=", self.env["onestop.agency"]._today())]
        for one in self.sudo().search(due, order="date, id"):
            user = one.scheduled_by_id
            theirs = one.with_user(user).with_context(lang=user.lang)
            try:
                with self.env.cr.savepoint():
                    theirs.check_access("write")
                    theirs._check_can_apply()
                    theirs._apply()
            except UserError as error:
                one.write({"state": "draft", "failure": str(error)})
                user.partner_id.message_notify(
                    partner_ids=user.partner_id.ids,
                    subject=theirs.env._("%s was not applied", one.name),
                    body=str(error),
                )

    def _check_can_apply(self):
        if not self.line_ids and not self.renaming_ids:
            raise UserError(
                self.env._("Name the agencies that end and those that succeed them, or those that are renamed.")
            )
        gone = self.line_ids.source_id.filtered("successor_id")
        if gone:
            raise UserError(self.env._("%s has a successor already.", ", ".join(gone.mapped("display_name"))))

    def _apply(self):
        """Do it, in one transaction, after ``_check_can_apply``."""
        result = [line._count() for line in self.line_ids]
        # lines that name sectors first: the others take what is left
        for line in self.line_ids.sorted(lambda line: not line.sector_ids):
            line.sudo()._move()
        self.renaming_ids.sudo()._rename()
        self.sudo().write(
            {
                "state": "applied",
                "applied_at": fields.Datetime.now(),
                "applied_by_id": self.env.uid,
                "result": result,
                "failure": False,
            }
        )
        self.env["onestop.staff"].sudo().search(
            [("agency_id", "in", self.line_ids.target_id.ids)]
        ).user_id._onestop_sync_groups()


class OnestopReorganisationPart(models.AbstractModel):
    """What a reorganisation consists of: it is decided, and changed no more, with the reorganisation."""

    _name = "onestop.reorganisation.part"
    _description = "Part of a Reorganisation"

    reorganisation_id = fields.Many2one("onestop.reorganisation", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_is_draft()
        return parts

    def write(self, vals):
        self._check_is_draft()
        result = super().write(vals)
        self._check_is_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._check_is_draft()

    def _check_is_draft(self):
        if not self.env.su and any(one.state != "draft" for one in self.reorganisation_id):
            raise UserError(self.env._("A reorganisation that is scheduled or applied is not changed."))


class OnestopReorganisationLine(models.Model):
    _name = "onestop.reorganisation.line"
    _inherit = ["onestop.reorganisation.part"]
    _description = "Agency in a Reorganisation"
    _order = "reorganisation_id, sequence, id"

    source_id = fields.Many2one("onestop.agency", string="Ends", required=True, index=True, ondelete="restrict")
    target_id = fields.Many2one("onestop.agency", string="Succeeds", required=True, index=True, ondelete="restrict")
    sector_ids = fields.Many2many(
        "onestop.sector",
        help="Only dossiers of these sectors, when an agency is split. Empty: all that no other line names.",
    )
    register_next = fields.Integer(
        "Register Goes On At",
        help="Number at which the register of the successor opens in this year. Zero: after its last number.",
    )

    # ------------------------------------------------------------------ what belongs to the old agency

    def _dossier_domain(self):
        """Dossiers of the old agency that this line takes."""
        belongs = Domain.OR(Domain(name, "=", self.source_id.id) for name in DOSSIER_AGENCIES)
        if self.sector_ids:
            return belongs & Domain("sector_id", "in", self.sector_ids.ids)
        others = self.reorganisation_id.line_ids.filtered(
            lambda line: line.source_id == self.source_id and line != self
        )
        return belongs & Domain("sector_id", "not in", others.sector_ids.ids)

    def _posts(self):
        posts = self.env["onestop.staff"].sudo()
        return posts.search(
            [
                ("agency_id", "=", self.source_id.id),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", self.reorganisation_id.date),
            ]
        )

    def _count(self):
        """What moves by this line, for the dry run and the record."""
        dossiers = self.env["onestop.dossier"].sudo()
        takes_rest = not self.sector_ids
        return {
            "source": self.source_id.display_name,
            "target": self.target_id.display_name,
            "open": dossiers.search_count(self._dossier_domain() & Domain("closed_at", "=", False)),
            "closed": dossiers.search_count(self._dossier_domain() & Domain("closed_at", "!=", False)),
            "posts": len(self._posts()) if takes_rest else 0,
            "desks": len(self.source_id.desk_ids) if takes_rest else 0,
            "procedures": self._procedures().search_count([("agency_ids", "in", self.source_id.ids)])
            if takes_rest
            else 0,
            "steps": self.env["onestop.process.step"].sudo().search_count([("agency_id", "=", self.source_id.id)])
            if takes_rest
            else 0,
            "below": len(self.source_id.child_ids) if takes_rest else 0,
        }

    def _procedures(self):
        return self.env["onestop.procedure"].sudo().with_context(active_test=False)

    # ------------------------------------------------------------------ moving

    def _move(self):
        source, target = self.source_id, self.target_id
        self._move_dossiers()
        self._open_register()
        if self.sector_ids:
            return
        self._move_posts()
        source.desk_ids.agency_id = target
        for procedure in self._procedures().search([("agency_ids", "in", source.ids)]):
            procedure.agency_ids = [Command.unlink(source.id), Command.link(target.id)]
        self.env["onestop.process.step"].search([("agency_id", "=", source.id)]).agency_id = target
        # a district that its own commune succeeds: what stood below it stands where the district stood
        below = source.id in target._parent_ids()
        source.child_ids.parent_id = source.parent_id if below else target
        if not target.calendar_id:
            target.calendar_id = source.calendar_id
        source.write({"valid_to": self.reorganisation_id.date - timedelta(days=1), "successor_id": target.id})

    def _move_dossiers(self):
        """Open dossiers get the new agency where they had the old one; all of them come into its sight."""
        source, target = self.source_id, self.target_id
        dossiers = self.env["onestop.dossier"].with_context(tracking_disable=True)
        concerned = dossiers.search(self._dossier_domain())
        if not concerned:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "INSERT INTO onestop_dossier_agency_rel (dossier_id, agency_id) SELECT id, %s FROM onestop_dossier WHERE id IN %s "
                "ON CONFLICT DO NOTHING",
                target.id,
                tuple(concerned.ids),
            )
        )
        concerned.invalidate_recordset(["agency_ids"])
        still_open = concerned.filtered(lambda dossier: not dossier.closed_at)
        # the territory of a dossier was judged when it came in; a new map does not restart its clock
        for name in DOSSIER_AGENCIES:
            having = still_open.filtered(lambda dossier, name=name: dossier[name] == source)
            having._note_before([name] if name in dossiers._attested_fields() else [])
            self.env.cr.execute(
                SQL(
                    "UPDATE onestop_dossier SET %s = %s WHERE id IN %s",
                    SQL.identifier(name),
                    target.id,
                    tuple(having.ids or [0]),
                )
            )
        still_open.invalidate_recordset(DOSSIER_AGENCIES)
        tasks = self.env["onestop.dossier.task"].search(
            [("dossier_id", "in", still_open.ids), ("state", "=", "open"), ("agency_id", "=", source.id)]
        )
        tasks.agency_id = target
        still_open._log(
            "reorganise",
            note=self.reorganisation_id.name,
            data={"from": source.code, "from_name": source.name, "to": target.code, "to_name": target.name},
        )

    def _open_register(self):
        if not self.register_next:
            return
        year = str(self.reorganisation_id.date.year)
        book = f"register/{self.target_id.id}"
        books = self.env["onestop.number.book"]
        row = books.search([("book", "=", book), ("period", "=", year)])
        if row.last_number >= self.register_next:
            raise UserError(
                self.env._(
                    "The register of %(agency)s stands at %(number)s already.",
                    agency=self.target_id.name,
                    number=row.last_number,
                )
            )
        if row:
            row.last_number = self.register_next - 1
        else:
            books.create({"book": book, "period": year, "last_number": self.register_next - 1})

    def _move_posts(self):
        """Posts at the old agency end, and the same people hold the same roles at the new one."""
        day = self.reorganisation_id.date
        # nobody is told of each post that they are "assigned" to: the decision was
        posts = self._posts().with_context(mail_auto_subscribe_no_notify=True)
        ending = posts.filtered(lambda post: post.valid_from < day)
        (posts - ending).agency_id = self.target_id
        posts.create(
            [
                {
                    "user_id": post.user_id.id,
                    "agency_id": self.target_id.id,
                    "desk_id": post.desk_id.id,
                    "role_ids": [Command.set(post.role_ids.ids)],
                    "title": post.title,
                    "valid_from": day,
                    "valid_to": post.valid_to,
                    "absent_from": post.absent_from,
                    "absent_to": post.absent_to,
                    "cover_id": post.cover_id.id,
                }
                for post in ending
            ]
        )
        ending.valid_to = day - timedelta(days=1)


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"reorganise": self.env._("Moved by a Reorganisation")}
