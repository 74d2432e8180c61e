import ast
import re
from pathlib import Path
from unittest import TestCase

ADDON = Path(__file__).parents[2]
# the rooms of models/, the lowest first; what stands in none of them lies on the ground
ROOMS = ("organisation", "catalogue", "process", "dossier", "forms", "papers", "national", "administration")
MODEL = re.compile(r"onestop\.[a-z_]+(?:\.[a-z_]+)*")

# (file, model of a higher room): why. The list may only shrink.
EXCEPTIONS = {}


class TestRooms(TestCase):
    """Each room stands on those below it: it imports nothing of a room above it, and names no model of one.

    Extending a model of a lower room is how rooms grow; so a file counts for the room in which it lies.
    """

    def test_the_order_of_loading_is_the_order_of_the_rooms(self):
        loaded = [
            alias.name
            for node in ast.parse((ADDON / "models/__init__.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]
        self.assertEqual(tuple(name for name in loaded if name in ROOMS), ROOMS)
        self.assertEqual(
            {path.name for path in (ADDON / "models").iterdir() if (path / "__init__.py").exists()}, set(ROOMS)
        )
        ground = [name for name in loaded if name not in ROOMS]
        self.assertEqual(loaded[: len(ground)], ground)

    def test_no_room_knows_one_above_it(self):
        home = self._homes()
        found = set()
        for path in self._files():
            floor = self._floor(path)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            own = self._names_of(tree)
            for node in ast.walk(tree):
                name = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
                if isinstance(name, str) and MODEL.fullmatch(name) and name not in own and home.get(name, -1) > floor:
                    found.add((path.name, name))
                if isinstance(node, ast.ImportFrom) and node.level:
                    target = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
                    if target.is_relative_to(ADDON / "models") and self._floor(target) > floor:
                        found.add((path.name, node.module))
        self.assertEqual(found, set(EXCEPTIONS))

    def test_no_file_hides_what_one_before_it_adds(self):
        """A method of a model without ``super()`` stands in the file that is loaded first; in a later one it would take
        away, in silence, what the files before it have added.
        """
        added, hidden = {}, []
        for path in self._in_order(ADDON / "models"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if not isinstance(node, ast.ClassDef):
                    continue
                model = self._model_of(node)
                for method in node.body:
                    if not model or not isinstance(method, ast.FunctionDef):
                        continue
                    calls = (one.func for one in ast.walk(method) if isinstance(one, ast.Call))
                    before = added.setdefault((model, method.name), [])
                    if before and not any(getattr(call, "id", "") == "super" for call in calls):
                        hidden.append((path.name, method.name, before[:]))
                    before.append(path.name)
        self.assertEqual(hidden, [])

    @staticmethod
    def _model_of(node):
        """The model that a class defines or extends; None if it is no model."""
        said = {
            target.id: [one.value for one in ast.walk(line.value) if isinstance(one, ast.Constant)]
            for line in node.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name)
        }
        return next(iter(said.get("_name") or said.get("_inherit") or ()), None)

    def _in_order(self, package):
        """The files of a package as Odoo loads them."""
        for node in ast.parse((package / "__init__.py").read_text(encoding="utf-8")).body:
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                if (package / f"{alias.name}.py").exists():
                    yield package / f"{alias.name}.py"
                else:
                    yield from self._in_order(package / alias.name)

    def test_all_tests_are_run(self):
        """Odoo runs the modules that are attributes of the package ``tests``, and no others."""
        imported = {
            f"{node.module or ''}/{alias.name}"
            for node in ast.parse((ADDON / "tests/__init__.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        tests = ADDON / "tests"
        files = {f"{'' if path.parent == tests else path.parent.name}/{path.stem}" for path in tests.rglob("test_*.py")}
        self.assertEqual(imported, files)

    def _files(self):
        return [path for path in (ADDON / "models").rglob("*.py") if path.name != "__init__.py"]

    @staticmethod
    def _floor(path):
        room = path.relative_to(ADDON / "models").parts[0]
        return ROOMS.index(room) + 1 if room in ROOMS else 0

    @staticmethod
    def _names_of(tree):
        """Models that a file defines or extends."""
        return {
            constant.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and any(getattr(target, "id", "") in ("_name", "_inherit") for target in node.targets)
            for constant in ast.walk(node.value)
            if isinstance(constant, ast.Constant)
        }

    def _homes(self):
        """``{model: floor of the room that defines it}``."""
        home = {}
        for path in self._files():
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Assign) and any(
                    getattr(target, "id", "") == "_name" for target in node.targets
                ):
                    name = getattr(node.value, "value", None)
                    if name:
                        home[name] = min(home.get(name, 99), self._floor(path))
        return home
