"""Words as Markdown: what comes from data is text, whatever signs are in it."""

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~^$@&\"']|-(?=-)|(?<=-)-|\.(?=\.\.)")
_LONG = re.compile(r"\S{30,}")
EVERY = 15
"""A word that no line holds may break after so many letters."""

MAY_BREAK = "\u200b"
_APART, _APART_IN_ATTRIBUTE = "[]{}", "\u2060"
"""What nobody sees between two signs, as Markdown and where there is none."""


def literal(text: str) -> str:
    """The text as Markdown: a backslash before every sign that would be markup, or be set otherwise.

    Quarto looks for shortcodes in what it has read of a fact once more: their signs are held apart.
    """
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return escaped.replace(r"\{\{\<", rf"\{{\{{{_APART}\<").replace(r"\>\}\}", rf"\>{_APART}\}}\}}")


def in_attribute(text: str) -> str:
    """The text with an invisible sign in what Quarto would take for a shortcode or an HTML entity in an attribute."""
    return re.sub(r"\{\{(?=<)|&(?=#?\w+;)", lambda sign: f"{sign[0]}{_APART_IN_ATTRIBUTE}", text)


def quoted(markdown: str, name: str) -> str:
    """Markdown as it stands within the quotation marks of an attribute.

    Args:
        markdown: what a fact says.
        name: the attribute; a `title` is read as Markdown once it is out of its quotation marks, others are text.
    """
    if name == "title":
        return re.sub(r"""[\\"'&]""", r"\\\g<0>", markdown)
    apart = markdown.replace(_APART, _APART_IN_ATTRIBUTE)
    return re.sub(r"""\\.|["']""", lambda sign: sign[0] if len(sign[0]) > 1 else f"\\{sign[0]}", apart)


def breakable(text: str) -> str:
    """The text with places where a word may break that is too long for a column."""
    return _LONG.sub(lambda word: MAY_BREAK.join(re.findall(f".{{1,{EVERY}}}", word[0])), text)
