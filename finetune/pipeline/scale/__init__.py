"""What the whole road would take over the whole archive, worked out from what a run measured."""
