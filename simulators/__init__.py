"""The digital twin: fracture surfaces with known truth, seen through a simulated column, stage and detector.

Nothing is re-exported here, so that one part never loads what another needs: `adapter_factories` makes the microscopes,
`ground_truth` knows the answers.
"""
