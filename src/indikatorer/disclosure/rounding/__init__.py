"""Rounding: nobody is few, nothing is hidden, and all tables and all differences between them agree.

Small count rounding (Langsrud and Heldal 2018), on persons: only those who are in a small number or a small difference
are weighted anew, so that these become nought or at least the threshold; every other number follows.
"""
