"""What a notebook needs: the year's protected tables, and ways to show tables, figures and facts.

tables = open_tables(build, year)
show(layout(tables("J3-orsak"), rows="avslutsorsak", columns="kon"), caption="…")
"""

from indikatorer.notebooks.charts import bars, lines, stacked
from indikatorer.notebooks.comparisons import Change, Difference, change, compare
from indikatorer.notebooks.desk import open_tables
from indikatorer.notebooks.facts import fact, heading
from indikatorer.notebooks.show import layout, show, show_text, text_layout

__all__ = [
    "Change",
    "Difference",
    "bars",
    "change",
    "compare",
    "fact",
    "heading",
    "layout",
    "lines",
    "open_tables",
    "show",
    "show_text",
    "stacked",
    "text_layout",
]
