"""How soon a frame shows and a stop takes effect through the console, measured over real processes."""
