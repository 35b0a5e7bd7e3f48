"""A microscope that OpenFIBSEM (the package `fibsem`) drives; see `make_openfibsem`."""

from fractoscope.instruments.adapters.openfibsem.make_openfibsem import make_openfibsem

__all__ = ["make_openfibsem"]
