"""V11: the influence of pupils of sfi."""

from indikatorer.indicators.vuxenutbildning.elevenkat import inflytande

V11 = inflytande("V11", "Elever inom sfi", "sfi", "Jag får vara med och bestämma")
