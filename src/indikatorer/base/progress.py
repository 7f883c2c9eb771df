"""What a run says: each step with its time and memory, and what went wrong, with the code that it ends with."""

import contextlib
import errno
import resource
import shutil
import sys
import time
from collections.abc import Iterator

import click

from indikatorer import AuditFailed, NotebookFailed, UserError

OUR_FAULT = 1
BAD_INPUT = 2
NOT_PROTECTED = 3
STOPPED = 130
OF_THE_PLACE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)


@contextlib.contextmanager
def timed(what: str) -> Iterator[None]:
    """Say what is done, how long it took, and how much memory at most."""
    started = time.perf_counter()
    click.echo(f"{what} …", err=True)
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 30 if sys.platform == "darwin" else 1 << 20)
    click.echo(f"{what}: {time.perf_counter() - started:.1f} s, {most:.1f} GB", err=True)


@contextlib.contextmanager
def reported_failures() -> Iterator[None]:
    """Turn what the user can put right, and what may not be published, into a message and an exit code."""
    try:
        yield
    except UserError as error:
        _end(str(error), BAD_INPUT)
    except AuditFailed as error:
        _end(f"{error.heading}\n{error}", NOT_PROTECTED)
    except NotebookFailed as error:
        _end(str(error), OUR_FAULT)
    except Exception as error:
        if not _is_of_the_place(error):
            raise
        if isinstance(error, shutil.Error):  # a folder that is copied tells of each of its files
            _, name, why = error.args[0][0]
        else:
            name, why = getattr(error, "filename", None) or "A file", error
        _end(f"{name} cannot be read or written: {why}. Make room or rights for it.", BAD_INPUT)


def _end(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)


def _is_of_the_place(error: Exception) -> bool:
    """Whether a disk is full, or a place may not be written to. Polars and a folder that is copied say so in words."""
    said = ((f"os error {number})", f"[Errno {number}]") for number in OF_THE_PLACE)
    return getattr(error, "errno", None) in OF_THE_PLACE or any(one in str(error) for both in said for one in both)
