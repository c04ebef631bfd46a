/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of a DOCX.  See docx_numbering.h. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_numbering.h"
#include "read/docx_numfmt.h"
#include "read/docx_styles.h"
#include "read/docx_symbols.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

enum {
	LEVELS = 9,
	ABSTRACTS_MAX = 5000,
	NUMS_MAX = 20000,
	LINKS_MAX = 8, /* w:numStyleLink after w:numStyleLink */
	VALUE_MAX = 100000000,
	UNSAID = INT_MIN,
	NEVER = 0, /* w:lvlRestart 0 */
};

/* A w:lvl. */
struct level {
	int present;
	int start;
	int restart; /* w:lvlRestart, UNSAID: after any higher level */
	int legal;
	enum docx_suffix suffix;
	const char *fmt;
	const char *text;  /* w:lvlText */
	const char *style; /* w:pStyle */
	const char *font;
	int picture; /* w:lvlPicBulletId */
	int left;
	int first_line;
};

/* A w:abstractNum and its counters. */
struct abstract {
	int id;
	size_t order;
	struct level levels[LEVELS];
	const char *style_link;
	const char *num_style_link;
	const struct abstract *source; /* whose levels count: mostly itself */
	int value[LEVELS];
	int started[LEVELS];
};

/* A w:num. */
struct num {
	int id;
	size_t order;
	struct abstract *abstract;
	struct level *overrides; /* LEVELS of them, or NULL */
	int start[LEVELS];       /* w:startOverride, or UNSAID */
	int pending[LEVELS];     /* it has not taken effect yet */
};

struct docx_numbering {
	xmlDoc *doc;
	struct abstract *abstracts; /* in the order of ids */
	size_t n_abstracts;
	struct num *nums;
	size_t n_nums;
};

/* w:numFmt, as Word 2010 and later write one that others can't read: only
 * "001, 002, …" exists, told by its first number. */
static const char *
read_format(const xmlNode *node)
{
	const char *format, *val;
	const xmlNode *choice;

	val = ooxml_val(node, "numFmt");
	if (val == NULL) {
		node = xmldoc_child(node, MC_NS, "AlternateContent");
		choice = xmldoc_child(node, MC_NS, "Choice");
		node = xmldoc_child(choice, W_NS, "numFmt");
		val = ooxml_attr(node, "val");
	} else {
		node = xmldoc_child(node, W_NS, "numFmt");
	}
	if (val == NULL)
		return "decimal"; /* the default of 17.9.17 */
	format = ooxml_attr(node, "format");
	if (strcmp(val, "custom") != 0 || format == NULL)
		return val;
	if (strncmp(format, "00001", 5) == 0)
		return "00000";
	if (strncmp(format, "0001", 4) == 0)
		return "0000";
	if (strncmp(format, "001", 3) == 0)
		return "000";
	return strncmp(format, "01", 2) == 0 ? "decimalZero" : "decimal";
}

static enum docx_suffix
read_suffix(const char *val)
{
	if (val != NULL && strcmp(val, "nothing") == 0)
		return SUFFIX_NOTHING;
	if (val != NULL && strcmp(val, "space") == 0)
		return SUFFIX_SPACE;
	return SUFFIX_TAB;
}

static void
read_indents(struct level *level, const xmlNode *ppr)
{
	const char *value;
	const xmlNode *ind;

	ind = xmldoc_child(ppr, W_NS, "ind");
	value = ooxml_attr(ind, "start");
	if (value == NULL)
		value = ooxml_attr(ind, "left");
	level->left = ooxml_twips(value, UNSAID);
	level->first_line = ooxml_twips(ooxml_attr(ind, "firstLine"), UNSAID);
	value = ooxml_attr(ind, "hanging");
	if (value != NULL)
		level->first_line = -ooxml_twips(value, 0);
}

static int
clamp_value(int n)
{
	if (n > VALUE_MAX)
		return VALUE_MAX;
	return n < 0 ? 0 : n;
}

static void
read_level(struct level *level, const xmlNode *node)
{
	const xmlNode *fonts;

	level->present = 1;
	level->start = clamp_value(ooxml_int(ooxml_val(node, "start"), 0));
	level->restart = ooxml_int(ooxml_val(node, "lvlRestart"), UNSAID);
	level->legal = ooxml_has(node, "isLgl");
	level->suffix = read_suffix(ooxml_val(node, "suff"));
	level->fmt = read_format(node);
	level->text = ooxml_val(node, "lvlText");
	if (level->text == NULL)
		level->text = "";
	level->style = ooxml_val(node, "pStyle");
	level->picture = xmldoc_child(node, W_NS, "lvlPicBulletId") != NULL;
	fonts = xmldoc_child(xmldoc_child(node, W_NS, "rPr"), W_NS, "rFonts");
	level->font = ooxml_attr(fonts, "ascii");
	if (level->font == NULL)
		level->font = ooxml_attr(fonts, "hAnsi");
	read_indents(level, xmldoc_child(node, W_NS, "pPr"));
}

static int
read_ilvl(const xmlNode *node)
{
	int ilvl;

	ilvl = ooxml_int(ooxml_attr(node, "ilvl"), 0);
	return ilvl < 0 || ilvl >= LEVELS ? -1 : ilvl;
}

static void
read_abstract(struct abstract *abstract, const xmlNode *root)
{
	const xmlNode *node;
	int ilvl;

	abstract->id = ooxml_int(ooxml_attr(root, "abstractNumId"), -1);
	abstract->style_link = ooxml_val(root, "styleLink");
	abstract->num_style_link = ooxml_val(root, "numStyleLink");
	abstract->source = abstract;
	for (node = xmldoc_first(root); node != NULL;
	     node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "lvl"))
			continue;
		ilvl = read_ilvl(node);
		if (ilvl != -1 && !abstract->levels[ilvl].present)
			read_level(&abstract->levels[ilvl], node);
	}
}

static struct abstract *
find_abstract(const struct docx_numbering *numbering, int id)
{
	size_t high, low, middle;

	low = 0;
	high = numbering->n_abstracts;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (numbering->abstracts[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == numbering->n_abstracts || numbering->abstracts[low].id != id)
		return NULL;
	return &numbering->abstracts[low];
}

static struct num *
find_num(const struct docx_numbering *numbering, int id)
{
	size_t high, low, middle;

	low = 0;
	high = numbering->n_nums;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (numbering->nums[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == numbering->n_nums || numbering->nums[low].id != id)
		return NULL;
	return &numbering->nums[low];
}

static void
read_override(struct num *num, const xmlNode *node)
{
	const xmlNode *lvl;
	int ilvl;

	if ((ilvl = read_ilvl(node)) == -1)
		return;
	num->start[ilvl] = ooxml_int(ooxml_val(node, "startOverride"), UNSAID);
	if (num->start[ilvl] != UNSAID)
		num->start[ilvl] = clamp_value(num->start[ilvl]);
	num->pending[ilvl] = num->start[ilvl] != UNSAID;
	if ((lvl = xmldoc_child(node, W_NS, "lvl")) == NULL)
		return;
	if (num->overrides == NULL)
		num->overrides = xcalloc(LEVELS, sizeof(*num->overrides));
	read_level(&num->overrides[ilvl], lvl);
	/* Word takes no w:lvlRestart from here. */
	num->overrides[ilvl].restart = UNSAID;
}

static void
read_num(const struct docx_numbering *numbering, struct num *num,
    const xmlNode *root)
{
	const xmlNode *node;
	int i;

	num->id = ooxml_int(ooxml_attr(root, "numId"), 0);
	num->abstract = find_abstract(numbering,
	    ooxml_int(ooxml_val(root, "abstractNumId"), -1));
	for (i = 0; i < LEVELS; i++)
		num->start[i] = UNSAID;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, W_NS, "lvlOverride"))
			read_override(num, node);
}

/* Whose w:styleLink is that style. */
static const struct abstract *
find_style_link(const struct docx_numbering *numbering, const char *style)
{
	const struct abstract *abstract;
	size_t i;

	for (i = 0; i < numbering->n_abstracts; i++) {
		abstract = &numbering->abstracts[i];
		if (abstract->style_link != NULL &&
		    strcmp(abstract->style_link, style) == 0)
			return abstract;
	}
	return NULL;
}

/* Follow w:numStyleLink (17.9.21) through the style to the numbering that
 * defines it. */
static void
link_style(const struct docx_numbering *numbering,
    const struct docx_styles *styles, struct abstract *abstract)
{
	const struct abstract *source;
	const struct docx_style *style;
	const struct num *num;
	int i;

	source = abstract;
	for (i = 0; i < LINKS_MAX && source->num_style_link != NULL; i++) {
		style = docx_style_find(styles, DOCX_STYLE_NUMBERING,
		    source->num_style_link);
		num = style == NULL ?
		    NULL :
		    find_num(numbering, docx_style_num_id(style));
		if (num != NULL && num->abstract != NULL &&
		    num->abstract != source)
			source = num->abstract;
		else
			source = find_style_link(numbering,
			    source->num_style_link);
		if (source == NULL)
			return;
	}
	if (source->num_style_link == NULL)
		abstract->source = source;
}

static int
compare_abstracts(const void *a, const void *b)
{
	const struct abstract *x, *y;

	x = a;
	y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static int
compare_nums(const void *a, const void *b)
{
	const struct num *x, *y;

	x = a;
	y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static size_t
count_children(const xmlNode *root, const char *name, size_t max)
{
	const xmlNode *node;
	size_t n;

	n = 0;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, W_NS, name) && n < max)
			n++;
	return n;
}

static void
read_abstracts(struct docx_numbering *numbering, const xmlNode *root)
{
	const xmlNode *node;
	size_t i, n;

	n = count_children(root, "abstractNum", ABSTRACTS_MAX);
	numbering->abstracts = xcalloc(n + 1, sizeof(*numbering->abstracts));
	i = 0;
	node = xmldoc_first(root);
	for (; node != NULL && i < n; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "abstractNum"))
			continue;
		numbering->abstracts[i].order = i;
		read_abstract(&numbering->abstracts[i++], node);
	}
	numbering->n_abstracts = n;
	qsort(numbering->abstracts, n, sizeof(*numbering->abstracts),
	    compare_abstracts);
	for (i = 0; i < n; i++) /* they have moved */
		numbering->abstracts[i].source = &numbering->abstracts[i];
}

static void
read_nums(struct docx_numbering *numbering, const xmlNode *root)
{
	const xmlNode *node;
	size_t i, n;

	n = count_children(root, "num", NUMS_MAX);
	numbering->nums = xcalloc(n + 1, sizeof(*numbering->nums));
	i = 0;
	node = xmldoc_first(root);
	for (; node != NULL && i < n; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "num"))
			continue;
		numbering->nums[i].order = i;
		read_num(numbering, &numbering->nums[i++], node);
	}
	numbering->n_nums = n;
	qsort(numbering->nums, n, sizeof(*numbering->nums), compare_nums);
}

struct docx_numbering *
docx_numbering_new(xmlDoc *doc, const struct docx_styles *styles)
{
	const xmlNode *root;
	struct docx_numbering *numbering;
	size_t i;

	numbering = xcalloc(1, sizeof(*numbering));
	numbering->doc = doc;
	root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
	read_abstracts(numbering, root);
	read_nums(numbering, root);
	for (i = 0; i < numbering->n_abstracts; i++)
		if (numbering->abstracts[i].num_style_link != NULL)
			link_style(numbering, styles, &numbering->abstracts[i]);
	return numbering;
}

void
docx_numbering_free(struct docx_numbering *numbering)
{
	size_t i;

	if (numbering == NULL)
		return;
	for (i = 0; i < numbering->n_nums; i++)
		free(numbering->nums[i].overrides);
	free(numbering->nums);
	free(numbering->abstracts);
	if (numbering->doc != NULL)
		xmlFreeDoc(numbering->doc);
	free(numbering);
}

/* The definition of a level in this instance, or NULL. */
static const struct level *
find_level(const struct num *num, int ilvl)
{
	const struct level *level;

	if (num->overrides != NULL && num->overrides[ilvl].present)
		return &num->overrides[ilvl];
	level = &num->abstract->source->levels[ilvl];
	return level->present ? level : NULL;
}

/* The same, or that of the nearest level which is defined. */
static const struct level *
find_near_level(const struct num *num, int ilvl)
{
	const struct level *level;
	int i;

	for (i = ilvl; i >= 0; i--)
		if ((level = find_level(num, i)) != NULL)
			return level;
	for (i = ilvl + 1; i < LEVELS; i++)
		if ((level = find_level(num, i)) != NULL)
			return level;
	return NULL;
}

int
docx_numbering_level_of_style(const struct docx_numbering *numbering,
    int num_id, const char *style_id)
{
	const struct level *level;
	const struct num *num;
	int i;

	num = find_num(numbering, num_id);
	if (num == NULL || num->abstract == NULL || style_id == NULL)
		return -1;
	for (i = 0; i < LEVELS; i++) {
		level = find_level(num, i);
		if (level != NULL && level->style != NULL &&
		    strcmp(level->style, style_id) == 0)
			return i;
	}
	return -1;
}

static int
start_of(const struct num *num, int ilvl)
{
	const struct level *level;

	if (num->start[ilvl] != UNSAID)
		return num->start[ilvl];
	level = find_near_level(num, ilvl);
	return level == NULL ? 1 : level->start;
}

/* Does a paragraph at level used restart the lower level ilvl (17.9.10)?
 * Word restarts after the level named and after any above it. */
static int
does_restart(const struct num *num, int ilvl, int used)
{
	const struct level *level;

	level = find_level(num, ilvl);
	if (level == NULL || level->restart == UNSAID || level->restart > ilvl)
		return 1;
	return level->restart != NEVER && used < level->restart;
}

/* Count one paragraph; does it restart its level? */
static int
advance(struct num *num, int ilvl)
{
	struct abstract *abstract;
	int i, restarted;

	abstract = num->abstract;
	restarted = num->pending[ilvl] || !abstract->started[ilvl];
	num->pending[ilvl] = 0;
	if (restarted)
		abstract->value[ilvl] = start_of(num, ilvl);
	else if (abstract->value[ilvl] < VALUE_MAX)
		abstract->value[ilvl]++;
	abstract->started[ilvl] = 1;
	for (i = ilvl + 1; i < LEVELS; i++)
		if (does_restart(num, i, ilvl))
			abstract->started[i] = 0;
	return restarted;
}

/* The number of one level within a label; a level that has no number of its
 * own gives none, one that was never reached its first. */
static void
put_number(struct buf *out, const struct num *num, int ilvl, int legal,
    const char *lang)
{
	const struct level *level;
	int value;

	if ((level = find_level(num, ilvl)) == NULL)
		return;
	if (strcmp(level->fmt, "bullet") == 0 ||
	    strcmp(level->fmt, "none") == 0)
		return;
	value = num->abstract->started[ilvl] ? num->abstract->value[ilvl] :
					       start_of(num, ilvl);
	docx_numfmt_put(out, legal ? "decimal" : level->fmt, value, lang);
}

/* w:lvlText with its %1 to %9 (17.9.12). */
static void
put_label(struct buf *out, const struct num *num, const struct level *level,
    int ilvl, const char *lang)
{
	const char *p;
	int i;

	for (p = level->text; *p != '\0'; p++) {
		i = *p == '%' ? p[1] - '1' : -1;
		if (i < 0 || i >= LEVELS) {
			buf_putc(out, *p);
			continue;
		}
		p++;
		if (i <= ilvl)
			put_number(out, num, i, level->legal, lang);
	}
}

/* Is the text of the level its number and at most a full stop or a
 * parenthesis, as <ol> writes it? */
static int
is_plain(const struct level *level, int ilvl)
{
	const char *p;

	p = level->text;
	if (p[0] != '%' || p[1] != '1' + ilvl)
		return 0;
	p += 2;
	return strcmp(p, "") == 0 || strcmp(p, ".") == 0 ||
	    strcmp(p, ")") == 0 || strcmp(p, ".)") == 0;
}

/* Letters of ordinary fonts that stand for a bullet. */
static int
is_round_letter(const struct level *level)
{
	return strcmp(level->text, "o") == 0 && level->font != NULL &&
	    strstr(level->font, "Courier") != NULL;
}

static void
put_bullet(struct buf *out, const struct level *level, struct docx_label *label)
{
	const char *next, *p;
	long c, symbol;

	label->font = level->font;
	if (level->picture) {
		buf_puts(out, "•");
		return;
	}
	if (is_round_letter(level)) {
		buf_puts(out, "◦");
		return;
	}
	for (p = level->text; *p != '\0'; p = next) {
		c = text_next(p, &next);
		symbol = docx_symbol(level->font, c);
		if (symbol == 0)
			label->unknown_symbol = 1;
		text_put(out, symbol == 0 ? 0x2022 : symbol);
	}
}

static enum docx_list_kind
find_kind(const struct level *level)
{
	if (strcmp(level->fmt, "bullet") == 0)
		return level->text[0] == '\0' && !level->picture ? LIST_NONE :
								   LIST_BULLET;
	if (strcmp(level->fmt, "none") == 0 && level->text[0] == '\0')
		return LIST_NONE;
	/* A sign by itself, or words: "Artikel". */
	if (strchr(level->text, '%') == NULL)
		return level->text[0] == '\0'       ? LIST_NONE :
		    strcmp(level->fmt, "none") == 0 ? LIST_BULLET :
						      LIST_ORDERED;
	return LIST_ORDERED;
}

static void
fill_label(const struct num *num, const struct level *level, int ilvl,
    const char *lang, struct docx_label *ret)
{
	struct buf text;

	buf_init(&text, 4 * sizeof(ret->text));
	ret->kind = find_kind(level);
	ret->level = ilvl;
	ret->abstract = num->abstract->id;
	ret->start = start_of(num, ilvl);
	ret->fmt = level->fmt;
	ret->suffix = level->suffix;
	if (ret->kind == LIST_BULLET)
		put_bullet(&text, level, ret);
	else if (ret->kind == LIST_ORDERED)
		put_label(&text, num, level, ilvl, lang);
	if (ret->kind == LIST_ORDERED && is_plain(level, ilvl))
		ret->html_type = docx_numfmt_html(level->legal ? "decimal" :
								 level->fmt,
		    ret->value);
	text_excerpt(ret->text, sizeof(ret->text), buf_str(&text));
	buf_fini(&text);
}

static int
clamp_ilvl(int ilvl)
{
	if (ilvl < 0)
		return 0;
	return ilvl >= LEVELS ? LEVELS - 1 : ilvl;
}

int
docx_numbering_next(struct docx_numbering *numbering, int num_id, int ilvl,
    const char *lang, struct docx_label *ret)
{
	const struct level *level;
	struct num *num;

	ilvl = clamp_ilvl(ilvl);
	num = num_id == 0 ? NULL : find_num(numbering, num_id);
	if (num == NULL || num->abstract == NULL)
		return -1;
	if ((level = find_near_level(num, ilvl)) == NULL)
		return -1;
	memset(ret, 0, sizeof(*ret));
	ret->restarted = advance(num, ilvl);
	ret->value = num->abstract->value[ilvl];
	fill_label(num, level, ilvl, lang, ret);
	return 0;
}

int
docx_numbering_peek(const struct docx_numbering *numbering, int num_id,
    int ilvl, struct docx_label *ret)
{
	const struct level *level;
	const struct num *num;

	ilvl = clamp_ilvl(ilvl);
	num = num_id == 0 ? NULL : find_num(numbering, num_id);
	if (num == NULL || num->abstract == NULL)
		return -1;
	if ((level = find_near_level(num, ilvl)) == NULL)
		return -1;
	memset(ret, 0, sizeof(*ret));
	ret->value = start_of(num, ilvl);
	fill_label(num, level, ilvl, NULL, ret);
	return 0;
}

int
docx_numbering_indent(const struct docx_numbering *numbering, int num_id,
    int ilvl, int *ret_left, int *ret_first_line)
{
	const struct level *level;
	const struct num *num;

	num = find_num(numbering, num_id);
	if (num == NULL || num->abstract == NULL)
		return -1;
	level = find_near_level(num, clamp_ilvl(ilvl));
	if (level == NULL ||
	    (level->left == UNSAID && level->first_line == UNSAID))
		return -1;
	*ret_left = level->left == UNSAID ? 0 : level->left;
	*ret_first_line = level->first_line == UNSAID ? 0 : level->first_line;
	return 0;
}
