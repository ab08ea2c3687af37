"""The sandbox, tried with real bubblewrap, real engines and hostile programs."""
