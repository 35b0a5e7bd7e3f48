"""A run of the whole road: stage after stage, each resumable, none done twice."""
