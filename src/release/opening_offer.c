/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A title for lists and feeds where no words of the document are one: its
 * first sentence, its properties, the name of the file.  A person is asked.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/text.h"
#include "release/finish.h"

enum {
	TITLE_BYTES = 220, /* a paragraph taken for a title */
};

/* The end of the first sentence in s, or 0. */
static size_t
sentence_end(const char *s)
{
	const char *next, *p;
	long c;

	for (p = s; *p != '\0'; p++) {
		if ((*p != '.' && *p != '!' && *p != '?') || p[1] != ' ')
			continue;
		c = text_next(p + 2, &next);
		/* "kl. 9", "3. maj", "St. Olof" are no ends */
		if (u_isupper((UChar32)c) && p - s > 12)
			return (size_t)(p - s) + 1;
	}
	return 0;
}

static void
offer(struct finish *f, const char *words, const char *why)
{
	char title[256];
	xmlNode *node;

	text_excerpt(title, sizeof(title), words);
	if (title[0] == '\0')
		return;
	node = finish_new_g(f, f->head, "title");
	finish_set(node, "why", why);
	finish_set(node, "visible", "no");
	xmlNodeAddContent(node, XC(title));
}

/* Names that a program gave, not a person. */
static int
is_meaningless(const char *title)
{
	static const char *const names[] = { "microsoft word", "word-dokument",
		"word-asiakirja", "document", "dokument", "untitled",
		"asiakirja", "nytt microsoft", "uusi microsoft",
		"new microsoft", "namnlös", "nimetön", "powerpoint" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strncasecmp(title, names[i], strlen(names[i])) == 0)
			return 1;
	}
	return title[strspn(title, " ")] == '\0';
}

static char *
property(const struct finish *f, const char *name)
{
	const char *own;
	xmlChar *content;
	xmlNode *node, *source;
	char *tidy = NULL;

	source = dom_child_g(f->head, "source");
	node = source != NULL ? source->children : NULL;
	for (; node != NULL && tidy == NULL; node = node->next) {
		if (!dom_is_g(node, "property"))
			continue;
		own = dom_attr(node, "name");
		if (own == NULL || strcmp(own, name) != 0)
			continue;
		content = xmlNodeGetContent(node);
		tidy = text_fold_blanks((char *)content);
		xmlFree(content);
	}
	return tidy;
}

/* No words of the document are its title: offer some to lists and feeds, and
 * ask. */
void
finish_offer_title(struct finish *f)
{
	char *own, stem[256];
	size_t end;
	xmlNode *block;

	if (dom_child_g(f->head, "title") != NULL)
		return;
	block = finish_first_words(f);
	buf_reset(&f->text);
	if (block != NULL)
		(void)finish_text(f, block);
	end = f->text.len <= TITLE_BYTES ? sentence_end(buf_str(&f->text)) : 0;
	if (block != NULL && element_of(block)->id == EL_P && end > 0) {
		finish_finding(f, SEVERITY_HOLD, "title-unsure",
		    buf_str(&f->text));
		f->text.data[end] = '\0';
		offer(f, buf_str(&f->text), "position");
		return;
	}
	finish_finding(f, SEVERITY_HOLD, "no-title", buf_str(&f->text));
	own = property(f, "title");
	finish_stem(f, stem, sizeof(stem));
	if (own != NULL && !is_meaningless(own))
		offer(f, own, "property");
	else if (!is_meaningless(stem))
		offer(f, stem, "name");
	else
		offer(f, buf_str(&f->text), "position");
	free(own);
}
