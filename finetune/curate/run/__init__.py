"""A run of curating: resumable, in processes, ending in a version that is never changed."""
