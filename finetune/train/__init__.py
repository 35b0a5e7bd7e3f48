"""Fine-tuning of a vision-language model on a dataset: preflight, training, merging, speed."""
