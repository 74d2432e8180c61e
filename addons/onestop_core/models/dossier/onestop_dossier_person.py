from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine import identity, mail_address, names, person_key, phone

# so many dossiers are enough to choose from
FOUND = 20
# how many of an agency's last dossiers are gone through for a name that many bear
RECENT = 300
EARLIEST_BIRTH = 1850


class OnestopDossier(models.Model):
    """Whose dossier it is: what is doubtful about the person, whether news can reach them, and how they are found again."""

    _inherit = "onestop.dossier"

    applicant_name_key = fields.Char(
        compute="_compute_applicant_name_key",
        store=True,
        precompute=True,
        help="The words by which the name is found, everywhere and at each agency that sees the dossier.",
    )
    citizen_unreachable = fields.Boolean(
        compute="_compute_citizen_unreachable", store=True, precompute=True,
        help="Neither a mobile number nor an e-mail address can be used: no notice can be sent.",
    )  # fmt: skip
    person_warnings = fields.Text(
        compute="_compute_person_warnings", help="What is doubtful about the applicant, for whoever enters the dossier."
    )
    person_search = fields.Char(
        string="Applicant", compute="_compute_person_search", search="_search_person_search",
        help="Searched by a name without accents, a phone, an identity number, a passport, a tax code, or a scanned card.",
    )  # fmt: skip

    # without a list of what is yet to be sorted in: whoever searches would have to read it
    _applicant_words = models.Index(
        "USING gin (string_to_array(applicant_name_key, ' ')) WITH (fastupdate = off)"
        " WHERE applicant_name_key IS NOT NULL"
    )
    _applicant_phones = models.Index(
        f"USING gin (string_to_array(applicant_phone, '{phone.SEPARATOR}')) WITH (fastupdate = off)"
        " WHERE applicant_phone IS NOT NULL"
    )

    # ------------------------------------------------------------------ what follows from what was entered

    @api.depends("applicant_name", "agency_ids")
    def _compute_applicant_name_key(self):
        for dossier in self:
            key = names.name_key(dossier.applicant_name or "")
            dossier.applicant_name_key = key and names.placed_key(key, dossier.agency_ids.ids)

    @api.onchange("applicant_birth_date")
    def _onchange_birth_date(self):
        if self.applicant_birth_date:
            self.applicant_birth_year = self.applicant_birth_date.year

    @api.depends("applicant_phone", "submitter_phone", "applicant_email")
    def _compute_citizen_unreachable(self):
        for dossier in self:
            dossier.citizen_unreachable = not (dossier._mobile_number() or dossier._mail_address())

    def _mobile_number(self):
        """The number to which text messages about the dossier go, or an empty text."""
        return next(iter(phone.mobiles(self.applicant_phone or "") + phone.mobiles(self.submitter_phone or "")), "")

    def _mail_address(self):
        """The address to which messages about the dossier go, or an empty text."""
        return next(iter(mail_address.addresses(self.applicant_email or "")), "")

    @api.constrains("applicant_birth_year")
    def _check_birth_year(self):
        if any(year and not EARLIEST_BIRTH <= year <= 9999 for year in self.mapped("applicant_birth_year")):
            raise ValidationError(self.env._("Enter the year of birth with its four digits."))

    def _clean_person(self, vals):
        """What was typed of a person, as it is stored: an old number beside the new one goes to its own field, and a
        year of birth never contradicts the date.
        """
        vals = dict(vals)
        old_number = identity.old_number_in(vals.get("applicant_identity") or "")
        if old_number and not vals.get("applicant_old_identity"):
            vals["applicant_old_identity"] = old_number
        birth_date = fields.Date.to_date(vals.get("applicant_birth_date"))
        if birth_date:
            # of a date that is taken away again the year stays
            vals["applicant_birth_year"] = birth_date.year
        return vals

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_person(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_person(vals))

    # ------------------------------------------------------------------ what is said at once

    @api.model
    def _doubt_words(self):
        """What is doubtful about an identity number, by ``engine.identity.Doubt``."""
        return {
            "not_twelve_digits": self.env._("An identity number has twelve digits."),
            "old_number": self.env._("An old number of nine digits, no longer issued."),
            "unknown_province": self.env._("The first three digits are those of no province."),
            "birth_year_differs": self.env._("The number says another year of birth."),
            "birth_in_future": self.env._("The birth lies in the future."),
            "sex_differs": self.env._("The number says another sex."),
            "tax_format": self.env._("A tax code has ten digits, and three more for a branch."),
            "tax_check_digit": self.env._("The tax code cannot be right: its last digit does not fit."),
        }

    @api.depends(
        "applicant_kind", "applicant_identity", "applicant_birth_date", "applicant_birth_year", "applicant_sex",
        "applicant_name", "applicant_phone", "applicant_email", "submitter_phone",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_person_warnings(self):
        words = self._doubt_words()
        for dossier in self:
            lines = [words[doubt.value] for doubt in dossier._identity_doubts()]
            lines += dossier._contact_warnings()
            dossier.person_warnings = "\n".join(lines)

    def _identity_doubts(self):
        number = self.applicant_identity
        birth_date, birth_year = self.applicant_birth_date or None, self.applicant_birth_year or None
        today = self.env["onestop.agency"]._today()
        if not number:
            future = identity.birth_in_future(today, birth_date, birth_year)
            return [identity.Doubt.BIRTH_IN_FUTURE] if future else []
        if self.applicant_kind == "organisation":
            # a register number of another kind is what it is
            return identity.check_tax_number(number) if number.replace("-", "").isdigit() else []
        return identity.check_identity_number(
            number,
            birth_date,
            self.applicant_sex or None,
            birth_year=birth_year,
            today=today,
        )

    def _contact_warnings(self):
        lines = []
        if any(number and not phone.phones(number) for number in (self.applicant_phone, self.submitter_phone)):
            lines.append(self.env._("The phone number cannot be read: check its digits."))
        if self.applicant_email and not self._mail_address():
            lines.append(self.env._("The e-mail address cannot work: check it."))
        # not of a form that nobody has begun to fill in
        if self.applicant_name and not (self._mobile_number() or self._mail_address()):
            lines.append(self.env._("No mobile number and no e-mail address: notices cannot reach the citizen."))
        return lines

    # ------------------------------------------------------------------ finding people again

    def _compute_person_search(self):
        self.person_search = False

    @api.model
    def _search_person_search(self, operator, value):
        if operator not in ("=", "ilike", "in"):
            return NotImplemented
        texts = [value] if isinstance(value, str) else [text for text in value or () if text]
        return Domain.OR(self._person_domain(text) for text in texts)

    @api.model
    def _person_domain(self, text):
        """Dossiers of the person who is looked for by ``text``; the lists find them one index at a time, see
        ``_find_people``.
        """
        return Domain.OR(self._key_domains(person_key.read_person_key(text))) if text else Domain.FALSE

    @api.model
    def _key_domains(self, key):
        """One domain for each index that answers ``key``."""
        domains = []
        if key.identities:
            domains += [Domain(name, "in", key.identities) for name in ("applicant_identity", "applicant_old_identity")]
        if key.phones:
            domains.append(self._words_domain("applicant_phone", phone.SEPARATOR, key.phones, any))
        if key.words:
            domains.append(self._words_domain("applicant_name_key", " ", key.words, all))
        return domains

    @api.model
    def _words_domain(self, name, separator, words, mode):
        """Dossiers whose field ``name``, cut at ``separator``, holds any or all of ``words``."""
        operator = SQL("&&") if mode is any else SQL("@>")
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%(field)s IS NOT NULL AND string_to_array(%(field)s, %(separator)s) %(operator)s %(words)s)",
                field=model._field_to_sql(alias, name, query),
                separator=separator,
                operator=operator,
                words=list(words),
            ),
            predicate=lambda record: mode(word in (record[name] or "").split(separator) for word in words),
        )

    @api.model
    def _find_people(self, text, old_number=None):
        """The last dossiers in the user's sight of whoever ``text`` may mean, the latest first.

        One search for each index: a condition on two of them at once would be answered by neither, and read the
        whole table when there are many dossiers.

        :param text: an identity number, passport, tax code, phone, name in any spelling, or a scanned card
        :param old_number: nine digits that the person had before
        """
        key = person_key.read_person_key(text or "")
        if old_number:
            key = person_key.with_old_number(key, old_number)
        if key.words:
            return self._find_named(key.words)
        found = self.browse()
        for domain in self._key_domains(key):
            found |= self.search(domain, order="id desc", limit=FOUND)
        if key.identities:
            found |= self._find_other_numbers(found, key.identities)
        return found.sorted("id", reverse=True)[:FOUND]

    @api.model
    def _find_other_numbers(self, found, numbers):
        """Dossiers under the other number of the person: the old card of the new one, or the other way round."""
        known = {*found.mapped("applicant_identity"), *found.mapped("applicant_old_identity")}
        others = {number for number in known if number} - set(numbers)
        more = self.browse()
        for name in ("applicant_identity", "applicant_old_identity") if others else ():
            more |= self.search(Domain(name, "in", sorted(others)), order="id desc", limit=FOUND)
        return more

    @api.model
    def _find_named(self, words):
        """The last dossiers of the user's agencies with ``words`` in the name.

        A name that many bear is among the last dossiers of the agency; of one that few bear the agency has few, and
        the index names them. Either takes as long among a million dossiers as among ten thousand.
        """
        if not self.env.user.onestop_agency_ids:
            return self.browse()
        found = self._find_recent(words)
        return found if len(found) >= FOUND else self._find_here(words)

    @api.model
    def _find_recent(self, words):
        return self._search_ids(
            SQL(
                """SELECT dossier.id
                     FROM unnest(%s) AS mine(agency_id)
               CROSS JOIN LATERAL (SELECT dossier_id FROM onestop_dossier_agency_rel rel
                                    WHERE rel.agency_id = mine.agency_id ORDER BY dossier_id DESC LIMIT %s) recent
                     JOIN onestop_dossier dossier ON dossier.id = recent.dossier_id
                    WHERE string_to_array(dossier.applicant_name_key, ' ') @> %s""",
                self.env.user.onestop_agency_ids.ids,
                RECENT,
                list(words),
            )
        )

    @api.model
    def _find_here(self, words):
        # OFFSET 0: the condition is answered first, by its index; the order is that of what is left
        return self._search_ids(
            SQL(" UNION ALL ").join(
                SQL(
                    """(SELECT id FROM onestop_dossier WHERE applicant_name_key IS NOT NULL
                           AND string_to_array(applicant_name_key, ' ') @> %s OFFSET 0)""",
                    names.at_places(words, [agency_id]),
                )
                for agency_id in self.env.user.onestop_agency_ids.ids
            )
        )

    @api.model
    def _search_ids(self, ids):
        """The last dossiers of those that the SQL query ``ids`` names, read again with the user's rules."""
        self.flush_model(["applicant_name_key", "agency_ids"])
        rows = self.env.execute_query(SQL("SELECT DISTINCT id FROM (%s) named ORDER BY id DESC LIMIT %s", ids, FOUND))
        return self.search([("id", "in", [row[0] for row in rows])], order="id desc") if rows else self.browse()
