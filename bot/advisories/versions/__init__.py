"""How each ecosystem orders its versions, one module per order."""
