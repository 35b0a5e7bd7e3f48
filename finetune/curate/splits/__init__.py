"""Parts of a dataset that share nothing, and the proof of it."""
