"""`python -m tests.attack SITE_DATA_DIR [--truth DIR] [--earlier DIR …] [--units DIR] [--accepted FILE]`."""

import argparse
import logging
import sys
import time
from pathlib import Path

from tests.attack.attacking import attack
from tests.attack.finding import as_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("folder", type=Path, help="the published csv files of a year")
    parser.add_argument(
        "--truth", type=Path, action="append", default=[], help="the same files before protection, to judge by"
    )
    parser.add_argument("--earlier", type=Path, action="append", default=[], help="the files of an earlier year")
    parser.add_argument("--units", type=Path, help="the files of the unit reports")
    parser.add_argument("--accepted", type=Path, help="small differences that are known and harmless (TOML)")
    parser.add_argument("--zeros-hidden", action="store_true", help="a hidden count may be none")
    parser.add_argument("--rounded", action="store_true", help="small counts are rounded and not hidden")
    parser.add_argument("--verbose", action="store_true")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO if asked.verbose else logging.WARNING, format="%(message)s")
    started = time.perf_counter()
    findings = attack(
        asked.folder,
        asked.truth,
        asked.earlier,
        asked.units,
        asked.accepted,
        zeros_shown=not asked.zeros_hidden,
        rounded=asked.rounded,
    )
    print(as_table(findings))
    print(f"{time.perf_counter() - started:.0f} s")
    return 3 if any(finding.is_disclosure for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
