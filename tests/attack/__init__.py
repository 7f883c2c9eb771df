"""An outsider's attack on a publication: it reads the published files and nothing else, and shares no code with us."""

from tests.attack.attacking import attack
from tests.attack.finding import Finding

__all__ = ["Finding", "attack"]
