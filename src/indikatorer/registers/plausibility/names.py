"""Names that are other names but for letters that were lost, or a mark that was put after them.

Rows are counted by them: “Arbetstr?ning” is an activity of its own, and “Arbetsträning” then has fewer.
"""

import re
from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.registers.columns import NAME, kind_of
from indikatorer.registers.contract import FILES, KNOWN_NAMES, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.faults import mask
from indikatorer.registers.plausibility.finding import Finding, first_line

ENTITY = r"&#?\w{2,8};"
SIGNS = r"?{}|\[\]\\~^`@$ŠŒŽšœž€…‚„†‡‰¢£¥¦§¨©ª¬®¯°±´¶·¸º¿×÷"
"""What other encodings have in the place of å, ä and ö: seven bits, Mac Roman, and a program's sign for none."""
LOST = rf"{ENTITY}|[{SIGNS}]"
SURELY = rf"{ENTITY}|\p{{L}}[?{{}}]\p{{L}}|(^|\s)[?{{}}]\p{{L}}|\p{{Ll}}[ŠŒŽ€…‚†‡¢£¥§©]\p{{Ll}}"
"""A lost letter, also where no other name shows which: such signs do not stand inside a word, or before one."""
MARK = r"\s*(\*+|†+|[¹²³⁴⁵⁶⁷⁸⁹]+|\(?[0-9]\)|[a-e]\))$|(?<=[^\W\d_])[0-9]$"
"""A reference to a note below a table, after a name."""
BARE = str.maketrans("åäöéüÅÄÖÉÜ", "aaoeuAAOEU")
LETTER = "[åäöéüÅÄÖÉÜ]"


def names_with_lost_letters(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Names in columns of free names that have lost a letter or got a mark, and those that they seem to be."""
    columns = [
        (name, header, store_names(FILES[name])[header])
        for name in FILES
        if name in rows
        for header, declared in FILES[name].headers().items()
        if kind_of(declared) is NAME
    ]
    there = {(name, header): rows[name][column].drop_nulls().unique().sort() for name, header, column in columns}
    known = sorted({*KNOWN_NAMES, *(spelt for names in there.values() for spelt in names)})
    for name, header, column in columns:
        names = there[name, header]
        surely = set(names.filter(names.str.contains(SURELY)))
        meant = {spelt: _meant(spelt, known) for spelt in names}
        for spelt in (spelt for spelt in names if spelt in surely or meant[spelt]):
            line = first_line(rows[name].filter(pl.col(column) == spelt))
            other = f": “{mask(meant[spelt])}”, it seems" if meant[spelt] else ""
            yield Finding(
                "names",
                f"{name} {header} {mask(spelt)}",
                f"“{mask(spelt)}” (first on line {line}) has lost a letter, or got a mark of a note{other}. It would "
                f"be counted as a name of its own. Export the file again in UTF-8, or write the name as it is.",
            )


def _meant(spelt: str, known: list[str]) -> str:
    """The known name that one is without its mark, or with the letters that it has lost; empty where there is none."""
    without = re.sub(MARK, "", spelt)
    if without != spelt and without in known:
        return without
    if re.search(LOST, spelt):
        pattern = LETTER.join(map(re.escape, re.split(LOST, spelt)))
        return next((name for name in known if name != spelt and re.fullmatch(pattern, name)), "")
    if not re.search(LETTER, spelt):
        return next((name for name in known if name != spelt and name.translate(BARE) == spelt), "")
    return ""
