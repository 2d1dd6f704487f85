#!/bin/sh
# Print the newest Python of this machine that Lona runs on (3.11 or later).
for candidate in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
exit 1
