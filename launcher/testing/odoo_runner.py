"""Odoo, as the tests run it: with one browser. Run as a script in the place of the program ``odoo``."""

import sys
from pathlib import Path

# Instead of this directory, whose modules are imported as launcher.testing.NAME only.
sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)

import odoo.cli  # noqa: E402

from launcher.testing import one_browser  # noqa: E402

if __name__ == "__main__":
    one_browser.install()
    odoo.cli.main()
