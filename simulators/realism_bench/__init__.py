"""Statistics of rendered frames beside those of real micrographs."""
