"""Measures → tables → protected tables → files."""
