"""Rendering of simulated frames and training of the embedded model on them."""
