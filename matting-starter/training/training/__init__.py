"""Training of the portrait-starter network: data, network, training, evaluation and export."""
