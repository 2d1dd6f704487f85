"""`python -m lona` is the command `lona`."""

from lona.command_line.handle_command_line import main

main()
