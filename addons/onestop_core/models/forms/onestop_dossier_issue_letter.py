from odoo import fields, models


class OnestopDossier(models.Model):
    """How a letter to the citizen is issued: under the next number of its book, with the form of its day.

    What a leader decides goes out in the agency's name: its head, its number and who signs agree. What is said across
    the desk, or by whoever does not sign for the agency, is the desk's.
    """

    _inherit = "onestop.dossier"

    def _issue_letter(self, kind, row, params, **more):
        """Issue a letter under the next number of its book (agency and year, without gaps)."""
        led = self._agency_led() if self.received_at else self.env["onestop.agency"]
        agency = led or self.holder_agency_id or self.received_agency_id
        code = self.env["onestop.dossier.letter"]._form_code(kind, more.get("new_due_at"))
        now = fields.Datetime.now()
        day = self._local(now).date()
        form = self.env["onestop.form.set"]._form(code, agency, day)
        book = "agency_letter" if led and form.agency_suffix else "letter"
        number = self.env["onestop.number.book"]._allot_gapless(f"{book}/{kind}/{agency.id}", str(day.year))
        return self.env["onestop.dossier.letter"].create(
            {
                "dossier_id": self.id,
                "kind": kind,
                "stage": self._stage(),
                "name": f"{number:02d}/{form._number_suffix(led)}",
                "issued_at": now,
                "agency_id": agency.id,
                "of_agency": bool(led),
                "user_id": self.env.uid,
                "cause_id": self._cause_named(row, params).id,
                "reason": params["reason"],
                "content": params.get("content"),
                "competent_body": params.get("competent_body"),
                **more,
            }
        )

    def _agency_led(self):
        """The agency in whose name the user signs letters about the dossier: the first of those concerned that the user
        leads, that above the competent one last; none if the user leads none of them.
        """
        concerned = (
            self.holder_agency_id,
            self.competent_agency_id,
            self.received_agency_id,
            self.competent_agency_id.parent_id,
        )
        led = (agency for agency in concerned if agency and self.env.user._onestop_has_role(["leader"], agency))
        return next(led, self.env["onestop.agency"])

    def _effect_letter_refusal(self, row, params):
        self._issue_letter("refusal", row, params)

    def _effect_letter_stop(self, row, params):
        self._issue_letter("stop", row, params, asked_by=params.get("asked_by"))


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        labels = super()._kind_labels()
        letters = {name: label for name, label in labels.items() if name.startswith("letter/")}
        return labels | {
            f"agency_{name}": self.env._("%s, in the Agency's Name", label) for name, label in letters.items()
        }
