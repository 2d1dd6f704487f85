"""An underscore stays in its folder: what begins with one is used only where it is defined.

Folders are those directly below `lona/`, with all that is below them; the modules of `lona/` itself
are one more. A name counts as defined if a file of the folder has a function, class, slot or
variable of that name, or assigns it to `self` or `cls`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "lona"

OF_OTHERS = {
    ("warnings.py", "_getframe"): "of the standard library, which documents it",
    ("places.py", "_getframe"): "of the standard library, which documents it",
    ("shell/commands/lona_views.py", "_current_frames"): "of the standard library, documented",
    ("web/application.py", "_state"): "of aiohttp: its public way warns of keys that are strings",
    ("web/application.py", "_app"): "a name of Lona 1.x that applications read from the server",
}
"""Private names of somebody else that a file uses all the same, and why."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def folder(path: Path, package: Path) -> str:
    """Return the folder below the package that a file belongs to, '' for the package itself."""
    *folders, _ = path.relative_to(package).parts
    return folders[0] if folders else ""


def is_own(node: ast.expr) -> bool:
    """Whether an expression is the object or the class itself."""
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def defined_names(tree: ast.Module) -> Iterator[str]:
    """Iterate over the names that a file defines for others to use."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Attribute(value=value, attr=name, ctx=ast.Store()) if is_own(value):
                yield name
            case ast.ClassDef(name=name):
                yield name
                yield from variables(node.body)
    yield from variables(tree.body)


def variables(body: list[ast.stmt]) -> Iterator[str]:
    """Iterate over the variables of a module or class, and over what a class has as slots."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__slots__")], value=ast.Tuple(elts=slots)):
                yield from (slot.value for slot in slots if isinstance(slot, ast.Constant))
            case ast.Assign(targets=targets):
                yield from (
                    node.id
                    for target in targets
                    for node in ast.walk(target)
                    if isinstance(node, ast.Name)
                )
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def used_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Iterate over line and name of the private attributes of other objects."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=value, attr=name) if is_private(name) and not is_own(value):
                yield node.lineno, name


def imported_names(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Iterate over line, module and name of the private names that are imported from it."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (
                    (node.lineno, module, each.name) for each in names if is_private(each.name)
                )


def strangers(package: Path) -> Iterator[tuple[str, int, str]]:
    """Iterate over file, line and name wherever a private name left its folder."""
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))
    }
    defined: dict[str, set[str]] = {}
    for path, tree in trees.items():
        defined.setdefault(folder(path, package), set()).update(defined_names(tree))
    for path, tree in trees.items():
        file, home = path.relative_to(package).as_posix(), folder(path, package)
        for line, name in used_names(tree):
            if name not in defined[home]:
                yield file, line, name
        for line, module, name in imported_names(tree):
            top, *below = module.split(".")
            inside = package.joinpath(*below)
            source = inside / "_" if inside.is_dir() else inside.with_suffix(".py")
            if top == package.name and folder(source, package) != home:
                yield file, line, name


def test_an_underscore_stays_in_its_folder():
    found = list(strangers(PACKAGE))

    assert [place for place in found if (place[0], place[2]) not in OF_OTHERS] == []
    assert {(file, name) for file, _, name in found} == set(OF_OTHERS), "an exception is left over"


def test_what_leaves_its_folder_is_found(tmp_path):
    package = tmp_path / "lona"
    files = {
        "tree/node.py": "class Node:\n    __slots__ = ('_slot',)\n    _constant = 1\n\n"
        "    def _method(self):\n        self._attribute = _private()\n\n"
        "def _private():\n    _local = 1\n",
        "tree/forms/input.py": "from lona.tree.node import _private\n"
        "node._slot, node._constant, node._method(), node._attribute\n",
        "tree/__init__.py": "from lona.tree import _private\n",
        "view.py": "from lona.tree.node import _private\nfrom lona import _json\nself._own\n"
        "node._slot\nnode._slot = 1\nnode._local\nnode.__class__\n",
        "_json.py": "",
    }
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert sorted(strangers(package)) == [
        ("view.py", 1, "_private"),
        ("view.py", 4, "_slot"),
        ("view.py", 5, "_slot"),
        ("view.py", 6, "_local"),
    ]
