import hashlib
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta

from odoo import api, fields, models

from ...engine import catalogue, catalogue_merge, catalogue_sheet
from ...examination import examine
from .onestop_catalogue_decision import KEEP
from .onestop_procedure_catalogue import PROCEDURE_ATTRIBUTES, VERSION_ATTRIBUTES, write_changed

_FILE_LIMIT = 50 * 2**20  # bytes
_CHUNK = 20  # procedures that are stored together, and between two reports of progress

# order in which people want to read the steps
_ACTIONS = ("error", "ended", "changed", "new", "renumbered", "kept", "unchanged")


@dataclass(frozen=True)
class Step:
    """What a file means for one procedure.

    ``action`` is what people read, ``effect`` what is done: ``create`` a version, ``copy`` the version into a new one,
    ``amend`` it (it began the same day, and no dossier uses it), change only the ``procedure``, ``end`` it, or nothing.
    ``said`` is what the file says of it, in short, by which the wish to keep ours is remembered.
    """

    line: int
    code: str
    name: str
    action: str
    effect: str = ""
    procedure: models.Model | None = None
    version: models.Model | None = None
    current: catalogue.ProcedureData | None = None
    target: catalogue_merge.Merged | None = None
    changes: tuple = ()
    problem: catalogue.Problem | None = None
    warnings: tuple = ()
    said: str = ""

    @property
    def doubts(self):
        return self.target.doubts if self.target else ()

    @property
    def digest(self):
        """What the step does, in short: two of the same digest do the same to the same catalogue."""
        said = (
            self.line, self.code, self.action, self.effect, self.procedure and self.procedure.ids,
            self.version and self.version.ids, self.current, self.target, self.problem,
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode()).hexdigest()


class OnestopCatalogueImport(models.Model):
    """What a file changes, and the changing."""

    _inherit = "onestop.catalogue.import"

    def _plan(self, parsed=None, code=None):
        """Compare the file with the catalogue as it is now.

        :param parsed: what ``_parse`` gave, for who holds a lock meanwhile
        :param code: only of the procedure with this code; None: of all
        :return: list of ``Step``: the problems first, then the procedures in the order in which they are read
        """
        records, problems = parsed or self._parse()
        if code:
            records = [(line, said) for line, said in records if said.code == code]
            problems = [problem for problem in problems if problem.procedure == code]
        warnings = {}
        for problem in problems:
            if problem.warning:
                warnings.setdefault(problem.line, []).append(problem)
        problems = [problem for problem in problems if not problem.warning]
        codes = {data.code for _line, data in records}
        known = self._procedures_by_code(codes)
        in_use = self._begun_in_use(self.env["onestop.procedure"].union(*known.values()))
        bases = self._bases(known.values())
        sectors = self._sector_names()
        answers = self.env["onestop.catalogue.decision"]._answers(codes)
        steps, seen = [], {}
        for line, said in records:
            data = replace(said, sector=sectors.setdefault(_sector_key(said.sector), said.sector.strip()))
            if data.code in seen:
                problems.append(_problem(line, data, "duplicate_code", {"line": seen[data.code]}, attribute="code"))
                continue
            seen[data.code] = line
            procedure = known.get(data.code, self.env["onestop.procedure"])
            if data.published:
                step = self._plan_procedure(
                    line, data, procedure, bases.get(procedure), in_use, answers.get(data.code, {})
                )
            else:
                step = self._plan_end(procedure, in_use, line, data)
            step = replace(step, said=_said(said), warnings=tuple(warnings.get(line, ())))
            if step.action != "error" and answers.get(data.code, {}).get(step.said) == KEEP:
                step = replace(step, action="kept", effect="")
            steps.append(step)
        if self.complete and not code:
            named = seen.keys() | {problem.procedure for problem in problems}
            steps += self._plan_absent(named)
        steps += [Step(problem.line, problem.procedure, "", "error", problem=problem) for problem in problems]
        return sorted(steps, key=lambda step: (_ACTIONS.index(step.action), step.line))

    def _parse(self):
        content = self._content()
        file_format = "xlsx" if content.startswith(b"PK") else "json"
        if self.file_format != file_format:
            self.sudo().file_format = file_format
        if len(content) > _FILE_LIMIT:
            return [], [catalogue.Problem(0, "", "too_big", {})]
        parse = catalogue_sheet.parse_workbook if file_format == "xlsx" else catalogue.parse_file
        return examine(self.env, parse, content)

    @api.model
    def _procedures_by_code(self, codes):
        procedures = self.env["onestop.procedure"].with_context(active_test=False)
        return {procedure.code: procedure for procedure in procedures.search([("code", "in", list(codes))])}

    def _bases(self, procedures):
        """``{procedure: version}``: the version in force on the chosen day, else the last one that was published."""
        found = self.env["onestop.procedure.version"].union(
            *(
                procedure._version_on(self.valid_from)
                or procedure.version_ids.filtered("published").sorted("valid_from")[-1:]
                for procedure in procedures
            )
        )
        # taken out of one recordset, what one of them needs is read for all
        return {version.procedure_id: version for version in found}

    def _plan_procedure(self, line, data, procedure, base, in_use, answers):
        """The step for a procedure that the file has in force.

        :param base: the version that the file is compared with, None if there has been none
        :param answers: what was decided of its doubts
        """
        version = base if base and base._is_valid(self.valid_from) else None
        current = base._catalogue_data(self.valid_from) if base else None
        target = catalogue_merge.merge(data, current, answers)
        step = {
            "line": line, "code": data.code, "name": data.name, "procedure": procedure, "version": base,
            "current": current, "target": target,
        }  # fmt: skip
        if not target.data.channels:
            problem = _problem(line, data, "no_channel", {}, part="channels")
            return Step(line, data.code, data.name, "error", problem=problem)
        if self._lacks_partial_reason(target.data):
            problem = _problem(line, data, "no_partial_reason", {}, attribute="partial_reason")
            return Step(line, data.code, data.name, "error", problem=problem)
        changes = tuple(catalogue_merge.changes(current, target)) if current else ()
        if not version:
            return Step(**step, action="new", effect="copy" if base else "create", changes=changes)
        if not changes:
            return Step(**step, action="unchanged")
        apart_from_version = PROCEDURE_ATTRIBUTES + catalogue.CLASSIFICATION
        if all(not change.part and change.attribute in apart_from_version for change in changes):
            only_number = all(change.attribute == "catalogue_number" for change in changes)
            return Step(**step, action="renumbered" if only_number else "changed", effect="procedure", changes=changes)
        if version.valid_from == self.valid_from:
            if version in in_use:
                return Step(line, data.code, data.name, "error", problem=_problem(line, data, "version_in_use", {}))
            return Step(**step, action="changed", effect="amend", changes=changes)
        return Step(**step, action="changed", effect="copy", changes=changes)

    def _lacks_partial_reason(self, data):
        classifications = self.env["onestop.procedure.classification"]
        line = classifications.new({name: getattr(data, name) or False for name in catalogue.CLASSIFICATION})
        line.valid_from = self.valid_from
        return line._lacks_reason()

    def _plan_end(self, procedure, in_use, line, data):
        """The step for a procedure that the file does not have in force."""
        code, name = (data.code, data.name) if data else (procedure.code, procedure.name)
        versions = procedure.version_ids.filtered(self._goes_on) if procedure else procedure
        if not versions:
            return Step(line, code, name, "unchanged")
        if versions & in_use:
            problem = catalogue.Problem(line, "", "version_in_use", {}, procedure=code)
            return Step(line, code, name, "error", problem=problem)
        return Step(line, code, name, "ended", "end", procedure, versions)

    def _plan_absent(self, named):
        """Steps for the procedures that a complete file does not have."""
        absent = (
            self.env["onestop.procedure"]
            .with_context(active_test=False)
            .search([("code", "not in", list(named))], order="code")
        )
        if self.level_ids:
            absent = absent.filtered(lambda procedure: procedure.level_ids and procedure.level_ids <= self.level_ids)
        absent = absent.filtered(lambda procedure: procedure.version_ids.filtered(self._goes_on))
        in_use = self._begun_in_use(absent)
        return [self._plan_end(procedure, in_use, 0, None) for procedure in absent]

    def _begun_in_use(self, procedures):
        """Versions that begin on the chosen day or later, and have dossiers already: they can only be followed later."""
        return procedures.version_ids.filtered(
            lambda version: version.published and version.valid_from >= self.valid_from
        )._in_use()

    @api.model
    def _sector_names(self):
        """``{key: name}`` of the sectors; a name that differs in capitals or blanks only means the same sector."""
        sectors = self.env["onestop.sector"].with_context(active_test=False).search_fetch([], ["name"])
        return {_sector_key(sector.name): sector.name for sector in sectors}

    def _goes_on(self, version):
        """Whether a version is in force on the chosen day, or will be."""
        return version.published and (not version.valid_to or version.valid_to >= self.valid_from)

    # ------------------------------------------------------------------ doing it

    def _perform(self, steps):
        """Do what was planned. All or nothing: the caller's transaction."""
        progress = self.env["onestop.catalogue.progress"].sudo()
        steps = [step for step in steps if step.effect]
        sectors = self._sectors({step.target.data.sector for step in steps if step.target})
        levels = {level.code: level.id for level in self.env["onestop.agency.level"].search_fetch([], ["code"])}
        for start in range(0, len(steps), _CHUNK):
            progress._report(self.id, start, len(steps))
            chunk = steps[start : start + _CHUNK]
            procedures = self._store_procedures([step for step in chunk if step.target], sectors, levels)
            self._store_versions([step for step in chunk if step.effect in ("create", "copy", "amend")], procedures)
            for step in chunk:
                if step.effect == "end":
                    self._end(step.version)
            self.env.flush_all()

    @api.model
    def _sectors(self, names):
        """``{name: id}`` of the sectors, the missing ones made."""
        sectors = self.env["onestop.sector"].with_context(active_test=False)
        known = sectors.search([("name", "in", list(names))])
        known += sectors.create([{"name": name} for name in sorted(names - set(known.mapped("name")))])
        return {sector.name: sector.id for sector in known}

    def _store_procedures(self, steps, sectors, levels):
        """Make or change the procedures themselves.

        :return: ``{code: procedure}``
        """
        procedures, to_create = {}, []
        for step in steps:
            data = step.target.data
            vals = {"catalogue_number": data.catalogue_number, "sector_id": sectors[data.sector]}
            # levels chosen here by hand stay as long as the file says the same as before
            if not step.current or step.current.level_text != data.level_text:
                level_ids = [levels[code] for code in catalogue.level_codes(data.level_text) if code in levels]
                if level_ids:
                    vals["level_ids"] = [fields.Command.set(level_ids)]
            if step.procedure:
                command = vals.pop("level_ids", None)
                write_changed(step.procedure, vals)
                if command:
                    step.procedure.level_ids = command
                procedures[step.code] = step.procedure
            else:
                to_create.append({"code": data.code, **vals})
        for procedure in self.env["onestop.procedure"].create(to_create):
            procedures[procedure.code] = procedure
        for step in steps:
            said = {name: getattr(step.target.data, name) for name in catalogue.CLASSIFICATION}
            procedures[step.code]._classify(self.valid_from, said)
        return procedures

    def _store_versions(self, steps, procedures):
        """Make the new versions or amend those of today, and put them into force."""
        versions = self.env["onestop.procedure.version"]
        to_create = [
            {
                "procedure_id": procedures[step.code].id,
                "valid_from": self.valid_from,
                **{name: getattr(step.target.data, name) or False for name in VERSION_ATTRIBUTES},
            }
            for step in steps
            if step.effect == "create"
        ]
        created = iter(versions.create(to_create))
        sources = versions.union(*(step.version for step in steps if step.effect == "copy"))
        copies = dict(zip(sources, sources.copy({"valid_from": self.valid_from, "valid_to": False}), strict=True))
        for step in steps:
            if step.effect == "create":
                versions += next(created)
            elif step.effect == "copy":
                versions += copies[step.version]
                write_changed(copies[step.version], {"valid_to": self._last_day(step)})
            else:
                versions += step.version
        versions._catalogue_store([step.target for step in steps])
        versions.action_publish()

    def _last_day(self, step):
        """Last day of a version that continues another: the day before the next one, else the end that was set."""
        later = step.procedure.version_ids.filtered(
            lambda version: version.published and version.valid_from > self.valid_from
        ).sorted("valid_from")[:1]
        if later:
            return later.valid_from - timedelta(days=1)
        set_end = step.version.valid_to
        return set_end if set_end and set_end >= self.valid_from else False

    def _end(self, versions):
        """Versions in force end the day before; those that had not begun are drafts again."""
        begun = versions.filtered(lambda version: version.valid_from < self.valid_from)
        begun.valid_to = self.valid_from - timedelta(days=1)
        (versions - begun).published = False


def _sector_key(name):
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _said(data):
    """What a file says of a procedure, in short, whatever its number in the file is."""
    return hashlib.sha256(repr(replace(data, catalogue_number="")).encode()).hexdigest()[:32]


def _problem(line, data, code, params, **place):
    return catalogue.Problem(line, "", code, params, procedure=data.code, **place)
