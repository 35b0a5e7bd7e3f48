"""Where zones lie."""
