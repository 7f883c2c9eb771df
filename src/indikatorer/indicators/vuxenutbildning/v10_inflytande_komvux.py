"""V10: the influence of pupils of komvux."""

from indikatorer.indicators.vuxenutbildning.elevenkat import inflytande

V10 = inflytande(
    "V10", "Elever inom komvux utom sfi", "komvux utom sfi", "Jag är nöjd med mitt inflytande i undervisningen"
)
