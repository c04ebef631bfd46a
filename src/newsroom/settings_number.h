/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every setting that is a number: one row each, with what is allowed. */
#ifndef NEWSROOM_SETTINGS_NUMBER_H
#define NEWSROOM_SETTINGS_NUMBER_H

#include <stddef.h>
#include <stdint.h>

struct config;

enum number_unit {
	NUMBER_COUNT,
	NUMBER_BYTES,   /* "32 MiB" */
	NUMBER_MS,      /* "30 s", kept in ms */
	NUMBER_SECONDS, /* "15 s", kept in seconds */
};

struct number {
	const char *name;
	int is_limit; /* of the section limits; else at the top */
	enum number_unit unit;
	uint64_t min;
	uint64_t max;
	size_t offset; /* in struct config */
	size_t size;   /* of the member: 4 or 8 bytes */
};

extern const struct number numbers[];

/* The time to think of one folder: parsed and printed like the others, kept
 * in struct config_folder. */
extern const struct number number_after;
extern const struct number number_pair_wait;

extern const size_t number_count;

/* The row of that name, or NULL. */
const struct number *number_named(const char *name);

/* Read text by the row's unit.  0, or -1 for no number of that unit, or one
 * out of its range. */
int number_parse(const struct number *number, const char *text, uint64_t *ret);

/* As number_parse() reads it: "32 MiB", "2 s", "200". */
void number_print(const struct number *number, uint64_t value, char *dst,
    size_t size);

/* "1 KiB to 1 GiB". */
void number_range(const struct number *number, char *dst, size_t size);

uint64_t number_get(const struct number *number, const struct config *config);
void number_put(const struct number *number, struct config *config,
    uint64_t value);

#endif /* NEWSROOM_SETTINGS_NUMBER_H */
