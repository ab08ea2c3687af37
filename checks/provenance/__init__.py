"""Statements about where an artefact comes from that no longer speak of the artefact beside them."""
