"""Models, datasets and AI services that the files of a tree name, whether or not anything is wrong with them."""
