"""Deliveries in, a validated and pseudonymised store out."""
