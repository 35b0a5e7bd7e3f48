"""One training step. Import it only where torch may be loaded."""

import shutil
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from fractoscope.finetune.embedded.batched_network import BatchedNetwork
from fractoscope.finetune.embedded.cell_spectrum import CellSpectrum
from fractoscope.finetune.embedded.dense_head import DenseHead
from fractoscope.finetune.embedded.grey_variation import varied_patches
from fractoscope.finetune.embedded.picture_labels import BORDERLINE, PRESENT
from fractoscope.finetune.embedded.picture_stream import PictureBatch
from fractoscope.finetune.embedded.text_rows import TextRowMaker
from fractoscope.finetune.embedded.training_settings import TrainingSettings
from fractoscope.model.embedded.picture_layout import patches_of
from fractoscope.model.embedded.prompt import EMBEDDED_FEATURES

UNKNOWN_WIDTH_SHARE = 0.1
SPECTRUM_WEIGHT = 0.15
CLIP = 1.0


class Learner(nn.Module):
    """Network, heads and optimizer with the two kinds of step: vision only, and vision with text.

    Parameters
    ----------
    network
        A `Qwen3VLForConditionalGeneration`.
    tokenizer
        Its tokenizer.
    settings
        The recipe.
    generator
        Source of variation and of hidden field widths.
    """

    def __init__(self, network: Any, tokenizer: Any, settings: TrainingSettings, generator: np.random.Generator) -> None:
        super().__init__()
        self.settings = settings
        self.generator = generator
        self.batched = BatchedNetwork(network)
        self.spectrum = CellSpectrum()
        self.head = DenseHead(settings.size.width, len(EMBEDDED_FEATURES), self.spectrum.count)
        self.rows = TextRowMaker(tokenizer)
        self.look: Callable[..., Any] = self.batched.look
        self.read: Callable[..., Any] = self.batched.read
        if settings.compiled and shutil.which("g++"):
            # Only the training steps, whose shapes repeat; validation runs the plain code.
            self.look = torch.compile(self.batched.look, dynamic=False)
            self.read = torch.compile(self.batched.read, dynamic=False)
        self.steps = 0
        self.joint_steps = 0
        self.optimizer = torch.optim.AdamW(self.groups(), betas=(0.9, 0.98), fused=True)

    def groups(self) -> list[dict[str, Any]]:
        """Return parameter groups: vision and text, each with and without weight decay."""
        groups = []
        for text in (False, True):
            chosen = [
                (name, value) for name, value in self.named_parameters() if value.requires_grad and ("language_model" in name) == text
            ]
            for decays in (False, True):
                values = [value for name, value in chosen if (value.ndim == 2 and "embed" not in name) == decays]
                groups.append({"params": values, "weight_decay": self.settings.weight_decay * decays, "text": text})
        return groups

    def step(self, batch: PictureBatch, progress: float) -> dict[str, float]:
        """Learn from a batch at a share of the time budget, and return the losses."""
        joint = progress >= self.settings.vision_share
        patches = torch.from_numpy(varied_patches(batch.pictures, self.generator))
        coverage = torch.from_numpy(batch.cells)
        with torch.autocast("cpu", torch.bfloat16):
            tokens, deep = self.look(patches)
        dense, _ = self.head.loss(tokens, coverage, self.spectrum(patches), SPECTRUM_WEIGHT if not joint else 0.3 * SPECTRUM_WEIGHT)
        losses = {"dense": dense}
        if joint:
            losses |= self.text_losses(tokens, deep, batch)
        total = dense * (0.5 if joint else 1.0) + losses.get("slots", torch.zeros(())) + 0.3 * losses.get("json", torch.zeros(()))
        total.backward()
        nn.utils.clip_grad_norm_([value for group in self.optimizer.param_groups for value in group["params"]], CLIP)
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.rate(progress, self.joint_steps if group["text"] else self.steps)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.steps += 1
        self.joint_steps += joint
        return {name: float(value.detach()) for name, value in losses.items()}

    def text_losses(self, tokens: Tensor, deep: list[Tensor], batch: PictureBatch) -> dict[str, Tensor]:
        """Return the losses of the slots and, in every so many steps, of the JSON answer."""
        shares = batch.cells.mean(axis=1)
        hidden_width = self.generator.random(len(shares)) < UNKNOWN_WIDTH_SHARE
        widths = [None if hidden else float(width) for width, hidden in zip(batch.field_widths, hidden_width, strict=True)]
        writes = self.joint_steps % self.settings.json_every == 0
        rows = self.rows.rows(widths, batch.whole.tolist(), shares if writes else None, PRESENT)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.read(tokens, deep, torch.from_numpy(rows.ids), self.rows.first_image_token)
        head = self.batched.network.lm_head
        places = torch.from_numpy(rows.slots)[:, :, None].expand(-1, -1, hidden.shape[-1])
        logits = head(hidden.gather(1, places).float())
        words = torch.where(torch.from_numpy(shares >= PRESENT), self.rows.yes, self.rows.no)
        words[torch.from_numpy((shares > BORDERLINE[0]) & (shares < BORDERLINE[1]))] = -100
        losses = {"slots": functional.cross_entropy(logits.flatten(0, 1), words.flatten(), ignore_index=-100)}
        if writes:
            written = torch.from_numpy(rows.written)
            losses["json"] = functional.cross_entropy(head(hidden[written != -100].float()), written[written != -100])
        return losses

    @torch.no_grad()
    def probabilities(self, batch: PictureBatch, joint: bool) -> np.ndarray:
        """Return probabilities of presence (pictures, features): from the slots, or before they learn from the pooled head."""
        patches = torch.from_numpy(patches_of(batch.pictures))
        with torch.autocast("cpu", torch.bfloat16):
            tokens, deep = self.batched.look(patches)
            if not joint:
                return np.asarray(torch.sigmoid(self.head(tokens)[1].float()).numpy())
            rows = self.rows.rows([float(width) for width in batch.field_widths], batch.whole.tolist())
            hidden = self.batched.read(tokens, deep, torch.from_numpy(rows.ids), self.rows.first_image_token)
        places = torch.from_numpy(rows.slots)[:, :, None].expand(-1, -1, hidden.shape[-1])
        logits = self.batched.network.lm_head(hidden.gather(1, places).float())
        return np.asarray(logits[:, :, [self.rows.no, self.rows.yes]].softmax(-1)[:, :, 1].numpy())
