"""V9: pupils of sfi who can recommend their school."""

from indikatorer.indicators.vuxenutbildning.elevenkat import rekommenderar

V9 = rekommenderar("V9", "sfi", "Elever inom sfi", "sfi")
