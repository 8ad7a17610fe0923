"""``python -m duibiao``."""

from duibiao.cli import main

main()
