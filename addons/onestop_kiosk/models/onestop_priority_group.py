from odoo import fields, models


class OnestopPriorityGroup(models.Model):
    """People who are called before others: by so many minutes, so that a stream of them never starves the rest."""

    _name = "onestop.priority.group"
    _description = "Priority Group"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    minutes_ahead = fields.Integer(
        required=True, default=30,
        help="A person of this group stands before everybody who came at most so many minutes earlier.",
    )  # fmt: skip
    source = fields.Char(help="The rule of law or the decision that gives priority.")

    _minutes_some = models.Constraint(
        "CHECK(minutes_ahead > 0 AND minutes_ahead <= 240)", "Say how many minutes ahead, from 1 to 240."
    )
