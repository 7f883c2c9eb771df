"""Inputs that nobody meant, from good ones: seeded, so that the same number is the same input."""

import os
import random
from collections.abc import Iterator

INPUTS = int(os.environ.get("FUZZ", "1000"))
"""How many inputs of each kind are tried; `make fuzz` tries a hundred times as many."""

NASTY = (
    *(bytes([sign]) for sign in b"\x00\r\t\"'[]{}()|\\<>*&!:-#`$=,;"),
    *(b"", b"\xff\xfe", b"\xef\xbb\xbf", b"&a ", b"*a", b"!!", b": ", b"- ", b"---\n", b"{{<", b">}}", b"<!--", b"-->"),
    *(b"```", b":::", b"{=html}", b"$(x)", b"../", b"/etc/passwd", b"nan", b"inf", b"-1", b"1e999", b"9" * 5000),
    *(b"[" * 400, b"{{< include _k.qmd >}}\n", "å".encode("cp1252"), "å\u200b\u202e\U0001f642".encode()),
)
"""Bytes that mean something to a reader of TOML, YAML, JSON, csv or Markdown."""


def mutations(good: bytes, kind: str) -> Iterator[bytes]:
    """`INPUTS` changed copies of some bytes."""
    for number in range(INPUTS):
        chance = random.Random(f"{kind} {number}")
        content = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            place = chance.randint(0, len(content))
            match chance.randrange(4):
                case 0:
                    content[place : place + chance.randint(0, 5)] = chance.choice(NASTY)
                case 1:
                    content[place : place + 1] = bytes([chance.randrange(256)])
                case 2:
                    end = place + chance.randint(0, 40)
                    content[place:place] = content[place:end]
                case _:
                    del content[place : place + chance.randint(1, 40)]
        yield bytes(content)
