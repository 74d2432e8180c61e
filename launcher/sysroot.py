"""What the machine lacks, unpacked from Debian's packages under ``.onestop/sysroot``.

Nothing is installed: programs and libraries are found there by PATH and
LD_LIBRARY_PATH, fonts by FONTCONFIG_FILE. So neither root nor a changed
system is needed.
"""

import ctypes
import glob
import os
import shutil
from pathlib import Path

from launcher import apt, console, process
from launcher.errors import Problem
from launcher.postgres import programs

# Tinos has the letters and the measures of Times New Roman, with all of Vietnamese.
FONT_PACKAGES = ("fonts-croscore", "fonts-liberation2")
# Opened by WeasyPrint and python-magic when they are imported.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "fontconfig",
    "libmagic.so.1": "libmagic1",
}
# Needed by the program that drives the browser in tests.
LIBRARIES_FOR_TESTS = {"libatomic.so.1": "libatomic1"}
BROWSERS = ("google-chrome", "chromium")
# A second opinion on signatures in XML; Debian calls the package as the program is called.
PROGRAMS_FOR_TESTS = ("xmlsec1",)


class Sysroot:
    """The unpacked packages and the environment that makes programs use them."""

    def __init__(self, project):
        self.project = project
        self.root = project.state / "sysroot"
        self._stamps = project.state / "sysroot.done"

    def environment(self):
        """Return the environment for every program that the launcher starts."""
        environment = dict(os.environ)
        # Without the byte code in its cache Odoo starts four times slower.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # Nobody's settings of another PostgreSQL may lead us to it.
        for name in [name for name in environment if name.startswith("PG")]:
            del environment[name]
        environment["PATH"] = os.pathsep.join([*self._directories("bin"), environment.get("PATH", os.defpath)])
        libraries = [*self._directories("lib"), environment.get("LD_LIBRARY_PATH", "")]
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, libraries))
        environment["FONTCONFIG_FILE"] = str(self.project.state / "fonts.conf")
        if (magic := self.root / "usr/lib/file/magic.mgc").exists():
            environment["MAGIC"] = str(magic)
        environment["TMPDIR"] = str(self.project.tmp)
        return environment

    def prepare(self, browser=False, assume_yes=False):
        """Unpack what this machine lacks.

        :param browser: whether a browser is needed, and what else only tests use.
        :param assume_yes: whether system packages may be installed without a question,
            where unpacking is not possible.
        """
        libraries = {**LIBRARIES, **(LIBRARIES_FOR_TESTS if browser else {})}
        packages = dict.fromkeys(package for library, package in libraries.items() if not _loads(library))
        if not programs.find(self):
            packages["postgresql"] = None
        if browser and not any(shutil.which(name) for name in BROWSERS):
            packages["chromium"] = None
        if browser:
            packages.update((name, None) for name in PROGRAMS_FOR_TESTS if not shutil.which(name))
        packages.update(dict.fromkeys(FONT_PACKAGES))
        missing = [package for package in packages if not (self._stamps / package).exists()]
        if missing:
            self._supply(missing, assume_yes)
        self._write_font_settings()

    def _supply(self, packages, assume_yes):
        if not apt.available():
            self._do_without(packages, assume_yes)
            return
        archive = apt.Archive(self.project)
        with console.step(f"Debian packages {', '.join(packages)}"):
            debs = archive.download(*dict.fromkeys([*packages, *archive.missing(*packages)]))
            for deb in debs:
                apt.unpack(deb, self.root, exclude=("./usr/share/doc", "./usr/share/man", "./usr/share/locale"))
        self._wrap_browser()
        self._stamps.mkdir(exist_ok=True)
        for package in packages:
            (self._stamps / package).touch()

    def _do_without(self, packages, assume_yes):
        """Where Debian's archive is not at hand, install what cannot be had otherwise."""
        # PostgreSQL has another source (launcher.postgres.programs); fonts only change the look.
        needed = [package for package in packages if package not in ("postgresql", *FONT_PACKAGES)]
        if set(FONT_PACKAGES) & set(packages):
            console.warn("the font Tinos cannot be fetched here; install a Times-like font with Vietnamese letters")
        if not needed:
            return
        install = ["apt-get", "install", "--yes", "--no-install-recommends", *needed]
        advice = f"Install with your system's package manager what Debian calls: {' '.join(needed)}"
        if not shutil.which("apt-get") or os.geteuid() != 0:
            raise Problem(f"This machine lacks {', '.join(needed)}.", advice)
        console.confirm(f"Install {', '.join(needed)} on this system?", assume_yes, f"{advice}, or use --yes.")
        with console.step(f"installing {', '.join(needed)}"):
            process.run(["apt-get", "update"])
            process.run(install, advice)

    def _wrap_browser(self):
        """Debian's /usr/bin/chromium looks for its program under /usr only."""
        program = self.root / "usr/lib/chromium/chromium"
        if program.exists():
            wrapper = self.root / "bin/chromium"
            wrapper.parent.mkdir(exist_ok=True)
            wrapper.write_text(f'#!/bin/sh\nexec "{program}" "$@"\n', encoding="utf-8")
            wrapper.chmod(0o755)

    def _directories(self, kind):
        if kind == "bin":
            found = [self.root / "bin", self.root / "usr/bin"]
        else:
            # The sub-directories are those of libraries which find their own parts by an absolute path.
            patterns = ("lib/*-linux-*", "usr/lib/*-linux-*", "usr/lib/*-linux-*/pulseaudio")
            found = [path for pattern in patterns for path in glob.glob(str(self.root / pattern))]
        return [str(path) for path in found if os.path.isdir(path)]

    def _write_font_settings(self):
        system = Path("/etc/fonts/fonts.conf")
        base = system if system.exists() else self.root / "etc/fonts/fonts.conf"
        (self.project.state / "fonts.conf").write_text(
            f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{base}</include>
  <dir>{self.root}/usr/share/fonts</dir>
  <cachedir>{self.project.cache}/fontconfig</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Tinos</string></edit>
  </match>
</fontconfig>
""",
            encoding="utf-8",
        )


def _loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
