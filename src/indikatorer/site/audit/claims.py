"""What a writer says of the data without a digit, or with one that could be a limit and is none.

`Varannan kvinna` and `en tredjedel av dem` are figures as much as 50 procent is, and next year they are others. An age
or a time is a definition where it says who or what is meant (`under 30 år`, `12 månader efter avslut`), and a figure
where it says how old they are or how long it took.
"""

import re
from collections.abc import Iterator

from indikatorer.site.audit.numbers import around
from indikatorer.site.audit.rules import COUNTED, NUMERAL

AGE = (
    "åldern är skriven för hand; sätt in den som ett faktum, {{< var namn >}}. Är det en grupp som menas, skriv dess "
    "gräns: 16–24 år, under 30 år, 55 år eller äldre, de som är 37 år"
)
TIME = (
    "tiden är skriven för hand; sätt in den som ett faktum, {{< var namn >}}. Är det en gräns som menas, skriv den så: "
    "inom 3 månader, 12 månader efter avslut"
)
SHARE = (
    "andelen är skriven med ord; sätt in den som ett faktum, {{< var namn >}}. Hälften och fjärdedelar får skrivas i "
    "en mening som säger vilken median eller kvartil det är"
)
TIMES = "hur många gånger större är skrivet med ord; sätt in talen som fakta, {{< var namn >}}"
COUNT = "antalet är skrivet med ord eller med ett tecken; sätt in det som ett faktum, {{< var namn >}}"

_NEARLY = r"nästan|drygt|knappt|ungefär|omkring|cirka|närmare|runt"
_PEOPLE = (
    r"kvinn\w+|m[aä]n|männen|person\w*|aspirant\w*|deltagar\w*|elev\w*|ungdom\w*|unga|barn\w*|anställning\w*|avslut\w*|"
    r"dem|de|alla|samtliga|dessa"
)
_DID = (
    r"är|var|gick|går|har|hade|får|fick|lämnade|lämnar|står|stod|kom|kommer|arbetar|arbetade|studerar|studerade|svarar|"
    r"svarade|tycker|tyckte|blev|blir|avslutades|avslutas|skrevs|skrivs"
)
_SHARE = (
    r"hälften|halva|(?:en|två|tre|fyra|fem|sex|sju|åtta|nio) (?:tredje|fjärde|femte|sjätte|sjunde|åtton|nion|tion)"
    r"del(?:ar)?|"
    rf"var (?:tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde)|varannan|vartannat|(?:en|{NUMERAL}) av {NUMERAL}"
)
_SHARES = re.compile(
    rf"\b(?:(?:{_NEARLY}) (?:{_SHARE})\b(?! (?:vecka|månad|år|dag|gång))"
    rf"|(?:{_SHARE})\b(?= (?:av )?(?:{_PEOPLE})\b| (?:{_DID})\b|[.,;!?]|$))",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"median|kvartil|percentil|\bi regel\b|"
    r"\b(?:högst|minst|kortare(?: tid)?|längre(?: tid)?|mer|mindre|under|över)(?: än)? …",
    re.IGNORECASE,
)
"""A sentence that says what a figure that follows, or a limit, is."""

_MULTIPLES = re.compile(
    r"\b(?:(?:för|tre|fyr)dubbl\w+|halver(?:a|as|at|ats|ade|ades|ing|ingen)|(?:dubbelt|hälften) så)\b",
    re.IGNORECASE,
)

_TENS = "tio|femton|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra|tusen"
_COUNTS = re.compile(
    rf"\b(?:ett|några|flera) (?:{_TENS})tal\b|\b(?:tio|hundra|tusen)tals\b|\bdussin\w*|\bkvarts miljon\b|[½¼¾⅓⅔①-⑳]",
    re.IGNORECASE,
)

_RANGE = re.compile(rf"\b(\d\d)–\d\d\b(?![,\d])(?P<years> år\b)?(?P<counted> (?:{COUNTED})(?!\w))?")
_YEARS = re.compile(r"\b(?:1[3-9]|[2-9]\d) år\b")
_CONVENTIONAL = ("16", "18", "19")
"""Where groups of age begin that do not begin at a multiple of five."""
_LIMIT_BEFORE = re.compile(
    r"\b(?:under|över|fyllt|fyllda|fyller|minst|högst|från|till|yngre än|äldre än|mer än|mindre än|före|efter|vid|"
    r"mellan|och|eller|(?:som|man) (?:är|var)|åld\w+|i|på|inom|sedan|för|om|senaste|kommande|första|de)\s$",
    re.IGNORECASE,
)
_GROUP_BEFORE = re.compile(r"\b(?:mellan|(?:som|man) (?:är|var)|åld\w+)\s$", re.IGNORECASE)
_LIMIT_AFTER = re.compile(
    r"\s(?:eller|och) (?:äldre|yngre|över|under|mer)\b|\s(?:gam(?:mal|la)|efter|senare|sedan|tidigare|tillbaka)\b"
)

_TIMES = re.compile(r"\b\d{1,3}(?:–\d{1,3})? (?:år|månader|månad|veckor|dagar|dygn|timmar)\b")
_AVERAGE = re.compile(r"medel(?!st)|median|genomsnitt|\bsnitt", re.IGNORECASE)
_MEASURED_BEFORE = re.compile(r"(?<!som )(?<!man )\b(?:är|var|blev|blir|på|till|snitt|genomsnitt)\s$", re.IGNORECASE)
_NEARLY_BEFORE = re.compile(rf"\b(?:{_NEARLY})\s$", re.IGNORECASE)
_MEASURED_AFTER = re.compile(r"\si (?:snitt|genomsnitt|medeltal)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def claims(text: str) -> Iterator[tuple[str, str]]:
    """What a typed text says of the data without a fact, among its words, and what to do about it."""
    for sentence in _SENTENCE.split(text.replace("\u00a0", " ")):
        if not _DEFINES.search(sentence):
            for share in _SHARES.finditer(sentence):
                yield around(sentence, share.start(), share.end()), SHARE
        for times in _MULTIPLES.finditer(sentence):
            yield around(sentence, times.start(), times.end()), TIMES
        for count in _COUNTS.finditer(sentence):
            yield around(sentence, count.start(), count.end()), COUNT
        for start, end, remedy in sorted({*_ages(sentence), *_times(sentence)}):
            yield around(sentence, start, end), remedy


def _ages(sentence: str) -> Iterator[tuple[int, int, str]]:
    for group in _RANGE.finditer(sentence):
        begins = int(group[1]) % 5 == 0 or group[1] in _CONVENTIONAL
        named = _GROUP_BEFORE.search(sentence[: group.start()])
        if group["counted"] or not (begins or named or not group["years"]):
            yield group.start(), group.end(), AGE
    for age in _YEARS.finditer(sentence):
        before, after = sentence[: age.start()], sentence[age.end() :]
        if before.endswith("–") or _LIMIT_BEFORE.search(before) or _LIMIT_AFTER.match(after):
            continue
        if not _is_a_time(sentence, age):
            yield age.start(), age.end(), AGE


def _times(sentence: str) -> Iterator[tuple[int, int, str]]:
    for time in _TIMES.finditer(sentence):
        if _is_a_time(sentence, time):
            yield time.start(), time.end(), AGE if "ålder" in sentence.lower() else TIME


def _is_a_time(sentence: str, found: re.Match[str]) -> bool:
    """Whether somebody says how long it took: about so long, or so long on average."""
    before, after = sentence[: found.start()], sentence[found.end() :]
    if _LIMIT_AFTER.match(after):
        return False
    of_an_average = _MEASURED_BEFORE.search(before) and _AVERAGE.search(sentence)
    return bool(_NEARLY_BEFORE.search(before) or of_an_average or _MEASURED_AFTER.match(after))
