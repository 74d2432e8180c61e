import ast
import re
from functools import cached_property
from unittest import TestCase

MODEL = re.compile(r"onestop\.[a-z_]+(?:\.[a-z_]+)*")


class RoomsCase(TestCase):
    """The rooms of an add-on's ``models/``: each stands on those below it, which are those imported before it. It imports
    nothing of a room above it, and names no model of one.

    Extending a model of a lower room is how rooms grow; so a file counts for the room in which it lies. What lies in no
    room is the ground.
    """

    # folder of the add-on: each test names its own
    addon = None
    # {(file, model of a higher room): why}; it may only shrink
    exceptions = {}

    @cached_property
    def rooms(self):
        """The rooms as they are loaded, the lowest first."""
        return [name for name in self._loaded() if (self._models / name / "__init__.py").exists()]

    @property
    def _models(self):
        return self.addon / "models"

    def check_order_of_loading(self):
        """The ground is loaded first, and no room is left out."""
        loaded = self._loaded()
        self.assertEqual(loaded[len(loaded) - len(self.rooms) :], self.rooms)
        self.assertEqual(
            {path.name for path in self._models.iterdir() if (path / "__init__.py").exists()}, set(self.rooms)
        )

    def check_no_room_knows_one_above_it(self):
        """No file imports from a room above its own, or names a model of one."""
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
                    if target.is_relative_to(self._models) and self._floor(target) > floor:
                        found.add((path.name, node.module))
        self.assertEqual(found, set(self.exceptions))

    def check_no_file_hides_another(self):
        """A method of a model without ``super()`` stands in the file that is loaded first; in a later one it would take
        away, in silence, what the files before it have added.
        """
        added, hidden = {}, []
        for path in self._in_order(self._models):
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

    def check_all_tests_are_run(self):
        """Odoo runs the modules that are attributes of the package ``tests``, and no others."""
        imported = {
            f"{node.module or ''}/{alias.name}"
            for node in ast.parse((self.addon / "tests/__init__.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        tests = self.addon / "tests"
        files = {f"{'' if path.parent == tests else path.parent.name}/{path.stem}" for path in tests.rglob("test_*.py")}
        self.assertEqual(imported, files)

    # ------------------------------------------------------------------ reading the files

    def _loaded(self):
        """What ``models/`` imports, in its order."""
        return [
            alias.name
            for node in ast.parse((self._models / "__init__.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]

    def _files(self):
        return [path for path in self._models.rglob("*.py") if path.name != "__init__.py"]

    def _floor(self, path):
        room = path.relative_to(self._models).parts[0]
        return self.rooms.index(room) + 1 if room in self.rooms else 0

    def _in_order(self, package):
        """The files of a package as Odoo loads them."""
        for node in ast.parse((package / "__init__.py").read_text(encoding="utf-8")).body:
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                if (package / f"{alias.name}.py").exists():
                    yield package / f"{alias.name}.py"
                else:
                    yield from self._in_order(package / alias.name)

    @staticmethod
    def _said(node):
        """``{attribute: constants in its value}`` of the assignments in a class."""
        return {
            target.id: [one.value for one in ast.walk(line.value) if isinstance(one, ast.Constant)]
            for line in node.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name)
        }

    def _model_of(self, node):
        """The model that a class defines or extends; None if it is no model."""
        said = self._said(node)
        return next(iter(said.get("_name") or said.get("_inherit") or ()), None)

    def _names_of(self, tree):
        """Models that a file defines or extends."""
        classes = (self._said(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
        return {name for said in classes for name in (*said.get("_name", ()), *said.get("_inherit", ()))}

    def _homes(self):
        """``{model: floor of the room that defines it}``; what extends a model and gives it a mixin defines none."""
        home = {}
        for path in self._files():
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                said = self._said(node) if isinstance(node, ast.ClassDef) else {}
                for name in said.get("_name", ()):
                    if name not in said.get("_inherit", ()):
                        home[name] = self._floor(path)
        return home
