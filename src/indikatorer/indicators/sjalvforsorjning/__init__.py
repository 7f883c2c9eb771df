"""Self-support after the exit."""
