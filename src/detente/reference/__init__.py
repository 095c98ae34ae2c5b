"""What the field has agreed on, as data files with thin loaders."""
