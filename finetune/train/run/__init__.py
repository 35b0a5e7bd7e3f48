"""A run of fine-tuning on disk, from base and dataset to an adapter and merged weights."""
