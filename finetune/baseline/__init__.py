"""Filter statistics with a perceptron: what the embedded model has to beat."""
