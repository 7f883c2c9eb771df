"""`python -m tests.faults PAGE`: every trouble in every step of a small report, and the table of what came.

Ends with 1, and writes nothing, where anything was wrong.
"""

import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from tests.faults.trouble import DISKS, EVERY_STEP, OUTCOMES, Ground, Tried, can_mount, tried
from tests.project import Copy

SCALE = "SCALE=0.03"

ABOUT = """# What was tried against a run

Made by `make proofs`, not by hand: a report is put in trouble in every step, and what the run said, and what the next
one made, is looked at. A run in trouble ends with the right files, with a sentence and a code, or it is dead; whatever
it was, the run after it made the bytes of an undisturbed one, left no file and no process behind, and no file that was
not audited was on the site meanwhile.

| trouble | steps | tried | ended with the right files | with a sentence | dead | anything else |
|---|---:|---:|---:|---:|---:|---:|
"""


def table(found: list[Tried]) -> str:
    """A row for each trouble: in how many steps it was tried, how often, and what came."""
    lines = []
    for trouble in dict.fromkeys(one.trouble for one in found):
        of_it = [one for one in found if one.trouble == trouble]
        came = Counter(one.outcome for one in of_it)
        counts = [len({one.step for one in of_it}), len(of_it), *(came[outcome] for outcome in OUTCOMES)]
        lines.append(f"| {trouble} | {' | '.join(map(str, counts))} | {sum(bool(one.fault) for one in of_it)} |")
    return "\n".join(lines) + "\n"


def all_tried(folder: Path, times: int, only: tuple[str, ...]) -> Iterator[Tried]:
    """Every trouble in every step, so many times where the moment is a matter of chance."""
    ground = Ground(Copy(folder / "project"), SCALE)
    seconds = {step: ground.duration(step) for step in ground.steps}
    for name, trouble in EVERY_STEP.items():
        for step in ground.steps:
            for _ in range(times):
                if not only or name in only:
                    yield tried(ground, name, trouble, step, seconds[step])
    for name, (trouble, steps) in DISKS.items():
        for step in steps or ground.steps:
            if not only or name in only:
                yield tried(ground, name, trouble, step, seconds[step])


@click.command()
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--times", default=3, help="How often each trouble at a moment of chance is tried in each step.")
@click.option("--only", multiple=True, help="A trouble by its name.")
def main(page: Path, times: int, only: tuple[str, ...]) -> None:
    """Put a report in trouble, and write what came of it."""
    if not can_mount():
        sys.exit("Disks that are full can only be tried by root.")
    # what a shell starts in the background ignores Ctrl-C, with all that it starts itself
    signal.signal(signal.SIGINT, signal.default_int_handler)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for one in all_tried(Path(folder), times, only):
            click.echo(f"{one.trouble}, {one.step}: {one.fault or one.outcome}", err=True)
            found.append(one)
    if any(one.fault for one in found):
        sys.exit("There are faults.")
    page.write_text(ABOUT + table(found), encoding="utf-8")


if __name__ == "__main__":
    main()
