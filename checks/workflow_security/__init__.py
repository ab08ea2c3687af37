"""Workflows and actions of GitHub Actions, and the settings of Dependabot, that hand power to whoever asks."""
