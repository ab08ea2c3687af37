"""Manifests and lock files of Maven and Gradle."""
