"""The oracle behind the image-quality gate: like the product's taggers it holds its tongue over a frame that shows a fault."""

from fractoscope.instruments.values import Frame
from fractoscope.model.frame_tags import FrameTags
from fractoscope.model.image_quality import measure_quality
from tests.agent.oracle_tagger import OracleTagger


class GatedOracle(OracleTagger):
    def _read(self, frame: Frame) -> FrameTags:
        tags = super()._read(frame)
        quality = measure_quality(frame.pixels)
        if not quality.flags:
            return tags.replace(quality=quality)
        return tags.replace(quality=quality, asserted=(), candidates=(), abstained=f"spoilt: {', '.join(quality.flags)}")
