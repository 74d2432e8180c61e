import json
from datetime import date

from odoo import api, models
from odoo.fields import Command
from odoo.tools import file_open

PASSWORD = "onestop"  # as in logins.csv
# what people ask for most in a commune
POSTED = ("1_001193", "1_004873", "1_000894", "1_000656", "2_000815", "1_001731")


class OnestopDemo(models.AbstractModel):
    """Loads the demo data that a data file could not say: the files beside this one call it.

    A database without demo data has this class in its registry and never runs it.
    """

    _name = "onestop.demo"
    _description = "One-Stop Demo Data"

    @api.model
    def _set_passwords(self, addon="onestop_core"):
        """Give the demo staff of an add-on the same password, hashed once: hashing is slow by design. Nobody may choose one
        so short.
        """
        users = self.env["res.users"]
        hashed = users._crypt_context().hash(PASSWORD)
        for user in self._records("res.users", addon):
            users._set_encrypted_password(user.id, hashed)

    @api.model
    def _load_calendar(self):
        """Public holidays and make-up days of this year and of those around it, which open dossiers reach into."""
        year = self.env["onestop.agency"]._today().year
        days = self.env["onestop.calendar.day"]._generate_holidays([year - 1, year, year + 1])
        # the administrators of the demo have done their part: no notice is waited for, nothing is left undecided
        days.filtered(lambda day: day.certainty == "forecast").write(
            {"certainty": "set", "source": "Dữ liệu mẫu: giả định như đã có thông báo"}
        )
        days.filtered(lambda day: day.certainty == "proposed").unlink()

    @api.model
    def _load_procedures(self):
        """The catalogue in ``procedures.json``: each version published, oldest first."""
        with file_open("onestop_core/demo/procedures.json", "r") as file:
            catalogue = json.load(file)
        names = list(dict.fromkeys(entry["sector"] for entry in catalogue["procedures"]))
        sectors = dict(zip(names, self.env["onestop.sector"].create([{"name": name} for name in names]), strict=True))
        procedures = self.env["onestop.procedure"].create(
            [self._procedure_vals(entry, sectors[entry["sector"]]) for entry in catalogue["procedures"]]
        )
        by_code = {procedure.code: procedure for procedure in procedures}
        for entry in catalogue["procedures"]:
            procedure = by_code[entry["code"]]
            for version in entry["versions"]:
                self._create_version(procedure, version, catalogue["legal_bases"])
            if entry.get("replaced_by"):
                procedure.replaced_by_id = by_code[entry["replaced_by"]]
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"onestop_core.procedure_{code.replace('.', '_')}", "record": procedure, "noupdate": True}
                for code, procedure in by_code.items()
            ]
        )

    @api.model
    def _load_dossiers(self):
        # imported here: it needs freezegun, which a database without demo data need not have
        from .dossiers import DossierSimulation

        DossierSimulation(self.env).run()

    @api.model
    def _load_postings(self):
        """What hangs at the desk of Khả Phong."""
        clerk = self.env["res.users"].search([("login", "=", "khaphong.tiepnhan")])
        postings = self.env["onestop.posting"].with_user(clerk)
        desk = {"desk_id": self._ref("agency_kha_phong").desk_ids[:1].id, "place": "Bảng niêm yết cạnh cửa ra vào"}
        posted = [self._ref(f"procedure_{code}").current_version_id for code in POSTED]
        postings.create([{**desk, "version_id": version.id, "posted_on": version.valid_from} for version in posted])

    # ------------------------------------------------------------------ helpers

    def _ref(self, name):
        return self.env.ref(f"onestop_core.{name}")

    def _records(self, model, addon="onestop_core"):
        """The records of ``model`` that the files of an add-on made."""
        data = self.env["ir.model.data"].search([("module", "=", addon), ("model", "=", model)])
        return self.env[model].browse(data.mapped("res_id"))

    def _procedure_vals(self, entry, sector):
        return {
            "code": entry["code"],
            "sector_id": sector.id,
            "level_ids": [Command.link(self._ref(f"level_{level}").id) for level in entry["levels"]],
            "agency_ids": [Command.link(self._ref(agency).id) for agency in entry.get("agencies", ())],
            "process_id": self._ref(entry["process"]).id if entry.get("process") else False,
            "note": entry.get("note"),
            "classification_ids": [Command.create(line) for line in entry["classifications"]],
        }

    def _create_version(self, procedure, data, legal_bases):
        lists = ("cases", "channels", "components", "results", "legal_bases")
        version = self.env["onestop.procedure.version"].create(
            {name: value for name, value in data.items() if name not in lists}
            | {
                "procedure_id": procedure.id,
                "valid_from": date.fromisoformat(data["valid_from"]),
                "case_ids": self._numbered({"name": name} for name in data.get("cases", ())),
                "result_ids": self._numbered({"name": name} for name in data["results"]),
                "legal_basis_ids": [Command.create(legal_bases[key]) for key in data["legal_bases"]],
            }
        )
        cases = version.case_ids.sorted()
        for name in ("channels", "components"):
            version[f"{name[:-1]}_ids"] = self._numbered(
                {key: value for key, value in line.items() if key != "case"}
                | {"case_id": cases[line["case"] - 1].id if "case" in line else False}
                for line in data[name]
            )
        version.action_publish()

    @staticmethod
    def _numbered(lines):
        return [Command.create(line | {"sequence": 10 * number}) for number, line in enumerate(lines, 1)]
