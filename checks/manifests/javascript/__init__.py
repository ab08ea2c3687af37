"""Manifests and lock files of JavaScript."""
