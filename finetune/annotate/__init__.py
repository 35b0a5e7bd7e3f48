"""Labels for mined panels: a teacher model's, and people's, which outrank it."""
