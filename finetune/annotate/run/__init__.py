"""A run over mined panels: resumable, counted, never paid twice."""
