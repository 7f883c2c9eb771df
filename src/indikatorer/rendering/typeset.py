"""Typst as a program of its own, since it is a library that cannot be stopped: `python -I typeset.py`.

From the standard input comes, as JSON, what `compile_with_warnings` takes and where the PDF goes (`to`). What is wrong
is printed, a line of JSON for each: its message and hints.
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
        target.write_bytes(content)
    except typst.TypstError as error:
        found = [error]
    for one in found:
        print(json.dumps([one.message, *one.hints]))


if __name__ == "__main__":
    main()
