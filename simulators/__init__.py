"""The digital twin: fracture surfaces with known truth, seen through a simulated column, stage and detector."""
