from odoo import api, fields, models
from odoo.exceptions import UserError


class OnestopFormSet(models.Model):
    """The forms of a circular between two dates. Numbers and titles differ from circular to circular
    (TT 01/2018/TT-VPCP has six forms, TT 03/2025/TT-VPCP seven), so they are data.

    An agency that words its forms differently has a set of its own, a copy of the general one, which ends
    with it at the latest.
    """

    _name = "onestop.form.set"
    _description = "Form Set"
    _order = "valid_from desc, id desc"

    name = fields.Char(required=True, help="The circular, as printed: TT 03/2025/TT-VPCP.")
    agency_id = fields.Many2one(
        "onestop.agency",
        index="btree_not_null",
        ondelete="restrict",
        help="Also for the agencies below it. Empty: all agencies.",
    )
    base_id = fields.Many2one(
        "onestop.form.set",
        string="Wording Of",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The general set that the agency words in its own way.",
    )
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(help="Last day on which the forms are used.")
    form_ids = fields.One2many("onestop.form", "set_id", copy=True)

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A form set cannot end before it begins."
    )

    def write(self, vals):
        if not self.env.su:
            self._check_past(vals)
        result = super().write(vals)
        if vals.get("valid_to"):
            self._end_own_wordings()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if not self.env.su and any(forms.valid_from <= self.env["onestop.agency"]._today() for forms in self):
            raise UserError(self.env._("A form set that was in force is ended, not deleted."))

    def _check_past(self, vals):
        """What was in force stays as it was, so that what was printed can be printed again."""
        today = self.env["onestop.agency"]._today()
        for forms in self:
            if "valid_to" in vals:
                last = fields.Date.to_date(vals["valid_to"])
                if min(last or today, forms.valid_to or today) < fields.Date.subtract(today, days=1):
                    raise UserError(self.env._("“%s” cannot be made to end, or to go on, in the past.", forms.name))
            if vals.keys() & {"name", "agency_id", "valid_from"}:
                first = fields.Date.to_date(vals.get("valid_from")) or forms.valid_from
                if min(first, forms.valid_from) <= today:
                    raise UserError(self.env._("“%s” is in force: only its last day can still be set.", forms.name))

    def _end_own_wordings(self):
        """A circular that ends takes the agencies' own wordings of it along."""
        for base in self:
            own = self.sudo().search([("base_id", "=", base.id)])
            never = own.filtered(lambda one, end=base.valid_to: one.valid_from > end)
            (own - never).filtered(
                lambda one, end=base.valid_to: not one.valid_to or one.valid_to > end
            ).valid_to = base.valid_to
            never.unlink()

    def _word_own(self, agency, day):
        """Begin a wording of the agency's own: a copy of what it uses on ``day``, to be altered before that day.

        An own wording that holds on that day ends the day before; a general set stays for the others.

        :return: the new ``onestop.form.set``
        """
        self.ensure_one()
        base = self.base_id or self
        if day <= self.env["onestop.agency"]._today():
            raise UserError(self.env._("What was printed keeps its words: choose a day after today."))
        if day < base.valid_from or (base.valid_to and day > base.valid_to):
            raise UserError(self.env._("“%s” is not in force on that day.", base.name))
        own = self.search([("agency_id", "=", agency.id), ("base_id", "=", base.id)])
        if day in own.mapped("valid_from"):
            raise UserError(
                self.env._("%s has a wording that begins on this day already: alter that one.", agency.name)
            )
        before = own.filtered(lambda one: one.valid_from < day and (not one.valid_to or one.valid_to >= day))[:1]
        after = own.filtered(lambda one: one.valid_from > day)[-1:]
        new = (before or base).copy(
            {
                "name": base.name,
                "agency_id": agency.id,
                "valid_from": day,
                "valid_to": fields.Date.subtract(after.valid_from, days=1) if after else base.valid_to,
            }
        )
        new.sudo().base_id = base
        if before:
            before.valid_to = fields.Date.subtract(day, days=1)
        return new

    @api.model
    def _form(self, code, agency, day):
        """The form that ``agency`` uses on ``day``: of its own set, else of the nearest agency above with one, else the
        general one; among several the newest.

        :param code: one of the codes of ``onestop.form``
        :param day: a date in the agency's own time
        :return: an ``onestop.form`` record
        :raises UserError: no set in force has the form
        """
        previewed = self.env.context.get("onestop_previewed_form")
        # a record, which no request can put into its context
        if isinstance(previewed, models.BaseModel) and previewed.code == code:
            return previewed
        above = agency.sudo()._parent_ids()
        forms = self.env["onestop.form"].search(
            [
                ("code", "=", code),
                ("set_id.valid_from", "<=", day),
                "|", ("set_id.valid_to", "=", False), ("set_id.valid_to", ">=", day),
                "|", ("set_id.agency_id", "=", False), ("set_id.agency_id", "in", above),
            ]
        )  # fmt: skip
        if not forms:
            raise UserError(
                self.env._(
                    "No form set in force on %(day)s has the form “%(form)s”.",
                    day=day.strftime("%d/%m/%Y"),
                    form=dict(self.env["onestop.form"]._fields["code"]._description_selection(self.env)).get(
                        code, code
                    ),
                )
            )

        def nearness(form):
            owner = form.set_id.agency_id
            return (above.index(owner.id) if owner else -1, form.set_id.valid_from, form.set_id.id)

        return max(forms, key=nearness)
