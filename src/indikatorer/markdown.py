"""Words as Markdown: what comes from data is text, whatever signs are in it."""

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~^$@&\"']|-(?=-)|(?<=-)-|\.(?=\.\.)")
_LONG = re.compile(r"\S{30,}")
EVERY = 15
"""A word that no line holds may break after so many letters."""

MAY_BREAK = "\u200b"


def literal(text: str) -> str:
    """The text with a backslash before every sign that Markdown would take for markup, or set otherwise."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def in_attribute(text: str) -> str:
    """The text with an invisible sign in what Quarto would take for a shortcode or an HTML entity in an attribute."""
    return re.sub(r"\{\{(?=<)|&(?=#?\w+;)", lambda sign: f"{sign[0]}\u2060", text)


def breakable(text: str) -> str:
    """The text with places where a word may break that is too long for a column."""
    return _LONG.sub(lambda word: MAY_BREAK.join(re.findall(f".{{1,{EVERY}}}", word[0])), text)
