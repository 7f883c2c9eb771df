"""Jobbtorg: who is enrolled, who leaves and to what, who comes back, and what is done."""
