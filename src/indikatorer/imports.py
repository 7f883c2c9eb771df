"""Which files of the code a step rests on: what it imports, what that imports, and so on, read from the sources.

Nothing is imported to find out. What is read of a file is remembered by what the file says, so only changed files are
parsed.
"""

import ast
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

PACKAGE = "indikatorer"
FINDS_ITS_MODULES = "pkgutil"
"""A package that imports this imports whatever lies in its folder."""
WHOLE = ".*"


class Imports:
    """The imports of the project in the folder `root`. `digest_of` gives the digest of a file.

    `known` is what is remembered, by what a source says: the names that it imports at its head, and all of them.
    """

    def __init__(self, root: Path, digest_of: Callable[[Path], str], known: dict[str, Any]) -> None:
        self.digest_of, self.known = digest_of, known
        self.modules: dict[str, Path] = {}
        self.beside: dict[Path, list[Path]] = {}
        self._list(root / "src" / PACKAGE, PACKAGE)

    def _list(self, folder: Path, package: str) -> bool:
        """Note the modules in a folder, and what lies beside them; whether it holds any."""
        beside, holds_modules = self.beside.setdefault(folder, []), False
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            path = Path(entry.path)
            if entry.is_dir():
                if entry.name != "__pycache__" and not self._list(path, f"{package}.{entry.name}"):
                    beside += self.beside.pop(path)  # scripts, filters, looks: what the modules around it read
            elif path.suffix == ".py":
                holds_modules = True
                self.modules[package if entry.name == "__init__.py" else f"{package}.{path.stem}"] = path
            else:
                beside.append(path)
        return holds_modules

    def of(self, text: str, notebooks: Iterable[Path] = ()) -> set[Path]:
        """The files of the code that a piece of Python rests on, and the cells of notebooks."""
        key = hashlib.sha256(text.encode()).hexdigest()
        names = [*self._read(key, lambda: text)["all"]]
        for path in notebooks:
            names += self._read(self.digest_of(path), partial(cells, path))["all"]
        return self._reached(names)

    def _reached(self, left: list[str]) -> set[Path]:
        seen, whole, heads = set[str](), set[str](), set[str]()
        while left:
            name = left.pop()
            if name in seen:
                continue
            seen.add(name)
            if name.endswith(WHOLE):
                left += [one for one in self.modules if one.startswith(name[:-1])]
                continue
            while name and name not in self.modules:  # something in a module
                name = name.rpartition(".")[0]
            if not name or name in whole:
                continue
            whole.add(name)
            left += self._imported(name, "all")
            # of the packages around a module only what they do when they are imported
            while (name := name.rpartition(".")[0]) and name not in whole and name not in heads:
                heads.add(name)
                left += self._imported(name, "head")
        files = {self.modules[name] for name in whole | heads}
        return files.union(*(self.beside[folder] for folder in {path.parent for path in files}))

    def _imported(self, name: str, which: str) -> list[str]:
        file = self.modules[name]
        found = self._read(self.digest_of(file), partial(file.read_text, encoding="utf-8"))[which]
        return [f"{name}.*" if one == WHOLE else one for one in found]

    def _read(self, key: str, text: Callable[[], str]) -> dict[str, list[str]]:
        if key not in self.known:
            self.known[key] = imported(text())
        found: dict[str, list[str]] = self.known[key]
        return found


def imported(text: str) -> dict[str, list[str]]:
    """The names of ours that the source of a module imports: at its `head`, and `all`, with those that it only says.

    `.*` among them is all that lies in the package itself.
    """
    tree = ast.parse(text)
    head = {one for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom) for one in _named(node)}
    named = {one for node in ast.walk(tree) for one in _named(node)}
    if any(one.startswith(FINDS_ITS_MODULES) for one in head):
        head.add(WHOLE)
    return {"head": _ours(head), "all": _ours(head | named)}


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        # of a module or of something in it; a package is not meant where a module of it is
        yield from (node.module if one.name == "*" else f"{node.module}.{one.name}" for one in node.names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isascii():
        yield node.value  # the name of a module that is imported by its name


def _ours(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name == WHOLE or (name.startswith(f"{PACKAGE}.") and " " not in name))


def cells(path: Path) -> str:
    """The code of a notebook, without what only a shell or IPython reads; nothing, where it is no notebook."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["cells"]
        lines = [line for cell in found if cell["cell_type"] == "code" for line in "".join(cell["source"]).splitlines()]
        text = "\n".join("pass" if line.lstrip().startswith(("%", "!")) else line for line in lines)
        ast.parse(text)
    except (ValueError, LookupError, TypeError, SyntaxError):
        return ""
    return text
