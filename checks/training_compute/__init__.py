"""Machines that train models, open to others or with more rights than training needs."""
