#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# codespell finds no misspelt English.  What is written in Swedish and Finnish
# is left out, and so are the words of those languages that stand in the code
# (tests/lint/spelling.words).
set -eu
. "$(dirname "$0")/tap.sh"
need codespell codespell

cd "$source_dir"
spell() {
	codespell -q 3 -I tests/lint/spelling.words \
		-S 'fi.xml,sv.xml,messages.md,golden,make-samples,__pycache__,spelling.words' \
		"$@"
}
clean "spelling" spell src xsl schema systemd tools doc examples tests \
	check quickstart README.md configure.ac Makefile.am
printf 'We reci%sve it unti%s then.\n' e ll >"$scratch/fault.txt"
faulty "two misspelt words are seen" spell "$scratch/fault.txt"
finish
