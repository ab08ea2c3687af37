"""What people say to us and what follows from it: pure but for its ports."""
