"""The tables that the engine and the Counter's JavaScript are both tested against."""

import json
from pathlib import Path

# under ``static``, where the browser's tests read them too
FOLDER = Path(__file__).parents[2] / "static" / "tests" / "data"


def table(name):
    """The rows of ``static/tests/data/<name>.json``."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
