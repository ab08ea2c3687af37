"""Manifests and lock files of NuGet."""
