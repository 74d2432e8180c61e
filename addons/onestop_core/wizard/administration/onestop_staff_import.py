import base64

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...engine import staff_sheet
from ...examination import examine


class OnestopStaffImport(models.TransientModel):
    """Staff accounts from a workbook: look at what would change, then apply all of it or nothing."""

    _name = "onestop.staff.import"
    _description = "Import of Staff Accounts"

    # not required: who has none yet downloads the workbook here first
    file = fields.Binary(attachment=False)
    filename = fields.Char()
    state = fields.Selection(
        [("new", "New"), ("checked", "Checked"), ("applied", "Applied")], default="new", readonly=True
    )
    line_ids = fields.One2many("onestop.staff.import.line", "import_id", readonly=True)
    new_user_ids = fields.Many2many("res.users", readonly=True)
    uninvited_count = fields.Integer(compute="_compute_uninvited_count")
    error_count = fields.Integer(compute="_compute_counts")
    change_count = fields.Integer(compute="_compute_counts")

    @api.depends("line_ids.kind")
    def _compute_counts(self):
        for one in self:
            kinds = one.line_ids.mapped("kind")
            one.error_count = kinds.count("error")
            one.change_count = len(kinds) - kinds.count("error") - kinds.count("same")

    @api.depends("new_user_ids")
    def _compute_uninvited_count(self):
        for one in self:
            one.uninvited_count = len(one._uninvited())

    def _uninvited(self):
        """Accounts of this import whose holders have no way in yet."""
        return self.new_user_ids.sudo().filtered(lambda user: not user.onestop_invited_at).sudo(False)

    def action_template(self):
        """Download the workbook to fill in: the headings, with the accounts that are there."""
        return self.env["onestop.staff"].action_export()

    def action_print_codes(self):
        """Print the sheets with one-time codes for the new accounts that no e-mail reaches."""
        self.ensure_one()
        users = self._uninvited()
        return self.env["onestop.staff"].search([("user_id", "in", users.ids)]).action_print_code()

    def _agencies(self):
        """Agencies whose accounts the user may change."""
        return self.env.user.onestop_agency_ids

    def action_check(self):
        """Compare the workbook with the accounts as they are; nothing is changed."""
        self.ensure_one()
        self.line_ids = [Command.clear()] + [Command.create(vals) for vals in self._plan()]
        self.state = "checked"
        return self._reopen()

    def action_apply(self):
        """Apply the workbook in one transaction.

        :raises UserError: a line is wrong; nothing is changed
        """
        self.ensure_one()
        self.action_check()
        if self.error_count:
            raise UserError(
                self.env._("%s lines are wrong. Correct the file first: nothing was changed.", self.error_count)
            )
        rows, _problems = self._read()
        by_line = {line.line: line for line in self.line_ids}
        new = self.env["res.users"]
        for row in rows:
            if by_line[row.line].kind != "same":
                new |= self._apply_row(row)
        new._onestop_invite_those_with_address()
        self.write({"state": "applied", "new_user_ids": [Command.set(new.ids)]})
        return self._reopen()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Accounts from Excel"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _read(self):
        if not self.file:
            raise UserError(self.env._("Choose the workbook first."))
        try:
            return examine(
                self.env, staff_sheet.read, base64.b64decode(self.file), self.env["onestop.role"]._sheet_words()
            )
        except staff_sheet.NotASheetError as error:
            if error.args[0] == "xlsx":
                raise UserError(self.env._("This is not an Excel workbook (.xlsx).")) from error
            raise UserError(
                self.env._("The first line of the sheet lacks these headings: %s", error.args[0])
            ) from error

    def _problem_words(self, problem):
        return {
            "empty": self.env._("is empty"),
            "login": self.env._("“%s” is no account name: small letters, digits, dots; at least three", problem.value),
            "role": self.env._("there is no role “%s”", problem.value),
            "date": self.env._("“%s” is no date: write dd/MM/yyyy", problem.value),
            "order": self.env._("the last day lies before the first"),
            "twice": self.env._("the same person at the same agency stands in line %s already", problem.value),
        }[problem.reason]

    def _plan(self):
        """Values of the lines that tell what would happen."""
        rows, problems = self._read()
        plan = [
            {
                "line": problem.line,
                "kind": "error",
                "text": self.env._(
                    "Column %(column)s: %(problem)s.", column=problem.column, problem=self._problem_words(problem)
                ),
            }
            for problem in problems
        ]
        for row in rows:
            error = self._refusal(row)
            kind, text = ("error", error) if error else self._difference(row)
            plan.append({"line": row.line, "kind": kind, "login": row.login, "text": text})
        # what is wrong stands first: it is what has to be done
        return sorted(plan, key=lambda vals: (vals["kind"] != "error", vals["line"]))

    def _agency(self, row):
        return self.env["onestop.agency"].search([("code", "=", row.agency_code)], limit=1)

    def _refusal(self, row):
        agency = self._agency(row)
        if not agency:
            return self.env._("There is no agency %s.", row.agency_code)
        if agency not in self._agencies():
            return self.env._("The accounts of %s are not yours to change.", agency.display_name)
        if row.desk and row.desk not in agency.desk_ids.mapped("name"):
            return self.env._("%(agency)s has no desk “%(desk)s”.", agency=agency.display_name, desk=row.desk)
        user = self._user(row)
        if (
            user
            and user.has_group("onestop_core.group_manager")
            and not self.env.user.has_group("onestop_core.group_manager")
        ):
            return self.env._("%s is a provincial administrator.", row.login)
        if user and not user.active:
            return self.env._("The account %s was deactivated.", row.login)
        if self._post_changes(row):
            roles = self.env["onestop.role"].search([("code", "in", row.roles)]) | self._post(row).role_ids
            refusal = self.env["onestop.staff"]._giving_refusal(user.sudo(False), agency, roles)
            if refusal:
                return refusal
        if user and self._personal_changes(row):
            return user.sudo(False)._onestop_administered_refusal()
        return ""

    def _post_changes(self, row):
        """Whether the row gives a post or changes one."""
        post = self._post(row)
        vals = self._post_vals(row)
        roles = set(vals.pop("role_ids")[0][2])
        return (
            not post
            or roles != set(post.role_ids.ids)
            or any(
                (post[name].id if name == "desk_id" else post[name]) != (value or False) for name, value in vals.items()
            )
        )

    def _personal(self, row):
        """What the row says of the person; an empty cell says nothing."""
        return {name: value for name in ("name", "email", "phone") if (value := getattr(row, name))}

    def _personal_changes(self, row):
        user = self._user(row)
        return {name: value for name, value in self._personal(row).items() if (user[name] or "") != value}

    def _user(self, row):
        return self.env["res.users"].sudo().with_context(active_test=False).search([("login", "=", row.login)], limit=1)

    def _post(self, row):
        """The post that the row is about: the last one of the person at the agency."""
        return self.env["onestop.staff"].search(
            [("user_id", "=", self._user(row).id), ("agency_id", "=", self._agency(row).id)],
            order="valid_from desc",
            limit=1,
        )

    def _post_vals(self, row):
        agency = self._agency(row)
        roles = self.env["onestop.role"].search([("code", "in", row.roles)])
        desk = agency.desk_ids.filtered(lambda one: one.name == row.desk) if row.desk else agency.desk_ids.browse()
        vals = {
            "role_ids": [Command.set(roles.ids)],
            "desk_id": desk[:1].id,
            "title": row.title or False,
            "valid_to": row.valid_to or False,
        }
        if row.valid_from:
            vals["valid_from"] = row.valid_from
        return vals

    def _difference(self, row):
        """``(kind, text)``: what the row changes, field by field."""
        user, post = self._user(row), self._post(row)
        if not user:
            return "account", self.env._(
                "New account of %(name)s at %(agency)s.", name=row.name, agency=self._agency(row).display_name
            )
        if not post:
            return "post", self.env._(
                "New post of %(name)s at %(agency)s.", name=user.name, agency=self._agency(row).display_name
            )
        now = post._as_rows()[0]
        headings = staff_sheet.HEADINGS
        changes = []
        for name in headings:
            before, after = getattr(now, name), getattr(row, name)
            if name == "valid_from" and after is None:
                continue
            if name in ("email", "phone") and not after:
                continue
            if before != after:
                changes.append(f"{headings[name]}: {self._show(before)} → {self._show(after)}")
        return ("change", "; ".join(changes)) if changes else ("same", self.env._("Unchanged."))

    def _show(self, value):
        if isinstance(value, tuple):
            return ", ".join(self.env["onestop.role"]._sheet_words()[code] for code in value)
        if hasattr(value, "strftime"):
            return value.strftime("%d/%m/%Y")
        return value or "–"

    def _apply_row(self, row):
        """Do what the row says; the plan has checked that it may be done.

        :return: the account, if it is new
        """
        user, new = self._user(row), self.env["res.users"]
        if not user:
            # without a password; its holder gets in by an invitation or a one-time code (``onestop_staff_way_in.py``)
            user = new = (
                self.env["res.users"]
                .sudo()
                .with_context(no_reset_password=True)
                .create(
                    {
                        **self._personal(row),
                        "login": row.login,
                        "lang": self.env.user.lang,
                        "tz": "Asia/Ho_Chi_Minh",
                        "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                    }
                )
            ).sudo(False)
        elif changes := self._personal_changes(row):
            # the plan has checked that the person is the user's to administer; Odoo tells the old address of a new one
            user.write(changes)
        post = self._post(row)
        if post and self._post_changes(row):
            post.write(self._post_vals(row))
        elif not post:
            self.env["onestop.staff"].create(
                {"user_id": user.id, "agency_id": self._agency(row).id, **self._post_vals(row)}
            )
        return new


class OnestopStaffImportLine(models.TransientModel):
    _name = "onestop.staff.import.line"
    _description = "Line of a Staff Import"
    _order = "id"

    import_id = fields.Many2one("onestop.staff.import", required=True, index=True, ondelete="cascade")
    line = fields.Integer()
    login = fields.Char("Account")
    kind = fields.Selection(
        [
            ("error", "Wrong"),
            ("account", "New Account"),
            ("post", "New Post"),
            ("change", "Changed"),
            ("same", "Unchanged"),
        ],
        required=True,
    )
    text = fields.Text("What Happens")
