/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of a settings file.  See settings_text.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "newsroom/settings_text.h"

enum {
	DEPTH_MAX = 8,
	WORD_SIZE = 64,
};

/* A setting that was seen, in the section of that number. */
struct key {
	int section;
	int line;
	char name[WORD_SIZE];
};

struct reader {
	char *p;
	int line;
	int sections; /* so far: each has a number of its own */
	int depth;
	int open[DEPTH_MAX];      /* the numbers of the open sections */
	int open_line[DEPTH_MAX]; /* where they were opened */
	int list_line;            /* of the open list, or 0 */
	char word[WORD_SIZE];     /* the last plain word before this token */
	int after_equals;
	struct key *keys;
	size_t key_count;
	struct text_fault *fault;
};

static int
fail(struct reader *r, int line, const char *what, const char *name)
{
	r->fault->line = line;
	snprintf(r->fault->what, sizeof(r->fault->what), "%s%s%s", what,
	    name[0] != '\0' ? " " : "", name);
	return -1;
}

static int
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int
is_punctuation(char c)
{
	return c != '\0' && strchr("{}()=,+", c) != NULL;
}

/* Over a quoted string; libconfuse escapes with a backslash in both kinds. */
static int
skip_string(struct reader *r)
{
	char quote;
	int line;

	line = r->line;
	for (quote = *r->p++; *r->p != quote; r->p++) {
		if (*r->p == '\\' && r->p[1] != '\0')
			r->p++;
		if (*r->p == '\0')
			return fail(r, line, "a quoted string does not end",
			    "");
		r->line += *r->p == '\n';
	}
	r->p++;
	return 0;
}

/* Blank out a comment; "//" and its like begin one only where a word could
 * begin, since http://… need not be quoted.  1 if there was one. */
static int
blank_comment(struct reader *r)
{
	int line;

	if (*r->p == '#' || strncmp(r->p, "//", 2) == 0) {
		while (*r->p != '\0' && *r->p != '\n')
			*r->p++ = ' ';
		return 1;
	}
	if (strncmp(r->p, "/*", 2) != 0)
		return 0;
	line = r->line;
	while (strncmp(r->p, "*/", 2) != 0) {
		if (*r->p == '\0')
			return fail(r, line, "a comment does not end", "");
		r->line += *r->p == '\n';
		if (*r->p != '\n')
			*r->p = ' ';
		r->p++;
	}
	r->p[0] = r->p[1] = ' ';
	r->p += 2;
	return 1;
}

static void
take_word(struct reader *r)
{
	char *start;

	start = r->p;
	while (*r->p != '\0' && !is_blank(*r->p) && !is_punctuation(*r->p) &&
	    *r->p != '"' && *r->p != '\'' && *r->p != '#')
		r->p++;
	if (!r->after_equals)
		snprintf(r->word, sizeof(r->word), "%.*s", (int)(r->p - start),
		    start);
	r->after_equals = 0;
}

static int
take_key(struct reader *r)
{
	int section;
	size_t i;

	section = r->depth > 0 ? r->open[r->depth - 1] : 0;
	for (i = 0; i < r->key_count; i++)
		if (r->keys[i].section == section &&
		    strcmp(r->keys[i].name, r->word) == 0)
			return fail(r, r->line, "set a second time:", r->word);
	r->keys = xreallocarray(r->keys, r->key_count + 1, sizeof(r->keys[0]));
	r->keys[r->key_count].section = section;
	r->keys[r->key_count].line = r->line;
	memcpy(r->keys[r->key_count].name, r->word, sizeof(r->word));
	r->key_count++;
	r->after_equals = 1;
	return 0;
}

static int
open_brace(struct reader *r)
{
	if (r->after_equals) {
		r->list_line = r->line;
		r->after_equals = 0;
		return 0;
	}
	if (r->depth == DEPTH_MAX)
		return fail(r, r->line, "sections within sections", "");
	r->open_line[r->depth] = r->line;
	r->open[r->depth++] = ++r->sections;
	return 0;
}

/* A brace too many is libconfuse's to report. */
static void
close_brace(struct reader *r)
{
	if (r->list_line != 0)
		r->list_line = 0;
	else if (r->depth > 0)
		r->depth--;
}

static int
take_token(struct reader *r)
{
	int comment;

	if ((comment = blank_comment(r)) != 0)
		return comment == -1 ? -1 : 0;
	if (is_blank(*r->p)) {
		r->line += *r->p++ == '\n';
		return 0;
	}
	if (*r->p == '"' || *r->p == '\'') {
		r->after_equals = 0;
		return skip_string(r);
	}
	if (!is_punctuation(*r->p)) {
		take_word(r);
		return 0;
	}
	switch (*r->p++) {
	case '{':
		return open_brace(r);
	case '}':
		close_brace(r);
		return 0;
	case '=':
		return take_key(r);
	default:
		return 0;
	}
}

int
settings_text_prepare(char *text, struct text_fault *ret)
{
	int result = 0;
	struct reader r;

	memset(&r, 0, sizeof(r));
	r.p = text;
	r.line = 1;
	r.fault = ret;
	while (*r.p != '\0' && result == 0)
		result = take_token(&r);
	if (result == 0 && r.list_line != 0)
		result = fail(&r, r.list_line, "this list has no }", "");
	if (result == 0 && r.depth > 0)
		result = fail(&r, r.open_line[r.depth - 1],
		    "this section has no }", "");
	free(r.keys);
	return result;
}
