from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.transitions import SUPPLEMENT_STATES
from ..dossier.onestop_dossier_deadline import as_stored

# what is stored together: large enough that its fixed costs do not count, and done in seconds
BATCH = 1000


class OnestopDossier(models.Model):
    """Nobody learns too late that a dossier is due: the holder is told one working day before, the head after."""

    _inherit = "onestop.dossier"

    reminded_at = fields.Datetime(readonly=True, copy=False)
    escalated_at = fields.Datetime(readonly=True, copy=False)

    @api.model
    def _running_domain(self):
        """Dossiers whose clock runs."""
        return (
            Domain("closed_at", "=", False)
            & Domain("ready_at", "=", False)
            & Domain("due_at", "!=", False)
            & Domain("state", "in", ("received", "processing"))
        )

    @api.model
    def _cron_due_reminders(self):
        """Tell holders of what is due within a working day, and heads of what is overdue, each once."""
        now = fields.Datetime.now()
        overdue = self._running_domain() & Domain("due_at", "<", now) & Domain("escalated_at", "=", False)
        self._sweep(overdue, "_escalate")
        # the longest stretch that one working day can span is a long holiday: a generous first
        # selection by index, then the calendar of each dossier decides
        soon = (
            self._running_domain()
            & Domain("due_at", ">=", now)
            & Domain("due_at", "<=", fields.Datetime.add(now, days=15))
            & Domain("reminded_at", "=", False)
        )
        self._sweep(soon, "_remind")

    def _sweep(self, domain, method):
        """Call ``method`` on all dossiers of ``domain`` in batches, each of them committed, by ascending id."""
        last = 0
        dossiers = self.sudo().with_context(mail_activity_quick_update=True, tracking_disable=True)
        while batch := dossiers.search(Domain("id", ">", last) & domain, limit=BATCH, order="id"):
            last = batch[-1].id
            getattr(batch, method)()
            self.env["ir.cron"]._commit_progress(len(batch))

    def _remind(self):
        now = fields.Datetime.now()
        due = self.filtered(lambda dossier: dossier._is_due_soon(now))
        due.reminded_at = now
        due._notify_staff("onestop_core.activity_type_due_soon", due._holders(), self.env._("Due %s"))

    def _escalate(self):
        self.escalated_at = fields.Datetime.now()
        heads = {
            agency: self.env["onestop.staff"]._holders_of(["leader"], agency)
            for agency in {dossier._answerable_agency() for dossier in self}
        }
        self._notify_staff(
            "onestop_core.activity_type_overdue",
            {dossier: heads[dossier._answerable_agency()] for dossier in self},
            self.env._("Overdue since %s"),
        )

    def _answerable_agency(self):
        """Whose head answers for the delay: the agency's own, and once it has apologised, that of the agency above."""
        agency = self.holder_agency_id or self.competent_agency_id
        apologised = self.letter_ids.filtered(lambda letter: letter.kind == "apology")
        return agency.parent_id or agency if apologised else agency

    def _holders(self):
        """``{dossier: users}``: the person who holds each; while nobody does, all who could take it."""
        staff = self.env["onestop.staff"]
        takers = {}
        holders = {}
        for dossier in self:
            task = dossier.task_id
            if dossier.holder_id or not task:
                holders[dossier] = dossier.holder_id
                continue
            key = task.role_id, task.agency_id
            if key not in takers:
                takers[key] = staff._holders_of(task.role_id._stand_ins(), task.agency_id)
            holders[dossier] = takers[key]
        return holders

    def _notify_staff(self, activity_type, users, summary):
        """Leave an activity with each user, all of them at once: one by one they take twenty times as long.

        :param activity_type: external id
        :param users: ``{dossier: users}``
        :param summary: what to say, with ``%s`` for the due moment
        """
        kind = self.env["ir.model.data"]._xmlid_to_res_id(activity_type, raise_if_not_found=False)
        due = {dossier: dossier._local(dossier.due_at) for dossier in self}
        self.env["mail.activity"].create(
            [
                {
                    # an administrator may have deleted ours
                    "activity_type_id": kind or self._default_activity_type().id,
                    "automated": True,
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": dossier.id,
                    "user_id": user.id,
                    "date_deadline": due[dossier].date(),
                    "summary": summary % due[dossier].strftime("%d/%m/%Y %H:%M"),
                }
                for dossier in self
                for user in users[dossier]
            ]
        )

    @api.model
    def _cron_silent_supplements(self):
        """The citizen's deadline has passed: the holder is told to decide. Nothing is closed by itself."""
        now = fields.Datetime.now()
        letters = self.env["onestop.dossier.letter"].sudo().search(
            [("kind", "=", "supplement"), ("answer_by", "<", now), ("reminded_at", "=", False),
             ("dossier_id.state", "in", SUPPLEMENT_STATES)]
        )  # fmt: skip
        for letter in letters:
            dossier = letter.dossier_id
            if letter == dossier._last_supplement():
                users = dossier._holders()[dossier] or self.env["onestop.staff"]._holders_of(
                    ["receptionist"], dossier.received_agency_id
                )
                for user in users:
                    dossier.activity_schedule(
                        "onestop_core.activity_type_silent",
                        summary=self.env._(
                            "Not supplemented by %s: decide", dossier._local(letter.answer_by).strftime("%d/%m/%Y")
                        ),
                        user_id=user.id,
                    )
            letter.reminded_at = now

    # ------------------------------------------------------------------ when the calendar has changed

    @api.model
    def _find_moved(self):
        """Open dossiers whose due date would be another one if it were counted today.

        :return: list of ``(dossier, due_at as it stands, due_at as counted now)``, stored datetimes
        """
        moved = []
        open_dossiers = self.search(
            self._open_domain() & Domain("received_at", "!=", False) & Domain("ready_at", "=", False)
        )
        for dossier in open_dossiers:
            due_at = as_stored(dossier._find_due().due_at)
            # while the clock stands, the date moves with every minute: it is counted anew on resumption
            if due_at != dossier.due_at and not dossier.pause_ids.filtered(lambda pause: not pause.end_at):
                moved.append((dossier, dossier.due_at, due_at))
        return moved

    def _recalculate_due(self, reason):
        """Count the due dates anew, and leave a trace of each that moves."""
        for dossier in self.sudo():
            before = dossier.due_at
            dossier._update_due()
            if dossier.due_at != before:
                dossier._log(
                    "recalculate",
                    note=reason,
                    data={"from": fields.Datetime.to_string(before), "to": fields.Datetime.to_string(dossier.due_at)},
                )
                if dossier.task_id:
                    dossier.task_id.due_at = dossier._step_due(dossier.step_id)

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"recalculate": self.env._("Count the Due Date Anew")}
