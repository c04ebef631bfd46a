/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The central directory of a ZIP, read before libzip may see it (APPNOTE
 * 4.3).  Private to package.
 *
 * libzip 1.7 accepts entries that overlap, that hide their local name, that
 * climb out of the archive or exist twice; this does not.
 */
#ifndef READ_ZIPDIR_H
#define READ_ZIPDIR_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"

enum {
	ZIPDIR_STORED = 0,
	ZIPDIR_DEFLATED = 8,
};

struct zipdir_entry {
	char *name;      /* as a part's: decoded, no leading slash; "" for a
			  * folder and for what no part is called */
	char *key;       /* the name in lower case (ASCII), to be compared */
	uint64_t index;  /* libzip's number of it */
	uint64_t stored; /* bytes in the archive */
	uint64_t size;   /* bytes it claims to inflate to */
	unsigned method;
};

struct zipdir {
	struct zipdir_entry *list; /* in the order of key */
	size_t count;
	size_t base; /* bytes before the archive, as self-extractors have */
};

/*
 * Read the directory of the ZIP at data.  On V_OK the caller calls
 * zipdir_fini().  V_REJECT "incomplete", "package-corrupt",
 * "package-too-many", "package-names", "package-encrypted-zip".
 */
enum verdict zipdir_read(const void *data, size_t len, int64_t max_entries,
    struct zipdir *ret, struct why *why);

/* The entry of that part name, without case, or NULL. */
const struct zipdir_entry *zipdir_find(const struct zipdir *dir,
    const char *name);
void zipdir_fini(struct zipdir *dir);

/* name with A to Z as a to z; the caller frees. */
char *zipdir_key(const char *name);

/* How keys are sorted: those that are equal by their number. */
int zipdir_order(const char *key, size_t number, const char *other_key,
    size_t other_number);

#endif /* READ_ZIPDIR_H */
