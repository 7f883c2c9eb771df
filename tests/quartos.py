"""Whether there is a Quarto to test with: that of `make quarto`, or a recent one on the PATH."""

import pytest

from indikatorer.rendering.quarto import find_quarto

_FOUND = find_quarto()

NO_QUARTO = pytest.mark.skipif(not (_FOUND and _FOUND.is_recent), reason="there is no recent Quarto")
