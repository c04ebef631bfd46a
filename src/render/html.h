/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The last step of every page: a result tree becomes bytes, as HTML or as
 * XHTML.
 *
 * Owned here because libxml2's serialisers differ from version to version,
 * add a meta http-equiv and write <p/>.  It is also the last guard: an
 * element or attribute that is in no table does not come out, whatever
 * stylesheet let it in.  Of an unknown element the content comes out; of
 * script, style and other active or hidden content nothing does.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include <libxml/tree.h>

struct buf;
struct pictures;

/* A place that a stylesheet leaves to the renderer: <slot name="…"/> of this
 * namespace is replaced by what the options have under that name. */
#define RENDER_NS "urn:gazette:render:1"

enum html_syntax {
	HTML_SYNTAX,  /* WHATWG HTML, "The HTML syntax" */
	XHTML_SYNTAX, /* XML, for EPUB content documents */
};

struct html_options {
	enum html_syntax syntax;
	/*
	 * Where img/@src leads: with embed, a data: URI of the picture of
	 * that name, else picture_base and the name.  A name that is not
	 * among pictures becomes its alternative text; with NULL every src
	 * stays as it is.
	 */
	const struct pictures *pictures;
	const char *picture_base;
	int embed;
	const xmlNode *article; /* slot "article" */
	const char *style;      /* slot "style": CSS of the house */
	const char *json_ld;    /* slot "json-ld": JSON without a "<" */
	const char *script; /* slot "script": the address of ours; a page that
			     * has one may hold a form */
};

/* Append the tree at node, without a DOCTYPE. */
void html_put(struct buf *out, const xmlNode *node,
    const struct html_options *options);

/* Append a whole page: DOCTYPE or XML declaration, then the tree. */
void html_put_page(struct buf *out, const xmlNode *root,
    const struct html_options *options);

#endif /* RENDER_HTML_H */
