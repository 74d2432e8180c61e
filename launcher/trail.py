"""What ``verify-trail`` and ``export-trail`` share."""

import json
import zipfile
from pathlib import Path

from launcher import process, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.suite import demand

_RUNNER = Path(__file__).with_name("trail_runner.py")
# what the verifier is made of: plain Python, and cryptography for the signatures
ENGINES = ("trail", "merkle", "checkpoint", "trail_audit", "trail_export")


def ask(project, database, **request):
    """Have Odoo do what ``trail_runner`` describes, and return its answer."""
    request = {"dossier": None, "files": False, "export": None, "event": None, "states": [], **request}
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir), database)
        output = process.run(
            [runtime.python, _RUNNER, runtime.config, database, json.dumps(request)],
            env=runtime.environment(),
            cwd=runtime.home,
        )
    answer = json.loads(output.strip().splitlines()[-1])
    if answer.get("refused"):
        raise Problem(answer["refused"])
    return answer


def write_verifier(project, path):
    """Write the verifier that needs no Odoo as one file that Python runs, and return its path."""
    engine = project.root / "addons/onestop_core/engine"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("verifier/__init__.py", "")
        for name in ENGINES:
            archive.write(engine / f"{name}.py", f"verifier/{name}.py")
        archive.writestr(
            "__main__.py", "import sys\nfrom verifier.trail_export import main\nsys.exit(main(sys.argv[1:]))\n"
        )
    return path
