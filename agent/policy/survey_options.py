"""Settings of the first policy."""

from pydantic import Field

from fractoscope.instruments.values import FrozenValue


class SurveyOptions(FrozenValue):
    """What `[policy.options]` of a mission may say.

    Attributes
    ----------
    survey_share
        Share of the frames spent on the survey.
    survey_width_m, medium_width_m, high_width_m
        Field widths (m) of a zone's triplet; each at least 4 × the next. By default within the bands of facets (64 to 1300
        µm), of dimples, rivers and coarse striations (25 to 130 µm), and of fine striations at five pixels a period.
    travel_weight
        Gain given up for a second of travel and scan.
    stop_gain
        The session finishes when no proposal gains more.
    """

    survey_share: float = Field(default=0.3, gt=0, le=1)
    survey_width_m: float = Field(default=1.2e-3, gt=0)
    medium_width_m: float = Field(default=120e-6, gt=0)
    high_width_m: float = Field(default=30e-6, gt=0)
    travel_weight: float = Field(default=0.01, ge=0)
    stop_gain: float = Field(default=0.05, ge=0)
