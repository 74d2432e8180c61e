"""Debian packages by an apt of our own: own lists, own cache, nothing installed.

The mirror and the network settings are this machine's; its package lists,
its cache and its installed packages are only read, never changed.
"""

import os
import platform
import re
import shutil
from pathlib import Path

from launcher import process
from launcher.errors import Problem

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_SETTING = re.compile(r'^(?P<name>[A-Za-z][^\s"]*) "(?P<value>.*)";$')


def available():
    """Tell whether this machine is a Debian (or has its keyring) with an apt that we can use."""
    return bool(KEYRING.exists() and shutil.which("apt-get") and shutil.which("dpkg-deb") and _codename())


class Archive:
    """An isolated view of Debian's archive.

    :param project: the checkout.
    :param suite: a suite such as ``sid``; None for this machine's own release
        with its updates and security updates.
    """

    def __init__(self, project, suite=None):
        self.suite = suite or _codename()
        self._sources = [(uri, suite)] if suite and (uri := _mirror()) else _own_sources()
        self._home = project.cache / f"apt-{self.suite}"
        self._updated = False

    def missing(self, *packages):
        """Return the names of what installing ``packages`` would bring to this machine."""
        output = self._apt("install", "--print-uris", "--yes", "--no-install-recommends", *packages)
        names = [line.split()[1].split("_")[0] for line in output.splitlines() if line.startswith("'")]
        if {"libc6", "base-files"} & set(names):
            raise Problem(
                f"{', '.join(packages)} cannot be unpacked beside this system, which is too old for them.",
                "Bring the system up to date with apt-get upgrade, then try again.",
            )
        return names

    def download(self, *packages):
        """Return the .deb files of these packages, downloaded unless they are in the cache."""
        debs = self._home / "debs"
        debs.mkdir(parents=True, exist_ok=True)
        output = self._apt("download", "--print-uris", *packages)
        names = [line.split()[1] for line in output.splitlines() if line.startswith("'")]
        absent = [name for name in names if not (debs / name).exists()]
        if absent:
            # "package=version" so that exactly those files come which were asked for.
            wanted = [name.split("_")[0] + "=" + name.split("_")[1].replace("%3a", ":") for name in absent]
            self._apt("download", *wanted, cwd=debs)
        return [debs / name for name in names]

    def cached(self, package):
        """Return the newest cached .deb of a package, or None."""
        files = sorted((self._home / "debs").glob(f"{package}_*.deb"), key=lambda file: file.stat().st_mtime)
        return files[-1] if files else None

    def _apt(self, *arguments, cwd=None):
        if not self._updated:
            self._configure()
            self._call("update")
            self._updated = True
        return self._call(*arguments, cwd=cwd)

    def _call(self, *arguments, cwd=None):
        environment = {**os.environ, "APT_CONFIG": str(self._home / "apt.conf"), "LC_ALL": "C"}
        return process.run(
            ["apt-get", "--quiet", *arguments],
            "Debian's mirror of this machine must be reachable: see /etc/apt/sources.list*.",
            env=environment,
            cwd=cwd,
        )

    def _configure(self):
        for directory in ("lists/partial", "cache/archives/partial", "state"):
            (self._home / directory).mkdir(parents=True, exist_ok=True)
        sources = "".join(f"deb [signed-by={KEYRING}] {uri} {suite} main\n" for uri, suite in self._sources)
        (self._home / "sources.list").write_text(sources, encoding="utf-8")
        # What the machine sets (a proxy, certificates) holds for us too, except
        # its directories and the commands it runs after an update.
        settings = []
        for line in process.run(["apt-config", "dump"]).splitlines():
            match = _SETTING.match(line)
            if match and match["value"] and not re.match(r"Dir(::|$)|.*-Invoke(::|$)", match["name"]):
                settings.append(line)
        settings += [
            'Dir::Etc::parts "/dev/null";',
            'Dir::Etc::main "/dev/null";',
            f'Dir::Etc::sourcelist "{self._home}/sources.list";',
            'Dir::Etc::sourceparts "/dev/null";',
            'Dir::Etc::preferences "/dev/null";',
            'Dir::Etc::preferencesparts "/dev/null";',
            f'Dir::State "{self._home}/state";',
            f'Dir::State::lists "{self._home}/lists";',
            'Dir::State::status "/var/lib/dpkg/status";',
            f'Dir::Cache "{self._home}/cache";',
            'APT::Sandbox::User "root";',
        ]
        (self._home / "apt.conf").write_text("\n".join(settings) + "\n", encoding="utf-8")


def unpack(deb, directory, exclude=()):
    """Unpack a .deb without its maintainer scripts, leaving out paths that match ``exclude``."""
    directory.mkdir(parents=True, exist_ok=True)
    excludes = " ".join(f"--exclude='{pattern}'" for pattern in exclude)
    process.run(
        [
            "sh",
            "-c",
            'dpkg-deb --fsys-tarfile "$1" | tar --no-same-owner -C "$2" -xf - --wildcards ' + excludes,
            "sh",
            deb,
            directory,
        ]
    )


def _codename():
    return platform.freedesktop_os_release().get("VERSION_CODENAME")


def _own_sources():
    codename = _codename()
    wanted = (codename, f"{codename}-updates", f"{codename}-security")
    return [(uri, suite) for uri, suite in _targets() if suite in wanted]


def _mirror():
    """Return the URI of the mirror that this machine takes its own release from, or None."""
    return next((uri for uri, suite in _targets() if suite == _codename()), None)


def _targets():
    output = process.run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages"])
    return list(dict.fromkeys(tuple(line.split()) for line in output.splitlines()))
