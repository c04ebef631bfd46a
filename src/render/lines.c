/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filling lines.  See lines.h for the contract. */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "render/lines.h"

enum {
	ROOM_MIN = 24
}; /* columns that margins must leave */

void
lines_init(struct lines *lines, struct buf *out)
{
	memset(lines, 0, sizeof(*lines));
	lines->out = out;
}

static size_t
margin_width(const struct lines *lines)
{
	size_t i;
	size_t width = 0;

	for (i = 0; i < lines->depth && i < LINES_MARGINS; i++)
		width += lines->margins[i].width;
	return width;
}

size_t
lines_room(const struct lines *lines)
{
	return LINES_WIDTH - margin_width(lines);
}

/* As many bytes of s as fit, cut at a character. */
static void
copy_cut(char *dst, size_t size, const char *s)
{
	size_t len;

	len = strlen(s);
	if (len >= size)
		len = size - 1;
	while (len > 0 && ((unsigned char)s[len] & 0xc0) == 0x80)
		len--;
	memcpy(dst, s, len);
	dst[len] = '\0';
}

void
lines_push(struct lines *lines, const char *label, const char *rest,
    size_t width)
{
	struct margin *margin;

	if (lines->depth < LINES_MARGINS) {
		margin = &lines->margins[lines->depth];
		memset(margin, 0, sizeof(*margin));
		if (margin_width(lines) + width + ROOM_MIN <= LINES_WIDTH)
			margin->width = width;
		copy_cut(margin->label, sizeof(margin->label), label);
		copy_cut(margin->rest, sizeof(margin->rest), rest);
	}
	lines->depth++;
}

void
lines_pop(struct lines *lines)
{
	lines->depth--;
}

void
lines_gap(struct lines *lines)
{
	if (lines->out->len > 0)
		lines->gap = 1;
}

static void
put_blanks(struct buf *out, size_t n)
{
	static const char blanks[] = "                                ";

	while (n > 0) {
		size_t k = n < sizeof(blanks) - 1 ? n : sizeof(blanks) - 1;

		buf_add(out, blanks, k);
		n -= k;
	}
}

static void
put_margin(struct buf *out, struct margin *margin)
{
	const char *text;
	size_t width;

	/* A label is written even where its margin has no room. */
	text = margin->used ? margin->rest : margin->label;
	width = text_width(text);
	if (margin->width > 0 || !margin->used) {
		buf_puts(out, text);
		/* Without a label the margin is that of the other lines. */
		if (width < margin->width &&
		    (margin->used || margin->label[0] != '\0'))
			put_blanks(out, margin->width - width);
	}
	margin->used = 1;
}

static void
trim_blanks(struct buf *out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

/* The blank line before a line, and its margins.  In a blank line the marks
 * of margins that have begun go on. */
static void
begin_line(struct lines *lines)
{
	size_t i;
	size_t depth;

	depth = lines->depth < LINES_MARGINS ? lines->depth : LINES_MARGINS;
	if (lines->gap) {
		for (i = 0; i < depth && lines->margins[i].used; i++)
			put_margin(lines->out, &lines->margins[i]);
		trim_blanks(lines->out);
		buf_putc(lines->out, '\n');
		lines->gap = 0;
	}
	for (i = 0; i < depth; i++)
		put_margin(lines->out, &lines->margins[i]);
}

static void
put_glued(struct buf *out, const char *text, size_t len)
{
	size_t i;
	size_t start = 0;

	for (i = 0; i < len; i++) {
		if (text[i] != LINES_GLUE)
			continue;
		buf_add(out, text + start, i - start);
		buf_putc(out, ' ');
		start = i + 1;
	}
	buf_add(out, text + start, len - start);
}

static void
end_line(struct lines *lines)
{
	trim_blanks(lines->out);
	buf_putc(lines->out, '\n');
}

void
lines_put(struct lines *lines, const char *text, size_t len)
{
	begin_line(lines);
	put_glued(lines->out, text, len);
	end_line(lines);
}

size_t
lines_width(const char *run, size_t len)
{
	const char *end = run + len;
	long c;
	size_t width = 0;

	while (run < end) {
		if ((unsigned char)*run < 0x80) {
			width++; /* glue, too, will be a blank */
			run++;
			continue;
		}
		c = text_next(run, &run);
		width += (size_t)text_char_width(c);
	}
	return width;
}

/* Whether a line of Chinese or Japanese must not begin with c (JIS X 4051,
 * the commonest of them). */
static int
is_closing(long c)
{
	return c == 0x3001 || c == 0x3002 || c == 0x300d || c == 0x300f ||
	    c == 0xff01 || c == 0xff09 || c == 0xff0c || c == 0xff1f;
}

/*
 * The end of the piece at s, a part of a line that must not be broken: it
 * ends at a blank, a forced break or between two wide characters, and at
 * glue if loose is set.
 */
static const char *
piece_end(const char *s, int loose)
{
	const char *next;
	int wide = 0;
	long c;

	for (; *s != '\0' && *s != ' ' && *s != '\n'; s = next) {
		if (loose && *s == LINES_GLUE)
			break;
		if ((unsigned char)*s < 0x80) {
			next = s + 1;
			wide = 0;
			continue;
		}
		c = text_next(s, &next);
		if (wide && text_char_width(c) == 2 && !is_closing(c))
			break;
		wide = text_char_width(c) == 2;
	}
	return s;
}

/* One line being filled. */
struct fill {
	size_t room;
	size_t col;     /* columns written */
	size_t longest; /* line so far */
};

static void
break_line(struct lines *lines, struct fill *fill)
{
	if (fill->col > fill->longest)
		fill->longest = fill->col;
	end_line(lines);
	fill->col = 0;
}

/* A part of a line that must not be broken. */
struct piece {
	const char *start;
	const char *end;
	size_t width;
};

static void
take_piece(struct piece *piece, const char *run, size_t room)
{
	piece->start = run;
	piece->end = piece_end(run, 0);
	piece->width = lines_width(run, (size_t)(piece->end - run));
	if (piece->width <= room)
		return;
	/* Glue holds as long as there is room for what it holds. */
	piece->end = piece_end(run, 1);
	piece->width = lines_width(run, (size_t)(piece->end - run));
}

/* Write the piece, after a blank if blank is set, on this line or the next
 * one. */
static void
put_piece(struct lines *lines, struct fill *fill, const struct piece *piece,
    int blank)
{
	if (fill->col > 0 &&
	    fill->col + (size_t)blank + piece->width > fill->room)
		break_line(lines, fill);
	if (fill->col == 0) {
		begin_line(lines);
	} else if (blank) {
		buf_putc(lines->out, ' ');
		fill->col++;
	}
	put_glued(lines->out, piece->start,
	    (size_t)(piece->end - piece->start));
	fill->col += piece->width;
}

size_t
lines_fill(struct lines *lines, const char *run)
{
	int blank = 0;
	struct fill fill = { 0, 0, 0 };
	struct piece piece;

	fill.room = lines_room(lines);
	for (; *run != '\0'; run = piece.end) {
		piece.end = run + 1;
		if (*run == ' ' || *run == LINES_GLUE) {
			blank = 1;
		} else if (*run == '\n') {
			if (fill.col > 0)
				break_line(lines, &fill);
			blank = 0;
		} else {
			take_piece(&piece, run, fill.room);
			put_piece(lines, &fill, &piece, blank);
			blank = 0;
		}
	}
	if (fill.col > 0)
		break_line(lines, &fill);
	return fill.longest;
}

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Words that are nothing without the number behind them. */
static int
wants_number(const char *word, size_t len)
{
	static const char *const list[] = { "kl.", "klo", "nr", "nr.", "nro",
		"n:o", "no.", "s.", "p.", "pp.", "fig.", "kap.", "ca", "cirka",
		"noin", "tfn", "tel.", "tel", "puh.", "vol.", "art.", "mom.",
		"§", "§§", "±", "+", "−", "–", "£", "$", "€" };
	size_t i;

	while (len > 0 && (*word == '(' || *word == '"')) {
		word++;
		len--;
	}
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (list[i][0] == word[0] && strlen(list[i]) == len &&
		    memcmp(list[i], word, len) == 0)
			return 1;
	}
	return 0;
}

/* What belongs to the number before it. */
static int
is_unit(const char *word, size_t len)
{
	static const char *const list[] = { "%", "‰", "€", "$", "£", "°C", "kr",
		"mn", "§", "mom.", "km", "m", "kg", "g", "h", "ha", "l", "m²",
		"km²", "m³", "MW", "GWh", "kWh", "°" };
	size_t i;

	while (len > 0 && strchr(".,;:)!?", word[len - 1]) != NULL)
		len--;
	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (list[i][0] == word[0] && strlen(list[i]) == len &&
		    memcmp(list[i], word, len) == 0)
			return 1;
	}
	return 0;
}

/* "3 maj", "3. toukokuuta", "3 May". */
static int
is_month(const char *word)
{
	static const char *const list[] = { "januari", "februari", "mars",
		"april", "maj", "juni", "juli", "augusti", "september",
		"oktober", "november", "december", "tammikuu", "helmikuu",
		"maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu",
		"elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu",
		"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December" };
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (word[0] == list[i][0] &&
		    strncmp(word, list[i], strlen(list[i])) == 0)
			return 1;
	}
	return 0;
}

static size_t
word_length(const char *s)
{
	return strcspn(s, " \n\x01");
}

/* Whether a line may not end between the words before and after. */
static int
holds(const char *before, size_t len, const char *after)
{
	size_t after_len;

	after_len = word_length(after);
	if (len == 0 || after_len == 0)
		return 0;
	/* A dash at the start of a line would look like speech or a list. */
	if (after_len == 3 && memcmp(after, "–", 3) == 0)
		return 1;
	if (before[len - 1] == '.' && len > 1 && is_digit(before[len - 2]))
		return is_month(after);
	if (is_digit(before[len - 1]))
		return is_digit(*after) || is_unit(after, after_len) ||
		    is_month(after);
	return is_digit(*after) && wants_number(before, len);
}

void
lines_glue(char *run)
{
	char *blank;
	char *word = run;

	while ((blank = strpbrk(word, " \n")) != NULL) {
		if (*blank == ' ' &&
		    holds(word, (size_t)(blank - word), blank + 1))
			*blank = LINES_GLUE;
		word = blank + 1;
	}
}
