#!/bin/sh
# Install Debian packages if this machine has apt and lets us: apt_install.sh PACKAGE...
command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" = 0 ]; then
    become_root=
elif sudo -n true 2>/dev/null; then
    become_root='sudo -n'
else
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$become_root apt-get install -y --no-install-recommends "$@" </dev/null && exit 0
# The package lists of a fresh image are empty.
$become_root apt-get update </dev/null && $become_root apt-get install -y --no-install-recommends "$@" </dev/null
