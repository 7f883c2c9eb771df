"""What a delivery should be, and what one was, in words for the terminal."""

import inspect
import textwrap
from collections.abc import Mapping
from typing import Any

from indikatorer.base.periods import month_label
from indikatorer.registers.columns import kind_of
from indikatorer.registers.contract import FILES, ROW_RULES, DeliveredFile
from indikatorer.registers.delivery import KNOWN_SETTINGS, SETTINGS, is_yearly
from indikatorer.registers.kolada_file import FORM

FORMS = """\
A delivery is one folder. Each file is <name>.csv, <name>.xlsx (one sheet) or <name>.parquet, in one form only; any
file may be missing. CSV: `;` between fields, `"` around them where needed, UTF-8 (with or without BOM) or Windows-1252.
Column names are matched without regard to case and surrounding space; other columns are reported and ignored. An empty
cell is a missing value. * = must have a value."""


def describe() -> str:
    """The contract with those who deliver: files, columns, codes, which are required. Made from the schemas."""
    parts = [FORMS, *(_file(name, schema) for name, schema in FILES.items())]
    parts.append(f"kolada.json\n  as the Kolada v3 API returns it: {FORM}")
    parts.append(f"{SETTINGS}\n  optional; keys: {', '.join(KNOWN_SETTINGS)}")
    return "\n\n".join(parts)


def _file(name: str, schema: type[DeliveredFile]) -> str:
    headers = schema.headers()
    lines = [name, f"  {inspect.getdoc(schema)}"]
    for header, declared in headers.items():
        star = "" if declared.nullable else "*"
        lines += _wrapped(f"{header}{star}", kind_of(declared).expected)
    rules = [ROW_RULES[rule] for rule in vars(schema) if rule in ROW_RULES]
    lines += [line for rule in rules for line in _wrapped(f"rule: {rule.column}", rule.expected)]
    if schema.KEY:
        lines += _wrapped("rule", f"no two rows have the same {', '.join(schema.KEY)}")
    return "\n".join(lines)


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(f"{label:<26} {text}", 118, initial_indent="    ", subsequent_indent=" " * 31)


def summary(catalogue: Mapping[str, Any]) -> str:
    """What a delivery holds, for whoever delivers it: rows, reach, doubts. `catalogue` is that of the store."""
    origin = "synthetic" if catalogue["syntetisk"] else "real"
    delivered = f", delivered {catalogue['levererad']}" if catalogue["levererad"] else ""
    lines = [f"The delivery ({origin} data{delivered}) can be used."]
    for file in catalogue["filer"]:
        reach = _reach(file["namn"], catalogue)
        lines.append(f"  {file['fil']}: {file['rader']} rows{reach}")
    if catalogue["saknas"]:
        lines.append(f"Not delivered: {', '.join(catalogue['saknas'])}")
    for name, columns in catalogue["utan"].items():
        lines.append(f"Columns that {name} does not have: {', '.join(columns)}")
    return "\n".join([*lines, doubts(catalogue)]).rstrip()


def doubts(catalogue: Mapping[str, Any]) -> str:
    """What is worth a look in a delivery that can be used, and the rows that were set aside; empty where nothing is."""
    lines = _counts("Worth a look:", [(kind, count) for kind, count in catalogue["varningar"].items()])
    aside = [(f"{reason['fil']}, {reason['orsak']}", reason["rader"]) for reason in catalogue["karantan"]]
    found = [f"  {finding['grind']} | {finding['om']}: {finding['mening']}" for finding in catalogue["rimlighet"]]
    if found:
        found = ["To be looked at before anything is published:", *found]
    return "\n".join([*lines, *_counts("Rows set aside:", aside), *found])


def _reach(name: str, catalogue: Mapping[str, Any]) -> str:
    if name not in catalogue["tackning"]:
        return ""
    first, last = catalogue["tackning"][name]
    if first > last:
        return ", no complete month"
    label = str if is_yearly(name) else month_label
    assumed = " (assumed: [tackning] does not say)" if name in catalogue["tackning_antagen"] else ""
    return f", complete from {label(first)} to {label(last)}{assumed}"


def _counts(title: str, counts: list[tuple[str, int]]) -> list[str]:
    return [title, *(f"  {kind}: {count}" for kind, count in counts)] if counts else []
