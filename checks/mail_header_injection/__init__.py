"""Protection against requests that other sites forge, switched off."""
