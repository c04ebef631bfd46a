#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# run.sh [SECONDS [NAME…]]: build the harnesses (fuzz_NAME.c, all of them
# unless some are named) with clang's libFuzzer and both sanitizers, sow them
# with the hostile documents, and run each for so long.  GAZETTE_BUILD is a
# configured build folder.  Says which failed, and fails if one did.
set -eu
seconds=${1:-60}
[ $# -eq 0 ] || shift
source=${GAZETTE_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${GAZETTE_BUILD:-.}
work=$build/fuzz
packages="libxml-2.0 libxslt libexslt libzip icu-uc icu-i18n nettle jansson zlib \
	libexttextcat"
names=${*:-$(find "$source/tests/fuzz" -name 'fuzz_*.c' |
	sed 's/.*fuzz_\(.*\)\.c$/\1/' | sort)}
mkdir -p "$work/obj"

# shellcheck disable=SC2086 # words
cflags="-std=gnu11 -g -O1 -fno-sanitize-recover=all -DHAVE_CONFIG_H
	-I$build -I$source/src -I$source/tests/unit
	$(pkg-config --cflags $packages)"
compile() {
	# shellcheck disable=SC2086 # flags are words
	clang $cflags -fsanitize="$1,address,undefined" -c -o "$2" "$3"
}

# An object is as old as the newest header.  What a harness doesn't call stays
# in the archive.
# shellcheck disable=SC2012
header=$(ls -t "$source"/src/*/*.h "$source"/tests/unit/*.h | head -n 1)
for file in "$source"/src/base/*.c "$source"/src/read/*.c \
	"$source"/src/release/*.c "$source"/src/intake/*.c \
	"$source"/src/mirror/listing.c "$source"/src/mirror/path.c \
	"$source"/src/newsroom/settings_text.c "$source"/src/worker/frames.c \
	"$source"/tests/unit/zipmaker.c; do
	object=$work/obj/$(basename "$file" .c).o
	if [ -z "$(find "$object" -newer "$file" -newer "$header" 2>/dev/null)" ]; then
		compile fuzzer-no-link "$object" "$file"
	fi
done
rm -f "$work/house.a"
ar rc "$work/house.a" "$work"/obj/*.o

python3 "$source/tests/fuzz/seeds.py" "$work/seeds"
failed=
for name in $names; do
	echo "== fuzz_$name"
	compile fuzzer-no-link "$work/$name.o" "$source/tests/fuzz/fuzz_$name.c"
	# shellcheck disable=SC2046,SC2086
	clang -fsanitize=fuzzer,address,undefined -o "$work/fuzz_$name" \
		"$work/$name.o" "$work/house.a" $(pkg-config --libs $packages)
	mkdir -p "$work/corpus_$name" "$work/seeds/$name"
	"$work/fuzz_$name" -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=1024 -max_len=20000 -verbosity=0 \
		-print_final_stats=1 -artifact_prefix="$work/crash-$name-" \
		"$work/corpus_$name" "$work/seeds/$name" \
		>"$work/log_$name" 2>&1 || failed="$failed $name"
	tail -n 8 "$work/log_$name"
done
for name in $failed; do
	echo "fuzz_$name failed: $work/log_$name" >&2
done
[ -z "$failed" ]
