"""Where everything lies: the checkout and its ``.onestop/``."""

import os
from pathlib import Path

from launcher.errors import Problem


class Project:
    """The paths of one checkout. ``root`` is the checkout, ``state`` its ``.onestop/``."""

    def __init__(self, root=None):
        self.root = Path(root or Path(__file__).resolve().parent.parent)
        self.state = self.root / ".onestop"
        self.addons = Path(os.environ.get("ONESTOP_ADDONS") or self.root / "addons").resolve()
        # tiny add-ons that the tests install (see tests/test_doors.py)
        self.doors = self.root / "tests" / "addons"
        self.cache = self.state / "cache"
        self.locks = self.state / "locks"
        self.log = self.state / "log"
        self.tmp = self.state / "tmp"

    def prepare(self):
        """Make ``.onestop/``.

        :raises Problem: if it belongs to somebody else, whose files we could not write.
        """
        try:
            for directory in (self.cache, self.locks, self.log, self.tmp):
                directory.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise Problem(
                f"{self.state} cannot be written: {error.strerror}.",
                "Work in a checkout of your own, or remove .onestop/ as the user who made it.",
            ) from error
        if os.geteuid() not in (0, self.state.stat().st_uid):
            raise Problem(
                f"{self.state} belongs to another user.",
                "Work in a checkout of your own, or remove .onestop/ as the user who made it.",
            )
