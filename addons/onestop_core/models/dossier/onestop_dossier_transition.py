from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ...engine import transitions


@dataclass(frozen=True)
class Act:
    """What an action has done to a dossier: what ``_after_act`` is told.

    ``row`` is the ``Transition`` that was applied, ``event`` the line of history that was written. ``holder_from`` and
    ``holder_to`` are the agencies that held the dossier before and hold it now, empty where nobody does. ``params`` are
    those of ``act``, without the reason.
    """

    action: str
    row: transitions.Transition
    state_from: str
    state_to: str
    holder_from: models.Model
    holder_to: models.Model
    event: models.Model
    reason: str
    params: dict


class OnestopDossier(models.Model):
    """How a dossier moves: the one method that applies the table of ``engine.transitions``."""

    _inherit = "onestop.dossier"

    allowed_actions = fields.Json(compute="_compute_allowed_actions", help="Actions that the reader may take now.")

    # ------------------------------------------------------------------ applying

    def act(self, action, reason=None, revision=None, **params):
        """Take an action on the dossiers: the only way their state changes.

        Checks, in this order: that the action exists in the present state, that nobody was faster, that the
        user holds the role where the table wants it, the reason, the guards. Then the new state, the effects
        and a line of history are written together.

        :param action: name of the action, see ``engine.transitions``
        :param reason: in the citizen's words, required where the table says so
        :param revision: the ``revision`` that the user was looking at; refuses if the dossier moved since
        :param params: what the effects need: ``content``, ``competent_body``, ``recipient``, ``result_number``,
            ``user_id`` (whom to forward to), ``lines`` (see ``_supplement_lines``), ``corrections`` and ``papers`` (see ``_effect_correct``)
        :raises UserError: the action is not possible, in words for the person at the screen
        :raises AccessError: the dossier or the role is not the user's
        """
        self.check_access("read")
        # only _act_as_citizen may say that it was the citizen
        params.pop("proof", None)
        self._take_in_hand()
        for dossier in self:
            dossier._act(action, reason=(reason or "").strip(), revision=revision, params=params)
        return True

    def _take_in_hand(self):
        """Keep everybody else from acting on the dossiers until the transaction ends.

        :raises UserError: somebody else is acting on one of them
        """
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working on this dossier at this moment. Try again.")
            ) from error

    def _perform(self, action, revision=None, **params):
        """Take an action of the table or one beside it: what dialogs and batches call.

        :param revision: see ``act``
        """
        own = self._own_actions().get(action)
        return own(**params) if own else self.act(action, revision=revision, **params)

    def _act(self, action, *, reason, revision, params):
        state_from = self.state
        row = self._find_row(action, revision)
        if row.reason and not reason:
            raise UserError(self.env._("Give a reason: the citizen has a right to know it."))
        dossier = self.sudo()
        dossier._check_guards(row, params)
        data = dossier._event_data(row, params)
        holder = dossier.holder_agency_id
        target = dossier._target_state(row)
        note = reason or params.get("note")
        with dossier._one_event():
            dossier.write({"state": target, "revision": dossier.revision + 1})
            for effect in row.effects:
                getattr(dossier, f"_effect_{effect}")(row, dict(params, reason=reason))
            event = self._log(action, state_from=state_from, state_to=target, note=note, data=data)
        dossier._after_act(
            Act(
                action=action,
                row=row,
                state_from=state_from,
                state_to=target,
                holder_from=holder,
                holder_to=dossier.holder_agency_id,
                event=event,
                reason=reason,
                params=params,
            )
        )

    def _after_act(self, act):
        """What follows from an action, once it has happened: the one place where modules hook in.

        Called once for each dossier and action, after the state, the effects and the line of history, in the same
        transaction and with all rights: an error undoes the action. A module extends it, calls ``super()`` first and
        asks ``act`` what has happened. What belongs to one row of the table is an effect instead
        (``transitions.extend``).

        :param act: an ``Act``
        """

    def _find_row(self, action, revision=None):
        """The row of the table by which the user may take ``action`` now.

        :param revision: the ``revision`` that the user was looking at
        :raises UserError: somebody was faster, or the action does not exist in the present state
        :raises AccessError: the role is not the user's
        """
        self.ensure_one()
        if revision is not None and revision != self.revision:
            raise UserError(
                self.env._(
                    "Somebody else has changed %s since you opened it. Reload it and look again.", self.display_name
                )
            )
        row = self._transition_index().get((action, self.state))
        if not row:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(action)s” is not possible while the dossier is “%(state)s”.",
                    action=self._action_labels().get(action, action),
                    state=states[self.state],
                )
            )
        self._check_role(row)
        return row

    def _check_role(self, row):
        """Raise unless the user holds the role that the row wants, where it wants it."""
        if self.env.su:
            return
        refusal = self._role_refusal(row)
        if refusal:
            raise AccessError(refusal)

    def _role_refusal(self, row):
        """Why the user may not apply ``row``, or an empty string."""
        self_sudo = self.sudo()
        user = self.env.user
        if row.roles == transitions.STEP:
            task = self_sudo.task_id
            if not task:
                return self.env._("Nobody holds this dossier.")
            role, agency = task.role_id, task.agency_id
            roles = (role.code,) if row.decides else role._stand_ins()
            if not user._onestop_has_role(roles, agency):
                return self.env._(
                    "This step is done by: %(role)s, %(agency)s.", role=role.name, agency=agency.display_name
                )
            if task.user_id and not task._may_be_done_by(user):
                return self.env._("%s holds this dossier.", task.user_id.name)
            return ""
        agency = (
            self_sudo[f"{'holder' if row.at == transitions.HOLDER else row.at}_agency_id"]
            or self_sudo.received_agency_id
        )
        # those at the desk may also act for the agency to which they handed the dossier on
        desk = set(row.roles) & set(self.env["onestop.role"]._desk_codes())
        others = set(row.roles) - desk
        if others and user._onestop_has_role(others, agency):
            return ""
        if not desk or not any(user._onestop_has_role(desk, one) for one in agency | self_sudo.received_agency_id):
            return self.env._("Your role does not allow this at %s.", agency.display_name)
        return self_sudo._desk_refusal(row, user)

    def _desk_refusal(self, row, user):
        """Why the desk at which ``user`` works may not take the action of ``row`` on this dossier, or an empty text.

        Here modules narrow what a desk may take, for instance to the approved list of a postal desk.
        """
        return ""

    @api.depends(
        "state", "task_id", "due_at", "ready_at", "verified_since", "supplements_allowed", "letter_ids", "duplicate_id"
    )
    @api.depends_context("uid")
    def _compute_allowed_actions(self):
        index = self._transition_index()
        for dossier in self:
            dossier.allowed_actions = [
                action
                for (action, source), row in index.items()
                if source == dossier.state and not dossier._role_refusal(row) and dossier._is_offered(row)
            ]

    @api.model
    def _hiding_guards(self):
        """Names of the guards that hide an action instead of refusing it when it is taken: they ask the state and the
        step alone, and whoever sees the button can mend nothing. Modules add theirs by extending this method.
        """
        return {"step_allows", "step_follows", "verification_possible"}

    def _is_offered(self, row):
        """Whether the screens offer the action of ``row``: the step permits it, and it would not be idle."""
        dossier = self.sudo()
        hiding = self._hiding_guards()
        return not any(dossier._guard_refusal(guard, row, {}) for guard in row.guards if guard in hiding)

    def _guard_refusal(self, guard, row, params):
        """Why ``guard`` forbids the action of ``row``, or an empty text."""
        return getattr(self, f"_guard_{guard}")(row, params)

    def _check_guards(self, row, params, guards=None):
        """Refuse the action of ``row`` in the words of the first guard that forbids it.

        :param guards: which ones to ask; all of the row if left out
        :raises UserError: a guard forbids it
        """
        for guard in row.guards if guards is None else guards:
            refusal = self._guard_refusal(guard, row, params)
            if refusal:
                raise UserError(refusal)

    # ------------------------------------------------------------------ guards
    # Each returns why the action may not be taken now, in words for the person at the screen, or an empty text.

    def _guard_agency_open(self, row, params):
        today = self._local(fields.Datetime.now()).date()
        for agency in self.received_agency_id | self.competent_agency_id:
            if not agency._is_open(today):
                successor = agency.successor_id.name
                if successor:
                    return self.env._(
                        "%(agency)s no longer receives dossiers. Turn to %(successor)s.",
                        agency=agency.display_name,
                        successor=successor,
                    )
                return self.env._("%s receives no dossiers today.", agency.display_name)
        return ""

    def _guard_procedure_in_force(self, row, params):
        if not self.procedure_id:
            return self._guard_procedure_known(row, params)
        return self._procedure_refusal(self.procedure_id, self._local(fields.Datetime.now()).date())

    def _procedure_refusal(self, procedure, day):
        """Why the receiving agency cannot receive ``procedure`` on ``day``, in words, or an empty text."""
        if procedure.excluded_from and procedure.excluded_from <= day:
            return self.env._(
                "%(name)s is not received through the one-stop (%(decision)s).",
                name=procedure.name,
                decision=procedure.exclusion_decision or "…",
            )
        if not procedure._version_on(day):
            if procedure.replaced_by_id:
                return self.env._(
                    "%(old)s is no longer in force. Use %(new)s.",
                    old=procedure.display_name,
                    new=procedure.replaced_by_id.display_name,
                )
            return self.env._("%s is not in force today.", procedure.display_name)
        agency_ids = procedure._places()[1]
        if agency_ids and self.received_agency_id.id not in agency_ids:
            return self.env._(
                "%(agency)s does not receive %(name)s.", agency=self.received_agency_id.name, name=procedure.name
            )
        return ""

    def _guard_procedure_known(self, row, params):
        return "" if self.procedure_id else self.env._("Choose the procedure: a request in words can only be refused.")

    def _guard_applicant_known(self, row, params):
        if not (self.applicant_name or "").strip():
            return self.env._("Enter the name of the applicant.")
        nowhere = self.applicant_kind == "person" and not (self.applicant_identity or self.applicant_address)
        if row.action == "receive" and nowhere:
            return self.env._(
                "Enter the identity number or the address of the applicant: nobody else is to be taken for them."
            )
        return ""

    def _guard_papers_complete(self, row, params):
        # asked of the law's list, not of the lines: a line may have been taken off the draft
        asked = self.version_id._paper_vals(self.case_id.id) if self.version_id else ()
        settled = self.document_ids.filtered(lambda paper: paper._is_there() or paper._is_in_data()).component_id.ids
        listed = self.document_ids.component_id.ids
        missing = [
            paper["name"]
            for paper in asked
            if paper["required"]
            and paper["component_id"] not in settled
            and (paper["component_id"] in listed or not paper["in_national_data"])
        ]
        # beside the list: optional papers that were asked of this citizen, papers by a legal basis
        beside = {paper["component_id"] for paper in asked if not paper["required"]} | {False}
        missing += self.document_ids.filtered(
            lambda paper: paper.is_missing and paper.component_id.id in beside
        ).mapped("name")
        if not missing:
            return ""
        return self.env._(
            "These papers are missing:\n%s\nTick them, or request the supplement.",
            "\n".join(f"– {name}" for name in missing),
        )

    def _guard_step_allows(self, row, params):
        allowed = bool(self.step_id[self._step_flags()[row.action]])
        if allowed and (row.action != "send_back" or self._previous_step()):
            return ""
        return self.env._(
            "The step “%(step)s” does not allow “%(action)s”.",
            step=self.step_id.name,
            action=self._action_labels()[row.action],
        )

    def _guard_step_follows(self, row, params):
        if self._next_step():
            return ""
        return self.env._("“%s” is the last step: settle the dossier instead.", self.step_id.name)

    def _guard_step_checks(self, row, params):
        checks = (getattr(self, f"_check_{check.check_name}")(params) for check in self.step_id.check_ids)
        return next(filter(None, checks), "")

    def _guard_verification_possible(self, row, params):
        if self.verified_since:
            return self.env._("The time for verification was added already.")
        if not self._verification_days_left():
            return self.env._("The law gives no extra time for verification of this procedure.")
        return ""

    def _verification_days_left(self):
        """Working days that the law still gives for verification."""
        return 0 if self.verified_since else self._terms().verification_days

    def _guard_was_received(self, row, params):
        return "" if self.received_at else self.env._("This dossier was never received. Enter it anew.")

    # ------------------------------------------------------------------ named checks of steps

    @api.model
    def _step_checks(self):
        """``{name: label}`` of the preconditions that a step may name. Modules add theirs by extending this
        method and defining ``_check_<name>(params)``, which returns what is missing, or an empty text.
        """
        return {
            "result_entered": self.env._("The number of the result is entered"),
            "scans_attached": self.env._("Every paper handed in is scanned"),
            "opinions_answered": self.env._("All opinions asked for have come in"),
        }

    def _check_result_entered(self, params):
        if params.get("result_number") or self.result_number:
            return ""
        return self.env._("Enter the number of the result first.")

    def _check_scans_attached(self, params):
        unscanned = self.document_ids.filtered(lambda paper: paper.handed_in and not paper.file_ids)
        if not unscanned:
            return ""
        return self.env._("Scan these papers first:\n%s", "\n".join(f"– {paper.name}" for paper in unscanned))

    def _check_opinions_answered(self, params):
        waiting = self.opinion_ids.filtered(lambda opinion: not opinion.answered_at)
        if not waiting:
            return ""
        return self.env._("%s has not given its opinion yet.", ", ".join(waiting.agency_id.mapped("name")))

    # ------------------------------------------------------------------ effects

    def _effect_start_process(self, row, params):
        self._start_process(self.env.user)

    def _start_process(self, user):
        """Begin the first step of the procedure's process, in the hands of ``user``, or of nobody yet."""
        process = self.env["onestop.process"]._for_procedure(self.procedure_id)
        self.process_id = process
        self._open_task(process._steps_for(self.case_id)[:1], user=user)

    def _effect_next_step(self, row, params):
        step = self._next_step()
        self._close_task(row.action, params)
        self._open_task(step, user=self._forward_to(step, params))

    def _effect_previous_step(self, row, params):
        step = self._previous_step()
        last = self.task_ids.filtered(lambda task: task.step_id == step)[-1:]
        self._close_task(row.action, params)
        self._open_task(step, user=last.user_id)

    def _effect_add_verification(self, row, params):
        self.verified_since = fields.Datetime.now()
        self._update_due()
        self.task_id.due_at = self._step_due(self.step_id)

    def _effect_settle_granted(self, row, params):
        self._settle("granted", row, params)

    def _effect_settle_refused(self, row, params):
        self._settle("refused", row, params)

    def _settle(self, outcome, row, params):
        self._close_task(row.action, params)
        self.write(
            {
                "outcome": outcome,
                "ready_at": fields.Datetime.now(),
                "result_number": params.get("result_number") or self.result_number,
                "holder_agency_id": self.received_agency_id.id,
                "holder_id": False,
            }
        )

    def _effect_pause(self, row, params):
        self.env["onestop.dossier.pause"].create(
            {
                "dossier_id": self.id,
                "kind": self.state,
                "start_at": fields.Datetime.now(),
                "reason": params["reason"],
                "resume_state": self._resume_state_from(row),
            }
        )

    def _resume_state_from(self, row):
        """Where a pause begun by ``row`` ends: forward is the only way out of reception, so a task beyond the first
        step means processing.
        """
        if not self.received_at:
            return row.source
        return "processing" if self._previous_step() else "received"

    def _event_data(self, row, params):
        """What the history keeps of an action besides its states: a decision under delegated authority, or one by the
        person who received the dossier, so that nobody else has looked at it.
        """
        if params.get("proof"):
            return {"citizen": params["proof"]}
        if row.action not in ("approve", "refuse"):
            return None
        if self.step_id.role_id.code in self.env["onestop.role"]._desk_codes():
            return {"delegated": True}
        return {"single_handed": True} if self.receiver_id == self.env.user else None

    def _target_state(self, row):
        if row.target == transitions.STAY:
            return self.state
        return self._resume_state() if row.target == transitions.RESUME else row.target

    def _resume_state(self):
        return self.pause_ids.filtered(lambda pause: not pause.end_at).resume_state

    def _effect_resume(self, row, params):
        self._effect_end_pause(row, params)
        if not self.received_at:
            return
        self._update_due()
        self.task_id.due_at = self._step_due(self.step_id)

    def _effect_end_pause(self, row, params):
        pause = self.pause_ids.filtered(lambda pause: not pause.end_at)
        pause.end_at = fields.Datetime.now()
        # the next pause may only be stored once this one is over
        pause.flush_recordset(["end_at"])

    def _effect_hand_over(self, row, params):
        self.write(
            {
                "returned_at": fields.Datetime.now(),
                "result_recipient": params.get("recipient") or self.applicant_name,
            }
        )

    def _effect_close(self, row, params):
        self.closed_at = fields.Datetime.now()

    def _effect_cancel_task(self, row, params):
        self._close_task(row.action, params, state="cancelled")

    def _effect_reopen(self, row, params):
        """Back to the step at which the dossier was settled, at the person who settled it."""
        last = self.task_ids.sorted()[-1:]
        self.write({"closed_at": False, "ready_at": False, "returned_at": False, "outcome": False})
        self._open_task(last.step_id, user=last.user_id)

    # ------------------------------------------------------------------ tasks

    def _steps(self):
        return self.process_id._steps_for(self.case_id)

    def _next_step(self):
        """The step after the running one, or an empty recordset."""
        return self._neighbour_step(1)

    def _previous_step(self):
        return self._neighbour_step(-1)

    def _neighbour_step(self, offset):
        steps = self._steps()
        if self.step_id not in steps:
            return steps[:0]
        index = steps.ids.index(self.step_id.id) + offset
        return steps[index] if 0 <= index < len(steps) else steps[:0]

    def _open_task(self, step, user=None):
        agency = step._agency_for(self)
        if user:
            user = self.env["onestop.staff"]._standing_in(user, agency)
        if agency == self.competent_agency_id and not self.competent_received_at:
            self._start_competent_clock()
        task = self.env["onestop.dossier.task"].create(
            {
                "dossier_id": self.id,
                "step_id": step.id,
                "agency_id": agency.id,
                "user_id": user.id if user else False,
                "taken_at": fields.Datetime.now(),
                "due_at": self._step_due(step),
            }
        )
        self.write(
            {"task_id": task.id, "step_id": step.id, "holder_agency_id": agency.id, "holder_id": task.user_id.id}
        )

    def _close_task(self, outcome, params, state="done"):
        task = self.task_id
        task.write(
            {
                "state": state,
                "done_at": fields.Datetime.now(),
                "outcome": outcome,
                "user_id": task.user_id.id or self.env.uid,
                "note": params.get("reason") or params.get("note"),
            }
        )
        # the next task may only be stored once this one is no longer open
        task.flush_recordset(["state"])
        self.write({"task_id": False, "step_id": False})

    def _forward_to(self, step, params):
        """The person named by the one who forwards, if that person holds the step's role there."""
        user = self.env["res.users"].browse(params.get("user_id") or [])
        if user and not user._onestop_has_role(step.role_id._stand_ins(), step._agency_for(self)):
            raise UserError(self.env._("%(user)s is not %(role)s there.", user=user.name, role=step.role_id.name))
        return user
