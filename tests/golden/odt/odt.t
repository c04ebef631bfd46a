#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One-feature OpenDocument texts against the releases that are made of them.
# With GOLDEN=write the expected files are written anew, to be read as prose.
here=${GAZETTE_SOURCE:-../../..}/tests/golden/odt
build=${GAZETTE_BUILD:-.}
program=$build/tests/dev/docx2release
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 python3 "$here/make_odt.py" "$work" || exit 99
set -- "$work"/*.odt "$work"/*.fodt
echo "1..$#"
n=0
for file; do
	name=$(basename "${file%.*}")
	n=$((n + 1))
	# A finding or a refusal is a comment after the release.
	{
		"$program" -f -x "${here%/tests/*}/xsl" "$file" 2>"$work/err"
		sed "s|$work/||; s/--/- -/g; s/^/<!-- /; s/\$/ -->/" "$work/err"
	} >"$work/out"
	[ "$GOLDEN" = write ] && cp "$work/out" "$here/$name.out"
	if diff -u "$here/$name.out" "$work/out" >"$work/diff" 2>&1; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$work/diff"
	fi
done
