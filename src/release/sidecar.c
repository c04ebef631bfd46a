/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sidecar: what a person or a system says of a document in a file beside
 * it (doc/sidecar.md, schema/sidecar.rng).
 *
 * What it says goes before anything that the document says or that could be
 * found in it.  What is not understood in it holds: it was meant to be heard.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/read.h"
#include "release/finish.h"

static char *
words_of(xmlNode *node)
{
	char *words;
	xmlChar *content;

	content = xmlNodeGetContent(node);
	words = text_fold_blanks((const char *)content);
	xmlFree(content);
	return words;
}

/* What the importer found of that name goes before the first of the sidecar's.
 */
static void
forget(struct finish *f, const char *name)
{
	xmlNode *node;

	while ((node = dom_child_g(f->head, name)) != NULL)
		dom_drop(node);
}

static void
take_words(struct finish *f, xmlNode *said)
{
	char *words;
	const char *name;
	xmlNode *node;

	name = (const char *)said->name;
	words = words_of(said);
	if (*words != '\0') {
		node = finish_new_g(f, f->head, name);
		finish_set(node, "why", "sidecar");
		xmlNodeAddContent(node, XC(words));
	}
	free(words);
}

static void
take_lead(struct finish *f, xmlNode *said)
{
	char *words;
	xmlNode *lead, *p;

	words = words_of(said);
	if (*words != '\0') {
		lead = finish_new_g(f, f->head, "lead");
		finish_set(lead, "why", "sidecar");
		p = finish_new_h(f, "p");
		xmlNodeAddContent(p, XC(words));
		xmlAddChild(lead, p);
	}
	free(words);
}

/* Scheduling waits as an embargo does. */
static void
take_time(struct finish *f, xmlNode *said)
{
	char *line, *words;

	words = words_of(said);
	line = xasprintf("Embargo %s", words);
	if (*words != '\0')
		finish_embargo_words(f, line, "sidecar");
	free(line);
	free(words);
}

/* A contact's parts are those of a release, and so are their names. */
static void
take_contact(struct finish *f, xmlNode *said)
{
	char *words;
	xmlNode *contact, *part, *to;

	contact = finish_new_g(f, f->head, "contact");
	finish_set(contact, "why", "sidecar");
	for (part = said->children; part != NULL; part = part->next) {
		if (part->type != XML_ELEMENT_NODE)
			continue;
		words = words_of(part);
		to = finish_new_g(f, contact, (const char *)part->name);
		xmlNodeAddContent(to, XC(words));
		free(words);
	}
}

/* What is said of a picture is asked for when the picture is shown, and what
 * of an attachment by the newsroom. */
static void
take_nothing(struct finish *f, xmlNode *said)
{
	(void)f;
	(void)said;
}

static const struct {
	const char *name;
	void (*take)(struct finish *f, xmlNode *said);
	int many; /* may stand there more than once */
} fields[] = {
	{ "title", take_words, 0 },
	{ "deck", take_words, 0 },
	{ "lead", take_lead, 0 },
	{ "dateline", take_words, 0 },
	{ "byline", take_words, 0 },
	{ "issued", take_words, 0 },
	{ "embargo", take_time, 0 },
	{ "publish", take_time, 0 },
	{ "expires", take_words, 0 },
	{ "status", take_words, 0 },
	{ "publisher", take_words, 0 },
	{ "replaces", take_words, 0 },
	{ "translation-of", take_words, 0 },
	{ "change", take_words, 0 },
	{ "correction", take_words, 0 },
	{ "subject", take_words, 1 },
	{ "contact", take_contact, 1 },
	{ "picture", take_nothing, 1 },
	{ "attachment", take_nothing, 1 },
};

enum {
	FIELDS = sizeof(fields) / sizeof(fields[0])
};

static void
take(struct finish *f, xmlNode *said, unsigned char seen[FIELDS])
{
	char *words;
	size_t i;

	for (i = 0; i < FIELDS; i++) {
		if (dom_is_g(said, fields[i].name))
			break;
	}
	if (i == FIELDS || (seen[i] && !fields[i].many)) {
		words = xasprintf("<%s>", (const char *)said->name);
		finish_finding(f, SEVERITY_HOLD, "sidecar-unknown", words);
		free(words);
		return;
	}
	if (!seen[i])
		forget(f, fields[i].name);
	seen[i] = 1;
	fields[i].take(f, said);
}

void
finish_sidecar(struct finish *f)
{
	unsigned char seen[FIELDS] = { 0 };
	xmlNode *node, *root;

	if (f->reading == NULL || f->reading->sidecar == NULL)
		return;
	root = xmlDocGetRootElement(f->reading->sidecar);
	for (node = root->children; node != NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE)
			take(f, node, seen);
	}
}

xmlNode *
finish_sidecar_picture(const struct finish *f, const char *name)
{
	char *a, *b;
	const char *said;
	int same;
	xmlNode *node;

	if (f->reading == NULL || f->reading->sidecar == NULL)
		return NULL;
	a = text_nfc(name);
	node = xmlDocGetRootElement(f->reading->sidecar)->children;
	for (same = 0; node != NULL; node = node->next) {
		said = dom_is_g(node, "picture") ? dom_attr(node, "name") :
						   NULL;
		if (said == NULL)
			continue;
		b = text_nfc(said);
		same = strcmp(a, b) == 0;
		free(b);
		if (same)
			break;
	}
	free(a);
	return node;
}
