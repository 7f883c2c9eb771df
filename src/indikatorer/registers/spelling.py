"""What looks the same is the same: spaces, invisible characters, letters in two parts, names in several spellings."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import polars as pl

ORDINARY = r"^([!-~åäöÅÄÖéÉ]+( [!-~åäöÅÄÖéÉ]+)*)?$"
"""Text in which nothing can look like something else: most cells, which are left alone."""
INVISIBLE = r"[\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}]"
"""Characters that take no room or leave it empty: zero-width spaces, soft hyphens, marks of order and direction."""
BLANK = r"[\s\p{Z}]+"
HYPHEN = "[\u2010\u2011\u2212]"
"""Other characters for the hyphen and the minus, which look like it; a dash is longer."""
ALIKE = str.maketrans("\u2012\u2013\u2014\u2015‘’´`“”„", "----''''\"\"\"")
"""Dashes and quotation marks that make another spelling of a name, but not another name."""
LIKE_LATIN = "АВЕЅІЈКМНОРСТХУаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
"""Cyrillic and Greek letters that look like Latin ones."""


def cleaned(cells: pl.Series) -> pl.Series:
    """Cells as they look: letters in one part, one ordinary space between words, nothing that cannot be seen."""
    if cells.str.contains(ORDINARY).all():
        return cells
    return pl.select(
        pl.lit(cells)
        .str.normalize("NFC")
        .str.replace_all(INVISIBLE, "")
        .str.replace_all(BLANK, " ")
        .str.replace_all(HYPHEN, "-")
        .str.strip_chars()
        .alias(cells.name)
    ).to_series()


def clean(text: str) -> str:
    """`cleaned` for one text."""
    return str(cleaned(pl.Series([text]))[0])


def folded(text: str) -> str:
    """A name without what two spellings of it differ in: that of `clean`, case, dashes, quotation marks, ligatures."""
    return unicodedata.normalize("NFKC", clean(text)).translate(ALIKE).casefold()


@cache
def unseen() -> dict[str, str]:
    """Each character that a message would not show as what it is → how a message shows it."""
    others = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0" + LIKE_LATIN
    others += "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
    characters = [chr(code) for code in (*range(0x80, 0x10000), *range(0xE0000, 0xE01F0))]
    unseen = [c for c in characters if unicodedata.category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp") or c in others]
    return {character: f"⟨U+{ord(character):04X}⟩" for character in unseen}


def in_one_spelling(
    rows: Mapping[str, pl.DataFrame], names: Mapping[str, Iterable[str]], known: Iterable[str]
) -> tuple[dict[str, pl.DataFrame], dict[str, int]]:
    """Rows in which a name is spelt in one way, and how many rows were spelt in another, by Swedish sentence.

    `names` maps a file to its columns of free names. The spelling is that of `known` names, else the most usual one in
    all the files; of equally usual ones, the first.
    """
    found: Counter[str] = Counter()
    for name, columns in names.items():
        for column in columns:
            found.update(dict(rows[name][column].drop_nulls().value_counts().iter_rows()))
    usual: dict[str, str] = {}
    for spelt, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        usual.setdefault(folded(spelt), spelt)
    usual |= {folded(spelt): spelt for spelt in known}
    other = {spelt: usual[folded(spelt)] for spelt in found if spelt != usual[folded(spelt)]}
    if not other:
        return dict(rows), {}
    in_one = {
        name: frame.with_columns(pl.col(list(names.get(name, ()))).replace(other)) for name, frame in rows.items()
    }
    return in_one, {
        f"namn i flera skrivsätt: “{usual}” skrivet “{spelt}”": found[spelt] for spelt, usual in sorted(other.items())
    }
