"""Entry point of ``./onestop``."""

import sys
from pathlib import Path

# Instead of this directory, whose modules are imported as launcher.NAME only.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launcher.cli import main  # noqa: E402

sys.exit(main())
