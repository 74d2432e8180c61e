from datetime import date

from odoo import api, models
from odoo.addons.onestop_core.engine import identity, mail_address, names, phone

PERSON_FIELDS = (
    "who", "applicant_name", "applicant_identity", "applicant_birth_date", "applicant_phone", "applicant_email",
    "applicant_address", "submitter_name", "submitter_identity", "submitter_phone", "submitter_authority",
)  # fmt: skip
LENGTHS = {"applicant_name": 200, "submitter_name": 200, "applicant_address": 300, "submitter_authority": 200}


class OnestopFiling(models.Model):
    """Who files, and for whom: what must be said, and what is doubtful about it."""

    _inherit = "onestop.filing"

    @api.model
    def _read_person(self, form):
        """What the form of the step says: texts without blanks around them; the date as the page's field sends it.

        :param form: dict of texts
        """
        return {name: " ".join(str(form.get(name) or "").split())[:400] for name in PERSON_FIELDS}

    @api.model
    def _person_missing(self, said):
        """What is missing or wrong, as ``{field: what to do}`` in the order of the page.

        The phone is needed by all: without it neither the update key nor a question reaches the citizen.
        """
        errors = {}
        who = said["who"]
        if who not in ("self", "behalf", "organisation"):
            return {"who": self.env._("Choose for whom you apply.")}
        organisation = who == "organisation"
        if not said["applicant_name"]:
            errors["applicant_name"] = (
                self.env._("Enter the name of the organisation.")
                if organisation
                else self.env._("Enter the full name.")
            )
        if not said["applicant_identity"]:
            errors["applicant_identity"] = (
                self.env._("Enter the tax code or the number of the decision that founded it.")
                if organisation
                else self.env._("Enter the personal identity number, or that of the passport.")
            )
        birth = self._read_day(said["applicant_birth_date"])
        if said["applicant_birth_date"] and not birth:
            errors["applicant_birth_date"] = self.env._("Enter the date as day/month/year, for example 27/03/1985.")
        elif birth and birth > self.env["onestop.agency"]._today():
            errors["applicant_birth_date"] = self.env._("The date of birth lies in the future.")
        if self._needs_address(said) and not said["applicant_address"]:
            errors["applicant_address"] = self.env._("Enter the address.")
        if who != "self":
            if not said["submitter_name"]:
                errors["submitter_name"] = self.env._("Enter your full name.")
            if not said["submitter_authority"]:
                errors["submitter_authority"] = self.env._("Say why you may act for the applicant.")
        own_phone = "applicant_phone" if who == "self" else "submitter_phone"
        if not said[own_phone]:
            errors[own_phone] = self.env._("Enter a mobile phone number: the update key is sent to it.")
        elif not phone.mobiles(said[own_phone]):
            errors[own_phone] = self.env._(
                "This is no mobile phone number of Vietnam. It has ten digits, for example 0912 345 678."
            )
        if said["applicant_email"] and not mail_address.addresses(said["applicant_email"]):
            errors["applicant_email"] = self.env._("This e-mail address cannot work. It looks like ten@example.vn.")
        for name, most in LENGTHS.items():
            if len(said[name]) > most:
                errors[name] = self.env._("Write at most %s characters.", most)
        return errors

    @api.model
    def _needs_address(self, said):
        """Whether the address has to be asked: whoever has a personal identity number is found by it
        (TT 04/2024/TT-BTP asks the residence only of others).
        """
        number = identity.clean_identity(said["applicant_identity"] or "")
        return said["who"] == "organisation" or not (len(number) == 12 and number.isdigit())

    @api.model
    def _read_day(self, text):
        """A date as people write it (27/3/1985, 27-03-1985) or as a browser sends it (1985-03-27); None if it is none."""
        parts = text.replace("-", "/").replace(".", "/").split("/")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return None
        day, month, year = map(int, parts if len(parts[0]) < 3 else reversed(parts))
        try:
            return date(year, month, day) if 1850 <= year <= 9999 else None
        except ValueError:
            return None

    @api.model
    def _person_doubts(self, said):
        """What is doubtful about the numbers, as ``{field: words}``; it is said and blocks nothing (NĐ 137/2015/NĐ-CP)."""
        words = self.env["onestop.dossier"]._doubt_words()
        doubts = {}
        today = self.env["onestop.agency"]._today()
        number = identity.clean_identity(said["applicant_identity"] or "")
        if number and said["who"] == "organisation":
            found = identity.check_tax_number(number) if number.replace("-", "").isdigit() else []
        elif number and number.isdigit():
            found = identity.check_identity_number(
                number, self._read_day(said["applicant_birth_date"]), None, today=today
            )
        else:
            found = []
        if found:
            doubts["applicant_identity"] = " ".join(words[doubt.value] for doubt in found)
        renamed = self.env["onestop.unit"]._renamed(said["applicant_address"])
        if renamed:
            doubts["applicant_address"] = self.env._(
                "This commune has another name since the units were rearranged: %s. Write the one where you live.",
                "; ".join(renamed),
            )
        number = identity.clean_identity(said["submitter_identity"] or "")
        if number and number.isdigit() and said["who"] != "self":
            found = identity.check_identity_number(number, None, None, today=today)
            if found:
                doubts["submitter_identity"] = " ".join(words[doubt.value] for doubt in found)
        return doubts

    def _write_person(self, said):
        """Keep what was said, as far as it can be kept: what does not belong to who applies is let go."""
        self.ensure_one()
        vals = dict(said)
        vals["who"] = said["who"] if said["who"] in ("self", "behalf", "organisation") else False
        vals["applicant_birth_date"] = self._read_day(said["applicant_birth_date"]) or False
        for name, most in LENGTHS.items():
            vals[name] = vals[name][:most]
        for name in ("applicant_name", "submitter_name"):
            vals[name] = names.clean_name(vals[name])
        if vals["who"] == "self":
            vals |= dict.fromkeys(
                ("submitter_name", "submitter_identity", "submitter_phone", "submitter_authority"), False
            )
        if vals["who"] == "organisation":
            vals["applicant_birth_date"] = False
        self._touch(**{name: value or False for name, value in vals.items()})
        if vals["who"] != "behalf":
            self.paper_ids.filtered(lambda paper: not paper.component_id).unlink()
        else:
            self._authority_paper()

    def _said_person(self):
        """What was said of the persons before, as the form shows it."""
        self.ensure_one()
        said = {name: self[name] or "" for name in PERSON_FIELDS}
        said["applicant_birth_date"] = (
            self.applicant_birth_date.strftime("%d/%m/%Y") if self.applicant_birth_date else ""
        )
        return said
