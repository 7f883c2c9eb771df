"""A copy of the project in a folder of its own, with make as a user runs it."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from copy import copy
from pathlib import Path

from indikatorer import ROOT

SMALL = "SCALE=0.2"
ACCEPTED = ROOT / "data" / "reference" / "accepterade_skillnader.toml"


class Copy:
    """A copy of the project's files, with the environment of the one that is tested. `said` is what its report said."""

    said: str
    around: Mapping[str, str] = {}
    """What its runs find in their environment beside what these tests do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\n")  # fmt: skip
        for name in filter(None, listed):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        environment = folder / ".venv" / "bin"
        environment.mkdir(parents=True)
        for stamp in (".made", ".main", ".dev"):
            (environment / stamp).touch()
        self._write_command()

    @classmethod
    def made(cls, folder: Path, said: str) -> "Copy":
        """The copy that stands in a folder, with what its report said."""
        found = cls.__new__(cls)
        found.folder, found.said = folder, said
        return found

    def _write_command(self) -> None:
        # the processes of the analysis read the script again, and are not to run it
        code = f"import sys; sys.path.insert(0, {str(self.folder / 'src')!r})\nfrom indikatorer.cli import main\n"
        code += 'if __name__ == "__main__":\n    main()'
        command = self.folder / ".venv" / "bin" / "indikatorer"
        command.write_text(f"#!{sys.executable}\n{code}\n")
        command.chmod(0o755)

    def taken_over(self, folder: Path) -> "Copy":
        """A copy of this one with all that it has made, to be changed."""
        other = copy(self)
        other.folder = shutil.copytree(self.folder, folder / "project", symlinks=True)
        other._write_command()
        return other

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), cwd=self.folder, capture_output=True, text=True, env=self.environment()
        )

    def moves(self, home: Path) -> None:
        """Another user runs it elsewhere: language, time zone, a home with settings of its own, one processor."""
        (home / ".config" / "matplotlib").mkdir(parents=True)
        (home / ".config" / "matplotlib" / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: red\n")
        (home / ".ipython" / "profile_default" / "startup").mkdir(parents=True)
        (home / ".ipython" / "profile_default" / "startup" / "00.py").write_text("raise SystemExit('not ours')\n")
        self.around = {
            "HOME": str(home), "USER": "someone", "LOGNAME": "someone", "LANG": "C", "LC_ALL": "C", "COLUMNS": "40",
            "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def run(self, *arguments: str) -> None:
        """Run a command of the project."""
        command = self.folder / ".venv" / "bin" / "indikatorer"
        subprocess.run([command, *arguments], cwd=self.folder, check=True, capture_output=True)

    def killed(self, step: str, seconds: float, *arguments: str) -> None:
        """Start make and kill it, with all that it started, so many seconds into a step, or at its end."""
        running = subprocess.Popen(
            self.command(*arguments), cwd=self.folder, env=self.environment(), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert running.stderr
        said = running.stderr
        assert any(line.startswith(step) for line in said), step
        done = threading.Thread(target=lambda: any(line.startswith(step) for line in said))
        done.start()
        done.join(seconds)
        os.killpg(running.pid, signal.SIGKILL)
        done.join()
        running.wait()

    def command(self, *arguments: str) -> list[str]:
        one = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0)))] if self.around else []
        return [*one, "make", f"PYTHON={sys.executable}", *arguments]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        return {**kept, "DRAWS": "20", **self.around}

    def report(self, year: int = 2021, *arguments: str) -> str:
        """What `make report` said."""
        done = self.make("report", f"YEAR={year}", SMALL, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def digests(self, year: int = 2021) -> dict[str, str]:
        site = self.folder / "_site" / str(year)
        return {
            str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }
