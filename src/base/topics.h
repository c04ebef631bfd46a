/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The topics of a release: its tags, each with the slug that is its address.
 *
 * Spellings with one slug are one topic.  Bounded in number and length,
 * whatever a document holds: no release writes more lists than this.
 */
#ifndef BASE_TOPICS_H
#define BASE_TOPICS_H

#include <stddef.h>

enum {
	TOPICS_MAX = 24,       /* more have no page */
	TOPIC_SLUG_SIZE = 88,  /* SLUG_MAX and its NUL */
	TOPIC_NAME_SIZE = 128, /* a longer tag is a sentence */
};

struct topic {
	char slug[TOPIC_SLUG_SIZE]; /* "oppna-data" */
	char name[TOPIC_NAME_SIZE]; /* "Öppna data", as it was written */
};

struct topics {
	struct topic list[TOPICS_MAX];
	size_t count;
};

/* Add one, if there is room for it, it has a slug of letters, digits and
 * hyphens, and that is none of them yet. */
void topics_add(struct topics *topics, const char *slug, const char *name);

#endif /* BASE_TOPICS_H */
