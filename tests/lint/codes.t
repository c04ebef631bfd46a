#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every code that staff may read has its sentences, in every language; no
# language says more, less or with other holes than English does.
python3=/usr/bin/python3
[ -x $python3 ] || python3=python3
exec $python3 "$(dirname "$0")/codes.py" "${GAZETTE_SOURCE:-.}"
