/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door for Word documents.  See docx.h for the contract. */
#include "config.h"

#include <string.h>

#include "read/docx.h"
#include "read/docx_contents.h"
#include "read/docx_links.h"
#include "read/docx_media.h"
#include "read/docx_meta.h"
#include "read/docx_notes.h"
#include "read/docx_numbering.h"
#include "read/docx_shape.h"
#include "read/docx_styles.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

static xmlDoc *
open_helper(struct docx *docx, const char *type)
{
	return docx_part_open(docx, package_rel_by_type(docx->rels, type));
}

static enum verdict
open_docx(struct docx *docx, struct why *why)
{
	enum verdict v;

	docx->part = package_main(docx->package);
	v = package_rels(docx->package, docx->part, &docx->rels, why);
	if (v != V_OK)
		return v;
	docx->styles = docx_styles_new(open_helper(docx, REL_STYLES));
	docx->numbering = docx_numbering_new(open_helper(docx, REL_NUMBERING),
	    docx->styles);
	docx->lang = docx_intern(&docx->nodes, docx_styles_lang(docx->styles));
	docx->notes = docx_notes_new();
	docx->links = docx_links_new();
	docx->media = docx_media_new();
	return V_OK;
}

static void
close_docx(struct docx *docx)
{
	docx_media_free(docx->media);
	docx_links_free(docx->links);
	docx_notes_free(docx->notes);
	docx_numbering_free(docx->numbering);
	docx_styles_free(docx->styles);
	docx_nodes_fini(&docx->nodes);
}

static enum verdict
read_block(void *arg, xmlNode *block, struct why *why)
{
	(void)why;
	docx_walk(arg, block);
	return V_OK;
}

static enum verdict
read_body(struct docx *docx, xmlNode *body, struct why *why)
{
	int seen = 0;
	enum verdict v;
	struct docx_flow flow;
	struct xmldoc_blocks blocks = { W_NS, "body", 1, read_block, &flow };

	docx_flow_init(&flow, docx, NULL, body);
	v = package_blocks(docx->package, docx->part, &blocks, &seen, why);
	docx_flow_fini(&flow);
	if (v == V_OK && !seen)
		v = why_set(why, V_REJECT, "docx-no-body",
		    "the document has no text part that Word would open");
	return v;
}

/* What the container itself says. */
static void
check_package(struct docx *docx)
{
	if (package_has_macros(docx->package))
		docx_find(docx, SEVERITY_WARN, "macros", NULL);
	if (strstr(package_type(docx->package, docx->part), "template") != NULL)
		docx_find(docx, SEVERITY_HOLD, "template", NULL);
}

static enum verdict
read_all(struct docx *docx, struct why *why)
{
	enum verdict v;
	xmlNode *root, *meta, *body, *notes;

	root = xmlDocGetRootElement(docx->nodes.doc);
	meta = docx_node(&docx->nodes, root, "meta");
	body = docx_node(&docx->nodes, root, "body");
	notes = docx_node(&docx->nodes, root, "notes");
	docx_set(root, "format", docx->reading->format);
	docx_set(root, "lang", docx->lang);
	if ((v = read_body(docx, body, why)) != V_OK)
		return v;
	docx_notes_read(docx, notes);
	docx_meta_properties(docx, meta);
	docx_meta_furniture(docx, meta);
	docx_meta_comments(docx, meta);
	docx_meta_hidden(docx, meta);
	check_package(docx);
	docx_shape(docx, root);
	docx_links_finish(docx);
	docx_contents(docx, body);
	return V_OK;
}

enum verdict
docx_read(struct package *package, const struct read_limits *limits,
    struct reading *ret, struct why *why)
{
	enum verdict v;
	struct docx docx;

	memset(&docx, 0, sizeof(docx));
	docx.package = package;
	docx.limits = limits;
	docx.reading = ret;
	docx_nodes_init(&docx.nodes);
	buf_init(&docx.hidden, 2 * DOCX_HIDDEN);
	ret->tree = docx.nodes.doc;
	if ((v = open_docx(&docx, why)) == V_OK)
		v = read_all(&docx, why);
	close_docx(&docx);
	buf_fini(&docx.hidden);
	return v;
}
