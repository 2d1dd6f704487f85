#!/bin/sh
# Create a virtual environment: make_venv.sh PYTHON DIRECTORY
set -eu
python=$1
directory=$2
if [ -z "$python" ]; then
    echo 'No Python 3.11 or later was found. Install one, for example from https://www.python.org/,' >&2
    echo 'or name it: make PYTHON=/path/to/python' >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    # Debian and Ubuntu ship the module in a package of its own.
    package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    echo "$python cannot create virtual environments; trying to install $package"
    sh "$(dirname "$0")/apt_install.sh" "$package" || {
        echo "Install it yourself: apt install $package" >&2
        exit 1
    }
fi
echo "Creating the virtual environment $directory with $python"
"$python" -m venv "$directory"
