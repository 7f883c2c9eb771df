"""Slips of a line that pandoc takes for words, or for other markup than was meant, and neither renderer tells.

What a word processor makes of quotes, dashes and bullets, signs that nobody sees or that no font of the reports has,
and links, notes and boxes of which a part is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indikatorer.rendering.documents import SHORTCODE, Line
from indikatorer.rendering.problems import Problems

_UNSEEN = re.compile(
    "[\u200b\u200c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\U00010000-\U0010ffff]")
_CODE = re.compile(r"(`+).*?(?<!`)\1(?!`)")
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
BOX = re.compile(r"^\s*:::+\s*\{")

_IN_A_LINE = (
    (
        re.compile(r"(?<!\\)(?<!!)\[[^\[\]]*\]\(\s*\)"),
        "länken saknar adress; skriv den inom parentesen, som [egen analys](okand.qmd), eller ta bort klamrarna",
    ),
    (
        re.compile(r"(?<![\\!\]])\[\s*\]\(\s*[^\s)]+[^)]*\)"),
        "länken har ingen text; skriv vad läsaren ska se mellan [ och ]",
    ),
    (
        re.compile(r"\([^()]+\)\[(?:https?:[^\]]*|[\w./#-]+\.(?:qmd|html)(?:#[^\]]*)?)\]"),
        "länken är vänd; skriv [text](adress)",
    ),
    (
        re.compile(r"\{\{\s*&(?:lt|#60|#x3c|laquo);|&(?:gt|#62|#x3e|raquo);\s*\}\}", re.IGNORECASE),
        "skriv {{< var namn >}}; &lt; och &gt; är tecken i HTML och blir text här",
    ),
    (
        re.compile(r"<!\s*[\u2010-\u2015]|<!\s*-(?!-)"),
        "det blir ingen kommentar av det, utan text på sidan; skriv <!-- med två bindestreck, och --> sist",
    ),
    (re.compile(r"(?<![\w\\])@\s+(?:tbl|fig|sec)-"), "hänvisningen är inte hel; skriv @tbl-namn utan mellanslag"),
    (
        re.compile(r"(?<!\\)\[\^(?=[^\]]*\s)[^\]]*\](?!\()"),
        "en not heter ett ord utan mellanslag, som [^ny]",
    ),
    (re.compile(r"^#{1,6}(?:\s*\{[^{}]*\})?\s*$"), "rubriken har ingen text; skriv den efter #, eller ta bort raden"),
)
"""What a line shows, and what to do about it."""


def check(lines: Sequence[Line], problems: Problems) -> None:
    """Note the slips of some lines.

    Args:
        lines: what is written, one line after the other.
        problems: gets the faults.
    """
    for line in lines:
        for construct, remedy in _characters(line.text):
            problems.add(line.place, construct, remedy)
    _check_underlined(lines, problems)
    for line in lines:
        if line.code:
            continue
        text = _CODE.sub("", SHORTCODE.sub("x", line.text))
        for pattern, remedy in _IN_A_LINE:
            if found := pattern.search(text):
                problems.add(line.place, " ".join((found[0].strip() or text).split())[:60], remedy)
        if BOX.match(line.text) and (remedy := in_a_box(line.text)):
            problems.add(line.place, " ".join(line.text.split())[:60], remedy)


def _characters(text: str) -> Iterator[tuple[str, str]]:
    """Signs that nobody sees, and pictures: a PDF that can be read aloud has neither."""
    for sign in dict.fromkeys(_UNSEEN.findall(text)):
        before = text[: text.index(sign)].split()[-1:]
        where = f" efter ”{before[0][-20:]}”" if before else " först på raden"
        yield f"U+{ord(sign):04X}", f"ett tecken som inte syns{where}; radera det och skriv om orden omkring"
    for sign in dict.fromkeys(_NO_LETTER.findall(text)):
        told = f"U+{ord(sign):04X}" if unicodedata.category(sign) in ("Co", "Cn", "Cs") or sign == "\ufffd" else sign
        yield told, "tecknet finns inte i rapportens typsnitt; skriv det med ord, eller ta bort det"


def _check_underlined(lines: Sequence[Line], problems: Problems) -> None:
    """Note what begins with a dash as if it were an item, and lines of dashes that make a heading of the one above."""
    for above, line in pairwise(lines):
        if above.code or line.code or not above.text.strip():
            continue
        if re.fullmatch(r"\s{0,3}(?:-{3,}|={3,})\s*", line.text) and not re.match(r"\s*[|:#>+-]", above.text):
            remedy = "det blir en rubrik av raden ovanför; skriv en tom rad före, eller ## före rubriken"
            problems.add(line.place, line.text.strip()[:40], remedy)
        dashes = [re.match(r"\s*([\u2013\u2014])\s+\S", one.text) for one in (above, line)]
        if dashes[0] and dashes[1]:
            remedy = "det blir ingen lista av det; skriv en tom rad före den första punkten, och - före varje"
            problems.add(line.place, dashes[1][1], remedy)


def in_a_box(text: str) -> str:
    """What is wrong with what a box says of itself, and what to do; nothing where it is right."""
    within = text[text.index("{") :]
    plain = SHORTCODE.sub("x", within)
    if re.search(rf"=\s*[{_QUOTES}]", plain):
        return 'citattecknen är ordbehandlarens; skriv raka, som title="Ny definition"'
    if plain.count('"') % 2:
        return 'ett citattecken saknas; skriv ett före och ett efter, som title="Ny definition"'
    if re.search(r"=\s*[^\s\"'{}]+\s+[^\s={}.#]+\s*[}\s]", re.sub(r'"[^"]*"', '""', plain)):
        return 'sätt citattecken kring en text av flera ord, som title="Ny definition"'
    return ""
