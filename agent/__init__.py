"""The agent: mission, session, journal, belief, policy, graph, report, console and command line."""
