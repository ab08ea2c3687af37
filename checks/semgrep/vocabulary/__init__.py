"""What each framework calls request data, and the generator that puts it into the rule files."""
