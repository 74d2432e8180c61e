import contextlib
import os
import tempfile
from pathlib import Path

from odoo.tools import config


def secret_path(env, option, suffix):
    """Where ``read_secret`` keeps a secret."""
    return Path(config.get(option) or Path(config["data_dir"]) / "onestop" / f"{env.cr.dbname}.{suffix}")


def read_secret(env, option, suffix, make):
    """A secret that the database must not hold: from the file that Odoo's configuration names, else from one in the
    data directory, made at first use and readable by its owner only.

    :param option: name of the option in Odoo's configuration
    :param suffix: of the file in the data directory, after the name of the database
    :param make: function that returns a new secret as bytes
    """
    path = secret_path(env, option, suffix)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent) as file:
            file.write(make())
            file.flush()
            # whole or not at all; another worker may make it in this moment: the first one stays
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_bytes()
