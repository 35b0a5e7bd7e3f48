"""The same work on a cluster: the runners of the stages, implemented with Ray Data."""
