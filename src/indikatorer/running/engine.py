"""A papermill engine without a kernel: the cells run in this process, which is one forked for the notebook.

Starting a kernel and importing pandas and seaborn in it takes longer than a whole notebook of ours. A process forked
from one that has them already runs the same cells at once, opens no ports, and leaves the same outputs.
"""

import faulthandler
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import matplotlib.pyplot as plt
from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from nbclient.exceptions import CellTimeoutError
from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets.config import Config

NAME = "this-process"
GRACE = 5
"""So many seconds a cell that is out of time has, before its process is ended."""
LEFT = "cellen lämnar notebooken innan den är slut"


class _Displayed(DisplayHook):
    """Lets the last expression of a cell be an output of it, as in JupyterLab, instead of printing it."""

    def start_displayhook(self) -> None:
        """Nothing: there is no prompt."""

    write_output_prompt = finish_displayhook = start_displayhook

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        assert self.shell
        self.shell.display_pub.publish(data=format_dict, metadata=md_dict)


class _Shell(InteractiveShell):
    """Runs cells as a kernel does; there is no window to open."""

    displayhook_class = _Displayed

    def ask_exit(self) -> NoReturn:
        """`exit` and `quit` leave a notebook half done."""
        raise SystemExit

    def enable_gui(self, gui: str | None = None) -> None:
        """Nothing: figures are outputs."""


class InThisProcess(Engine):
    """Runs cells with IPython in this process; a failed cell stops the notebook, as with a kernel."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, execution_timeout: int = 0, **_: Any
    ) -> None:
        # what was run before is nothing that a notebook asks for, and its database is locked while many write to it
        shell = _Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
        shell.colors = "nocolor"
        # JupyterLab does so by itself: a figure that is left open at the end of a cell is shown
        shell.run_line_magic("matplotlib", "inline")
        plt.close("all")  # whoever started this process may have left figures open
        number = 0
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            number += 1
            nb_man.cell_start(cell, index)
            with _at_most(execution_timeout) as late, capture_output() as captured:
                result = shell.run_cell(cell.source, store_history=True)
            if late:  # also where the cell itself has caught it
                raise late[0]
            cell.execution_count = number
            cell.outputs = list(_outputs(captured, result))
            if not result.success:
                nb_man.cell_exception(cell, index)
                break
            nb_man.cell_complete(cell, index)


def _outputs(captured: CapturedIO, result: ExecutionResult) -> Iterator[Any]:
    error = result.error_before_exec or result.error_in_exec
    # IPython prints a failure as well; the error output tells it better
    if captured.stdout and error is None:
        yield new_output("stream", name="stdout", text=captured.stdout)
    if captured.stderr and error is None:
        yield new_output("stream", name="stderr", text=captured.stderr)
    for shown in captured.outputs:
        yield new_output("display_data", data=shown.data, metadata=shown.metadata or {})
    if error is not None:
        # papermill takes an exit without a word for a notebook that is done
        said = LEFT if isinstance(error, SystemExit) else str(error)
        yield new_output("error", ename=type(error).__name__, evalue=said, traceback=[])


@contextmanager
def _at_most(seconds: int) -> Iterator[list[CellTimeoutError]]:
    """Raise CellTimeoutError in the running cell after so many seconds, and end the process when that does not help.

    What it gives holds the error once it has been raised.
    """
    late: list[CellTimeoutError] = []

    def out_of_time(signal_number: int, frame: FrameType | None) -> NoReturn:
        late.append(CellTimeoutError(f"en cell höll på i mer än {seconds} sekunder"))
        raise late[0]

    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(seconds)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
        try:
            yield late
        finally:
            faulthandler.cancel_dump_traceback_later()
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


papermill_engines.register(NAME, InThisProcess)
