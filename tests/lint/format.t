#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every C file is formatted as .clang-format says.  Versions of clang-format
# differ in what they make of the same rules, so only one of them is asked.
set -eu
. "$(dirname "$0")/tap.sh"

formatter=clang-format-14
command -v $formatter >/dev/null || formatter=clang-format
need $formatter clang-format
case $($formatter --version) in
*version\ 14.*) ;;
*)
	echo "1..0 # SKIP clang-format 14 is asked, not another one"
	exit 0
	;;
esac

format() {
	$formatter --dry-run -Werror --style="file:$source_dir/.clang-format" "$@"
}

cd "$source_dir"
list=$(find src tests -name '*.[ch]' | LC_ALL=C sort)
# shellcheck disable=SC2086
clean "format of $(echo "$list" | wc -l) files" format $list
printf 'int f(void) {\n  return 1;\n}\n' >"$scratch/fault.c"
faulty "a brace in the wrong place is seen" format "$scratch/fault.c"
finish
