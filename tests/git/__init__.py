"""Tests of git objects without a checkout."""
