"""V5: work after a degree from a yrkeshögskola."""

from indikatorer.indicators.vuxenutbildning.arbete import arbete_efter

V5 = arbete_efter("V5", "examen från yrkeshögskolan", "YH", 6)
