import json

from markupsafe import Markup
from odoo import models
from odoo.fields import Domain

# services that somebody else than a person at a screen offers; of schema.org
_SCHEMA = "https://schema.org"


class OnestopProcedure(models.Model):
    """All that the public reads of one procedure (NĐ 63/2010/NĐ-CP art. 8), and where it can be applied for."""

    _inherit = "onestop.procedure"

    def _portal_find(self, code):
        """The procedure with ``code``, if the public may see it."""
        return self.search(self._portal_domain() & Domain("code", "=", code), limit=1)

    def _portal_agencies(self):
        """Agencies at whose desks the procedure can be filed today: those that are named, else all of a competent level."""
        self.ensure_one()
        levels, receivers = self._places()
        domain = self.env["onestop.agency"]._portal_domain()
        if receivers:
            domain &= Domain("id", "in", sorted(receivers))
        elif levels:
            domain &= Domain("level_id", "in", sorted(levels))
        return self.env["onestop.agency"].sudo().search(domain, order="name")

    def _portal_may_file(self):
        """Whether it can be filed here: what goes online at least in part."""
        return self.online_scope in ("full", "partial") and bool(self._portal_agencies())

    def _portal_page(self):
        """What the page of the procedure shows: dict of texts and of lists of texts."""
        self.ensure_one()
        version = self.current_version_id
        scopes = dict(self._fields["online_scope"]._description_selection(self.env))
        reasons = dict(
            self.env["onestop.procedure.classification"]._fields["partial_reason"]._description_selection(self.env)
        )
        return {
            "code": self.code,
            "name": version.name,
            "sector": self.sector_id.name,
            "level": self.service_level or "",
            "scope": self.online_scope or "",
            "scope_words": scopes.get(self.online_scope, ""),
            "partial_reason": reasons.get(self.partial_reason, "") if self.online_scope == "partial" else "",
            "partial_words": self.partial_legal_text or "" if self.online_scope == "partial" else "",
            "may_file": self._portal_may_file(),
            "description": version.description or "",
            "applicants": version.applicants or "",
            "conditions": version.conditions or "",
            "steps": [
                (line.case_id.name or line.heading or "", line.text or "") for line in version.instruction_ids.sorted()
            ],
            "ways": self._portal_ways(version),
            "papers": self._portal_papers(version),
            "results": version._results().mapped("name"),
            "bases": [
                {
                    "name": basis.name or "",
                    "abstract": basis.abstract or "",
                    "link": basis.link if (basis.link or "").startswith("https://") else "",
                }
                for basis in version.legal_basis_ids.sorted()
            ],
            "competent": version.competent_body or version.executing_body or ", ".join(self.level_ids.mapped("name")),
            "place": version.reception_place or "",
            "decision": version.decision or "",
            "decision_day": version.decision_date.strftime("%d/%m/%Y") if version.decision_date else "",
            "since": version.valid_from.strftime("%d/%m/%Y"),
        }

    def _portal_ways(self, version):
        """By case and channel: how long it takes and what it costs. A list of ``(case, [(channel, time, fee, note)])``."""
        labels = dict(self.env["onestop.procedure.channel"]._fields["channel"]._description_selection(self.env))
        groups = {}
        seen = set()
        for line in version.channel_ids.sorted():
            key = (line.case_id.id, line.channel)
            if key in seen:
                # a further line of fees: ``_fee_words`` has it already
                continue
            seen.add(key)
            row = (labels[line.channel], line._duration_label(), line._fee_words(), line.note or "")
            groups.setdefault(line.case_id.name or "", []).append(row)
        return list(groups.items())

    def _portal_papers(self, version):
        """By case: the papers, with the notes among them. A list of ``(case, [paper])``."""
        groups = {}
        for line in version.component_ids.sorted():
            if line.condition == "repeated":
                continue
            groups.setdefault(line.case_id.name or "", []).append(line._portal_paper())
        return list(groups.items())

    def _portal_structured(self, page):
        """The page for machines, as schema.org's GovernmentService: a data block that runs nothing."""
        self.ensure_one()
        head = self.env["onestop.agency"]._portal_head()
        url = self._public_url()
        data = {
            "@context": _SCHEMA,
            "@type": "GovernmentService",
            "name": page["name"],
            "identifier": page["code"],
            "serviceType": page["sector"],
            "url": url,
            "inLanguage": "vi",
            "provider": {"@type": "GovernmentOrganization", "name": head["authority"]},
            "areaServed": {"@type": "AdministrativeArea", "name": head["authority"]},
            "audience": {"@type": "Audience", "audienceType": page["applicants"]},
        }
        if page["may_file"]:
            data["availableChannel"] = {"@type": "ServiceChannel", "serviceUrl": url}
        # no sign that could end the block
        text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
        text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        return Markup('<script type="application/ld+json">%s</script>') % Markup(text)  # nosec B704


class OnestopProcedureComponent(models.Model):
    _inherit = "onestop.procedure.component"

    def _portal_paper(self):
        """What the public reads of a paper."""
        counts = (
            (self.originals, self.env._("original")),
            (self.certified_copies, self.env._("certified copy")),
            (self.copies, self.env._("copy")),
        )
        conditions = dict(self._fields["condition"]._description_selection(self.env))
        return {
            "name": self.name,
            "is_note": self.is_note,
            "when": ""
            if self.required or self.is_note
            else conditions.get(self.condition, self.env._("If There Is Any")),
            "counts": ", ".join(f"{number} {word}" for number, word in counts if number) if not self.is_note else "",
            "returned": self.original_to_return,
            "in_national_data": self.in_national_data,
            "form": self.form_url if (self.form_url or "").startswith(("https://", "http://", "/")) else "",
        }
