"""What an agent or an editor may do without asking, as the repository sets it up."""
