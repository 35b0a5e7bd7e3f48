"""Adapters to microscopes that other people's packages drive; each loads its package when it is made, never before."""
