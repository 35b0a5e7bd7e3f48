"""Shapes of the networks that are fine-tuned, what of them is adapted, and what that costs."""
