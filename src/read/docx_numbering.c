/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting the lists of a DOCX.  See docx_numbering.h. */
#include "config.h"

#include <ctype.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_numbering_inner.h"
#include "read/docx_numfmt.h"
#include "read/docx_symbols.h"

/* The definition of a level in this instance, or NULL. */
static const struct num_level *
find_level(const struct num_instance *num, int ilvl)
{
	const struct num_level *level;

	if (num->overrides != NULL && num->overrides[ilvl].present)
		return &num->overrides[ilvl];
	level = &num->abstract->source->levels[ilvl];
	return level->present ? level : NULL;
}

/* The same, or that of the nearest level which is defined. */
static const struct num_level *
find_near_level(const struct num_instance *num, int ilvl)
{
	const struct num_level *level;
	int i;

	for (i = ilvl; i >= 0; i--)
		if ((level = find_level(num, i)) != NULL)
			return level;
	for (i = ilvl + 1; i < NUM_LEVELS; i++)
		if ((level = find_level(num, i)) != NULL)
			return level;
	return NULL;
}

int
docx_numbering_level_of_style(const struct docx_numbering *numbering,
    int num_id, const char *style_id)
{
	const struct num_level *level;
	const struct num_instance *num;
	int i;

	num = docx_num_find(numbering, num_id);
	if (num == NULL || num->abstract == NULL || style_id == NULL)
		return -1;
	for (i = 0; i < NUM_LEVELS; i++) {
		level = find_level(num, i);
		if (level != NULL && level->style != NULL &&
		    strcmp(level->style, style_id) == 0)
			return i;
	}
	return -1;
}

static int
start_of(const struct num_instance *num, int ilvl)
{
	const struct num_level *level;

	if (num->start[ilvl] != NUM_UNSAID)
		return num->start[ilvl];
	level = find_near_level(num, ilvl);
	return level == NULL ? 1 : level->start;
}

/* Does a paragraph at level used restart the lower level ilvl (17.9.10)?
 * Word restarts after the level named and after any above it. */
static int
does_restart(const struct num_instance *num, int ilvl, int used)
{
	const struct num_level *level;

	level = find_level(num, ilvl);
	if (level == NULL || level->restart == NUM_UNSAID ||
	    level->restart > ilvl)
		return 1;
	return level->restart != NUM_NEVER && used < level->restart;
}

/* Count one paragraph; does it restart its level? */
static int
advance(struct num_instance *num, int ilvl)
{
	struct num_abstract *abstract;
	int i, restarted;

	abstract = num->abstract;
	restarted = num->pending[ilvl] || !abstract->started[ilvl];
	num->pending[ilvl] = 0;
	if (restarted)
		abstract->value[ilvl] = start_of(num, ilvl);
	else if (abstract->value[ilvl] < NUM_VALUE_MAX)
		abstract->value[ilvl]++;
	abstract->started[ilvl] = 1;
	for (i = ilvl + 1; i < NUM_LEVELS; i++)
		if (does_restart(num, i, ilvl))
			abstract->started[i] = 0;
	return restarted;
}

/* The number of one level within a label; a level that has no number of its
 * own gives none, one that was never reached its first. */
static void
put_number(struct buf *out, const struct num_instance *num, int ilvl, int legal,
    const char *lang)
{
	const struct num_level *level;
	int value;

	if ((level = find_level(num, ilvl)) == NULL)
		return;
	if (strcmp(level->fmt, "bullet") == 0 ||
	    strcmp(level->fmt, "none") == 0)
		return;
	value = num->abstract->started[ilvl] ? num->abstract->value[ilvl] :
					       start_of(num, ilvl);
	/* w:isLgl (17.9.4) asks for figures, and these have them */
	if (strcmp(level->fmt, "decimalZero") == 0)
		legal = 0;
	docx_numfmt_put(out, legal ? "decimal" : level->fmt, value, lang);
}

/* w:lvlText with its %1 to %9 (17.9.12). */
static void
put_label(struct buf *out, const struct num_instance *num,
    const struct num_level *level, int ilvl, const char *lang)
{
	const char *p;
	int i;

	for (p = level->text; *p != '\0'; p++) {
		i = *p == '%' ? p[1] - '1' : -1;
		if (i < 0 || i >= NUM_LEVELS) {
			buf_putc(out, *p);
			continue;
		}
		p++;
		if (i <= ilvl)
			put_number(out, num, i, level->legal, lang);
	}
}

/* Is the text of the level its number and at most the punctuation of a
 * marker, where <ol> writes a full stop: "1)", "(a)", "[1]", "1-"? */
static int
is_plain(const struct num_level *level, int ilvl)
{
	const char *p;

	p = level->text;
	if (*p == '(' || *p == '[')
		p++;
	if (p[0] != '%' || p[1] != '1' + ilvl)
		return 0;
	p += 2;
	return p[strspn(p, ".)]:-")] == '\0' && strlen(p) <= 2;
}

/* Letters of ordinary fonts that stand for a bullet. */
static int
is_round_letter(const struct num_level *level)
{
	return strcmp(level->text, "o") == 0 && level->font != NULL &&
	    strstr(level->font, "Courier") != NULL;
}

static void
put_bullet(struct buf *out, const struct num_level *level,
    struct docx_label *label)
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

/* A bullet that nobody sees, as of an item that goes on. */
static int
is_unseen(const struct num_level *level)
{
	const char *next, *p;

	for (p = level->text; text_is_blank(text_next(p, &next)); p = next)
		continue;
	return *p == '\0' && !level->picture;
}

/* Is it a word, which says something: "Obs!", "Steg"? */
static int
is_word(const char *s)
{
	int letters = 0;
	long c;

	while (*s != '\0') {
		if (*s == '%' && isdigit((unsigned char)s[1])) {
			s += 2;
			continue;
		}
		c = text_next(s, &s);
		letters += u_isalnum((UChar32)c) != 0;
	}
	return letters > 1;
}

/* Are there numbers in the label besides the level's own? */
static int
has_others(const struct num_level *level, int ilvl)
{
	const char *p;

	for (p = level->text; (p = strchr(p, '%')) != NULL; p++) {
		if (p[1] >= '1' && p[1] < '1' + ilvl)
			return 1;
	}
	return 0;
}

static enum docx_list_kind
find_kind(const struct num_level *level, int ilvl)
{
	if (level->text[0] == '\0' && !level->picture)
		return LIST_NONE;
	if (strcmp(level->fmt, "bullet") == 0) {
		if (is_unseen(level))
			return LIST_NONE;
		return is_word(level->text) &&
			!docx_symbols_is_font(level->font) ?
		    LIST_ORDERED :
		    LIST_BULLET;
	}
	if (strcmp(level->fmt, "none") != 0 || is_word(level->text) ||
	    has_others(level, ilvl))
		return LIST_ORDERED;
	/* Without a number what stands around it is nothing; a sign by itself
	 * is a bullet. */
	return strchr(level->text, '%') != NULL || is_unseen(level) ?
	    LIST_NONE :
	    LIST_BULLET;
}

static void
fill_label(const struct num_instance *num, const struct num_level *level,
    int ilvl, const char *lang, struct docx_label *ret)
{
	struct buf text;

	buf_init(&text, 4 * sizeof(ret->text));
	ret->kind = find_kind(level, ilvl);
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
	return ilvl >= NUM_LEVELS ? NUM_LEVELS - 1 : ilvl;
}

int
docx_numbering_next(struct docx_numbering *numbering, int num_id, int ilvl,
    const char *lang, struct docx_label *ret)
{
	const struct num_level *level;
	struct num_instance *num;

	ilvl = clamp_ilvl(ilvl);
	num = num_id == 0 ? NULL : docx_num_find(numbering, num_id);
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
	const struct num_level *level;
	const struct num_instance *num;

	ilvl = clamp_ilvl(ilvl);
	num = num_id == 0 ? NULL : docx_num_find(numbering, num_id);
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
	const struct num_level *level;
	const struct num_instance *num;

	num = docx_num_find(numbering, num_id);
	if (num == NULL || num->abstract == NULL)
		return -1;
	level = find_near_level(num, clamp_ilvl(ilvl));
	if (level == NULL ||
	    (level->left == NUM_UNSAID && level->first_line == NUM_UNSAID))
		return -1;
	*ret_left = level->left == NUM_UNSAID ? 0 : level->left;
	*ret_first_line = level->first_line == NUM_UNSAID ? 0 :
							    level->first_line;
	return 0;
}
