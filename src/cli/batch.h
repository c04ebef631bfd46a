/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many documents through one warm zygote, as many at once as there are
 * processors.
 */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"

struct read_limits;

struct dispatch;

struct batch_end {
	size_t index;              /* of the document */
	unsigned item;             /* of a file of several, from 1; else 0 */
	unsigned items;            /* … how many it has */
	int status;                /* exit status: 0 64 65 66 70 75 */
	const struct why *why;     /* unless 0 */
	struct dispatch *dispatch; /* NULL if it never came to a worker */
};

struct batch {
	char *const *paths; /* "-" is standard input */
	size_t count;
	uint32_t editions; /* EDITION_BIT() of each, standing alone */
	const char *lang;  /* said by a person, or "" */
	const char *xsl_dir;
	const struct read_limits *own; /* of the settings, or NULL */
	const char *phrases;           /* a file of a site's own, or NULL */
	unsigned item; /* of a file of several this one alone; or … */
	int one;       /* … none may come: EX_USAGE "items-several" */
	/* How a document ended, in the order in which they end. */
	void (*end)(const struct batch_end *end, void *context);
	void *context;
};

/* end() is called once for each document, and of a file of several items once
 * for each of them, unless nothing can be converted
 * at all: then V_FATAL and why. */
enum verdict batch_run(const struct batch *batch, struct why *why);

#endif /* CLI_BATCH_H */
