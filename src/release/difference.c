/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a new version changes.  See difference.h for the contract. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "release/difference.h"
#include "release/flatten.h"
#include "release/retouch.h"

enum {
	ALIGNED = 1 << 20, /* pairs of lines that are compared, at most */
	CONTEXT = 40,      /* bytes of a line before what is different in it */
};

/* Lines from one of each side on, to be compared. */
struct comparison {
	const struct release_words *words;
	struct text_difference *ret;
	const struct flat_line *a, *b;
	size_t m, n;
	uint16_t *common; /* (m + 1) × (n + 1): longest common subsequence of
			   * what follows */
};

static int
is_same(const struct flat_line *a, const struct flat_line *b)
{
	return a->hash == b->hash && strcmp(a->text, b->text) == 0;
}

static uint16_t *
cell(const struct comparison *c, size_t i, size_t j)
{
	return &c->common[i * (c->n + 1) + j];
}

static void
align(struct comparison *c)
{
	size_t i, j;
	uint16_t down, right;

	for (i = c->m; i-- > 0;) {
		for (j = c->n; j-- > 0;) {
			down = *cell(c, i + 1, j);
			right = *cell(c, i, j + 1);
			*cell(c, i, j) = down > right ? down : right;
			if (is_same(&c->a[i], &c->b[j]))
				*cell(c, i,
				    j) = (uint16_t)(*cell(c, i + 1, j + 1) + 1);
		}
	}
}

/* Where two texts begin to differ, less some words of context; at a blank. */
static size_t
where(const char *a, const char *b)
{
	size_t at, i;

	for (i = 0; a[i] != '\0' && a[i] == b[i];)
		i++;
	if (i <= CONTEXT)
		return 0;
	for (at = i - CONTEXT; at < i && a[at] != ' ';)
		at++;
	return at == i ? 0 : at + 1;
}

static void
excerpt(char *dst, const char *text, size_t from)
{
	struct buf buf;

	buf_init(&buf, SIZE_MAX / 2);
	if (from > 0)
		buf_puts(&buf, "… ");
	buf_puts(&buf, text + from);
	text_excerpt(dst, DIFFERENCE_QUOTE, buf_str(&buf));
	buf_fini(&buf);
}

static void
quote(struct text_difference *ret, const struct flat_line *a,
    const struct flat_line *b)
{
	size_t from = 0;

	if (ret->before[0] != '\0' || ret->after[0] != '\0')
		return;
	/* Sums of pictures say nothing to people. */
	if ((a != NULL ? a : b)->kind == FLAT_PICTURE)
		return;
	if (a != NULL && b != NULL)
		from = where(a->text, b->text);
	if (a != NULL)
		excerpt(ret->before, a->text, from);
	if (b != NULL)
		excerpt(ret->after, b->text, from);
}

static void
note_changed(struct comparison *c, const struct flat_line *a,
    const struct flat_line *b)
{
	c->ret->changed++;
	quote(c->ret, a, b);
	if (!retouch_is_slip(c->words, a, b))
		c->ret->minor = 0;
}

/* Lines that went and lines that came in their place: in pairs, as far as
 * both go. */
static void
note_hunk(struct comparison *c, const size_t from[2], const size_t to[2])
{
	size_t i, j;

	i = from[0];
	j = from[1];
	for (; i < to[0] && j < to[1] && c->a[i].kind == c->b[j].kind; i++, j++)
		note_changed(c, &c->a[i], &c->b[j]);
	if (i < to[0] || j < to[1])
		c->ret->minor = 0;
	for (; i < to[0]; i++) {
		c->ret->removed++;
		quote(c->ret, &c->a[i], NULL);
	}
	for (; j < to[1]; j++) {
		c->ret->added++;
		quote(c->ret, NULL, &c->b[j]);
	}
}

static void
walk(struct comparison *c)
{
	size_t at[2] = { 0, 0 }, begun[2] = { 0, 0 };

	while (at[0] < c->m && at[1] < c->n) {
		if (is_same(&c->a[at[0]], &c->b[at[1]])) {
			note_hunk(c, begun, at);
			begun[0] = ++at[0];
			begun[1] = ++at[1];
		} else if (*cell(c, at[0] + 1, at[1]) >=
		    *cell(c, at[0], at[1] + 1)) {
			at[0]++;
		} else {
			at[1]++;
		}
	}
	at[0] = c->m;
	at[1] = c->n;
	note_hunk(c, begun, at);
}

/* Too much is different to say what became of what. */
static void
count(struct comparison *c)
{
	quote(c->ret, &c->a[0], &c->b[0]);
	c->ret->minor = 0;
	c->ret->changed = (unsigned)(c->m < c->n ? c->m : c->n);
	c->ret->removed = (unsigned)(c->m - c->ret->changed);
	c->ret->added = (unsigned)(c->n - c->ret->changed);
}

static void
compare(struct comparison *c)
{
	while (c->m > 0 && c->n > 0 && is_same(&c->a[0], &c->b[0])) {
		c->a++;
		c->b++;
		c->m--;
		c->n--;
	}
	while (
	    c->m > 0 && c->n > 0 && is_same(&c->a[c->m - 1], &c->b[c->n - 1])) {
		c->m--;
		c->n--;
	}
	if (c->m > 0 && c->n > 0 &&
	    (c->m >= UINT16_MAX || c->n >= UINT16_MAX ||
		(c->m + 1) * (c->n + 1) > ALIGNED)) {
		count(c);
		return;
	}
	c->common = xcalloc((c->m + 1) * (c->n + 1), sizeof(*c->common));
	align(c);
	walk(c);
	free(c->common);
}

void
difference_of(xmlDoc *before, xmlDoc *after, const struct release_words *words,
    struct text_difference *ret)
{
	struct comparison c;
	struct flat a, b;

	memset(ret, 0, sizeof(*ret));
	memset(&c, 0, sizeof(c));
	ret->minor = 1;
	flat_of(before, &a);
	flat_of(after, &b);
	c.words = words;
	c.ret = ret;
	c.a = a.lines;
	c.b = b.lines;
	c.m = a.count;
	c.n = b.count;
	compare(&c);
	flat_fini(&a);
	flat_fini(&b);
}
