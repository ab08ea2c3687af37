"""What files other than programs start and set: scripts, images, services, workflows, notebooks."""
