"""Typst as a program of its own, since it is a library that cannot be stopped: `python -I program.py`.

From the standard input comes, as JSON, what `compile_with_warnings` takes and where the PDF goes (`to`), or where the
pictures of its pages go, each with its number for a `*`. What is wrong is printed, a line of JSON for each: its message
and hints.
"""

import json
import sys
from pathlib import Path

import typst


def main() -> None:
    asked = json.load(sys.stdin)
    target = Path(asked.pop("to"))
    try:
        content, found = typst.compile_with_warnings(**asked)
        for number, page in enumerate(content if isinstance(content, list) else [content], 1):
            target.with_name(target.name.replace("*", str(number))).write_bytes(page)
    except typst.TypstError as error:
        found = [error]
    for one in found:
        print(json.dumps([one.message, *one.hints]))


if __name__ == "__main__":
    main()
