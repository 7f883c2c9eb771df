"""What a gate says of a delivery."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What a gate has found: which gate, where (both name it in an acknowledgement), and what to look at."""

    gate: str
    about: str
    sentence: str
