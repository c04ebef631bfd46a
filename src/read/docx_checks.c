/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What staff are told about looks.  See docx_checks.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "read/docx_checks.h"
#include "read/docx_styles.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

/* Does this element have a shade of its own: a colour, or a pattern (w:shd,
 * 17.3.5)? */
static int
is_shaded(const xmlNode *properties)
{
	const char *fill, *pattern;
	const xmlNode *shade;

	shade = xmldoc_child(properties, W_NS, "shd");
	fill = ooxml_attr(shade, "fill");
	pattern = ooxml_attr(shade, "val");
	if (pattern != NULL && strcmp(pattern, "clear") != 0 &&
	    strcmp(pattern, "nil") != 0)
		return 1;
	return fill != NULL && strcasecmp(fill, "auto") != 0 &&
	    strcasecmp(fill, "FFFFFF") != 0;
}

/* The paragraph around a run, by itself or by its style. */
static int
is_on_shade(const struct docx_flow *flow, const xmlNode *r)
{
	const struct docx_style *style;

	while (r != NULL && !xmldoc_is(r, W_NS, "p"))
		r = r->parent;
	if (is_shaded(xmldoc_child(r, W_NS, "pPr")))
		return 1;
	for (style = flow->para.style; style != NULL;
	     style = docx_style_base(style)) {
		if (is_shaded(
			xmldoc_child(docx_style_node(style), W_NS, "pPr")))
			return 1;
	}
	return 0;
}

/* White letters in the text itself: cells and boxes have colours of theirs,
 * on which white is what people read. */
static int
is_white(const struct docx_flow *flow, const struct docx_run *run,
    const xmlNode *r)
{
	return run->color != NULL && strcasecmp(run->color, "FFFFFF") == 0 &&
	    run->shade == NULL && run->highlight == NULL && flow->up == NULL &&
	    !is_shaded(xmldoc_child(r, W_NS, "rPr")) && !is_on_shade(flow, r);
}

/* Bright and coloured, as a marker is: LibreOffice writes what it highlights as
 * shading.  Greys and dark grounds are somebody's design. */
static int
is_marker(const char *shade)
{
	char *end;
	unsigned i, least = 255, most = 0, part;
	unsigned long colour;

	colour = strtoul(shade, &end, 16);
	if (strlen(shade) != 6 || *end != '\0')
		return 0;
	for (i = 0; i < 3; i++) {
		part = (colour >> (8 * i)) & 0xff;
		least = part < least ? part : least;
		most = part > most ? part : most;
	}
	return most >= 0xc0 && most - least >= 0x60;
}

/* Marked by hand: not as all of its paragraph's style is. */
static int
is_marked(const struct docx_flow *flow, const struct docx_run *run)
{
	if (run->highlight != NULL)
		return strcmp(run->highlight, "white") != 0;
	return run->shade != NULL && run->shade != flow->para.run.shade &&
	    (run->color == NULL || strcasecmp(run->color, "FFFFFF") != 0) &&
	    is_marker(run->shade);
}

static int
has_small(const char *words)
{
	return strpbrk(words, "abcdefghijklmnopqrstuvwxyz") != NULL;
}

void
docx_check_run(struct docx_flow *flow, const struct docx_run *run,
    const xmlNode *r)
{
	int caps, marked, white;
	struct buf words;

	if (flow->docx->quiet)
		return;
	marked = is_marked(flow, run);
	caps = (run->caps && !flow->para.run.caps) ||
	    (run->small_caps && !flow->para.run.small_caps);
	white = is_white(flow, run, r);
	if (!marked && !caps && !white)
		return;
	docx_words(r, &words);
	if (marked && words.len > 0)
		docx_find(flow->docx, SEVERITY_HOLD, "highlight",
		    buf_str(&words));
	if (caps && has_small(buf_str(&words)))
		docx_find(flow->docx, SEVERITY_WARN, "caps", buf_str(&words));
	if (white && strspn(buf_str(&words), " \t\r\n") < words.len)
		docx_find(flow->docx, SEVERITY_WARN, "text-white",
		    buf_str(&words));
	buf_fini(&words);
}
