"""Copies of one picture: turned, flipped, cropped, rescaled, with other lettering."""
