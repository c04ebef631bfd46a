/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The topics of a finished release.  See release.h for the contract. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/topics.h"
#include "release/dom.h"
#include "release/release.h"
#include "release/slug.h"

void
release_topics(xmlDoc *release, struct topics *ret)
{
	char slug[SLUG_MAX + 1];
	struct buf words;
	xmlNode *head, *node, *root;

	memset(ret, 0, sizeof(*ret));
	root = xmlDocGetRootElement(release);
	head = root != NULL ? dom_child_g(root, "head") : NULL;
	if (head == NULL)
		return;
	buf_init(&words, (size_t)2 * TOPIC_NAME_SIZE);
	for (node = head->children; node != NULL; node = node->next) {
		if (!dom_is_g(node, "subject"))
			continue;
		buf_reset(&words);
		dom_text(node, &words);
		slug_make(buf_str(&words), slug, sizeof(slug));
		topics_add(ret, slug, buf_str(&words));
	}
	buf_fini(&words);
}
