/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MathML as Office Math.  See odt_inner.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

enum {
	PARTS_MAX = 3,
};

/* What has parts in both, and how they are called. */
static const struct {
	const char *name;
	const char *to;
	const char *parts[PARTS_MAX];
} structures[] = {
	{ "mfrac", "f", { "num", "den", NULL } },
	{ "msup", "sSup", { "e", "sup", NULL } },
	{ "msub", "sSub", { "e", "sub", NULL } },
	{ "msubsup", "sSubSup", { "e", "sub", "sup" } },
	{ "munder", "limLow", { "e", "lim", NULL } },
	{ "mover", "limUpp", { "e", "lim", NULL } },
	{ "munderover", "sSubSup", { "e", "sub", "sup" } },
	{ "mroot", "rad", { "e", "deg", NULL } },
};

static const char *const tokens[] = { "mi", "mn", "mo", "mtext", "ms" };

static xmlNode *
add(struct odt *odt, xmlNode *parent, const char *name)
{
	odt->written++;
	return xmlNewChild(parent, odt->m, (const xmlChar *)name, NULL);
}

static void convert(struct odt *odt, xmlNode *into, const xmlNode *node);

static void
convert_children(struct odt *odt, xmlNode *into, const xmlNode *parent)
{
	const xmlNode *node;

	for (node = xmldoc_first(parent); node != NULL;
	     node = xmldoc_next(node))
		convert(odt, into, node);
}

static int
is_token(const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		if (xmldoc_is(node, MATHML_NS, tokens[i]))
			return 1;
	}
	return 0;
}

static void
put_token(struct odt *odt, xmlNode *into, const xmlNode *node)
{
	char *words;
	xmlNode *t;

	words = odt_words(node);
	if (*words != '\0') {
		t = add(odt, add(odt, into, "r"), "t");
		xmlAddChild(t, xmlNewDocText(odt->doc, (const xmlChar *)words));
	}
	free(words);
}

/* Returns 0 where node is no such structure. */
static int
put_structure(struct odt *odt, xmlNode *into, const xmlNode *node)
{
	size_t i, n;
	const xmlNode *part;
	xmlNode *to;

	for (i = 0; i < sizeof(structures) / sizeof(structures[0]); i++) {
		if (!xmldoc_is(node, MATHML_NS, structures[i].name))
			continue;
		to = add(odt, into, structures[i].to);
		part = xmldoc_first(node);
		for (n = 0; n < PARTS_MAX && part != NULL &&
		     structures[i].parts[n] != NULL;
		     n++) {
			convert(odt, add(odt, to, structures[i].parts[n]),
			    part);
			part = xmldoc_next(part);
		}
		return 1;
	}
	return 0;
}

/* The notation that a formula was typed in is no part of it. */
static void
convert(struct odt *odt, xmlNode *into, const xmlNode *node)
{
	if (is_token(node))
		put_token(odt, into, node);
	else if (xmldoc_is(node, MATHML_NS, "annotation") ||
	    xmldoc_is(node, MATHML_NS, "annotation-xml") ||
	    xmldoc_is(node, MATHML_NS, "mphantom"))
		return;
	else if (!put_structure(odt, into, node))
		convert_children(odt, into, node);
}

void
odt_math(struct odt_flow *flow, const xmlNode *math)
{
	xmlNode *to;

	to = xmlNewChild(flow->at, flow->odt->m, (const xmlChar *)"oMath",
	    NULL);
	convert_children(flow->odt, to, math);
	odt_cut(flow);
	flow->blank = 0;
}
