/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The styles of a DOCX.  See docx_styles.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "read/docx_props.h"
#include "read/docx_styles.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

enum {
	STYLES_MAX = 20000, /* Word itself has a limit of 4,079 */
	DEFAULT_SIZE = 20,  /* w:sz, if nobody says anything (17.3.2.38) */
	BODY_OUTLINE = 9,   /* w:outlineLvl of body text (17.3.1.20) */
};

enum state {
	STATE_READ,     /* its own properties */
	STATE_WALKED,   /* in the chain that is being followed */
	STATE_RESOLVED, /* with those of its bases */
};

struct docx_style {
	enum docx_style_kind kind;
	const char *id;
	const char *name;
	const xmlNode *node;
	size_t order;            /* in the file */
	struct docx_style *base; /* NULL at the end, and where a cycle is */
	enum state state;
	int is_default;
	int is_custom;
	struct docx_run_props run;
	struct docx_para_props para;
	enum docx_role role;
	int level;
	char why[sizeof(((struct docx_para *)NULL)->why)];
};

struct docx_styles {
	xmlDoc *doc;
	struct docx_style *list; /* in the order of kind and id */
	size_t count;
	struct docx_run_props run;   /* w:rPrDefault */
	struct docx_para_props para; /* w:pPrDefault */
	const struct docx_style *defaults[DOCX_STYLE_NUMBERING + 1];
};

static int
compare(const struct docx_style *style, enum docx_style_kind kind,
    const char *id)
{
	if (style->kind != kind)
		return style->kind < kind ? -1 : 1;
	return strcmp(style->id, id);
}

/* Of two with one id the first in the file counts. */
static int
compare_styles(const void *a, const void *b)
{
	const struct docx_style *x, *y;
	int order;

	x = a;
	y = b;
	order = compare(x, y->kind, y->id);
	if (order != 0)
		return order;
	return x->order < y->order ? -1 : 1;
}

static struct docx_style *
find(const struct docx_styles *styles, enum docx_style_kind kind,
    const char *id)
{
	size_t high, low, middle;

	low = 0;
	high = styles->count;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare(&styles->list[middle], kind, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == styles->count || compare(&styles->list[low], kind, id) != 0)
		return NULL;
	return &styles->list[low];
}

static enum docx_style_kind
read_kind(const char *type)
{
	if (type != NULL && strcmp(type, "character") == 0)
		return DOCX_STYLE_CHARACTER;
	if (type != NULL && strcmp(type, "table") == 0)
		return DOCX_STYLE_TABLE;
	if (type != NULL && strcmp(type, "numbering") == 0)
		return DOCX_STYLE_NUMBERING;
	return DOCX_STYLE_PARAGRAPH; /* the default of 17.7.4.17 */
}

/* Is the attribute there and on? */
static int
flag(const xmlNode *node, const char *name)
{
	const char *val;

	val = ooxml_attr(node, name);
	return val != NULL &&
	    (strcmp(val, "1") == 0 || strcmp(val, "true") == 0 ||
		strcmp(val, "on") == 0);
}

static void
read_style(struct docx_style *style, const xmlNode *node)
{
	style->kind = read_kind(ooxml_attr(node, "type"));
	style->id = ooxml_attr(node, "styleId");
	style->name = ooxml_val(node, "name");
	if (style->id == NULL)
		style->id = "";
	if (style->name == NULL)
		style->name = style->id;
	style->node = node;
	style->is_default = flag(node, "default");
	style->is_custom = flag(node, "customStyle");
	docx_run_props_read(&style->run, xmldoc_child(node, W_NS, "rPr"));
	docx_para_props_read(&style->para, xmldoc_child(node, W_NS, "pPr"));
	if (style->para.num_id != PROP_UNSET)
		style->para.num_style = style->id;
}

static void
read_defaults(struct docx_styles *styles, const xmlNode *root)
{
	const xmlNode *defaults, *node;

	defaults = xmldoc_child(root, W_NS, "docDefaults");
	node = xmldoc_child(defaults, W_NS, "rPrDefault");
	docx_run_props_read(&styles->run, xmldoc_child(node, W_NS, "rPr"));
	node = xmldoc_child(defaults, W_NS, "pPrDefault");
	docx_para_props_read(&styles->para, xmldoc_child(node, W_NS, "pPr"));
}

static void
link_bases(struct docx_styles *styles)
{
	const char *base;
	struct docx_style *style;
	size_t i;

	for (i = 0; i < styles->count; i++) {
		style = &styles->list[i];
		base = ooxml_val(style->node, "basedOn");
		if (base != NULL)
			style->base = find(styles, style->kind, base);
		if (style->base == style)
			style->base = NULL;
	}
}

/* The role that the style's own name or id says. */
static void
read_role(struct docx_style *style)
{
	const int character = style->kind == DOCX_STYLE_CHARACTER;

	if (style->kind != DOCX_STYLE_PARAGRAPH && !character)
		return;
	style->role = docx_role_by_name(style->name, character, &style->level);
	if (style->role != ROLE_NONE) {
		text_excerpt(style->why, sizeof(style->why), style->name);
		return;
	}
	/* A custom style keeps an id that may mean something else. */
	if (style->is_custom)
		return;
	style->role = docx_role_by_id(style->id, character, &style->level);
	if (style->role != ROLE_NONE)
		text_excerpt(style->why, sizeof(style->why), style->id);
}

static int
is_inherited(enum docx_role role)
{
	return role != ROLE_NONE && role != ROLE_NORMAL &&
	    role != ROLE_HEADER && role != ROLE_FOOTER && role != ROLE_DATE &&
	    role != ROLE_BYLINE;
}

/* Put prefix before style->why. */
static void
explain(struct docx_style *style, const char *prefix, const char *what)
{
	char *text;

	text = xasprintf("%s:%s", prefix, what);
	text_excerpt(style->why, sizeof(style->why), text);
	free(text);
}

static int
is_body_outline(int outline)
{
	return outline < 0 || outline >= BODY_OUTLINE; /* or unset */
}

/* After the base: its own name, its base, its outline level. */
static void
resolve_role(struct docx_style *style)
{
	const struct docx_style *base;
	const int outline = style->para.outline;
	char *own;

	read_role(style);
	base = style->base;
	own = xstrdup(style->why);
	if (style->role != ROLE_NONE) {
		explain(style,
		    strcmp(own, style->name) == 0 ? "style" : "style-id", own);
	} else if (base != NULL && is_inherited(base->role)) {
		style->role = base->role;
		style->level = base->level;
		explain(style, "based-on", base->name);
	}
	free(own);
	if (style->kind != DOCX_STYLE_PARAGRAPH)
		return;
	/* A heading that says of itself that it is body text, as the
	 * heading of a table of contents does. */
	if (style->role == ROLE_HEADING && outline != PROP_UNSET &&
	    is_body_outline(outline) &&
	    strncmp(style->why, "based-on:", 9) == 0) {
		style->role = ROLE_NONE;
		style->level = 0;
		style->why[0] = '\0';
	}
	if ((style->role == ROLE_NONE || style->role == ROLE_NORMAL) &&
	    !is_body_outline(outline)) {
		style->role = ROLE_HEADING;
		style->level = outline + 1;
		explain(style, "outline", style->name);
	}
}

static void
resolve(struct docx_style *style)
{
	struct docx_para_props para;
	struct docx_run_props run;

	if (style->base != NULL) {
		run = style->base->run;
		para = style->base->para;
		docx_run_props_over(&run, &style->run);
		docx_para_props_over(&para, &style->para);
		style->run = run;
		style->para = para;
	}
	resolve_role(style);
	style->state = STATE_RESOLVED;
}

/* Each chain of bases once, from its far end; without recursion, for a
 * chain may be as long as the file. */
static void
resolve_all(struct docx_styles *styles)
{
	struct docx_style **chain, *style;
	size_t i, n;

	chain = xcalloc(styles->count + 1, sizeof(struct docx_style *));
	for (i = 0; i < styles->count; i++) {
		n = 0;
		style = &styles->list[i];
		while (style != NULL && style->state == STATE_READ) {
			style->state = STATE_WALKED;
			chain[n++] = style;
			style = style->base;
		}
		if (style != NULL && style->state == STATE_WALKED)
			chain[n - 1]->base = NULL; /* a cycle */
		while (n > 0)
			resolve(chain[--n]);
	}
	free(chain);
}

static void
find_defaults(struct docx_styles *styles)
{
	const struct docx_style *style;
	size_t i;

	for (i = 0; i < styles->count; i++) {
		style = &styles->list[i];
		if (style->is_default && styles->defaults[style->kind] == NULL)
			styles->defaults[style->kind] = style;
	}
	for (i = 0; i < styles->count; i++) {
		style = &styles->list[i];
		if (styles->defaults[DOCX_STYLE_PARAGRAPH] == NULL &&
		    style->kind == DOCX_STYLE_PARAGRAPH &&
		    strcmp(style->name, "Normal") == 0)
			styles->defaults[DOCX_STYLE_PARAGRAPH] = style;
	}
}

struct docx_styles *
docx_styles_new(xmlDoc *doc)
{
	const xmlNode *node, *root;
	struct docx_styles *styles;
	size_t n;

	styles = xcalloc(1, sizeof(*styles));
	styles->doc = doc;
	root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
	read_defaults(styles, root);
	n = 0;
	for (node = xmldoc_first(root); node != NULL; node = xmldoc_next(node))
		if (xmldoc_is(node, W_NS, "style") && n < STYLES_MAX)
			n++;
	styles->list = xcalloc(n + 1, sizeof(*styles->list));
	node = xmldoc_first(root);
	for (; node != NULL && styles->count < n; node = xmldoc_next(node)) {
		if (!xmldoc_is(node, W_NS, "style"))
			continue;
		styles->list[styles->count].order = styles->count;
		read_style(&styles->list[styles->count++], node);
	}
	qsort(styles->list, styles->count, sizeof(*styles->list),
	    compare_styles);
	link_bases(styles);
	resolve_all(styles);
	find_defaults(styles);
	return styles;
}

void
docx_styles_free(struct docx_styles *styles)
{
	if (styles == NULL)
		return;
	free(styles->list);
	if (styles->doc != NULL)
		xmlFreeDoc(styles->doc);
	free(styles);
}

const struct docx_style *
docx_style_find(const struct docx_styles *styles, enum docx_style_kind kind,
    const char *id)
{
	return id == NULL ? NULL : find(styles, kind, id);
}

const struct docx_style *
docx_style_default(const struct docx_styles *styles, enum docx_style_kind kind)
{
	return styles->defaults[kind];
}

enum docx_role
docx_style_role(const struct docx_style *style, int *ret_level)
{
	if (ret_level != NULL)
		*ret_level = style->level;
	return style->role;
}

const xmlNode *
docx_style_node(const struct docx_style *style)
{
	return style->node;
}

const struct docx_style *
docx_style_base(const struct docx_style *style)
{
	return style->base;
}

int
docx_style_num_id(const struct docx_style *style)
{
	return style->para.num_id == PROP_UNSET ? 0 : style->para.num_id;
}

const char *
docx_styles_lang(const struct docx_styles *styles)
{
	return styles->run.lang;
}

static int
or_zero(int value)
{
	return value == PROP_UNSET ? 0 : value;
}

static const char *
or_null(const char *value)
{
	return value == NULL || *value == '\0' ? NULL : value;
}

/* Write down what was decided; toggles are all that are on. */
static void
finish_run(struct docx_run *run, const struct docx_run_props *props,
    unsigned toggles)
{
	const int complex = or_zero(props->rtl) || or_zero(props->complex);
	int size;

	memset(run, 0, sizeof(*run));
	run->bold = (toggles & (complex ? TOGGLE_BOLD_CS : TOGGLE_BOLD)) != 0;
	run->italic = (toggles &
			  (complex ? TOGGLE_ITALIC_CS : TOGGLE_ITALIC)) != 0;
	run->strike = (toggles & (TOGGLE_STRIKE | TOGGLE_DSTRIKE)) != 0;
	run->vanish = (toggles & TOGGLE_VANISH) != 0;
	run->caps = (toggles & TOGGLE_CAPS) != 0;
	run->small_caps = (toggles & TOGGLE_SMALL_CAPS) != 0;
	run->web_hidden = or_zero(props->web_hidden) != 0;
	run->spec_vanish = or_zero(props->spec_vanish) != 0;
	run->rtl = or_zero(props->rtl) != 0;
	run->complex = or_zero(props->complex) != 0;
	run->underline = or_zero(props->underline) != 0;
	run->vert = (enum docx_vert)or_zero(props->vert);
	run->raised = or_zero(props->raised);
	size = complex ? props->size_cs : props->size;
	run->size = size == PROP_UNSET ? DEFAULT_SIZE : size;
	run->lang = or_null(props->lang);
	run->lang_east_asia = or_null(props->lang_east_asia);
	run->lang_bidi = or_null(props->lang_bidi);
	run->font = or_null(props->font);
	run->font_hansi = or_null(props->font_hansi);
	run->font_cs = or_null(props->font_cs);
	run->font_east_asia = or_null(props->font_east_asia);
	run->color = or_null(props->color);
	run->highlight = or_null(props->highlight);
	run->shade = or_null(props->shade);
}

static void
finish_para(struct docx_para *para, const struct docx_para_props *props)
{
	para->outline = is_body_outline(props->outline) ? -1 : props->outline;
	para->num_id = or_zero(props->num_id);
	para->ilvl = props->ilvl == PROP_UNSET ? -1 : props->ilvl;
	para->num_style = props->num_style;
	para->jc = props->jc;
	para->bidi = or_zero(props->bidi);
	para->left = or_zero(props->left);
	para->right = or_zero(props->right);
	para->first_line = or_zero(props->first_line);
	para->borders = props->borders;
	para->page_break_before = or_zero(props->page_break_before);
	para->keep_next = or_zero(props->keep_next);
	para->drop_cap = or_zero(props->drop_cap);
	para->framed = or_zero(props->framed);
	para->contextual = or_zero(props->contextual);
	para->before = or_zero(props->before);
	para->after = or_zero(props->after);
}

/* The role by style, by the id of a style that is not there, or by an
 * outline level of the paragraph's own. */
static void
find_role(struct docx_para *para, int own_outline)
{
	enum docx_role role;
	int level;

	if (para->style != NULL) {
		para->role = para->style->role;
		para->level = para->style->level;
		memcpy(para->why, para->style->why, sizeof(para->why));
	}
	if (para->style_id != NULL &&
	    (para->style == NULL ||
		strcmp(para->style->id, para->style_id) != 0)) {
		role = docx_role_by_id(para->style_id, 0, &level);
		if (role != ROLE_NONE) {
			para->role = role;
			para->level = level;
			snprintf(para->why, sizeof(para->why), "style-id:%.80s",
			    para->style_id);
		}
	}
	if (own_outline == PROP_UNSET)
		return;
	if (is_body_outline(own_outline)) {
		if (strncmp(para->why, "outline", 7) != 0)
			return;
		para->role = ROLE_NONE;
		para->level = 0;
		para->why[0] = '\0';
	} else if (para->role == ROLE_NONE || para->role == ROLE_NORMAL ||
	    para->role == ROLE_LIST || strncmp(para->why, "outline", 7) == 0) {
		para->role = ROLE_HEADING;
		para->level = own_outline + 1;
		memcpy(para->why, "outline", sizeof("outline"));
	}
}

void
docx_para_resolve(const struct docx_styles *styles, const xmlNode *ppr,
    const struct docx_style *table, struct docx_para *ret)
{
	struct docx_para_props own, props;
	struct docx_run_props run;
	const struct docx_style *style;
	unsigned toggles;

	memset(ret, 0, sizeof(*ret));
	ret->style_id = ooxml_val(ppr, "pStyle");
	style = docx_style_find(styles, DOCX_STYLE_PARAGRAPH, ret->style_id);
	if (style == NULL)
		style = styles->defaults[DOCX_STYLE_PARAGRAPH];
	ret->style = style;
	props = styles->para;
	run = styles->run;
	toggles = 0;
	if (table != NULL) {
		docx_para_props_over(&props, &table->para);
		docx_run_props_over(&run, &table->run);
		toggles ^= table->run.toggles_on;
	}
	if (style != NULL) {
		docx_para_props_over(&props, &style->para);
		docx_run_props_over(&run, &style->run);
		toggles ^= style->run.toggles_on;
	}
	ret->style_toggles = toggles;
	ret->style_table = table;
	finish_run(&ret->run, &run, styles->run.toggles_on | toggles);
	docx_para_props_read(&own, ppr);
	docx_para_props_over(&props, &own);
	finish_para(ret, &props);
	find_role(ret, own.outline);
}

void
docx_run_resolve(const struct docx_styles *styles, const struct docx_para *para,
    const xmlNode *rpr, struct docx_run *ret)
{
	struct docx_run_props own, props;
	const struct docx_style *style;
	unsigned toggles;

	style = docx_style_find(styles, DOCX_STYLE_CHARACTER,
	    ooxml_val(rpr, "rStyle"));
	if (rpr == NULL) {
		*ret = para->run;
		return;
	}
	props = styles->run;
	if (para->style_table != NULL)
		docx_run_props_over(&props, &para->style_table->run);
	if (para->style != NULL)
		docx_run_props_over(&props, &para->style->run);
	toggles = para->style_toggles;
	if (style == NULL)
		style = styles->defaults[DOCX_STYLE_CHARACTER];
	if (style != NULL) {
		docx_run_props_over(&props, &style->run);
		toggles ^= style->run.toggles_on;
	}
	toggles |= styles->run.toggles_on;
	docx_run_props_read(&own, rpr);
	docx_run_props_over(&props, &own);
	toggles = (toggles & ~own.toggles_set) | own.toggles_on;
	finish_run(ret, &props, toggles);
}

enum docx_role
docx_run_role(const struct docx_styles *styles, const xmlNode *rpr)
{
	const struct docx_style *style;
	const char *id;
	int level;

	if ((id = ooxml_val(rpr, "rStyle")) == NULL)
		return ROLE_NONE;
	style = find(styles, DOCX_STYLE_CHARACTER, id);
	if (style != NULL)
		return style->role;
	return docx_role_by_id(id, 1, &level);
}
