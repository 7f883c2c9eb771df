"""The published site: a year's pages and data on it, its archive of years, and its releases."""
