# SPDX-License-Identifier: GPL-2.0-or-later
# A text file as the lines of a C string.
s/\\/\\\\/g
s/"/\\"/g
s/.*/	"&\\n"/
