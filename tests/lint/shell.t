#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every script in shell pleases shellcheck.
set -eu
. "$(dirname "$0")/tap.sh"
need shellcheck shellcheck

cd "$source_dir"
list=$(find autogen.sh check quickstart .ci tools doc examples tests -type f \
	! -name '*.[ch]' ! -name '*.py' -exec awk '
	FNR > 2 { nextfile }
	FNR == 1 && /^#!.*\/(env )?(ba)?sh$/ || /shellcheck shell=/ {
		print FILENAME
	}' {} + | LC_ALL=C sort -u)
# shellcheck disable=SC2086
clean "$(echo "$list" | wc -l) scripts" shellcheck -x -P SCRIPTDIR $list
# shellcheck disable=SC2016
printf '#!/bin/sh\nrm -rf $1/*\n' >"$scratch/fault"
faulty "a variable without quotes is seen" shellcheck "$scratch/fault"
finish
