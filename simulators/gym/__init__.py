"""The twin as a Gymnasium environment, for people who bring their own policies; needs the extra `gym`."""

try:
    from gymnasium.envs.registration import register, registry
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("the environment needs Gymnasium; pip install 'fractoscope[gym]'", name=error.name) from error

from fractoscope.simulators.gym.specimen_environment import SpecimenEnvironment

ENVIRONMENT = "Fractoscope/Specimen-v0"
"""Id under which importing this package registers the environment."""

if ENVIRONMENT not in registry:
    register(id=ENVIRONMENT, entry_point="fractoscope.simulators.gym.specimen_environment:SpecimenEnvironment")

__all__ = ["ENVIRONMENT", "SpecimenEnvironment"]
