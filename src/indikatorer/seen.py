"""What make cannot see in the age of a file: whether it says something else than when it was last seen.

make compares ages. A corrected extract can be older than the last run, byte code is newer than anything, a setting has
no age at all, and a name with a space or a quotation mark is several words to make or a command to a shell. So each of
make's groups of files has a small file of its own, which gets new when what they say has changed, and only then.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from indikatorer import ROOT, UserError
from indikatorer.files import digest

IGNORED = ("__pycache__", ".ipynb_checkpoints")
IS_SYNTHETIC = "is-synthetic"


def notice(
    folder: Path,
    data: Path,
    groups: str,
    words: Mapping[str, str],
    published: Path | None,
    year: str,
    *,
    synthetic: bool,
) -> None:
    """Note in `folder`, one small file each, what the delivery, the groups of files, the words and the editions say.

    `groups` has a line for each group, its name and patterns of its files, as make has it. `words` are settings by
    name. `is-synthetic` is there when a synthetic delivery is to be made: where the folder `data` is empty, or when
    that is asked for. Raises UserError when there is no such folder.
    """
    if not data.is_dir():
        raise UserError(f"DATA={data}: there is no such folder")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    delivered = [path for path in sorted(data.iterdir()) if not path.name.startswith(".")]
    if synthetic or not delivered:
        (folder / IS_SYNTHETIC).touch()
        delivered = []
    else:
        (folder / IS_SYNTHETIC).unlink(missing_ok=True)
    _see(folder / "delivery", [str(data.resolve()) if delivered else "", *_content(delivered)])
    for line in filter(None, map(str.strip, groups.splitlines())):
        name, *patterns = line.split()
        _see(folder / name, _content(_matching(patterns)))
    for name, said in words.items():
        _see(folder / name, [said])
    if year:
        editions = published.glob("[12][0-9][0-9][0-9]/manifest.json") if published else []
        _see(folder / f"published-{year}", _content(sorted(path for path in editions if path.parent.name != year)))


def digest_of(paths: Iterable[Path]) -> str:
    """One digest of the names and the content of files; of a folder, of all files in it."""
    files = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return hashlib.sha256("\n".join(_content(files)).encode()).hexdigest()


def _matching(patterns: Iterable[str]) -> list[Path]:
    """The project's files that match a pattern, without those that match one after `!`."""
    found: set[Path] = set()
    for pattern in patterns:
        matching = ROOT.glob(pattern.removeprefix("!"))
        found = found.difference(matching) if pattern.startswith("!") else found.union(matching)
    return sorted(found)


def _content(paths: Iterable[Path]) -> list[str]:
    return [
        f"{digest(path)} {_name(path)!a}" for path in paths if path.is_file() and not set(IGNORED) & set(path.parts)
    ]


def _name(path: Path) -> str:
    """What a file is called: in the project from its root, wherever that lies."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _see(path: Path, lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
