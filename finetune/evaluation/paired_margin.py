"""By how much one model is better than another on the same images."""

from typing import Any

import numpy as np

from fractoscope.finetune.evaluation.tag_scores import TagScores


def paired_margin(ours: TagScores, rival: TagScores, images: int, resamples: int = 2000, seed: int = 0) -> dict[str, Any]:
    """Return the difference of micro F1, ours minus the rival's, with its 95 % bootstrap interval over images.

    Both models are scored on the same images in each resample, so that what makes an image hard for both cancels.

    Parameters
    ----------
    ours, rival
        Tags of the same rows, in the same order.
    images
        Number of images; the rows are divided evenly among them, so that the tiles of an image are drawn together.
    resamples, seed
        Of the bootstrap.

    Raises
    ------
    ValueError
        If the two do not share their truth, or the rows cannot be divided evenly.
    """
    if ours.truth.shape != rival.truth.shape or (ours.truth != rival.truth).any() or len(ours.truth) % images:
        raise ValueError("a paired comparison needs the same rows for both models, the same number for each image")
    shares = np.random.default_rng(seed).multinomial(images, np.full(images, 1.0 / images), size=resamples).astype(np.float64)
    shares = np.concatenate([np.ones((1, images)), shares])
    f1 = []
    for scores in (ours, rival):
        hits = (scores.truth & scores.predicted).reshape(images, -1).sum(axis=1)
        wrong = (scores.truth != scores.predicted).reshape(images, -1).sum(axis=1)
        f1.append(2 * (shares @ hits) / np.maximum(2 * (shares @ hits) + shares @ wrong, 1.0))
    margin = f1[0] - f1[1]
    low, high = np.percentile(margin[1:], (2.5, 97.5))
    return {"f1": float(margin[0]), "interval_95": [float(low), float(high)]}
