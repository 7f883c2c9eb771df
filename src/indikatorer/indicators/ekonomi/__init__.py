"""What results cost, and what they are worth."""
