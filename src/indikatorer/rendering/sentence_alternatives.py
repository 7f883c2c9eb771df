"""Sentences that depend on the data: their alternatives stand in `reports/`, and the notebooks say which one is so.

A `.toml` file beside the chapters has a table for each sentence, and in it one text for each outcome:

    [avslut.rubrik]
    hogre = "En större andel gick till arbete eller studier {ar} än {sedan}"

What stands in braces is what the notebook gives for the sentence, or any fact, {avslut.okand.andel}. With a capital,
{Andel}, it begins with one. The texts are Markdown, like the chapters; what is put in is text. A heading that would
name a number which is not shown says its alternative `okand`: "en osäker andel" is no finding.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indikatorer.base.markdown import literal
from indikatorer.base.swedish import upper_first
from indikatorer.base.words import PLACE
from indikatorer.rendering.problems import Place, Problems

_FACTS = "make facts visar de fakta som finns"

TOLD = "facts.json"
"""In a staged project: every fact as it reads, for the audit of the finished files."""

Fact = Mapping[str, Any]

HEADING, NEUTRAL = "rubrik", "okand"
"""How the name of a heading ends, and its alternative when it would name a number that is not shown."""


@dataclass(frozen=True)
class Alternatives:
    """The alternatives of one sentence: outcome → text, and the file that they stand in, with its lines."""

    name: str
    texts: Mapping[str, str]
    file: Path
    lines: Sequence[str]

    def place(self, outcome: str = "") -> Place:
        """Where an alternative stands, or where the sentence begins."""
        begun = False
        for number, line in enumerate(self.lines, 1):
            if line.replace(" ", "").replace('"', "").startswith(f"[{self.name}]"):
                if not outcome:
                    return Place(self.file, number)
                begun = True
            elif begun and re.match(rf"\s*{re.escape(outcome)}\s*=", line):
                return Place(self.file, number)
        return Place(self.file)


def read_alternatives(folder: Path, problems: Problems) -> dict[str, Alternatives]:
    """Every sentence of the `.toml` files under a folder, by name; faults in the files are noted in `problems`."""
    found: dict[str, Alternatives] = {}
    for file in sorted(folder.rglob("*.toml")):
        try:
            text = file.read_text(encoding="utf-8")
            content = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            line = re.search(r"line (\d+)", str(error))
            remedy = 'skriv varje mening som utfall = "text", med raka citattecken runt texten'
            problems.add(Place(file, int(line[1]) if line else 0), "filen går inte att läsa", remedy)
            continue
        for sentence in _sentences(content, "", file, text.splitlines()):
            if sentence.name in found:
                problems.add(sentence.place(), f"[{sentence.name}]", f"finns också i {found[sentence.name].place()}")
            for outcome, alternative in sentence.texts.items():
                if not isinstance(alternative, str):
                    problems.add(sentence.place(outcome), outcome, "skriv en text inom raka citattecken")
            found[sentence.name] = sentence
    return found


def filled(text: str, with_what: str) -> str:
    """An alternative with the same at each of its places."""
    return PLACE.sub(with_what, text)


def _sentences(content: Mapping[str, Any], name: str, file: Path, lines: Sequence[str]) -> Iterator[Alternatives]:
    tables = {key: inner for key, inner in content.items() if isinstance(inner, Mapping)}
    texts = {key: inner for key, inner in content.items() if key not in tables}
    if texts:
        yield Alternatives(name, texts, file, lines)
    for key, inner in tables.items():
        yield from _sentences(inner, f"{name}.{key}".lstrip("."), file, lines)


@dataclass(frozen=True)
class Told:
    """A fact as it reads: as text, as Markdown, and the origins of what was put into it."""

    value: str
    markdown: str
    of: Sequence[Mapping[str, Any]]


class Wording:
    """Puts sentences together: the alternatives of `folder`, filled with what the notebooks give in `facts`."""

    def __init__(self, folder: Path, facts: Mapping[str, Fact]) -> None:
        self.problems = Problems()
        self.alternatives = read_alternatives(folder, self.problems)
        self.facts = facts
        self._told: dict[str, Told] = {}
        self._open: list[str] = []

    def fill(self) -> dict[str, dict[str, Any]]:
        """Every fact with what it reads as, `value`, and that as Markdown, `markdown`.

        Raises UserError with every sentence that has no alternative for an outcome, and every place that nothing fills.
        """
        filled = {}
        for key, fact in self.facts.items():
            told = self._fact(key)
            rest = {name: content for name, content in fact.items() if name != "sentence"}
            filled[key] = rest | {"value": told.value, "markdown": told.markdown, "of": list(told.of)}
        self.problems.raise_if_any()
        return filled

    def alone(self, name: str, outcome: str) -> Told:
        """A text that has one outcome and no places of its own: facts fill it."""
        return self._sentence({"name": name, "outcome": outcome, "outcomes": [outcome], "places": {}}, ())

    def _fact(self, key: str) -> Told:
        if key not in self._told:
            fact = self.facts[key]
            self._open.append(key)
            if "sentence" in fact:
                self._told[key] = self._sentence(fact["sentence"], fact["of"])
            else:
                self._told[key] = Told(fact["value"], literal(fact["value"]), fact["of"])
            self._open.pop()
        return self._told[key]

    def _sentence(self, said: Mapping[str, Any], of: Sequence[Mapping[str, Any]]) -> Told:
        """The alternative of a sentence that its outcome asks for, with its places filled in."""
        alternatives = self.alternatives.get(said["name"])
        if alternatives is None:
            remedy = f"skriv den i en fil som slutar på .toml i reports/, med {', '.join(said['outcomes'])}"
            self.problems.add(Place(Path("reports")), f"meningen [{said['name']}] saknas", remedy)
            return Told("", "", of)
        self._check(alternatives, said)
        outcome, origins = said["outcome"], list(of)
        if said["name"].endswith(HEADING) and self._names_what_is_hidden(said):
            outcome = NEUTRAL
            if outcome not in alternatives.texts:
                remedy = f'skriv hur rubriken lyder då, som {NEUTRAL} = "…"'
                found = f"[{said['name']}]"
                self.problems.add(alternatives.place(), found, f"nämner en uppgift som inte kan visas; {remedy}")

        def put(match: re.Match[str], told: Mapping[str, Told]) -> Told:
            name = match[1]
            found = told[name[:1].lower() + name[1:]]
            if name[:1].islower():
                return found
            return Told(upper_first(found.value), upper_first(found.markdown), found.of)

        text = str(alternatives.texts.get(outcome, ""))
        told = {}
        for written in PLACE.findall(text):
            name = written[:1].lower() + written[1:]
            told[name] = self._filling(name, said["places"], alternatives.place(outcome))
            origins += [origin for origin in told[name].of if origin not in origins]
        return Told(
            PLACE.sub(lambda match: put(match, told).value, text),
            PLACE.sub(lambda match: put(match, told).markdown, text),
            origins,
        )

    def _names_what_is_hidden(self, said: Mapping[str, Any]) -> bool:
        """Whether the alternative of a sentence, or of one that stands in it, names a number that is not shown."""
        alternatives = self.alternatives.get(said["name"])
        text = str(alternatives.texts.get(said["outcome"], "")) if alternatives else ""
        named = {written[:1].lower() + written[1:] for written in PLACE.findall(text)} & {*said["places"]}
        return not named.isdisjoint(said.get("hidden", ())) or any(
            self._names_what_is_hidden(said["places"][name])
            for name in named
            if not isinstance(said["places"][name], str)
        )

    def _filling(self, name: str, places: Mapping[str, Any], place: Place) -> Told:
        """What stands at a place of an alternative: something that the notebook gives for it, or a fact."""
        if name in places:
            given = places[name]
            return Told(given, literal(given), ()) if isinstance(given, str) else self._sentence(given, ())
        if name in self._open:
            self.problems.add(place, f"{{{name}}}", "faktumet innehåller den här meningen själv")
        elif name in self.facts:
            return self._fact(name)
        else:
            known = ", ".join(f"{{{known}}}" for known in places) or "inga egna"
            self.problems.add(place, f"{{{name}}}", f"finns inte; meningen har {known}, och {_FACTS}")
        return Told("", "", ())

    def _check(self, alternatives: Alternatives, said: Mapping[str, Any]) -> None:
        """Note the outcomes without a text, also those that are not so this year, and texts for no outcome."""
        for outcome in said["outcomes"]:
            if outcome not in alternatives.texts:
                remedy = f'skriv hur meningen lyder då, som {outcome} = "…"'
                self.problems.add(alternatives.place(), f"[{said['name']}]", f"saknar utfallet {outcome}; {remedy}")
        for outcome in alternatives.texts:
            if outcome not in said["outcomes"] and not (outcome == NEUTRAL and said["name"].endswith(HEADING)):
                known = ", ".join(said["outcomes"])
                self.problems.add(alternatives.place(outcome), outcome, f"är inget utfall; de som finns är {known}")
