# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# TAP for the lints in shell.  Each looks at the tree, and then shows that it
# sees a fault that it is given: a lint that is blind passes for ever.

# shellcheck disable=SC2034 # the lints read it
source_dir=${GAZETTE_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tests=0
failures=0

# need PROGRAM PACKAGE: skip everything, aloud, where there is none.
need() {
	command -v "$1" >/dev/null && return
	echo "1..0 # SKIP $1 is missing: apt install $2"
	exit 0
}

# ok STATUS WHAT: one test; its complaints are what $scratch/out holds.
ok() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
		return
	fi
	failures=$((failures + 1))
	echo "not ok $tests - $2"
	[ ! -f "$scratch/out" ] || head -n 40 "$scratch/out" | sed 's/^/# /'
}

# clean WHAT COMMAND…: COMMAND ends with 0 and says nothing.
clean() {
	what=$1
	shift
	status=0
	"$@" >"$scratch/out" 2>&1 || status=1
	[ ! -s "$scratch/out" ] || status=1
	ok $status "$what"
}

# faulty WHAT COMMAND…: COMMAND complains.
faulty() {
	what=$1
	shift
	status=1
	"$@" >"$scratch/out" 2>&1 || status=0
	[ ! -s "$scratch/out" ] || status=0
	ok $status "$what"
}

finish() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
}
