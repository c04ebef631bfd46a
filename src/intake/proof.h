/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Does a file's content prove that all of it is there?
 *
 * Reads 4 KiB of its head and 64 KiB of its tail, through the descriptor, and
 * trusts neither.  What holds for the end may still lie about the middle:
 * clients write in any order.  The worker proves the rest by its checksums.
 */
#ifndef INTAKE_PROOF_H
#define INTAKE_PROOF_H

#include <stdint.h>

enum proof {
	/* A ZIP with a consistent end record, an XML with the end tag of its
	 * root, and no hole in either. */
	PROOF_WHOLE,
	/* No end to look for, or reason to wait for a quiet moment: what can't
	 * be read, a ZIP with bytes after it, an HTML without </html>, a
	 * hole. */
	PROOF_NONE,
	/* It began as a ZIP or an XML, or with zeros, and its end is not
	 * there. */
	PROOF_UNFINISHED,
};

enum proof proof_of(int fd, int64_t size);

#endif /* INTAKE_PROOF_H */
