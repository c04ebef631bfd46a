#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every page for staff and for the web, held against what lies in out/.
# GOLDEN=write rewrites them: the difference is read as prose.
set -u
here=${GAZETTE_SOURCE:-.}/tests/golden/pages
tools=${GAZETTE_BUILD:-.}/tests/golden/pages
xsl=${GAZETTE_SOURCE:-.}/xsl
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
count=0

# compare FILE WHAT: the file in $work against the one in out/.
compare() {
	count=$((count + 1))
	if [ "${GOLDEN:-}" = write ] && [ -s "$work/$1" ]; then
		cp "$work/$1" "$here/out/$1"
	fi
	if [ -s "$work/$1" ] && diff -u "$here/out/$1" "$work/$1" \
	    >"$work/diff" 2>&1; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		sed 's/^/# /' "$work/diff" | head -40
	fi
}

# Neither the version nor the colours are what these pages are about.
render() {
	"$tools/render_page" "$xsl" |
	    sed -e 's/Gazette [0-9][0-9.]*/Gazette 0/' \
		-e '/^<style>/,/^<\/style>/d'
}

if [ ! -x "$tools/staff_pages" ] || [ ! -x "$tools/render_page" ]; then
	echo "Bail out! $tools has no staff_pages and render_page: make check"
	exit 1
fi
mkdir -p "$here/out" 2>/dev/null
all="sv fi en"
for name in $("$tools/staff_pages"); do
	case $name in
	hold | receipt-published | receipt-updated) langs=$all ;;
	*) langs=sv ;;
	esac
	for lang in $all; do
		"$tools/staff_pages" "$xsl/i18n" "$name" "$lang" | render \
		    >"$work/$name.$lang.html"
		case " $langs " in
		*" $lang "*)
			compare "$name.$lang.html" "staff: $name, $lang first"
			;;
		esac
	done
done
for page in "$here"/in/*.xml; do
	name=$(basename "$page" .xml)
	case $name in
	atom* | past*) file=$name.atom ;;
	rss*) file=$name.rss ;;
	jsonfeed*) file=$name.json ;;
	sitemap*) file=$name.xml ;;
	*) file=$name.html ;;
	esac
	render <"$page" >"$work/$file"
	compare "$file" "web: $name"
done
python3=/usr/bin/python3
[ -x $python3 ] || python3=python3
# A list for the pages of other sites is no page.
rm -f "$work"/latest.*
for file in "$work"/*.html "$work"/*.atom; do
	count=$((count + 1))
	if $python3 "$here/rules.py" "$file" >"$work/said" 2>&1; then
		echo "ok $count - rules: $(basename "$file")"
	else
		echo "not ok $count - rules: $(basename "$file")"
		sed 's/^/# /' "$work/said"
	fi
done
echo "1..$count"
