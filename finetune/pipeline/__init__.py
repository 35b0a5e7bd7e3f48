"""The whole road, from articles to a scored adapter, in one run."""
