"""Databases for Odoo in one of our clusters."""

import json
import os
import re
import shutil
from pathlib import Path

from launcher.postgres.cluster import ROLE

# what makes a database search without accents
SEARCH = Path(__file__).with_name("search_without_accents.sql")
# what opens the settings that a database holds sealed, and the certificates it signs with (onestop_core/secret_file.py)
_OPENS = ("sealing-key", "signing-secret")


class Databases:
    """The databases of a cluster that runs, and their files.

    :param data_dir: Odoo's data directory, which holds the files of attachments.
    """

    def __init__(self, cluster, data_dir):
        self._cluster = cluster
        self._filestore = data_dir / "filestore"
        # keys of the suite, one or more for each database: <database>.<what it is for>
        self._keys = data_dir / "onestop"
        # files that citizens are sending in parts: a folder for each database
        self._parts = data_dir / "onestop_parts"

    def names(self):
        """Return the names of all databases of Odoo's role."""
        # a constant
        sql = f"SELECT datname FROM pg_database WHERE datdba = '{ROLE}'::regrole ORDER BY datname"  # nosec B608
        return self._cluster.query(sql)

    def create(self, name):
        """Create an empty database that searches without accents."""
        self.drop(name)
        self._cluster.query(
            f"CREATE DATABASE {_quoted(name)} OWNER {ROLE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
        )
        self._cluster.query(SEARCH.read_text(encoding="utf-8"), name)

    def copy(self, source, name):
        """Create a database as a copy of another one, to which nobody may be connected. What the other one has sealed can be
        read in the copy too: both are ours, and hold made-up data.
        """
        self.drop(name)
        self._cluster.query(f"CREATE DATABASE {_quoted(name)} OWNER {ROLE} TEMPLATE {_quoted(source)}")
        self.share_files(source, name)
        for kind in _OPENS:
            key = self._keys / f"{source}.{kind}"
            if key.exists():
                shutil.copy(key, self._keys / f"{name}.{kind}")

    def share_files(self, source, name):
        """Give a database the files of another one too."""
        if (self._filestore / source).exists():
            shutil.copytree(self._filestore / source, self._filestore / name, copy_function=_link, dirs_exist_ok=True)

    def rename(self, name, new_name):
        """Rename a database to which nobody is connected."""
        self.drop(new_name)
        self._cluster.query(f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(new_name)}")
        if (self._filestore / name).exists():
            (self._filestore / name).rename(self._filestore / new_name)
        for key in self._keys_of(name):
            key.rename(key.with_name(key.name.replace(name, new_name, 1)))

    def drop(self, name):
        """Drop a database if it exists, with its files."""
        self._cluster.query(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")
        shutil.rmtree(self._filestore / name, ignore_errors=True)
        shutil.rmtree(self._parts / name, ignore_errors=True)
        for key in self._keys_of(name):
            key.unlink()

    def _keys_of(self, name):
        return list(self._keys.glob(f"{name}.*"))

    def versions(self, name):
        """Return the version of each add-on that is installed in a database."""
        rows = self._cluster.query("SELECT name, latest_version FROM ir_module_module WHERE state = 'installed'", name)
        return dict(row.split("|") for row in rows)

    def note(self, name, content):
        """Keep a note (anything JSON) with the database; it goes when the database goes."""
        text = json.dumps(content).replace("'", "''")
        self._cluster.query(f"COMMENT ON DATABASE {_quoted(name)} IS '{text}'")

    def noted(self, name):
        """Return the note of a database, None if it has none."""
        _quoted(name)
        # which refuses what is no name
        sql = f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"  # nosec B608
        rows = self._cluster.query(sql)
        return json.loads(rows[0]) if rows and rows[0] else None


def _quoted(name):
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise ValueError(f"not a name for a database: {name!r}")
    return f'"{name}"'


def _link(source, target):
    """Link a file, not copy it: attachments are named by their content and never rewritten."""
    if not os.path.exists(target):
        os.link(source, target)
