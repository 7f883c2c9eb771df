"""V7: work after combined training."""

from indikatorer.indicators.vuxenutbildning.arbete import arbete_efter

V7 = arbete_efter("V7", "fullföljd kombinationsutbildning", "Kombination", 3)
