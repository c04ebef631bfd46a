#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Everything in XML is well-formed, and the schema is one.
set -eu
. "$(dirname "$0")/tap.sh"
need xmllint libxml2-utils

cd "$source_dir"
list=$(find xsl schema tests -name '*.xsl' -o -name '*.rng' -o -name '*.xml' |
	LC_ALL=C sort)
# shellcheck disable=SC2086
clean "$(echo "$list" | wc -l) files are well-formed" \
	xmllint --noout --nonet $list
printf '<a><b></a>' >"$scratch/fault.xml"
faulty "an open element is seen" xmllint --noout --nonet "$scratch/fault.xml"

# xmllint says "validates" aloud, so only its status counts.
valid() {
	xmllint --noout --nonet --relaxng schema/release.rng "$@" \
		>"$scratch/words" 2>&1 || cat "$scratch/words"
}
clean "the releases of the golden files are valid" \
	valid tests/golden/render/*/release.xml
printf '<release xmlns="urn:gazette:release:1"/>' >"$scratch/fault.xml"
faulty "a release without a language is seen" valid "$scratch/fault.xml"
finish
