"""Resources of a cloud that are described so that strangers reach them."""
