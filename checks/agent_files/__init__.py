"""What the checks of agents share: which files tell agents what to do, and which set them up."""
