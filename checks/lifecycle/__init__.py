"""What a change does to a model's life: training, prompts, serving, and the safeguards that stand around them."""
