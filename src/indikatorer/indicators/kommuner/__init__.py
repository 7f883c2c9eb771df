"""Other municipalities, as they report to Kolada."""
