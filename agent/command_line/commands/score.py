"""`fractoscope score`."""

from fractoscope.agent.command_line.commands.options import AsJson, SessionFolder


def score(session: SessionFolder, as_json: AsJson = False) -> None:
    """Hold a simulated session against the specimen's ground truth."""
    from fractoscope.agent.command_line.output import print_result
    from fractoscope.agent.score import score_session

    print_result(score_session(session), as_json=as_json)
