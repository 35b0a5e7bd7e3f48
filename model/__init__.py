"""Fracture features read from frames: taxonomy, tag values, taggers, image quality."""
