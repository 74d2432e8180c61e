"""What ``verify-trail`` and ``export-trail`` share."""

import json
import zipfile

from launcher import asking

# what the verifier is made of: plain Python, and cryptography for the signatures
ENGINES = ("trail", "merkle", "checkpoint", "trail_audit", "trail_export")


def ask(project, database, **request):
    """Have Odoo do what ``trail_runner`` describes, and return its answer."""
    request = {"dossier": None, "files": False, "export": None, "event": None, "states": [], **request}
    return asking.ask(project, database, "trail_runner.py", json.dumps(request))


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
