"""Linters that need a database: Odoo's own, and the completeness of translations."""

import json
from pathlib import Path

from launcher import process
from launcher.testing.modules import execute

_DATABASE = "test_lint"
_RUNNER = Path(__file__).with_name("odoo_lint_runner.py")
_TRANSLATIONS = Path(__file__).with_name("translations_runner.py")
# Tests of the linters themselves, and one that calls an eslint older than ours.
_NOT_OURS = ("TestESLint", "TestGetTextLint", "TestSqlLint", "TestUnlinkLint", "TestPylintChecks")


def run(runtime, databases, tally, template, modules):
    """Run ``test_lint`` of Odoo on our add-ons, and look for texts without Vietnamese."""
    databases.copy(template, _DATABASE)
    translations(runtime, tally, _DATABASE, modules)
    runtime.once(_DATABASE, "-i", "test_lint")
    names = ",".join(module.name for module in modules)
    tags = ",".join(["/test_lint", *(f"-/test_lint:{name}" for name in _NOT_OURS)])
    command = ["env", f"ONESTOP_LINT={names}", str(runtime.python), str(_RUNNER), "server"]
    log = execute(runtime, _DATABASE, command, tags, "odoo-lint.log")
    ours = [text for text in log.failures if any(module.name in text for module in modules)]
    tally.add("Odoo's linters", log.tests - len(ours), ours)
    databases.drop(_DATABASE)


def translations(runtime, tally, database, modules):
    """Compare a fresh export of each add-on's texts with its ``i18n/vi.po``."""
    for module in modules:
        export = runtime.project.tmp / f"{module.name}.po"
        process.run(
            runtime.command(
                *("i18n", "export", "-c", runtime.config, "-d", database),
                *("-l", "vi_VN", "-o", export, module.name),
            ),
            env=runtime.environment(),
        )
        output = process.run(
            [runtime.python, _TRANSLATIONS, export, module.path / "i18n/vi.po"], env=runtime.environment()
        )
        result = json.loads(output)
        failures = []
        if result["missing"]:
            texts = "\n".join(f"  {text!r} ({where})" for text, where in result["missing"])
            failures.append(f"{module.name}: {len(result['missing'])} texts have no Vietnamese in i18n/vi.po\n{texts}")
        tally.add(f"Vietnamese of {module.name} ({result['texts']} texts)", 0 if failures else 1, failures)
