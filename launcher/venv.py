"""The virtual environment, filled from the lock files with their hashes."""

import importlib.util
import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from launcher import apt, console, process
from launcher.errors import Problem

# Odoo as a file: with workers, Odoo starts the process of the websockets by the path of the program that was started,
# and `python -m odoo` names a file inside a package, which cannot be run by its path.
_PROGRAM = """\
#!{python}
import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
"""


def python(project):
    """Return the path of the environment's Python."""
    return project.state / "venv/bin/python"


def odoo_program(python):
    """Return the path of the program ``odoo`` beside the environment's Python."""
    return python.with_name("odoo")


def prepare(project, odoo, dev=False):
    """Make the environment, unless it is already as the lock files say.

    :param odoo: ``launcher.odoo_source.Odoo``, made importable from everywhere.
    :param dev: whether the tools for tests are needed too.
    """
    locks = ["requirements.txt"] + (["requirements-dev.txt"] if dev else [])
    home = project.state / "venv"
    done = home / "onestop.done"
    made_by = f"{sys.version_info[:3]} {os.path.realpath(sys.executable)}"
    known = done.read_text(encoding="utf-8").splitlines() if done.exists() else []
    if made_by not in known and home.exists():
        shutil.rmtree(home)
        known = []
    wanted = {lock: f"{lock} {_digest(project.root / lock)}" for lock in locks}
    missing = [lock for lock, line in wanted.items() if line not in known]
    if missing:
        if sys.version_info >= (3, 13):
            console.warn("with Python 3.13 Odoo's own reports draw no barcodes; 3.12 or older does: ONESTOP_PYTHON=…")
        with console.step(f"Python packages ({', '.join(missing)})"):
            home.parent.mkdir(exist_ok=True)
            if not python(project).exists():
                _create(home)
            for lock in missing:
                _pip(project, ["--requirement", project.root / lock], python(project))
            kept = [line for line in known if line.split()[0] not in missing and line != made_by]
            lines = [made_by, *kept, *(wanted[lock] for lock in missing)]
            done.write_text("\n".join(lines) + "\n", encoding="utf-8")
    library = next((home / "lib").glob("python3*/site-packages"))
    (library / "odoo19.pth").write_text(f"{odoo.path}\n", encoding="utf-8")
    program = odoo_program(python(project))
    program.write_text(_PROGRAM.format(python=python(project)), encoding="utf-8")
    program.chmod(0o755)
    return python(project)


def install_into(project, directory, lock):
    """Install what a lock file names into a directory of its own."""
    _pip(project, ["--target", directory, "--upgrade", "--requirement", project.root / lock], sys.executable)


def _create(home):
    shutil.rmtree(home, ignore_errors=True)
    # Without pip: Debian leaves out ensurepip, and the launcher runs pip from outside.
    process.run(
        [sys.executable, "-m", "venv", "--without-pip", home],
        "Install Python's module venv (on Debian and Ubuntu: apt-get install python3-venv).",
    )


def _pip(project, arguments, interpreter):
    """Run ``pip install`` with the hashes of a lock file.

    :param interpreter: the Python to run it with, which is also the one it installs for.
    """
    process.run(
        [
            *(interpreter, _pip_program(project), "install", "--quiet", "--no-input", "--require-hashes"),
            # The lock names every package, and the "odoo" that OCA's require does not exist on PyPI.
            "--no-deps",
            # Odoo imports a part of it, and Python keeps the byte code of that.
            "--no-compile",
            *("--no-warn-script-location", "--cache-dir", project.cache / "pip"),
            *arguments,
        ],
        "PyPI, or the package index that pip is configured for, must be reachable.",
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "TMPDIR": str(project.tmp)},
    )


def _pip_program(project):
    """Return a pip that every Python can run: a wheel, which needs no installation.

    It comes from Python itself, or from Debian, which keeps it in a package of its own.

    :raises Problem: if there is none.
    """
    if importlib.util.find_spec("ensurepip"):
        import ensurepip

        bundled = Path(ensurepip.__file__).with_name("_bundled")
        if wheels := [*bundled.glob("pip-*.whl"), *Path("/usr/share/python-wheels").glob("pip-*.whl")]:
            return wheels[0] / "pip"
    unpacked = project.cache / "pip-wheel"
    if not unpacked.exists() and apt.available():
        for deb in apt.Archive(project).download("python3-pip-whl"):
            apt.unpack(deb, unpacked)
    if wheels := list(unpacked.glob("usr/share/python-wheels/pip-*.whl")):
        return wheels[0] / "pip"
    raise Problem(
        "This Python has no pip.",
        "Install its module venv (on Debian and Ubuntu: apt-get install python3-venv), then try again.",
    )


def _digest(path):
    return sha256(path.read_bytes()).hexdigest()
