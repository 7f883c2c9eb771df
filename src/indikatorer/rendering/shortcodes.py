"""Replace `var`, `meta` and `pagebreak`; name every shortcode that is not known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from indikatorer.base.markdown import quoted
from indikatorer.rendering.problems import Place, Problems

_ESCAPED = re.compile(r"\{(\{\{<.*?>\}\})\}|\{\{</\*(.*?)\*/>\}\}|\{\{< /\*(.*?)\*/ >\}\}")
_SHORTCODE = re.compile(r"\{\{<\s*(?P<name>[^\s>]+)\s*(?P<parameters>.*?)\s*>\}\}")
_BEFORE_VALUE = re.compile(r"\s*(?:(?:[-+*>]|\d+[.)])\s+)*(?=\{\{<)")
_LIST_MARK = re.compile(r"^(\d*)(?=[-+*#.)] )")
_QUOTED = re.compile(r"""(?P<name>[\w-]+)=(?P<mark>["'])(?:(?!(?P=mark)).)*\{\{<(?:(?!(?P=mark)).)*(?P=mark)""")
_DIRECTIVES = ("include", "embed")


class Shortcodes:
    """Expands the shortcodes that stand for values.

    Args:
        variables: the content of `_variables.yml`.
        metadata: the metadata of the document, merged.
        problems: gets missing keys and unknown shortcodes.
    """

    def __init__(self, variables: Mapping[str, Any], metadata: Mapping[str, Any], problems: Problems) -> None:
        self.sources = {
            "var": (variables, "det finns inget sådant faktum; de som finns visas av make facts"),
            "meta": (metadata, "det finns ingen sådan uppgift överst i rapporten eller i _quarto.yml"),
        }
        self.problems = problems

    def expand(self, text: str, place: Place, code: bool = False) -> str:
        """Expand the shortcodes in a line of Markdown; escaped ones lose their escape.

        In code only values are put in: there other shortcodes are what the code is about.
        """
        parts: list[str] = []
        end = 0
        for match in _ESCAPED.finditer(text):
            parts.append(self._expand_unescaped(text[end : match.start()], place, code))
            parts.append(match[1] or "{{<" + (match[2] or match[3]) + ">}}")
            end = match.end()
        parts.append(self._expand_unescaped(text[end:], place, code))
        expanded = "".join(parts)
        # a value is words, whatever the line or the item of a list begins with then: `2021.` is no list item
        before = _BEFORE_VALUE.match(text)
        if before is None or code:
            return expanded
        return before[0] + _LIST_MARK.sub(r"\1\\", expanded[before.end() :])

    def expand_quoted(self, text: str, place: Place) -> str:
        """Expand the shortcodes within the quoted attributes of a line, where Quarto does not look for all of them."""

        def value(attribute: re.Match[str]) -> str:
            def replace(match: re.Match[str]) -> str:
                return quoted(self._value(match["name"], match["parameters"], match[0], place), attribute["name"])

            return _SHORTCODE.sub(replace, attribute[0])

        return _QUOTED.sub(value, text)

    def expand_values(self, value: Any, place: Place) -> Any:
        """Expand the shortcodes in every string of a YAML value."""
        if isinstance(value, str):
            return self.expand(value, place)
        if isinstance(value, dict):
            return {key: self.expand_values(inner, place) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.expand_values(inner, place) for inner in value]
        return value

    def _expand_unescaped(self, text: str, place: Place, code: bool) -> str:
        def replace(match: re.Match[str]) -> str:
            if code and match["name"] not in self.sources:
                return match[0]
            return self._value(match["name"], match["parameters"], match[0], place)

        text = text if code else self.expand_quoted(text, place)
        # Quarto prints it as it stands, or leaves out all that comes after it
        if not code and "{{<" in (rest := _SHORTCODE.sub("", text)):
            self.problems.add(place, rest[rest.index("{{<") :], "avslutas aldrig; skriv >}} på samma rad")
            return ""
        return _SHORTCODE.sub(replace, text)

    def _value(self, name: str, parameters: str, written: str, place: Place) -> str:
        if name == "pagebreak":
            return "[]{.page-break}"
        if name in _DIRECTIVES:
            self.problems.add(place, written, f"{name} ska stå ensamt på en egen rad, som {{{{< {name} … >}}}}")
            return ""
        if name not in self.sources:
            known = ", ".join([*_DIRECTIVES, *self.sources, "pagebreak"])
            self.problems.add_unknown(place, written, f"det finns inget sådant kommando; det finns {known}")
            return "" if not self.problems.lenient else written
        values, remedy = self.sources[name]
        key = parameters.strip("\"'")
        value = _look_up(values, key)
        if value is None:
            self.problems.add(place, f"{name} {key}", remedy)
            return ""
        if isinstance(value, (dict, list)):
            self.problems.add(place, f"{name} {key}", "är inte ett värde utan flera; skriv vilket")
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)


def _look_up(values: Any, key: str) -> Any:
    for part in (part.replace("\0", ".") for part in key.replace("\\\\.", "\0").split(".")):
        if isinstance(values, list) and part.isdigit() and 0 < int(part) <= len(values):
            values = values[int(part) - 1]
        elif isinstance(values, Mapping) and part in values:
            values = values[part]
        else:
            return None
    return values[0] if isinstance(values, list) and len(values) == 1 else values
