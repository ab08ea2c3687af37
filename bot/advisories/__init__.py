"""The local OSV store: imported from OSV archives, asked by package."""
