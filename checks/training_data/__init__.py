"""What a model is trained on without anybody having looked."""
