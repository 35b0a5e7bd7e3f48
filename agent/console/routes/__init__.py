"""What the console answers to, by topic."""
