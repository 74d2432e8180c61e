from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError

RECEIVE, RETURN, CARRY, ASSIST = "receive", "return", "carry", "assist"


class OnestopPostalRight(models.Model):
    """What one person of the post may do at one desk for one agency: two clerks may receive for four agencies and return for
    seventeen. Training opens it, and the agency's approved lists say for which procedures.
    """

    _name = "onestop.postal.right"
    _description = "Right of Postal Staff"
    _inherit = ["onestop.cached.mixin"]
    _order = "agency_id, user_id, act"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", string="Person", required=True, index=True, ondelete="cascade")
    desk_id = fields.Many2one("onestop.postal.desk", required=True, index=True, ondelete="cascade")
    office_id = fields.Many2one(related="desk_id.office_id", store=True, index=True)
    agency_id = fields.Many2one(related="desk_id.agency_id", store=True, index=True)
    act = fields.Selection(
        [
            (RECEIVE, "Receive Dossiers"),
            (RETURN, "Return Results"),
            (CARRY, "Carry Between Post and Agency"),
            (ASSIST, "Help With Online Filing"),
        ],
        required=True,
        default=RECEIVE,
    )
    procedure_ids = fields.Many2many(
        "onestop.procedure", string="Only These", help="Empty: all of the agency's approved lists."
    )
    trained_on = fields.Date(
        help="Day of the training by the agency. Without it the right does not count (Decision 45/2016, art. 13)."
    )
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date()

    _right_uniq = models.Constraint(
        "UNIQUE(user_id, desk_id, act, valid_from)", "This person has the right from that day already."
    )
    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "It cannot end before it begins."
    )

    @api.constrains("act", "desk_id")
    def _check_mode(self):
        for right in self:
            if right.act == RECEIVE and right.desk_id.mode in ("carry", "online"):
                raise ValidationError(self.env._("At “%s” nobody receives dossiers.", right.desk_id.name))

    @api.model
    @tools.ormcache("user_id", "agency_id", "act", "day", "office_id")
    def _open_to(self, user_id, agency_id, act, day, office_id=None):
        """Ids of the procedures on which a person of the post may do an act for an agency on a day; for carrying and helping,
        whether it is open at all is all that counts.
        """
        agency = self.env["onestop.agency"].browse(agency_id)
        rights = self.sudo()._in_force(self.env["res.users"].browse(user_id), agency, day)
        rights = rights.filtered(lambda right: right.act == act and (not office_id or right.office_id.id == office_id))
        return frozenset().union(*(right._procedure_ids(day) for right in rights))

    @api.model
    def _in_force(self, user, agencies, day=None):
        """The rights of a person at agencies that count on a day, today if none is named: training, dates of the right and of the desk."""
        day = day or self.env["onestop.agency"]._today()
        return self.search(
            [
                ("user_id", "=", user.id),
                ("agency_id", "in", agencies.ids),
                ("trained_on", "<=", day),
                ("valid_from", "<=", day),
                "|", ("valid_to", "=", False), ("valid_to", ">=", day),
                ("desk_id.valid_from", "<=", day),
                "|", ("desk_id.valid_to", "=", False), ("desk_id.valid_to", ">=", day),
            ]
        )  # fmt: skip

    def _procedure_ids(self, day):
        """Ids of the procedures that a right opens on a day: approved ones, and of these what the right names."""
        approved = self.env["onestop.postal.list"]._approved(self.agency_id, day)
        return approved & frozenset(self.procedure_ids.ids) if self.procedure_ids else approved

    @api.model
    def _refusal(self, user, agency, act, procedure, office=None):
        """Why a person of the post may not do ``act`` on a dossier of ``procedure`` for ``agency`` today, or an empty text.

        :param office: the post office at which it is done, where that matters: the right is one of its desk
        """
        day = agency._today()
        if procedure.id in self._open_to(user.id, agency.id, act, day, office.id if office else None):
            return ""
        act_name = dict(self._fields["act"]._description_selection(self.env))[act]
        return self.env._(
            "The post may not do this here for “%(procedure)s”: there is no right “%(act)s” for %(agency)s, or no approved list "
            "names the procedure.",
            procedure=procedure.display_name or "…",
            act=act_name,
            agency=agency.name,
        )

    @api.model
    def _carries_for(self, user, agency, office=None):
        """Whether a person of the post takes and gives papers for an agency today (at a post office, if one is named)."""
        rights = self.sudo()._in_force(user, agency).filtered(lambda right: right.act == CARRY)
        return bool(rights if not office else rights.filtered(lambda right: right.office_id == office))

    @api.model
    def _check_carries(self, agency, office):
        """Raise unless the user takes and gives papers for the agency at the post office."""
        if not (self.env.su or self._carries_for(self.env.user, agency, office)):
            raise AccessError(
                self.env._(
                    "You carry no papers between %(office)s and %(agency)s.", office=office.name, agency=agency.name
                )
            )
