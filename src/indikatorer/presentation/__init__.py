"""What a notebook needs: the year's protected tables, and ways to show tables, figures and facts.

tables = open_tables(build)
show(layout(tables("J3-orsak"), rows="avslutsorsak", columns="kon"))

Before a year is published every number in the finished files is traced to the cells that it comes from. Cells,
differences (`compare`), changes (`change`) and shares (`Share`) carry that with them, tables from `layout` and charts
too. Only where you put words with numbers together yourself do you say what they are made of:

fact("avslut.tva", f"{first.in_text()} och {second.in_text()}", "de två största", of=[first, second])
fact("okand.andel", Share(okand, everyone))
show(text_layout(["Orsak", "Antal"], [["Okänd", cell]]))
fact("rapport.tabeller", str(number), "antal tabeller", of=[UNDERLAG])

Years, ages, months after an exit and the like are no counts and need no origin.
"""

from indikatorer.presentation.charts import (
    Step,
    bars,
    beyond_chance,
    curves,
    differences,
    dots,
    effects,
    flow,
    funnel,
    lines,
    love,
    pairs,
    panels,
    sparkline,
    stacked,
    tornado,
)
from indikatorer.presentation.comparisons import (
    Base,
    Share,
    StandardisedDifference,
    change,
    compare,
)
from indikatorer.presentation.estimates import judge, with_interval
from indikatorer.presentation.facts import fact, heading
from indikatorer.presentation.followed import key_figures, tell, year_beside_last
from indikatorer.presentation.key_numbers import tell_key_number
from indikatorer.presentation.origins import JAMFORELSE, UNDERLAG
from indikatorer.presentation.responses import answered
from indikatorer.presentation.revised_figures import revisions
from indikatorer.presentation.sentences import sentence, when_shown
from indikatorer.presentation.show import cell_layout, layout, not_delivered, show, show_text, text_layout
from indikatorer.publication.protected import open_tables

__all__ = [
    "JAMFORELSE",
    "UNDERLAG",
    "Base",
    "Share",
    "StandardisedDifference",
    "Step",
    "answered",
    "bars",
    "beyond_chance",
    "cell_layout",
    "change",
    "compare",
    "curves",
    "differences",
    "dots",
    "effects",
    "fact",
    "flow",
    "funnel",
    "heading",
    "judge",
    "key_figures",
    "layout",
    "lines",
    "love",
    "not_delivered",
    "open_tables",
    "pairs",
    "panels",
    "revisions",
    "sentence",
    "show",
    "show_text",
    "sparkline",
    "stacked",
    "tell",
    "tell_key_number",
    "text_layout",
    "tornado",
    "when_shown",
    "with_interval",
    "year_beside_last",
]
