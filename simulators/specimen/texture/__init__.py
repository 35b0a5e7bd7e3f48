"""Random relief that belongs to places, and how much of it is drawn."""
