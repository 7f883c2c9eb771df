"""What the Stockholmsjobb have changed."""
