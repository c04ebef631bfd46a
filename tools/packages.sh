# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034
# What Debian 12 must have installed, and for what.  Read by quickstart and
# check; the one list of packages of this project.

BUILD_PACKAGES="autoconf automake gcc libc6-dev make pkg-config
libinotifytools0-dev libzip-dev zlib1g-dev libxml2-dev libxslt1-dev libicu-dev nettle-dev
libjansson-dev libexttextcat-dev libexttextcat-data libseccomp-dev libsqlite3-dev libsystemd-dev
libconfuse-dev libcurl4-gnutls-dev libmicrohttpd-dev linux-libc-dev"

SAMPLE_PACKAGES="python3"

TEST_PACKAGES="libcmocka-dev python3 python3-lxml xsltproc libxml2-utils mandoc codespell shellcheck
strace sqlite3 epubcheck default-jre-headless clang clang-format curl xz-utils file
openssl fuse3 libfuse3-dev e2fsprogs util-linux git procps zip"

# A mail server for a test to run by itself; only where there is none, since it
# would take the place of another.
[ -x /usr/sbin/sendmail ] ||
	TEST_PACKAGES="$TEST_PACKAGES exim4-daemon-light"

LONG_PACKAGES="debootstrap systemd-container"

# install_packages LIST…: install what of the lists is missing.
install_packages() {
	missing=
	# shellcheck disable=SC2048
	for package in $*; do
		dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null |
			grep -qx installed || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	as_root=
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || {
			echo "These packages are missing, and there is no sudo:$missing" >&2
			return 1
		}
		as_root=sudo
	fi
	echo "Installing:$missing"
	$as_root apt-get update -qq
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $missing >/dev/null
}

# install_checker DIR: the Nu HTML checker, by npm, which is 362 packages of
# Debian's, but its only ordinary door.  Without it its test says that it was
# skipped.
install_checker() {
	[ ! -d "$1/node_modules/vnu-jar" ] || return 0
	command -v npm >/dev/null || install_packages ca-certificates npm || return 0
	echo "Fetching the Nu HTML checker …"
	timeout 300 npm install --silent --no-audit --no-fund --fetch-retries=1 \
		--prefix "$1" vnu-jar >"$1.log" 2>&1 ||
		echo "npm has no vnu-jar for us; why is in $1.log"
}
