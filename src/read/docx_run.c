/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands inside of a paragraph.  See docx_run.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/docx_checks.h"
#include "read/docx_drawing.h"
#include "read/docx_fields.h"
#include "read/docx_links.h"
#include "read/docx_notes.h"
#include "read/docx_paragraph.h"
#include "read/docx_run.h"
#include "read/docx_styles.h"
#include "read/docx_symbols.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/package.h"
#include "read/xmldoc.h"

/* The run that is being read. */
struct inline_run {
	struct docx_flow *flow;
	xmlNode *node; /* w:r */
	struct docx_run run;
	struct docx_look look;
	int custom_mark; /* what follows is the mark of a note */
};

void
docx_plain_look(const struct docx_flow *flow, struct docx_look *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->size = flow->para.run.size;
	ret->lang = flow->base_lang;
	ret->wrap = flow->wrap;
}

static void
put_text(struct docx_flow *flow, const struct docx_look *look, const char *s,
    size_t len)
{
	docx_paragraph_open(flow);
	docx_field_words(flow, s, len);
	docx_line_text(&flow->line, look, s, len);
}

void
docx_put_words(struct docx_flow *flow, const char *s, size_t len)
{
	struct docx_look look;

	docx_paragraph_open(flow);
	docx_plain_look(flow, &look);
	put_text(flow, &look, s, len);
}

void
docx_put_node(struct docx_flow *flow, const struct docx_look *look,
    xmlNode *node)
{
	docx_paragraph_open(flow);
	docx_line_add(&flow->line, look, SPAN_NODE, node);
}

/*
 * Looks.
 */

/* The language of these words: complex scripts and East Asian ones have
 * their own (17.3.2.20). */
static const char *
run_lang(const struct docx_flow *flow, const struct docx_run *run)
{
	const char *lang = run->lang;

	if ((run->rtl || run->complex) && run->lang_bidi != NULL)
		lang = run->lang_bidi;
	if (lang == NULL || strcmp(lang, "x-none") == 0)
		return flow->docx->lang;
	return docx_intern(&flow->docx->nodes, lang);
}

/* Raised and made smaller by hand is an exponent to the eye. */
static enum docx_vert
run_vert(const struct docx_flow *flow, const struct docx_run *run)
{
	if (run->vert != VERT_BASELINE || run->raised == 0 ||
	    run->size >= flow->para.run.size)
		return run->vert;
	return run->raised > 0 ? VERT_SUPERSCRIPT : VERT_SUBSCRIPT;
}

static void
look_of(struct docx_flow *flow, const struct docx_run *run, enum docx_role role,
    struct docx_look *ret)
{
	const struct docx_run *base = &flow->para.run;
	enum docx_vert vert;

	memset(ret, 0, sizeof(*ret));
	if (run->bold)
		ret->format |= LINE_BOLD;
	if (run->bold && !base->bold)
		ret->format |= LINE_STRONG;
	if (run->italic && !base->italic)
		ret->format |= LINE_EM;
	if (run->underline)
		ret->format |= LINE_UNDERLINED;
	if (run->underline && !base->underline && role != ROLE_HYPERLINK &&
	    !docx_wrap_is_link(flow->wrap))
		ret->format |= LINE_U;
	if (run->strike)
		ret->format |= LINE_S;
	if (run->caps)
		ret->format |= LINE_CAPS;
	if (role == ROLE_CODE_CHAR)
		ret->format |= LINE_CODE;
	vert = run_vert(flow, run);
	if (vert == VERT_SUPERSCRIPT)
		ret->format |= LINE_SUP;
	if (vert == VERT_SUBSCRIPT)
		ret->format |= LINE_SUB;
	ret->size = run->size;
	ret->lang = run_lang(flow, run);
	if (run->rtl && !flow->para.bidi &&
	    (flow->wrap == NULL || flow->wrap->kind == WRAP_LINK))
		ret->dir = "rtl";
	ret->wrap = flow->wrap;
}

/*
 * Words.
 */

/* Does s begin or end with a blank that xml:space does not protect? */
static void
trim_unless_preserved(const xmlNode *t, const char **s, size_t *len)
{
	if (*len == 0 ||
	    (strchr(" \t\r\n", **s) == NULL &&
		strchr(" \t\r\n", (*s)[*len - 1]) == NULL) ||
	    xmlNodeGetSpacePreserve(t) == 1)
		return;
	while (*len > 0 && strchr(" \t\r\n", **s) != NULL) {
		(*s)++;
		(*len)--;
	}
	while (*len > 0 && strchr(" \t\r\n", (*s)[*len - 1]) != NULL)
		(*len)--;
}

static const char *
symbol_font(const struct docx_run *run, long c)
{
	const char *font;

	font = c < 0x80 || run->font_hansi == NULL ? run->font :
						     run->font_hansi;
	return docx_symbols_is_font(font) ? font : NULL;
}

/* A sign of a symbol font, or of none known: Word's own bullets in the
 * private use area are bullets in any font. */
static void
put_symbol(struct inline_run *in, const char *font, long c)
{
	char code[32];
	long sign;
	struct buf buf;

	sign = docx_symbol(font, c);
	if (sign == 0 && c == 0xf0b7)
		sign = 0x2022;
	if (sign == 0) {
		snprintf(code, sizeof(code), "U+%04lX", (unsigned long)c);
		docx_find(in->flow->docx, SEVERITY_WARN, "symbol-unknown",
		    code);
		return;
	}
	buf_init(&buf, 8);
	text_put(&buf, sign);
	put_text(in->flow, &in->look, buf_str(&buf), buf.len);
	buf_fini(&buf);
}

static int
is_private(long c)
{
	return c >= 0xe000 && c <= 0xf8ff;
}

/* Text in which single characters must be looked at. */
static void
put_signs(struct inline_run *in, const char *s, size_t len)
{
	const char *end = s + len, *next, *font, *plain = s;
	long c;

	for (; s < end; s = next) {
		c = text_next(s, &next);
		font = symbol_font(&in->run, c);
		if ((font == NULL && !is_private(c)) || c == ' ')
			continue;
		put_text(in->flow, &in->look, plain, (size_t)(s - plain));
		put_symbol(in, font, c);
		plain = next;
	}
	put_text(in->flow, &in->look, plain, (size_t)(end - plain));
}

/* The private use area of UTF-8 begins with 0xee; fonts of symbols change
 * what letters mean.  Neither is usual. */
static int
has_signs(const struct docx_run *run, const char *s)
{
	return strchr(s, '\xee') != NULL || strchr(s, '\xef') != NULL ||
	    docx_symbols_is_font(run->font) ||
	    docx_symbols_is_font(run->font_hansi);
}

/* Is a character of East Asian scripts in s?  In UTF-8 they begin with 0xe2
 * (from U+2E80 on) or more. */
static int
has_cjk(const char *s, size_t len)
{
	long c;
	const char *end = s + len;

	while (s < end) {
		if ((unsigned char)*s < 0xe2) {
			s++;
			continue;
		}
		c = text_next(s, &s);
		if ((c >= 0x2e80 && c <= 0xa4cf) ||
		    (c >= 0xac00 && c <= 0xd7af) ||
		    (c >= 0xf900 && c <= 0xfaff) ||
		    (c >= 0x20000 && c <= 0x2ffff))
			return 1;
	}
	return 0;
}

static void
put_t(struct inline_run *in, xmlNode *t)
{
	const char *s;
	size_t len;
	xmlNode *text;

	if (in->custom_mark)
		return; /* docx_note_ref() took it */
	for (text = t->children; text != NULL; text = text->next) {
		if (text->type != XML_TEXT_NODE || text->content == NULL) {
			docx_walk(in->flow, text);
			continue;
		}
		s = (const char *)text->content;
		len = strlen(s);
		trim_unless_preserved(t, &s, &len);
		if (in->run.lang_east_asia != NULL && has_cjk(s, len))
			in->look.lang = docx_intern(&in->flow->docx->nodes,
			    in->run.lang_east_asia);
		if (has_signs(&in->run, s))
			put_signs(in, s, len);
		else
			put_text(in->flow, &in->look, s, len);
	}
}

/* w:sym w:font w:char (17.3.3.30). */
static void
put_sym(struct inline_run *in, const xmlNode *sym)
{
	const char *font, *code;

	if (in->custom_mark)
		return; /* docx_note_ref() took it */
	font = ooxml_attr(sym, "font");
	code = ooxml_attr(sym, "char");
	if (code != NULL)
		put_symbol(in, font, strtol(code, NULL, 16));
}

/* w:br (17.3.3.1): a line, or a page or column. */
static void
put_break(struct inline_run *in, const xmlNode *br)
{
	const char *type;
	enum span_kind kind = SPAN_BREAK;

	type = ooxml_attr(br, "type");
	if (type != NULL &&
	    (strcmp(type, "page") == 0 || strcmp(type, "column") == 0))
		kind = SPAN_PAGE;
	docx_paragraph_open(in->flow);
	docx_line_add(&in->flow->line, &in->look, kind, NULL);
}

static void
put_instr(struct inline_run *in, const xmlNode *instr)
{
	const xmlNode *text;

	for (text = instr->children; text != NULL; text = text->next) {
		if (text->type == XML_TEXT_NODE)
			docx_field_code(in->flow, (const char *)text->content,
			    strlen((const char *)text->content));
	}
}

/* w:ruby (17.3.3.25): base and guide, each with runs of its own. */
static void
put_ruby(struct inline_run *in, xmlNode *ruby)
{
	size_t i;
	struct docx_flow *flow = in->flow;
	struct docx_line whole;
	struct docx_line_part part = { 0 };
	struct docx_line_sum sum;
	xmlNode *node, *from;
	static const char *const parts[][2] = { { "rubyBase", "base" },
		{ "rt", "rt" } };

	node = docx_node(&flow->docx->nodes, NULL, "ruby");
	whole = flow->line;
	for (i = 0; i < 2; i++) {
		from = xmldoc_child(ruby, W_NS, parts[i][0]);
		if (from == NULL)
			continue;
		docx_line_init(&flow->line);
		docx_walk_children(flow, from);
		docx_line_settle(&flow->line, 0, in->look.lang, &sum);
		part.end = flow->line.count;
		part.ignore = ~0u;
		part.lang = in->look.lang;
		docx_line_emit(&flow->line, &flow->docx->nodes,
		    docx_node(&flow->docx->nodes, node, parts[i][1]), &part);
		docx_line_fini(&flow->line);
	}
	flow->line = whole;
	docx_put_node(flow, &in->look, node);
}

/*
 * One table of what a run holds.
 */

enum inline_tag {
	TAG_T,
	TAG_TAB,
	TAG_BR,
	TAG_CR,
	TAG_SYM,
	TAG_NO_BREAK_HYPHEN,
	TAG_SOFT_HYPHEN,
	TAG_RUBY,
	TAG_NOTE,
	TAG_DRAWING,
};

static const struct {
	const char *name;
	enum inline_tag tag;
} tags[] = {
	{ "t", TAG_T },
	{ "tab", TAG_TAB },
	{ "br", TAG_BR },
	{ "drawing", TAG_DRAWING },
	{ "footnoteReference", TAG_NOTE },
	{ "endnoteReference", TAG_NOTE },
	{ "noBreakHyphen", TAG_NO_BREAK_HYPHEN },
	{ "softHyphen", TAG_SOFT_HYPHEN },
	{ "sym", TAG_SYM },
	{ "cr", TAG_CR },
	{ "pict", TAG_DRAWING },
	{ "object", TAG_DRAWING },
	{ "ptab", TAG_TAB },
	{ "ruby", TAG_RUBY },
};

static int
tag_of(const xmlNode *node)
{
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		if (xmldoc_is(node, W_NS, tags[i].name))
			return (int)tags[i].tag;
	}
	return -1;
}

static void
put_tagged(struct inline_run *in, xmlNode *node, int tag)
{
	switch (tag) {
	case TAG_T:
		put_t(in, node);
		break;
	case TAG_TAB:
		put_text(in->flow, &in->look, "\t", 1);
		break;
	case TAG_BR:
		put_break(in, node);
		break;
	case TAG_CR:
		docx_paragraph_open(in->flow);
		docx_line_add(&in->flow->line, &in->look, SPAN_BREAK, NULL);
		break;
	case TAG_SYM:
		put_sym(in, node);
		break;
	case TAG_NO_BREAK_HYPHEN:
		put_text(in->flow, &in->look, "\xe2\x80\x91", 3);
		break;
	case TAG_SOFT_HYPHEN:
		put_text(in->flow, &in->look, "\xc2\xad", 2);
		break;
	case TAG_RUBY:
		put_ruby(in, node);
		break;
	case TAG_NOTE:
		docx_note_ref(in->flow, &in->look, node);
		in->custom_mark = ooxml_attr(node, "customMarkFollows") != NULL;
		break;
	case TAG_DRAWING:
		docx_drawing(in->flow, &in->look, node);
		break;
	default:
		docx_walk(in->flow, node);
		break;
	}
}

/* A mark of a draft or an embargo in hidden words is one all the same. */
static void
note_hidden(struct inline_run *in, const xmlNode *node)
{
	struct docx *docx = in->flow->docx;
	size_t n;
	xmlChar *words;

	if (!xmldoc_is(node, W_NS, "t") || docx->quiet ||
	    docx->hidden.len > DOCX_HIDDEN)
		return;
	if (docx->hidden_in != in->node->parent)
		buf_putc(&docx->hidden, '\n');
	docx->hidden_in = in->node->parent;
	words = xmlNodeGetContent(node);
	n = words != NULL ? strnlen((char *)words, DOCX_HIDDEN / 2) : 0;
	while (n > 0 && (words[n] & 0xc0) == 0x80)
		n--;
	buf_add(&docx->hidden, (char *)words, n);
	xmlFree(words);
}

static void put_children(struct inline_run *in, xmlNode *parent);

static void
put_child(struct inline_run *in, xmlNode *node)
{
	xmlNode *chosen;

	if (xmldoc_is(node, W_NS, "fldChar")) {
		in->flow->hidden = in->run.vanish & 1;
		docx_field_char(in->flow, &in->look, node);
		in->look.wrap = in->flow->wrap;
	} else if (xmldoc_is(node, W_NS, "instrText")) {
		put_instr(in, node);
	} else if (in->run.vanish) {
		note_hidden(in,
		    node); /* fields go on in hidden runs: see above */
	} else if (xmldoc_is(node, MC_NS, "AlternateContent")) {
		if ((chosen = docx_alternate(node)) != NULL)
			put_children(in, chosen);
	} else {
		put_tagged(in, node, tag_of(node));
	}
}

static void
put_children(struct inline_run *in, xmlNode *parent)
{
	xmlNode *node, *next;

	for (node = xmldoc_first(parent); node != NULL; node = next) {
		next = xmldoc_next(node);
		put_child(in, node);
	}
}

void
docx_run(struct docx_flow *flow, xmlNode *r)
{
	const xmlNode *rpr;
	enum docx_role role;
	struct inline_run in;

	memset(&in, 0, sizeof(in));
	docx_paragraph_open(flow);
	in.flow = flow;
	in.node = r;
	rpr = xmldoc_child(r, W_NS, "rPr");
	docx_run_resolve(flow->docx->styles, &flow->para, rpr, &in.run);
	role = docx_run_role(flow->docx->styles, rpr);
	look_of(flow, &in.run, role, &in.look);
	if (xmldoc_child(rpr, W_NS, "rPrChange") != NULL)
		docx_revision(flow->docx, r);
	if (!in.run.vanish)
		docx_check_run(flow, &in.run, r);
	if (flow->unmarked > 0 && !in.run.vanish &&
	    docx_note_mark(flow, r,
		run_vert(flow, &in.run) == VERT_SUPERSCRIPT))
		return;
	put_children(&in, r);
}

/*
 * Around runs.
 */

/* r:id and w:anchor together are an address with a fragment. */
void
docx_hyperlink(struct docx_flow *flow, xmlNode *link)
{
	const char *anchor;
	const struct docx_wrap *before = flow->wrap;
	const struct package_rel *rel;
	struct buf target;

	rel = package_rel_by_id(flow->docx->rels,
	    xmldoc_attr(link, R_NS, "id"));
	anchor = ooxml_attr(link, "anchor");
	buf_init(&target, 64 << 10);
	if (rel != NULL && rel->external)
		buf_puts(&target, rel->target);
	if (anchor != NULL && *anchor != '\0')
		buf_printf(&target, "#%s", anchor);
	flow->wrap = docx_links_wrap(flow, buf_str(&target));
	buf_fini(&target);
	docx_walk_children(flow, link);
	flow->wrap = before;
}

void
docx_bidi(struct docx_flow *flow, xmlNode *wrapper)
{
	const char *dir;
	const struct docx_wrap *before = flow->wrap;

	dir = ooxml_attr(wrapper, "val");
	flow->wrap = docx_links_bidi(flow,
	    xmldoc_is(wrapper, W_NS, "bdo") ? WRAP_BDO : WRAP_BDI,
	    dir != NULL && strcmp(dir, "rtl") == 0 ? "rtl" : "ltr");
	docx_walk_children(flow, wrapper);
	flow->wrap = before;
}
