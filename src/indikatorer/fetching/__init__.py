"""Data that others publish, fetched into a delivery. No other part of the project uses a network."""
