from odoo import fields, models


class OnestopProcessCheck(models.Model):
    """A precondition of a step, chosen from the named checks that the code offers.

    There is no language to write conditions in: a check is a method of the dossier that
    says in words what is missing (see ``onestop.dossier._step_checks``).
    """

    _name = "onestop.process.check"
    _description = "Process Step Check"
    _order = "step_id, id"

    step_id = fields.Many2one("onestop.process.step", required=True, index=True, ondelete="cascade")
    check_name = fields.Selection(selection="_selection_check_name", required=True)

    _check_uniq = models.Constraint("UNIQUE(step_id, check_name)", "This check is on the step already.")

    def _selection_check_name(self):
        """``(name, label)`` of the checks on offer; the room of dossiers, which has them, names them."""
        return []
