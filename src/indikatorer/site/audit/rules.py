"""Numbers that are no counts: years, ages, thresholds and the like. What no rule knows must come from a shown cell.

A rule is a pattern that must cover the number where it stands, with the words around it that make it what it is. A
number before a word such as personer, procent or kronor is a count to begin with; only a declared few are not.
"""

import re
from collections.abc import Iterator

from indikatorer.site.audit.numbers import Number, around, numbers_in

_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
COUNTED = (
    "personer|kvinnor|män|aspiranter|deltagare|elever|unga|barn|anställningar|inskrivningar|avslut|ärenden|kurser|"
    "platser|svar|svarande|procent|procentenheter|%|kronor|kr|tkr|miljoner|tusen|dagar i snitt|poäng"
)
_NOT_COUNTED = rf"(?!,?\d|[ \u00a0](?:{COUNTED})\b)"
_YEAR = r"(?:19|20)\d\d"

RULES = {
    "year": rf"(?:{_YEAR}(?:[–/-]{_YEAR}|[–/-]\d\d)?){_NOT_COUNTED}",
    "date": rf"\d{{1,2}}[ \u00a0](?:{_MONTHS})(?:[ \u00a0]{_YEAR})?|{_YEAR}-\d\d(?:-\d\d)?{_NOT_COUNTED}",
    "duration": r"(?:(?:\d{1,2}(?:, | och | eller | till |–))*\d{1,2}(?:[ \u00a0-])"
    r"(?:kalender)?(?:månad(?:er(?:na|s)?)?|mån|års?|veckor|dygn|timmar)\b)"
    r"|\bmånad(?:er)?[ \u00a0]\d{1,2}(?:–\d{1,2})?(?:(?:, | och | eller )\d{1,2}(?:–\d{1,2})?)*",
    "age": r"\b\d\d–\d\d\b(?![,\d])(?:[ \u00a0]år)?|\b\d\d–(?!\d)(?:[ \u00a0]år)?|\b\d\d[ \u00a0]år\b",
    "interval": r"\b95[ \u00a0](?:procents|procentiga|-procentig)|\b95-procentiga?",
    "whole": r"\b100[ \u00a0](?:procent|%)|\bnära 100\b|\b0–100\b",
    "scale": r"\bskalan? \d–\d\b|\b\d(?: och| eller) \d\b(?= (?:på|som))|\b[1-5](?= på skalan)",
    "page": r"\bs(?:id)?\.[ \u00a0]\d+(?:[–-]\d+)?"
    r"|\bsid(?:an?|orna)?[ \u00a0]\d{1,3}(?:(?:–|-|, | och )\d{1,3})*" + _NOT_COUNTED,
    "part": r"\b(?:kapitel|bilaga|punkt|steg|artikel|version)[ \u00a0]\d{1,2}(?:\.\d{1,2})?" + _NOT_COUNTED,
    "law": r"\b\d+ kap\.|\b\d+[a-z]? §|\b\d{4}:\d+",
    "telephone": r"\+?\b\d{1,4}-\d{2,3}(?:[ \u00a0]\d{2,3}){1,4}\b" + _NOT_COUNTED,
    "address": r"\b\w*(?:gata|gatan|väg|vägen|torg|torget|gränd|gränden|allén|stigen)[ \u00a0]\d{1,3}\b"
    + _NOT_COUNTED
    + r"|\b(?:box|våning|rum)[ \u00a0]\d{1,5}\b"
    + _NOT_COUNTED,
    "postcode": r"\b\d{3}[ \u00a0]\d\d(?=[ \u00a0](?-i:[A-ZÅÄÖ]))" + _NOT_COUNTED,
    "clock": r"\bkl(?:\.|ockan)[ \u00a0]\d{1,2}(?:[.:]\d\d)?(?:[–-]\d{1,2}(?:[.:]\d\d)?)?" + _NOT_COUNTED,
    "foreign": r"(?:[$€£])[ \u00a0]?\d{1,3}(?:[ \u00a0]\d{3})*(?:,\d+)?(?!,?\d|[$€£])" + _NOT_COUNTED,
    "month": r"\bM\+\d+",
    "link": r"\b(?:https?://|www\.)[^\s<>]+" + _NOT_COUNTED,
    "name": r"\bSHA-256\b|\bUA-1\b|\b(?:ISO|UTF)[ -]\d+\b",
}
"""Name → pattern, in lower and upper case alike."""

_RULES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in RULES.items()}

_PERSONS = re.compile(r"[ \u00a0](?:personer|kvinnor|män|aspiranter|deltagare|anställningar|inskrivningar)\b", re.I)
_ONES = "två|tre|fyra|fem|sex|sju|åtta|nio"
_PARTS = (
    f"{_ONES}|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|"
    "åttio|nittio|hundra|tusen"
)
NUMERAL = rf"(?:(?:ett|en)?(?:{_PARTS}))+(?:ett|en)?"
"""A number in letters, from two on: tre, trettiosju, etthundratjugo."""

_IN_LETTERS = re.compile(
    rf"\b{NUMERAL}[ \u00a0](?:\w+a[ \u00a0])?(?:personer|kvinnor|män|aspiranter|deltagare|procent|"
    r"procentenheter|kronor|miljoner)\b",
    re.I,
)
_DECLARED_IN_LETTERS = ("tre procentenheter", "tre procent", "hundra procent")


def rule_for(text: str, number: Number) -> str | None:
    """The name of the rule that explains a number in a text, or None."""
    for name, pattern in _RULES.items():
        if any(match.start() <= number.start and number.end <= match.end() for match in pattern.finditer(text)):
            return name
    return None


def counts_persons(text: str, number: Number) -> bool:
    """Whether a number stands before a word for persons or what they do."""
    return _PERSONS.match(text, number.end) is not None


def counts_in_letters(text: str) -> Iterator[str]:
    """Counts that are written out, as in `tre personer`; a declared few are none."""
    for match in _IN_LETTERS.finditer(text):
        if match[0].lower().replace("\u00a0", " ") not in _DECLARED_IN_LETTERS:
            yield around(text, match.start(), match.end())


def unexplained(text: str) -> Iterator[Number]:
    """The numbers of a text that no rule knows."""
    return (number for number in numbers_in(text) if rule_for(text, number) is None)
