"""V8: pupils of komvux who can recommend their school."""

from indikatorer.indicators.vuxenutbildning.elevenkat import rekommenderar

V8 = rekommenderar("V8", "komvux", "Elever inom komvux utom sfi", "komvux utom sfi")
