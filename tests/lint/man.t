#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The pages of the manual are sound mdoc, and tell of every option and every
# command that the programs know, and of no other.
set -eu
. "$(dirname "$0")/tap.sh"
need mandoc mandoc

cd "$source_dir"
clean "the pages are sound" mandoc -Tlint -Wwarning doc/man/*
printf '.Dd November 25, 2026\n.Dt X 1\n.Os\n.Sh NAME\n.Fl x\n' \
	>"$scratch/fault.1"
faulty "a page without a name is seen" \
	mandoc -Tlint -Wwarning "$scratch/fault.1"

# words FILE: the long options in it.
words() {
	grep -oE -e '--[a-z]{2,}' "$1" | LC_ALL=C sort -u
}

# page FILE: it as plain text.
page() {
	mandoc -Tascii -O width=1000 "$1" | sed 's/.\x08//g'
}

# same WHAT HELP PAGE: both name the same options.
same() {
	words "$2" >"$scratch/help.words"
	words "$3" >"$scratch/page.words"
	status=0
	diff "$scratch/help.words" "$scratch/page.words" >"$scratch/out" ||
		status=1
	[ -s "$scratch/help.words" ] || status=1
	ok $status "$1"
}

build=${GAZETTE_BUILD:-.}
if [ ! -x "$build/gazette" ] || [ ! -x "$build/gazetted" ] ||
	[ ! -x "$build/gazette-courier" ]; then
	ok 0 "options of the programs # SKIP they are not built"
	finish
	exit
fi
"$build/gazetted" --help >"$scratch/help"
page doc/man/gazetted.8 >"$scratch/page"
same "gazetted(8) knows its options" "$scratch/help" "$scratch/page"
"$build/gazette-courier" --help >"$scratch/courier"
page doc/man/gazette-courier.8 >"$scratch/courier.page"
same "gazette-courier(8) knows its options" "$scratch/courier" \
	"$scratch/courier.page"
words "$scratch/help" >"$scratch/help.words"
echo "--no-such-option" >>"$scratch/help"
words "$scratch/help" >"$scratch/help.words"
words "$scratch/page" >"$scratch/page.words"
faulty "an option that the page doesn't tell of is seen" \
	diff "$scratch/help.words" "$scratch/page.words"

"$build/gazette" --help >"$scratch/help"
commands=$(sed -n 's/^  \([a-z]*\)  .*/\1/p' "$scratch/help")
for command in $commands; do
	"$build/gazette" help "$command" >>"$scratch/help"
done
page doc/man/gazette.1 >"$scratch/page"
# "--help" is every program's; the page says "gazette help" for it.
sed -i 's/--help//g' "$scratch/help" "$scratch/page"
same "gazette(1) knows its options" "$scratch/help" "$scratch/page"
for command in $commands; do
	grep -qE "^ +$command\$|^ +$command  " "$scratch/page" || echo "$command"
done >"$scratch/out"
status=0
[ ! -s "$scratch/out" ] && [ -n "$commands" ] || status=1
ok $status "and its commands"

# Every name that is printed is told of, as a setting or in a table.
sed 's|"/\(srv\|var\)|"'"$scratch"'|' examples/gazette.conf >"$scratch/conf"
mkdir -p "$scratch"/gazette/press "$scratch"/gazette/www \
	"$scratch"/gazette/stage "$scratch"/lib/gazette
"$build/gazetted" -c "$scratch/conf" --dump >"$scratch/dump"
names=$(sed -n 's/^[[:space:]]*\([a-z_]*\) .*[={].*/\1/p' "$scratch/dump" |
	LC_ALL=C sort -u)
page doc/man/gazette.conf.5 >"$scratch/page"
for name in $names; do
	grep -qE "^ +${name}( |\$)|[ ,]${name}[ ,.]" "$scratch/page" || echo "$name"
done >"$scratch/out"
status=0
[ ! -s "$scratch/out" ] && [ "$(echo "$names" | wc -l)" -gt 30 ] || status=1
ok $status "gazette.conf(5) knows $(echo "$names" | wc -l) settings"
finish
