"""Makes the files that tests read: Word files from parts, and those of other kinds by the programs that offices use."""
