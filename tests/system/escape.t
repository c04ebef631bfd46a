#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A worker that was taken over gets nowhere, and one that does not end is
# ended.  The same attempts get out of a worker without its sandbox: else they
# would prove nothing.
escape=${GAZETTE_BUILD:-.}/tests/dev/escape
n=0
out=0

ok() { # RESULT WHAT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
	fi
}

blocked() { # the answer of an attempt that did not get out
	case $1 in
	*": refused" | *": killed SIGSYS" | *": killed SIGKILL") return 0 ;;
	*) return 1 ;;
	esac
}

attempts=$("$escape" | grep -v '^+')

case $("$escape" open 2>&1) in
*"has no landlock"*)
	echo "1..0 # SKIP this kernel, or the container, has no Landlock"
	exit 0
	;;
esac

# On a kernel as Debian 12 has it, and on this one.
for abi in 2 0; do
	for name in $attempts; do
		answer=$("$escape" --abi $abi "$name" 2>&1)
		blocked "$answer"
		ok $? "Landlock ABI $abi: $answer"
	done
done

# The mutant.  What an ordinary system refuses by itself proves nothing here,
# but most of the attempts must get out.
for name in $attempts; do
	answer=$("$escape" --open "$name" 2>&1)
	case $answer in
	*": out") out=$((out + 1)) ;;
	*)
		n=$((n + 1))
		echo "ok $n # SKIP this system itself: $answer"
		;;
	esac
done
[ "$out" -ge 20 ]
ok $? "without a sandbox $out attempts get out"

# Each layer alone stops what it is there for.
for pair in landlock:open landlock:creat landlock:mkdir landlock:exec \
	rlimits:open rlimits:socket rlimits:dup \
	seccomp:fork seccomp:kill seccomp:write-execute seccomp:stat; do
	answer=$("$escape" --abi 2 --only "${pair%:*}" "${pair#*:}" 2>&1)
	case $answer in
	*": out" | "") false ;;
	esac
	ok $? "${pair%:*} alone: $answer"
done

# What does not end by itself.
limit() { # ATTEMPT PATTERN
	began=$(date +%s)
	answer=$("$escape" "$1" 2>&1)
	took=$(($(date +%s) - began))
	# shellcheck disable=SC2254
	case $answer in
	$2) [ $took -le 20 ] ;;
	*) false ;;
	esac
	ok $? "$answer"
}

limit +spin "*: reject too-complex: it needs more time*"
limit +wait "*: fatal worker-late: *"
limit +say-endlessly "*(said too much)"
limit +say-nonsense "*(said nonsense)"
if grep -q '^#define WITH_SANITIZERS' "${GAZETTE_BUILD:-.}/config.h"; then
	for name in eat-memory eat-trees crash overflow-stack; do
		n=$((n + 1))
		echo "ok $n # SKIP $name: the sanitizers have their own way"
	done
else
	limit +eat-memory "*: reject too-complex: it needs more memory*"
	limit +eat-trees "*: reject too-complex: it needs more memory*"
	limit +crash "*: fatal worker-died: *signal 11*"
	limit +overflow-stack "*: fatal worker-died: *signal 11*"
fi
echo "1..$n"
