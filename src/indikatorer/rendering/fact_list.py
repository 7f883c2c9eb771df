"""The list of facts for those who write: what stands in the text, as it will read, what it is, and where it is used."""

from collections import defaultdict
from pathlib import Path

from indikatorer import ROOT
from indikatorer.rendering.reports import read_facts
from indikatorer.rendering.stage import used_facts


def fact_list(folder: Path, words: str = "") -> str:
    """Every fact of a year, under the notebook that gives it.

    Args:
        folder: where what is derived for the year lies.
        words: only facts that hold this text, in their key, value or meaning.
    """
    uses = used_facts(ROOT / "reports")
    by_notebook: dict[str, list[str]] = defaultdict(list)
    for key, said in sorted(read_facts(folder).items()):
        if words.lower() in " ".join([key, said["value"], said["meaning"]]).lower():
            places = ", ".join(uses.get(key, ["not used"]))
            lines = [f"{{{{< var {key} >}}}}", f"    {said['value']}", f"    {said['meaning']}", f"    {places}"]
            by_notebook[said["notebook"]].append("\n".join(lines))
    return "\n\n".join(
        "\n".join([f"notebooks/redovisning/{name}", *facts]) for name, facts in sorted(by_notebook.items())
    )
