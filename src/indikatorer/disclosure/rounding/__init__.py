"""Rounding: nobody is few, nothing is hidden, and all tables and all differences between them agree.

Small count rounding on persons (Langsrud and Heldal 2018), of all of them: in each pattern as many are told of as are a
multiple of the threshold, so every number is such a multiple, and so is whatever any numbers leave of each other.
"""
