"""A delivery made from nothing, so that everything can be run, shown and tested without one person's data.

The people live lives: what jobbtorg, the assistance system and SCB tell about one of them is told of one life.
It leans on nothing that reads or measures deliveries, so that what it makes is judged by code it does not share.
"""

from pathlib import Path


def write_delivery(folder: Path, *, seed: int = 1, scale: float = 1.0, truth: Path | None = None) -> None:
    """Write a synthetic delivery of Jobbtorg Stockholm 2008–2022 to `folder`, which is replaced if it exists.

    `scale` multiplies the number of people, 0.01–100; at 1 it is the city
    (docs/definitions.md, The exits of 2008–2010). The same seed and scale give the same bytes. The folder appears only
    when every file is complete. `truth` is a file for what the Stockholmsjobb have changed in these lives, for the test
    of an effect evaluation.

    Raises ValueError when `scale` lies outside 0.01–100, `seed` is negative or `truth` lies in `folder`.
    """
    from indikatorer.synthetic.simulated_delivery import write  # numpy and polars load only when a delivery is made

    write(folder, seed=seed, scale=scale, truth=truth)


def inject_faults(folder: Path, *, seed: int = 1) -> Path:
    """Put one of each kind of fault of the contract into the delivery in `folder`, as `write_delivery` makes it.

    Which they are lies afterwards in `<folder>-fel.csv` beside it, the path returned: one row per fault with file,
    line in the file, column and kind; line and column are empty where the fault is the whole file's.
    """
    from indikatorer.synthetic.faulty import inject

    return inject(folder, seed)
