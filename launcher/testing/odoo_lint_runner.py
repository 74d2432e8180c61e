"""Odoo, with its own linters looking at some add-ons only.

Run as a script in Odoo's place: ``ONESTOP_LINT=a,b python odoo_lint_runner.py server …``.
The add-on ``test_lint`` takes its list of add-ons from ``Manifest``, and the
root of Odoo's sources from the configuration; both are narrowed here.
"""

import os
import tempfile
from unittest import mock

import odoo.cli
from odoo.modules import Manifest, module
from odoo.tools import config

NAMES = os.environ["ONESTOP_LINT"].split(",")


def _our_manifests():
    return [Manifest.for_addon(name) for name in NAMES]


def main():
    """Run Odoo's command line."""
    Manifest.all_addon_manifests = staticmethod(_our_manifests)
    module.get_modules = lambda: NAMES
    odoo.modules.get_modules = module.get_modules
    # Its pylint run would take minutes for the whole of Odoo.
    from odoo.addons.test_lint.tests.test_pylint import TestPyLint

    original = TestPyLint.test_pylint

    def test_pylint(self):
        with tempfile.TemporaryDirectory() as empty, mock.patch.dict(config.__dict__, root_path=empty):
            original(self)

    TestPyLint.test_pylint = test_pylint
    odoo.cli.main()


if __name__ == "__main__":
    main()
