"""The add-ons in the checkout: their manifests, what they depend on, their content."""

import ast
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from launcher.errors import Problem

# What a desk needs, installed by `./onestop run`; README.md names them. Whatever they need comes with them.
DESK = ("onestop_core", "onestop_counter", "onestop_notice")
# No database depends on these: tests are read from the files when they run.
_NOT_INSTALLED = ("tests", "__pycache__", "readme")


@dataclass(frozen=True)
class Addon:
    """One add-on of ours."""

    name: str
    path: Path
    manifest: dict

    def bundles(self):
        """Return the names of its own bundles of assets."""
        return [name for name in self.manifest.get("assets", {}) if name.startswith(f"{self.name}.")]

    def digest(self):
        """Return the SHA-256 of all that an installation depends on."""
        digest = sha256()
        for file in sorted(self.path.rglob("*")):
            parts = file.relative_to(self.path).parts
            if file.is_file() and parts[0] not in _NOT_INSTALLED and "__pycache__" not in parts:
                digest.update(b"\0".join([str(Path(*parts)).encode(), file.read_bytes()]))
        return digest.hexdigest()


def find(project):
    """Return our add-ons by name.

    :raises Problem: if a manifest cannot be read.
    """
    return _read(project.addons)


def doors(project):
    """Return the tiny add-ons by which tests use what the others leave open, by name.

    :raises Problem: if a manifest cannot be read.
    """
    return _read(project.doors)


def _read(folder):
    found = {}
    for manifest in sorted(folder.glob("*/__manifest__.py")):
        try:
            content = ast.literal_eval(manifest.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as error:
            raise Problem(f"{manifest} cannot be read: {error}.", "Mend the manifest.") from error
        if content.get("installable", True):
            found[manifest.parent.name] = Addon(manifest.parent.name, manifest.parent, content)
    return found


def chosen(project, names=(), with_doors=False):
    """Return the named add-ons, or without names those of ``DESK``.

    :param with_doors: whether those of the tests may be named too.
    :raises Problem: if a name is not one of our add-ons.
    """
    ours = find(project) | (doors(project) if with_doors else {})
    # a directory of other add-ons (ONESTOP_ADDONS) has none of the desk's
    names = names or [name for name in DESK if name in ours]
    if unknown := [name for name in names if name not in ours]:
        raise Problem(f"No add-on is named {', '.join(unknown)}.", f"There are: {', '.join(ours) or 'none'}.")
    return [ours[name] for name in names]


def with_dependencies(project, addons):
    """Return these add-ons, those of ours that they need or that install themselves, and the names of others' add-ons.

    :returns: our add-ons (in the order of installation), sorted names of the others.
    """
    ours = find(project)
    wanted, others = {}, set()

    def visit(addon):
        for name in addon.manifest.get("depends", ()):
            if name in ours:
                visit(ours[name])
            else:
                others.add(name)
        wanted[addon.name] = addon

    for addon in addons:
        visit(addon)
    for addon in ours.values():
        automatic = addon.manifest.get("auto_install")
        triggers = addon.manifest.get("depends", ()) if automatic is True else automatic
        if triggers and all(name in wanted or name in others for name in triggers):
            visit(addon)
    return list(wanted.values()), sorted(others)
