"""Which user PostgreSQL runs as, since it refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """A user to run a program as; ``keep`` as in ``launcher.child``."""

    uid: int
    gid: int
    keep: bool

    def arguments(self):
        """Return the arguments of ``launcher.child`` for this user."""
        return [str(self.uid), str(self.gid), "keep" if self.keep else "-"]


def cluster_owner(directory):
    """Return the user to run a PostgreSQL cluster in ``directory`` as, None for ourselves.

    As root it is the user ``postgres`` where there is one, else ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    user = _unprivileged()
    return Owner(user.pw_uid, user.pw_gid, keep=not _reachable(directory))


def is_ours(path):
    """Tell whether a directory belongs to us or to the user that our clusters run as."""
    owner = path.lstat().st_uid
    return owner == os.geteuid() or (os.geteuid() == 0 and owner == _unprivileged().pw_uid)


def _unprivileged():
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _reachable(directory):
    """Tell whether everybody may enter every directory down to this one."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (directory, *directory.parents))
