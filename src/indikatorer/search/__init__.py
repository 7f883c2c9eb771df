"""The search of the site: an index over all its pages, in which Swedish words are found in all their forms.

Pagefind makes the index and reads it in the browser, a few kilobytes at a time, from any file server. Pages name
`search/search.js` themselves; without it, and without JavaScript, they are the same less the field.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from indikatorer import programs
from indikatorer.disclosure.finished import audit_search
from indikatorer.files import replaced_folder

FOLDER = "search"

_SCRIPT = "search.js"
_CONTENT = "main"
# Pagefind would show alternative texts with the entities of the page's source; their words stand in tables as well
_NOT_CONTENT = (".toc", ".float-links", ".skip-link", ".footnote-ref", ".footnote-back", "img")
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "wasm.sv.pagefind")
_NEEDED_FOLDERS = ("fragment", "index")


def write_index(site: Path) -> None:
    """Index every page of the site anew, and put index and script in its folder `search`.

    Raises AuditFailed, and leaves the search as it was, when it holds a number that its page does not.
    """
    with tempfile.TemporaryDirectory() as scratch, replaced_folder(site / FOLDER) as folder:
        made = Path(scratch)
        command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(made), "--silent"]
        command += ["--root-selector", _CONTENT, "--exclude-selectors", ", ".join(_NOT_CONTENT)]
        # Pagefind has readers in other languages along, and pages' worth of ready-made looks
        programs.run([*command, "--force-language", "sv"], check=True)
        audit_search(made, site, _NOT_CONTENT).refuse()
        folder.chmod(0o755)
        for pattern in _NEEDED:
            for file in made.glob(pattern):
                shutil.copyfile(file, folder / file.name)
        for name in _NEEDED_FOLDERS:
            shutil.copytree(made / name, folder / name)
        shutil.copyfile(Path(__file__).with_name(_SCRIPT), folder / _SCRIPT)
