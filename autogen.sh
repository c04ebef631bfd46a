#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Make configure and Makefile.in from their sources.
set -eu
cd "$(dirname "$0")"
for tool in autoreconf:autoconf automake:automake pkg-config:pkg-config; do
	command -v "${tool%%:*}" >/dev/null || {
		echo "autogen.sh: ${tool%%:*} is missing: apt install ${tool#*:}" >&2
		exit 69
	}
done
mkdir -p m4 build-aux
exec autoreconf --install --force
