"""A version in the formats of other training programs."""
