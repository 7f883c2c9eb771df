"""The audit's findings as a page to read. Confidential: it names what is hidden, and how large that is."""

from indikatorer.disclosure.audit import Audit


def as_page(audit: Audit) -> str:
    """The findings in Markdown, the verdict first."""
    verdict = "PASSED" if audit.passed else f"FAILED: {len(audit.recovered) + len(audit.faults)} findings"
    lines = [
        f"# Disclosure audit: {verdict}",
        "",
        "Confidential. Every sensitive count was looked for in all that is published together.",
        "",
        f"* cells shown: {audit.cells_shown}",
        f"* cells hidden: {audit.cells_hidden}",
        f"* sensitive counts: {audit.sensitive_counts}, of which in no cell but possible to work out: "
        f"{audit.sensitive_unprinted}",
        f"* smallest width of a sensitive count of persons: {audit.smallest_width}",
        f"* possible worlds compared: {audit.worlds}, from {audit.programs} programs",
        f"* time: {audit.seconds:.1f} s",
        "",
    ]
    if audit.unjoined:
        lines += ["## Worlds of sums, perhaps of no persons", "", *(f"* {one}" for one in audit.unjoined), ""]
    if audit.recovered:
        lines += [
            "## Not protected",
            "",
            "| count | cells | size | width found | width needed |",
            "|---|---|--:|--:|--:|",
        ]
        for found in audit.recovered:
            cells = "; ".join(found.cells) or "in no cell"
            lines.append(f"| {found.count} | {cells} | {found.size} | {found.width} | {found.needed} |")
        lines.append("")
    if audit.faults:
        lines += ["## Not as rounding prints it", "", *(f"* {fault}" for fault in audit.faults), ""]
    lines += ["## Hidden cells by table", "", "| table | hidden |", "|---|--:|"]
    lines += [f"| {table} | {hidden} |" for table, hidden in audit.hidden_by_table.items()]
    return "\n".join(lines) + "\n"
