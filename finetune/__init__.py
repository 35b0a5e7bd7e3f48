"""The road to the model: rendering or mining, annotation, curation, training, evaluation."""
