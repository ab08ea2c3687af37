"""Vector stores that mix tenants, or let anybody in."""
