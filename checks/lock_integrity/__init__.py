"""Lock files that say something else than before of what they had locked, or more than the project asks for."""
