"""Adapters to vendors that need no package beyond the base install."""
