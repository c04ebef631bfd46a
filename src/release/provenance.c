/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a release holds and why, for the receipt.  See release_values(). */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/values.h"
#include "release/dom.h"
#include "release/element.h"
#include "release/release.h"

enum {
	EACH = 8, /* of contacts, quotations and the like */
	WORDS = 1 << 16,
};

/* Fields of the head that are told as they are, in this order. */
static const char *const fields[] = { "title", "deck", "dateline", "issued",
	"byline", "publisher", "lead", "embargo", "expires" };

static void
add(struct values *ret, const char *field, xmlNode *node, const char *why)
{
	struct buf words;

	buf_init(&words, WORDS);
	dom_all_text(node, &words);
	values_add(ret, field, buf_str(&words), why);
	buf_fini(&words);
}

/* An instant, not the words of it: the reader compares what was understood. */
static void
add_field(struct values *ret, const char *field, xmlNode *head)
{
	const char *until;
	xmlNode *node;

	node = dom_child_g(head, field);
	if (node == NULL)
		return;
	until = dom_attr(node, "until");
	if (until != NULL)
		values_add(ret, field, until, dom_attr(node, "why"));
	else
		add(ret, field, node, dom_attr(node, "why"));
}

/* Names and what they are; or the words that were not understood. */
static void
add_contact(struct values *ret, xmlNode *contact)
{
	static const char *const parts[] = { "name", "role", "org", "tel",
		"email", "web" };
	struct buf words;
	size_t i;
	xmlNode *node;

	buf_init(&words, WORDS);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		for (node = contact->children; node != NULL;
		     node = node->next) {
			if (!dom_is_g(node, parts[i]))
				continue;
			if (words.len > 0)
				buf_puts(&words, ", ");
			dom_text(node, &words);
		}
	}
	node = dom_child_g(contact, "raw");
	if (words.len == 0 && node != NULL)
		dom_text(node, &words);
	values_add(ret, "contact", buf_str(&words), dom_attr(contact, "why"));
	buf_fini(&words);
}

static void
add_contacts(struct values *ret, xmlNode *head)
{
	size_t n = 0;
	xmlNode *node;

	for (node = head->children; node != NULL && n < EACH;
	     node = node->next) {
		if (!dom_is_g(node, "contact"))
			continue;
		add_contact(ret, node);
		n++;
	}
}

/* All tags are one line. */
static void
add_subjects(struct values *ret, xmlNode *head)
{
	const char *why = NULL;
	struct buf words;
	xmlNode *node;

	buf_init(&words, WORDS);
	for (node = head->children; node != NULL; node = node->next) {
		if (!dom_is_g(node, "subject"))
			continue;
		if (words.len > 0)
			buf_puts(&words, ", ");
		else
			why = dom_attr(node, "why");
		dom_text(node, &words);
	}
	values_add(ret, "subject", buf_str(&words), why);
	buf_fini(&words);
}

/* Who is quoted: each speaker with the word that told it. */
static void
add_quotes(struct values *ret, xmlNode *root)
{
	const char *speaker;
	size_t n = 0;
	xmlNode *node;

	for (node = root; node != NULL && n < EACH;
	     node = dom_next(node, root)) {
		speaker = node->type == XML_ELEMENT_NODE ?
		    dom_attr_g(node, "speaker") :
		    NULL;
		if (speaker == NULL)
			continue;
		values_add(ret, "quote", speaker, dom_attr_g(node, "why"));
		n++;
	}
}

void
release_values(xmlDoc *release, struct values *ret)
{
	size_t i;
	xmlChar *lang;
	xmlNode *head, *node, *root;

	values_init(ret);
	root = xmlDocGetRootElement(release);
	head = root != NULL ? dom_child_g(root, "head") : NULL;
	if (head == NULL)
		return;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		add_field(ret, fields[i], head);
	lang = xmlNodeGetLang(root);
	values_add(ret, "lang", (char *)lang, dom_attr(root, "lang-why"));
	xmlFree(lang);
	add_contacts(ret, head);
	add_subjects(ret, head);
	for (node = root->children; node != NULL; node = node->next) {
		if (dom_is_g(node, "boilerplate"))
			add(ret, "boilerplate", node, dom_attr(node, "why"));
	}
	add_quotes(ret, root);
}
