/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tags, and what stands between them.  See tags.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "release/finish.h"
#include "release/tags.h"

enum {
	TAG_BYTES = 80,
};

/* The bytes of the tag at s: to a comma, a point, a line, the next "#". */
static size_t
tag_length(const char *s)
{
	size_t n;

	for (n = 0; s[n] != '\0'; n++) {
		if (strchr(",;|\n", s[n]) != NULL ||
		    strncmp(s + n, "•", strlen("•")) == 0 ||
		    strncmp(s + n, "·", strlen("·")) == 0 ||
		    (n > 0 && strncmp(s + n, " #", 2) == 0))
			break;
	}
	return n;
}

/* The bytes of what stands between two tags at s. */
static size_t
tag_mark(const char *s)
{
	if (strncmp(s, "•", strlen("•")) == 0)
		return strlen("•");
	if (strncmp(s, "·", strlen("·")) == 0)
		return strlen("·");
	return *s != '\0';
}

int
tags_are(const char *words)
{
	size_t n;

	for (; *words != '\0'; words += n + tag_mark(words + n)) {
		n = tag_length(words);
		if (n > TAG_BYTES)
			return 0;
	}
	return 1;
}

static void
add_subject(struct finish *f, const char *words, size_t n, const char *why)
{
	char *folded, piece[TAG_BYTES + 1];
	xmlNode *node;

	if (n > TAG_BYTES)
		n = TAG_BYTES;
	while (n > 0 && (words[n] & 0xc0) == 0x80)
		n--;
	memcpy(piece, words, n);
	piece[n] = '\0';
	folded = text_fold_blanks(piece);
	n = strspn(folded, "#");
	if (folded[n] != '\0') {
		node = finish_new_g(f, f->head, "subject");
		finish_set(node, "why", why);
		xmlNodeAddContent(node, XC(folded + n));
	}
	free(folded);
}

void
tags_add(struct finish *f, const char *words, const char *why)
{
	size_t n;

	while (*words != '\0') {
		n = tag_length(words);
		add_subject(f, words, n, why);
		words += n + tag_mark(words + n);
	}
}
