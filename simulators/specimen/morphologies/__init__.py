"""Ways in which a surface can be broken, and the surroundings of a fracture."""
