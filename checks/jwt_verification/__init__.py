"""JSON web tokens accepted without proof."""
