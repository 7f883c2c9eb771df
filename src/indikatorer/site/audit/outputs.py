"""The outputs of the run notebooks: facts, tables, figures and texts, each held against the cells that it names."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.site.audit.cells import PublishedCell, PublishedCells
from indikatorer.site.audit.numbers import Number, around, numbers_in, pressed
from indikatorer.site.audit.other_numbers import Records
from indikatorer.site.audit.recomputed import Origins, read
from indikatorer.site.audit.rules import rule_for
from indikatorer.site.audit.svg import Drawn, drawn_texts, marks_drawn
from indikatorer.site.audit.texts import HIDDEN, Text, check, in_label
from indikatorer.site.audit.tracing import Findings

ORIGINS = "application/vnd.indikatorer.origins+json"
FACT = "application/vnd.indikatorer.fact+json"
CAPTIONS = ("fig-cap", "tbl-cap")
DRAWINGS = ("image/svg+xml", "application/vnd.indikatorer.narrow+svg")
"""A drawing, and the same for a narrow screen."""


@dataclass(frozen=True)
class Output:
    """What one cell of a run notebook leaves for a report: its data by kind, its texts, its label and number."""

    notebook: str
    label: str
    data: Mapping[str, Any]
    metadata: Mapping[str, Any]
    number: int = 0

    @property
    def place(self) -> str:
        return self.label or f"cell {self.number} (utan etikett)"

    @property
    def told(self) -> Mapping[str, Any]:
        return self.data.get(ORIGINS, {})

    def text(self, kind: str) -> str:
        content = self.data.get(kind, "")
        return content if isinstance(content, str) else "".join(content)

    @cached_property
    def grid(self) -> list[list[str]]:
        """The rows of its table, headings first; nothing when it is no table."""
        return grid(BeautifulSoup(self.text("text/html"), "html.parser"))


def grid(around: Tag) -> list[list[str]]:
    """The rows of the first table in some HTML, as they read."""
    table = around.find("table")
    rows = table.find_all("tr") if table else []
    return [[entry.get_text() for entry in row.find_all(["th", "td"])] for row in rows]


def outputs_of(notebook: Path) -> Iterator[Output]:
    """The outputs of a run notebook, in order, its Markdown cells among them."""
    for number, cell in enumerate(json.loads(notebook.read_text(encoding="utf-8"))["cells"], 1):
        source = "".join(cell["source"])
        label = source.split("label:", 1)[1].split()[0] if source.startswith("#| label:") else ""
        if cell["cell_type"] == "markdown":
            yield Output(notebook.name, "", {"text/markdown": source}, {}, number)
        for output in cell.get("outputs", []):
            if "data" in output:
                yield Output(notebook.name, label, output["data"], cell["metadata"], number)


class OutputAudit:
    """Holds outputs against the published cells and the records."""

    def __init__(self, published: PublishedCells, records: Mapping[str, Records], findings: Findings) -> None:
        self.published = published
        self.records = records
        self.findings = findings

    def fact(self, key: str, said: Mapping[str, Any]) -> None:
        """A fact says only what the cells say that it was made of."""
        origins = read(said["of"], self.published, self.records)
        place = f"faktum {key}"
        labels = [label for label in _labels(origins.cells) if not label.isdigit() and label in said["value"]]
        check(Text(said["value"], said["notebook"], place, labels), origins, self.findings)

    def output(self, output: Output) -> None:
        """A table has at each place what its cell says; the texts of all outputs say what their cells say.

        An output that does not say what it was made of is for those who read the notebook: no report may say it.
        """
        if FACT in output.data or ORIGINS not in output.data:
            return
        origins = read(output.told.get("of", []), self.published, self.records)
        labels = _labels(origins.cells)
        if "rows" in output.told:
            labels += self._table(output, origins)
        elif "image/svg+xml" in output.data:
            for kind in DRAWINGS:
                if kind in output.data:
                    self._figure(output, output.text(kind), origins)
            self._alternative(output, str(output.metadata.get("fig-alt", "")), origins)
        elif "text/markdown" in output.data:
            origins.records = [*origins.records, self.records["definitioner"]]
            check(Text(output.text("text/markdown"), output.notebook, output.place), origins, self.findings)
        for name in CAPTIONS:
            if caption := output.metadata.get(name):
                said = Text(caption, output.notebook, f"{name} i {output.place}", labels)
                check(said, self._of_caption(output), self.findings)

    def _of_caption(self, output: Output) -> Origins:
        """Of what a caption may speak: what it stands on, and what the facts in it are made of."""
        told = [*output.told.get("of", []), *output.told.get("caption", [])]
        return read(told, self.published, self.records)

    def _table(self, output: Output, origins: Origins) -> list[str]:
        headings, *rows = output.grid
        places = output.told["rows"]
        if len(places) != len(rows) or any(len(place) != len(row) - 1 for place, row in zip(places, rows, strict=True)):
            remedy = "gör tabellen med layout eller text_layout, så att varje ruta går att följa"
            self.findings.add(output.notebook, output.place, "en tabell som inte säger vilka celler den visar", remedy)
            return []
        columns: list[list[str]] = [[] for _ in headings]
        everywhere: list[str] = []
        for row, place in zip(rows, places, strict=True):
            cells = [entry and self.published.find(entry) for entry in place]
            labels = _labels([cell for cell in cells if cell])
            everywhere += labels
            self._text(output, row[0], origins, labels)
            for column, (printed, named, cell) in enumerate(zip(row[1:], place, cells, strict=True), 1):
                columns[column] += _labels([cell]) if cell else []
                if named is None:
                    self._text(output, printed, origins, labels)
                else:
                    self._cell(output, f"{row[0]}, {headings[column]}", printed, cell, named)
        for heading, labels in zip(headings, columns, strict=True):
            self._text(output, heading, origins, labels)
        notes = BeautifulSoup(output.text("text/html"), "html.parser").find_all("p")
        for note in notes:
            self._text(output, note.get_text(), origins, _labels(origins.cells))
        self._same_in_markdown(output, [headings, *rows])
        return everywhere

    def _text(self, output: Output, text: str, origins: Origins, labels: Sequence[str]) -> None:
        check(Text(text, output.notebook, output.place, labels), origins, self.findings)

    def _cell(self, output: Output, where: str, printed: str, cell: PublishedCell | None, named: Any) -> None:
        if cell is None:
            self.findings.add(output.notebook, f"{output.place}, {where}", str(named), HIDDEN)
        elif printed != cell.in_table():
            remedy = f"{cell} publiceras som {cell.in_table()}; visa tabellen som show(layout(…)) ger den"
            self.findings.add(output.notebook, f"{output.place}, {where}", printed, remedy)
        else:
            self.findings.count(output.notebook, "cell in its place", sum(1 for _ in numbers_in(printed)))

    def _same_in_markdown(self, output: Output, rows: Sequence[Sequence[str]]) -> None:
        lines = [line for line in output.text("text/markdown").splitlines() if line.startswith("|")]
        printed = [pressed(line) for line in lines if set(line) - set("|:- ")]
        wanted = [pressed("|".join(row)) for row in rows]
        if printed != wanted:
            self.findings.add(
                output.notebook,
                output.place,
                next((row for row, other in zip(printed, wanted, strict=False) if row != other), "raderna"),
                "tabellen i PDF:en är en annan än den på sidan; gör båda med show",
            )

    def _figure(self, output: Output, drawing: str, origins: Origins) -> None:
        try:
            texts = list(drawn_texts(drawing))
        except ValueError as error:
            self.findings.add(
                output.notebook,
                output.place,
                str(error),
                "rita den med bars, lines eller någon annan av projektets figurer",
            )
            return
        ticks: dict[str, list[str]] = defaultdict(list)
        for drawn in texts:
            if drawn.axis:
                ticks[drawn.axis].append(drawn.text)
        scales = {axis for axis, marks in ticks.items() if _evenly_spaced(marks)}
        marks, shown = marks_drawn(drawing), sum(cell.shown for cell in origins.cells)
        if marks > shown:
            remedy = f"figuren har {shown} celler som visas; ta bort stapeln eller punkten för den som är skyddad"
            self.findings.add(output.notebook, output.place, f"{marks} staplar och punkter", remedy)
        self._drawn(output, [drawn for drawn in texts if drawn.axis not in scales], origins)
        self.findings.count(output.notebook, "scale", sum(len(ticks[axis]) for axis in scales))

    def _drawn(self, output: Output, texts: Sequence[Drawn], origins: Origins) -> None:
        """Each number drawn is a label, or the value of a cell, and no value is drawn more often than cells have it."""
        labels = _labels(origins.cells)
        times: Counter[tuple[Decimal | None, int]] = Counter()
        for drawn in texts:
            for number in numbers_in(drawn.text):
                place = f"{output.place}, text i figuren"
                around_it = around(drawn.text, number.start, number.end)
                if in_label(drawn.text, number, labels) and (drawn.axis or not origins.matching(number)):
                    self.findings.count(output.notebook, "label")
                    continue
                times[number.size, number.decimals] += 1
                matching = origins.matching(number)
                if matching and times[number.size, number.decimals] <= len(matching):
                    self.findings.count(output.notebook, "cell in a figure")
                elif rule := rule_for(drawn.text, number):
                    self.findings.count(output.notebook, rule)
                else:
                    remedy = (
                        "ingen av figurens celler har värdet, eller så är det skyddat; rita ur de skyddade tabellerna"
                    )
                    self.findings.add(output.notebook, place, around_it, remedy)

    def _alternative(self, output: Output, text: str, origins: Origins) -> None:
        """Each number is the value of a cell that is named beside it."""
        place = f"fig-alt i {output.place}"
        labels = _labels(origins.cells)
        hidden = sum(not cell.shown for cell in origins.cells)
        for missing in origins.missing:
            self.findings.add(output.notebook, place, missing, HIDDEN)
        for number in numbers_in(text):
            if text[number.end :].lstrip().startswith("uppgift") and number.size is not None and number.size <= hidden:
                self.findings.count(output.notebook, "hidden cells counted")
            elif self._named_beside(text, number, origins):
                self.findings.count(output.notebook, "cell in an alternative text")
            elif in_label(text, number, labels):
                self.findings.count(output.notebook, "label")
            elif rule := rule_for(text, number):
                self.findings.count(output.notebook, rule)
            else:
                remedy = "ingen cell som visas och som nämns här har värdet; gör texten av figurens celler"
                self.findings.add(output.notebook, place, around(text, number.start, number.end), remedy)

    def _named_beside(self, text: str, number: Number, origins: Origins) -> bool:
        start = max(text.rfind(sign, 0, number.start) for sign in (";", ". ")) + 1
        ends = [end for end in (text.find(sign, number.end) for sign in (";", ". ")) if end >= 0]
        sentence = text[start : min(ends, default=len(text))].lower()
        matching = origins.matching(number)
        named = {label.lower() for label in _labels(origins.cells) if label.lower() in sentence}
        return any(
            candidate.cell is None or not named or any(label.lower() in named for label in _labels([candidate.cell]))
            for candidate in matching
        )


def _labels(cells: Sequence[PublishedCell]) -> list[str]:
    return list(dict.fromkeys(label for cell in cells for label in cell.labels.values() if label != SAMTLIGA))


def _evenly_spaced(marks: Sequence[str]) -> bool:
    """Whether the ticks of an axis are a scale: numbers at one distance from each other, and nothing else."""
    sizes = []
    for mark in marks:
        numbers = list(numbers_in(mark))
        if len(numbers) != 1 or numbers[0].text != mark.strip().removesuffix("\u00a0%").removesuffix(" %").removesuffix(
            "%"
        ):
            return False
        sizes.append(numbers[0].size)
    if len(sizes) < 2 or None in sizes:
        return False
    steps = {second - first for first, second in pairwise(sizes)}  # type: ignore[operator]
    return len(steps) == 1
