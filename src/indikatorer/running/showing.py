"""What notebooks that show tables import, and is imported once before the first."""

IMPORTS = ("indikatorer.presentation.charts.faces", "statsmodels.stats.multitest", "statsmodels.stats.proportion")
