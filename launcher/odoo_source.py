"""Odoo 19 Community: found on this machine, or fetched.

In this order: ``$ODOO_HOME``; what was fetched before; Debian's package
``odoo-19``; upstream's git repository.
"""

import os
import re
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from launcher import apt, console, process
from launcher.errors import Problem

SERIES = "19.0"
# The version that all figures and tests of this project were made with.
KNOWN_VERSION = "19.0.0+dfsg-1"
KNOWN_SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
UPSTREAM = "https://github.com/odoo/odoo.git"

# Debian has Odoo 19 in this suite only. It is all Python and data, and so are
# the fonts that it links to, which therefore fit every release.
_SUITE = "sid"
_FONTS_BESIDE = (
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# In later releases of Debian these two hold other files than Odoo links to.
_FONTS_OF_BOOKWORM = ("fonts-font-awesome", "fonts-inconsolata")
# Three quarters of the package: other countries' accounting, other languages, documentation.
_LEFT_OUT = (
    "*/dist-packages/addons",
    "*/dist-packages/doc",
    "*/dist-packages/setup",
    "./usr/share/doc",
    "*/odoo/addons/l10n_[a-uw-z]*",
    "*/i18n/[a-u]*.po",
    "*/i18n/[w-z]*.po",
    "*/i18n_extra/[a-u]*.po",
)


@dataclass(frozen=True)
class Odoo:
    """An Odoo: ``path`` is the directory that holds the package ``odoo``."""

    path: Path
    version: str

    @property
    def addons_paths(self):
        """Return the directories of add-ons that Odoo does not find by itself."""
        beside = self.path / "addons"
        return [beside] if (beside / "web").exists() else []


def prepare(project):
    """Return the Odoo to use, fetching it if there is none yet.

    :raises Problem: if ``$ODOO_HOME`` is no Odoo 19, or if none can be fetched.
    """
    if home := os.environ.get("ODOO_HOME"):
        for candidate in (Path(home), Path(home).parent):
            if (candidate / "odoo/release.py").exists():
                return _checked(candidate.resolve())
        raise Problem(f"ODOO_HOME={home} is no Odoo.", "Name the directory that holds odoo/release.py, or unset it.")
    for candidate in (_debian_tree(project), project.state / "odoo-git"):
        if (candidate / "onestop.done").exists():
            return _checked(candidate)
    if apt.available():
        try:
            return _from_debian(project)
        except Problem as problem:
            console.warn(f"Debian's package odoo-19 cannot be had: {problem.what}")
    return _from_git(project)


def _debian_tree(project):
    return project.state / "odoo/usr/lib/python3/dist-packages"


def _from_debian(project):
    root = project.state / "odoo"
    with console.step("Odoo 19 (Debian's package)"):
        shutil.rmtree(root, ignore_errors=True)
        archive = apt.Archive(project, _SUITE)
        package = archive.cached("odoo-19") or archive.download("odoo-19")[0]
        _check_package(package)
        apt.unpack(package, root, _LEFT_OUT)
        bookworm = apt.Archive(project, "bookworm")
        for font in [*archive.download(*_FONTS_BESIDE), *bookworm.download(*_FONTS_OF_BOOKWORM)]:
            apt.unpack(font, root, ("./usr/share/doc",))
        tree = _debian_tree(project)
        _mend(tree)
        (tree / "onestop.done").touch()
    return _checked(tree)


def _check_package(package):
    """Accept the known version, warn about others of the same series, refuse the rest."""
    version = package.name.split("_")[1]
    if not version.startswith(f"{SERIES}."):
        raise Problem(f"Debian's package odoo-19 is now version {version}, not {SERIES}.")
    if version != KNOWN_VERSION:
        console.warn(f"this is Odoo {version}; the suite was tested with {KNOWN_VERSION}")
    elif sha256(package.read_bytes()).hexdigest() != KNOWN_SHA256:
        package.unlink()
        raise Problem(f"{package.name} is not the file it should be: its SHA-256 differs.")


def _mend(tree):
    """Put an empty file in place of one that Debian removed but Odoo's assets list.

    Without it the bundle of the back office does not load. The file is a
    library that blurs the background in video calls.
    """
    missing = tree / "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    if not missing.exists():
        missing.parent.mkdir(parents=True, exist_ok=True)
        missing.write_text("/* Not part of Debian's package: calls have no background blur. */\n", encoding="utf-8")


def _from_git(project):
    tree = project.state / "odoo-git"
    with console.step(f"Odoo 19 (git, {UPSTREAM})"):
        shutil.rmtree(tree, ignore_errors=True)
        process.run(
            ["git", "clone", "--quiet", "--depth=1", f"--branch={SERIES}", UPSTREAM, tree],
            "Get Odoo 19 Community yourself and name its directory in ODOO_HOME.",
        )
        (tree / "onestop.done").touch()
    return _checked(tree)


def _checked(path):
    release = (path / "odoo/release.py").read_text(encoding="utf-8")
    match = re.search(r"^version_info = \((\d+), (\d+), (\d+)", release, re.MULTILINE)
    if not match or f"{match[1]}.{match[2]}" != SERIES:
        raise Problem(f"The Odoo in {path} is not of series {SERIES}.", "Name another one in ODOO_HOME, or unset it.")
    return Odoo(path, ".".join(match.groups()))
