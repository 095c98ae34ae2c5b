"""How the shipped reader model is made: from public treebanks to the packed file."""
