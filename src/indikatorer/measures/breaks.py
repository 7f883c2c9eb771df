"""Where a series is broken: from when a source or a division is another, and why. Breaks are told, never bridged."""

from datetime import date

from indikatorer.base import vocabulary
from indikatorer.base.periods import month_label, month_of
from indikatorer.measures.dimensions import STADSDEL, STADSDEL_VID_AVSLUT
from indikatorer.measures.measure import Measure, Table
from indikatorer.measures.windows import LAST_EXIT, SCB_LAG


def breaks(measure: Measure, table: Table, year: int) -> list[dict[str, str]]:
    """The breaks that a table of the year's report is touched by, each with `period` and `reason`, oldest first."""
    found = [
        {"period": str(first), "reason": reason} for first, reason in measure.breaks.items() if first <= year - SCB_LAG
    ]
    for dimension in table.by:
        if dimension.name == STADSDEL.name:
            # of merged labels only the fallbacks are still those of the dimension
            at_the_exits = dimension.coarser is STADSDEL_VID_AVSLUT.coarser
            found += _mergers(year - LAST_EXIT if at_the_exits else year)
    return found


def _mergers(year: int) -> list[dict[str, str]]:
    """District committees that have become one since the first year of follow-up (docs/definitions.md, Districts)."""
    committees = vocabulary.stadsdelsnamnder()
    return [
        {
            "period": month_label(month_of(new.giltig_fran)),
            "reason": f"{' och '.join(merged)} blev {new.namn}; äldre uppgifter räknas till den nya nämnden.",
        }
        for new in sorted(committees, key=lambda committee: committee.giltig_fran)
        if new.giltig_fran <= date(year, 12, 31)
        and (merged := [old.namn for old in committees if old.uppgatt_i == new.namn])
    ]
