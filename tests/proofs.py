"""How much is tried: a sample of what `make proofs` tries."""

import os

FULL = bool(os.environ.get("PROOFS"))
"""Whether proofs that take long are made whole: every step, and as many draws as a bound can be narrow for."""
