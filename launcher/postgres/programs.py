"""Where PostgreSQL's programs are: the system's, those unpacked by us, or PyPI's."""

import re
import shutil
import socket
from pathlib import Path

from launcher import console, process, venv
from launcher.errors import Problem
from launcher.privileges import cluster_owner

OLDEST = 13  # what Odoo 19 accepts
EXTENSIONS = ("pg_trgm", "unaccent")


def find(sysroot):
    """Return the directory of PostgreSQL's programs, the newest suitable one, or None."""
    found = {}
    for root in (Path("/"), sysroot.root):
        for directory in root.glob("usr/lib/postgresql/*/bin"):
            version = directory.parent.name
            if (
                version.isdigit()
                and int(version) >= OLDEST
                and (directory / "postgres").exists()
                and _complete(root / "usr/share/postgresql" / version)
            ):
                found[int(version)] = directory
    if found:
        return found[max(found)]
    return _configured() or _embedded(sysroot.project)


def libraries(directory):
    """Return the directory of the libraries that came with the programs, None if they use the system's."""
    beside = directory.parent / "lib"
    return beside if list(beside.glob("libicu*.so*")) else None


def fetch(project):
    """Get PostgreSQL from PyPI and return the directory of its programs.

    :raises Problem: if that fails too.
    """
    home = project.state / "pg0"
    with console.step("PostgreSQL from PyPI"):
        venv.install_into(project, home / "package", "requirements-postgres.txt")
        program = home / "package/pg0/bin/pg0"
        program.chmod(0o755)
        owner = cluster_owner(home)
        if owner:
            shutil.chown(home, owner.uid, owner.gid)
        # It unpacks what it holds when it first starts a server; we only want what it unpacked.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        for arguments in (
            ("start", "--name", "unpack", "--port", port),
            ("drop", "--name", "unpack", "--force"),
        ):
            child = process.spawn(
                ["env", f"HOME={home}", program, *arguments],
                owner=owner,
                stdout=(project.log / "pg0.log").open("a"),
                stderr=-2,
            )
            if child.wait() != 0:
                raise Problem(
                    f"PostgreSQL from PyPI did not start, see {project.log}/pg0.log.",
                    "Install PostgreSQL 13 or newer with your system's package manager, then try again.",
                )
    directory = _embedded(project)
    if not directory:
        raise Problem(
            "PostgreSQL from PyPI is not complete.",
            "Install PostgreSQL 13 or newer with your system's package manager, then try again.",
        )
    return directory


def _embedded(project):
    found = [
        path.parent
        for path in (project.state / "pg0").glob(".pg0/installation/**/bin/postgres")
        if _complete(path.parent.parent / "share") or _complete(path.parent.parent / "share/postgresql")
    ]
    return found[0] if found else None


def _configured():
    """Return the programs that ``pg_config`` names, for systems other than Debian."""
    if not shutil.which("pg_config"):
        return None
    directory = Path(process.run(["pg_config", "--bindir"]).strip())
    version = re.search(r"PostgreSQL (\d+)", process.run(["pg_config", "--version"]))
    share = Path(process.run(["pg_config", "--sharedir"]).strip())
    suitable = version and int(version[1]) >= OLDEST and (directory / "postgres").exists() and _complete(share)
    return directory if suitable else None


def _complete(share):
    return all((share / "extension" / f"{name}.control").exists() for name in EXTENSIONS)
