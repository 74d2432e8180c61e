"""Splits the tests of add-ons into parts that run at the same time."""

import ast
import json
import os
from pathlib import Path

# What each class took on the machine of who changed it last, so that a first run is even too.
_USUAL = Path(__file__).with_name("durations.json")


def split(modules, durations, parts=None):
    """Return Odoo's ``--test-tags`` for each part.

    Classes go one after the other, the longest first, to the part with the
    least to do. The last part takes all that the others do not name, so that
    a class which is not found here is tested all the same.

    :param durations: seconds of each class, ``module:Class``, in an earlier run.
    :param parts: how many, by default one more than processors (browsers make them wait) but no more than five.
    """
    parts = parts or min(len(os.sched_getaffinity(0)) + 1, 5)
    loads = [[0, []] for _part in range(parts)]
    named = [f"/{module.name}:{name}" for module in modules for name in _classes(module)]
    for tag in sorted(named, key=lambda tag: durations.get(tag[1:], 1), reverse=True):
        part = min(loads, key=lambda load: load[0])
        part[0] += durations.get(tag[1:], 1)
        part[1].append(tag)
    *firsts, _last = [tags for _load, tags in loads]
    firsts = [tags for tags in firsts if tags]
    everything = [f"/{module.name}" for module in modules]
    rest = everything + [f"-{tag}" for tags in firsts for tag in tags]
    return [",".join(tags) for tags in firsts] + [",".join(rest)]


def load(path):
    """Return the durations that were saved here, beside the usual ones."""
    return {**_read(_USUAL), **_read(path)}


def save(path, durations):
    """Save the durations of classes, beside those of classes that were not run now."""
    path.write_text(json.dumps({**_read(path), **durations}, indent=1), encoding="utf-8")


def _read(path):
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _classes(module):
    """Return the names of the classes with tests in an add-on."""
    for file in sorted(module.path.glob("tests/**/test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and any(
                isinstance(item, ast.FunctionDef) and item.name.startswith("test") for item in node.body
            ):
                yield node.name
