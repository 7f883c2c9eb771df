"""Which cells are hidden: a model of how numbers hang together, the cheapest choice, and an attack on that choice."""
