/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents within the document.  See docx_chunk.h for the contract. */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "read/docx_chunk.h"
#include "read/docx_chunk_html.h"
#include "read/docx_chunk_mime.h"
#include "read/docx_media.h"
#include "read/docx_notes.h"
#include "read/docx_numbering.h"
#include "read/docx_styles.h"
#include "read/docx_symbols.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/read.h"
#include "read/xmldoc.h"

/* A paragraph a line. */
static void
add_lines(struct docx_flow *flow, const char *s)
{
	size_t n;
	struct docx_nodes *nodes = &flow->docx->nodes;
	xmlNode *p;

	for (; *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, "\r\n");
		if (n == 0)
			continue;
		p = docx_node(nodes, NULL, "p");
		docx_mark(nodes, p, BLOCK_PARA)->letters = (unsigned)n;
		docx_text(nodes, p, s, n);
		docx_flow_add(flow, p);
	}
}

/* UTF-16 behind its mark, one way round or the other. */
static void
put_utf16(struct buf *ret, const struct buf *bytes)
{
	const unsigned char *s = (const unsigned char *)bytes->data;
	const size_t high = s[0] == 0xfe ? 0 : 1;
	long c, next;
	size_t i;

	for (i = 2; i + 1 < bytes->len; i += 2) {
		c = s[i + high] << 8 | s[i + 1 - high];
		if (c >= 0xd800 && c < 0xdc00 && i + 3 < bytes->len) {
			next = s[i + 2 + high] << 8 | s[i + 3 - high];
			if (next >= 0xdc00 && next < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) +
				    (next - 0xdc00);
				i += 2;
			}
		}
		text_put(ret, c);
	}
}

/* What is no UTF-8 is what Windows wrote. */
static void
put_cp1252(struct buf *ret, const struct buf *bytes)
{
	long c;
	size_t i;

	for (i = 0; i < bytes->len; i++) {
		c = docx_cp1252((unsigned char)bytes->data[i]);
		if (c != 0)
			text_put(ret, c);
	}
}

static void
chunk_text(struct docx_flow *flow, const struct buf *bytes)
{
	const char *s = buf_str(bytes);
	struct buf words;

	buf_init(&words, 3 * bytes->len + 1);
	if (bytes->len >= 2 &&
	    (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0))
		put_utf16(&words, bytes);
	else if (text_is_utf8(s, bytes->len))
		buf_add(&words, s, bytes->len);
	else
		put_cp1252(&words, bytes);
	s = buf_str(&words);
	if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	add_lines(flow, s);
	buf_fini(&words);
}

static void
chunk_mime(struct docx_flow *flow, const struct buf *bytes)
{
	struct buf html;

	buf_init(&html, bytes->len + 1);
	if (docx_mime_html(bytes, &html) == 0)
		docx_chunk_html(flow, &html);
	else
		docx_find(flow->docx, SEVERITY_WARN, "chunk-refused",
		    "message/rfc822");
	buf_fini(&html);
}

static enum verdict
chunk_block(void *arg, xmlNode *block, struct why *why)
{
	(void)why;
	docx_walk(arg, block);
	return V_OK;
}

/* What belongs to one document while it is read. */
struct own {
	struct package *package;
	const struct package_rels *rels;
	struct docx_styles *styles;
	struct docx_numbering *numbering;
	struct docx_media *media;
};

static struct own
own_of(const struct docx *docx)
{
	struct own own = { docx->package, docx->rels, docx->styles,
		docx->numbering, docx->media };

	return own;
}

static void
set_own(struct docx *docx, const struct own *own)
{
	docx->package = own->package;
	docx->rels = own->rels;
	docx->styles = own->styles;
	docx->numbering = own->numbering;
	docx->media = own->media;
}

/* Walk the body of the package that docx has for its own now, and its notes
 * at once: they are counted on from ours. */
static void
walk_inner(struct docx_flow *flow)
{
	const char *main_part;
	const struct docx_style *table = flow->table;
	struct docx *docx = flow->docx;
	struct why why;
	struct xmldoc_blocks blocks = { W_NS, "body", 1, chunk_block, flow };
	struct docx_notes_own notes;

	main_part = package_main(docx->package);
	if (package_rels(docx->package, main_part, &docx->rels, &why) != V_OK)
		return;
	docx->styles = docx_styles_new(
	    docx_part_open(docx, package_rel_by_type(docx->rels, REL_STYLES)));
	docx->numbering = docx_numbering_new(docx_part_open(docx,
						 package_rel_by_type(docx->rels,
						     REL_NUMBERING)),
	    docx->styles);
	docx->media = docx_media_new();
	flow->table = NULL;
	docx_notes_enter(docx, &notes);
	if (docx_part_blocks(docx, main_part, &blocks, &why) != V_OK)
		docx_find(docx, SEVERITY_WARN, "part-broken", main_part);
	docx_flow_end(flow);
	docx_notes_leave(docx, &notes);
	flow->table = table;
	docx_media_free(docx->media);
	docx_numbering_free(docx->numbering);
	docx_styles_free(docx->styles);
}

/* A document in the document, which is taken over. */
static void
chunk_package(struct docx_flow *flow, struct package *inner)
{
	struct docx *docx = flow->docx;
	struct own own;

	own = own_of(docx);
	docx->chunks++;
	docx->package = inner;
	walk_inner(flow);
	docx->chunks--;
	set_own(docx, &own);
	package_close(inner);
}

/* A package in the package; a third inside of it is too much. */
static void
chunk_docx(struct docx_flow *flow, struct buf *bytes)
{
	struct docx *docx = flow->docx;
	struct package *inner;
	struct why why;

	if (docx->chunks > 0 ||
	    package_open(bytes->data, bytes->len, docx->limits, &inner, &why) !=
		V_OK) {
		docx_find(docx, SEVERITY_WARN, "chunk-refused", "docx");
		return;
	}
	chunk_package(flow, inner);
}

/* The same as one XML document (pkg:package): how Word gives a passage to
 * other programs. */
static void
chunk_flat(struct docx_flow *flow, struct buf *bytes)
{
	enum verdict v = V_REJECT;
	struct docx *docx = flow->docx;
	struct package *inner;
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *flat;

	xmldoc_rules_init(&rules, XMLDOC_PART, "a chunk");
	rules.max_depth = docx->limits->max_depth;
	if (docx->chunks == 0)
		v = xmldoc_parse(bytes->data, bytes->len, &rules, &flat, &why);
	if (v == V_OK)
		v = package_open_flat(flat, docx->limits, &inner, &why);
	if (v != V_OK) {
		docx_find(docx, SEVERITY_WARN, "chunk-refused", "xml");
		return;
	}
	chunk_package(flow, inner);
}

static int
has_type(const char *type, const char *wanted)
{
	size_t n = strlen(wanted);

	return strncasecmp(type, wanted, n) == 0 &&
	    (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

void
docx_chunk(struct docx_flow *flow, const xmlNode *alt_chunk)
{
	const char *type;
	const struct package_rel *rel;
	struct buf bytes;
	struct docx *docx = flow->docx;
	struct why why;

	docx_flow_end(flow);
	rel = package_rel_by_id(docx->rels, xmldoc_attr(alt_chunk, R_NS, "id"));
	if (rel == NULL || rel->external || *rel->target == '\0') {
		docx_find(docx, SEVERITY_WARN, "chunk-refused", NULL);
		return;
	}
	if (package_part(docx->package, rel->target, &bytes, &why) != V_OK) {
		docx_find(docx, SEVERITY_WARN, "part-broken", rel->target);
		return;
	}
	type = package_type(docx->package, rel->target);
	if (has_type(type, "text/html") ||
	    has_type(type, "application/xhtml+xml"))
		docx_chunk_html(flow, &bytes);
	else if (has_type(type, "text/plain"))
		chunk_text(flow, &bytes);
	else if (has_type(type, "message/rfc822") ||
	    has_type(type, "multipart/related") ||
	    has_type(type, "application/x-mimearchive"))
		chunk_mime(flow, &bytes);
	else if (strstr(type, "wordprocessingml") != NULL)
		chunk_docx(flow, &bytes);
	else if (has_type(type, "application/xml") ||
	    has_type(type, "text/xml"))
		chunk_flat(flow, &bytes);
	else
		docx_find(docx, SEVERITY_WARN, "chunk-refused", type);
	buf_fini(&bytes);
}
