"""The model card that lies beside the weights."""

from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES


def model_card(parameters: int, pictures: int, minutes: float) -> str:
    """Return the card's text.

    Parameters
    ----------
    parameters
        Number of weights.
    pictures
        Pictures learnt from, repetitions counted.
    minutes
        Time spent learning.
    """
    features = "\n".join(f"- `{name}`" for name in EMBEDDED_FEATURES)
    return f"""# fractoscope-embedded

A very small vision-language model ({parameters / 1e6:.2f} million weights, bfloat16) with the architecture of Qwen3-VL
(`Qwen3VLForConditionalGeneration`), its own vocabulary and random initialisation: no weights of any released model are in it.

## What it is for
Demonstrations, tests and continuous integration of Fractoscope: it lets the whole agent run on a laptop, offline.

## What it is not for
**Not for science.** It was trained on simulated surfaces only and has never seen a real micrograph. Simulated texture is not a
scanning electron micrograph. Do not use its tags as evidence about a real part; fine-tune a full-size model for that.

## What it reads
A frame as a whole and as 3 x 3 tiles, each at 256 x 192 pixels, with the field width in words. Features:

{features}

Every probability comes from one prefill: the log-odds of " yes" against " no" before a neutral token, Platt-scaled for a tile and
fused over whole frame and tiles by a small logistic model for the frame (`calibration.json`). A feature counts as present where it
covers at least 5 % of a picture. The model also writes the same answer as JSON through its chat template.

## How it was made
`fractoscope train embedded`, from scratch: {pictures:,} pictures (repetitions and flips counted) in {minutes:.0f} minutes on one
processor core; specimens with seeds below 500,000. Calibration and the threshold come from seeds 900,000 and on. Figures for seeds
from 1,000,000 on, with support and intervals beside those of a filter-statistics baseline: `fractoscope evaluate --embedded --json`.

## Limits
Defocus, noise and brightness were varied only as an operator in practice would leave them. A feature too small for five pixels, or
wider than half the frame, counts as absent by definition. Parallel grooves of a machined side face and of a rubbed patch look alike.
"""
