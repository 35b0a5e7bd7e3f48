"""One run of the agent in a process that can be killed: `agent_process.py run MISSION OUT` or `agent_process.py resume SESSION`.

The oracle stands in for the model, whose weights this test is not about; everything else is the product.
"""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "agent"))

from oracle_tagger import OracleTagger

import fractoscope.agent.session.preparation as preparation
from fractoscope.agent.command_line.describe_error import describe_error
from fractoscope.agent.command_line.exit_status import exit_status
from fractoscope.agent.progress import Silence
from fractoscope.agent.session import resume_session, run_mission

load = preparation.load


def load_oracle(group: str, name: str) -> Any:
    return OracleTagger if name == "oracle" else load(group, name)


if __name__ == "__main__":
    module: ModuleType = preparation
    module.load = load_oracle
    try:
        if sys.argv[1] == "run":
            folder = run_mission(Path(sys.argv[2]), Path(sys.argv[3]), Silence())
        else:
            folder = resume_session(Path(sys.argv[2]), Silence())
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the edge of the process
        sys.stderr.write(describe_error(error) + "\n")
        sys.exit(exit_status(error))
    sys.stdout.write(f"{folder}\n")
