"""What happens to files that nobody meant to change."""

from pathlib import Path


def damage(path: Path, change: str, place: int | None = None) -> None:
    """Flip one bit of a file, cut it short, or remove it."""
    content = bytearray(path.read_bytes())
    if change == "flip":
        content[len(content) // 2 if place is None else place] ^= 1
        path.write_bytes(content)
    elif change == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.unlink()
