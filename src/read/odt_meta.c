/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said about the document, and what stands on each of its pages (ODF
 * 1.3-3, 4.3, 16.9).  See odt_inner.h.  Of people nothing is taken.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

enum {
	MASTERS_MAX = 32,
};

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

static void
put_property(xmlNode *core, xmlNs *ns, const char *name, const char *words)
{
	if (*words != '\0')
		xmlNewTextChild(core, ns, x(name), x(words));
}

/* meta:keyword stands for one each (4.3.2.6). */
static void
put_keywords(xmlNode *core, xmlNs *cp, const xmlNode *meta)
{
	char *words;
	struct buf all;
	const xmlNode *node;

	buf_init(&all, 64 << 10);
	for (node = xmldoc_first(meta); node != NULL;
	     node = xmldoc_next(node)) {
		if (!xmldoc_is(node, ODF_META_NS, "keyword"))
			continue;
		words = odt_words(node);
		buf_printf(&all, "%s%s", all.len > 0 ? ", " : "", words);
		free(words);
	}
	put_property(core, cp, "keywords", buf_str(&all));
	buf_fini(&all);
}

void
odt_meta(struct odt *odt, const xmlNode *meta, xmlNode *rels)
{
	char *words;
	size_t i;
	const xmlNode *from;
	xmlNode *core;
	xmlNs *cp, *dc, *dct;
	static const char *const names[] = { "title", "subject", "description",
		"language" };

	if (meta == NULL)
		return;
	cp = xmlNewNs(odt->root, x(CP_NS), x("cp"));
	dc = xmlNewNs(odt->root, x(DC_NS), x("dc"));
	dct = xmlNewNs(odt->root, x(DCT_NS), x("dcterms"));
	core = xmlNewChild(odt_part(odt, "/docProps/core.xml",
			       "application/xml", "xmlData"),
	    cp, x("coreProperties"), NULL);
	odt_rel(odt, rels, REL_CORE, "docProps/core.xml", 0);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		from = xmldoc_child(meta, DC_NS, names[i]);
		if (from == NULL)
			continue;
		words = odt_words(from);
		put_property(core, dc, names[i], words);
		free(words);
	}
	put_keywords(core, cp, meta);
	from = xmldoc_child(meta, ODF_META_NS, "creation-date");
	if (from != NULL) {
		words = odt_words(from);
		put_property(core, dct, "created", words);
		free(words);
	}
}

/*
 * Headers and footers.
 */

static void
put_furniture(struct odt *odt, xmlNode *node)
{
	char file[32], name[64];
	int footer;
	const char *display;
	struct odt_flow flow;
	xmlNode *root;

	footer = strncmp((const char *)node->name, "footer", 6) == 0;
	if (!footer && strncmp((const char *)node->name, "header", 6) != 0)
		return;
	display = xmldoc_attr(node, STYLE_NS, "display");
	if (display != NULL && strcmp(display, "false") == 0)
		return;
	snprintf(file, sizeof(file), "furniture%u.xml", ++odt->count);
	root = odt_helper(odt, footer ? "ftr" : "hdr", file,
	    footer ? REL_FOOTER : REL_HEADER);
	snprintf(name, sizeof(name), "/word/_rels/%s.rels", file);
	odt->rels = odt_rels_part(odt, name);
	odt_flow_init(&flow, odt, root);
	odt_blocks(&flow, node);
	odt_flow_fini(&flow);
	odt->rels = odt->main_rels;
}

void
odt_furniture(struct odt *odt)
{
	int i = 0;
	xmlNode *node, *page;

	odt->furniture = 1;
	odt->scope = &odt->automatic[1];
	page = xmldoc_first(
	    xmldoc_child(odt->styles, OFFICE_NS, "master-styles"));
	for (; page != NULL && i < MASTERS_MAX; page = xmldoc_next(page), i++) {
		for (node = xmldoc_first(page); node != NULL;
		     node = xmldoc_next(node))
			if (node->ns != NULL &&
			    xmlStrEqual(node->ns->href, x(STYLE_NS)))
				put_furniture(odt, node);
	}
	odt->scope = &odt->automatic[0];
	odt->furniture = 0;
}
