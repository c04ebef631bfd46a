/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ZIP archives for tests, honest and otherwise: entries are stored, and each
 * can lie about itself.
 */
#ifndef TESTS_UNIT_ZIPMAKER_H
#define TESTS_UNIT_ZIPMAKER_H

#include <stddef.h>
#include <stdint.h>

struct buf;

struct zipmaker_entry {
	const char *name;
	const char *data;       /* NULL: "" */
	size_t len;             /* of data; 0: up to its NUL */
	const char *local_name; /* NULL: name */
	size_t name_len;        /* 0: up to its NUL */
	unsigned method;
	unsigned flags;
	uint32_t size; /* claimed; 0: the truth */
	int wrong_crc;
	int is_link;
	int over_first; /* claim the place of the first entry */
};

/* Append the archive of count entries to out. */
void zipmaker_put(struct buf *out, const struct zipmaker_entry *entries,
    size_t count);

/* CRC-32 as in ZIP and PNG. */
uint32_t zipmaker_crc(const char *data, size_t len);

#endif /* TESTS_UNIT_ZIPMAKER_H */
