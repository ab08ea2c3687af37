"""Models, prompts and agents that change without a test of what they do, or with a weaker one."""
