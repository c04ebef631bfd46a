#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# run.sh SECONDS: build the harnesses with clang's libFuzzer, sow them with
# the hostile documents, and run each for so long.  Stops at the first crash.
set -eu
seconds=${1:-60}
source=${GAZETTE_SOURCE:-.}
build=${GAZETTE_BUILD:-.}
work=$build/fuzz
packages="libxml-2.0 libzip icu-uc icu-i18n nettle"
mkdir -p "$work"

sanitize=-fsanitize=fuzzer-no-link,address,undefined
# shellcheck disable=SC2046,SC2086 # flags are words
set -- -std=gnu11 -g -O1 -fno-sanitize-recover=all -DHAVE_CONFIG_H \
	-I"$build" -I"$source/src" -I"$source/tests/unit" \
	$(pkg-config --cflags $packages)
mkdir -p "$work/obj"
# An object is as old as the newest header.
# shellcheck disable=SC2012
header=$(ls -t "$source"/src/*/*.h "$source"/tests/unit/*.h | head -n 1)
for file in "$source"/src/base/*.c "$source"/src/read/*.c \
	"$source"/src/worker/frames.c "$source"/tests/unit/zipmaker.c; do
	object=$work/obj/$(basename "$file" .c).o
	if [ -z "$(find "$object" -newer "$file" -newer "$header" 2>/dev/null)" ]; then
		clang "$@" $sanitize -c -o "$object" "$file"
	fi
done

python3 "$source/tests/fuzz/seeds.py" "$work/seeds"
for name in package docx xml picture frames; do
	# shellcheck disable=SC2046,SC2086
	clang "$@" -fsanitize=fuzzer,address,undefined \
		-o "$work/fuzz_$name" "$source/tests/fuzz/fuzz_$name.c" \
		"$work"/obj/*.o $(pkg-config --libs $packages)
	mkdir -p "$work/corpus_$name"
	"$work/fuzz_$name" -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=1024 -max_len=20000 -verbosity=0 \
		-print_final_stats=1 -artifact_prefix="$work/crash-$name-" \
		"$work/corpus_$name" "$work/seeds/$name" 2>&1 |
		tee "$work/log_$name" | tail -8
	grep -q "DONE\|stat::number_of_executed_units" "$work/log_$name"
	if ls "$work/crash-$name-"* >/dev/null 2>&1; then
		echo "fuzz_$name: see $work/crash-$name-*" >&2
		exit 1
	fi
done
