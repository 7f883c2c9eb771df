"""What 95 % intervals are made with."""

NORMAL = 1.959964
"""How many standard errors such an interval has on either side."""
