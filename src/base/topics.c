/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tags with their addresses.  See topics.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/topics.h"

/* A slug becomes a folder, and a worker said it. */
static int
is_slug(const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	return s[0] != '\0' && s[0] != '-' && s[strspn(s, plain)] == '\0';
}

void
topics_add(struct topics *topics, const char *slug, const char *name)
{
	size_t i;
	struct topic *topic;

	if (topics->count == TOPICS_MAX || !is_slug(slug) || name[0] == '\0' ||
	    strlen(slug) >= TOPIC_SLUG_SIZE || strlen(name) >= TOPIC_NAME_SIZE)
		return;
	for (i = 0; i < topics->count; i++) {
		if (strcmp(topics->list[i].slug, slug) == 0)
			return;
	}
	topic = &topics->list[topics->count++];
	snprintf(topic->slug, sizeof(topic->slug), "%s", slug);
	snprintf(topic->name, sizeof(topic->name), "%s", name);
}
