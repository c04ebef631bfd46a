/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * numbering.xml as it was read.  Private to docx_numbering.c, which counts,
 * and docx_numbering_read.c, which reads.
 */
#ifndef READ_DOCX_NUMBERING_INNER_H
#define READ_DOCX_NUMBERING_INNER_H

#include <limits.h>
#include <stddef.h>

#include <libxml/tree.h>

#include "read/docx_numbering.h"

enum {
	NUM_LEVELS = 9,
	NUM_VALUE_MAX = 100000000,
	NUM_UNSAID = INT_MIN,
	NUM_NEVER = 0, /* w:lvlRestart 0 */
};

/* A w:lvl. */
struct num_level {
	int present;
	int start;
	int restart; /* w:lvlRestart, NUM_UNSAID: after any higher level */
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
struct num_abstract {
	int id;
	size_t order;
	struct num_level levels[NUM_LEVELS];
	const char *style_link;
	const char *num_style_link;
	const struct num_abstract
	    *source; /* whose levels count: mostly itself */
	int value[NUM_LEVELS];
	int started[NUM_LEVELS];
};

/* A w:num. */
struct num_instance {
	int id;
	size_t order;
	struct num_abstract *abstract;
	struct num_level *overrides; /* NUM_LEVELS of them, or NULL */
	int start[NUM_LEVELS];       /* w:startOverride, or NUM_UNSAID */
	int pending[NUM_LEVELS];     /* it has not taken effect yet */
};

struct docx_numbering {
	xmlDoc *doc;
	struct num_abstract *abstracts; /* in the order of ids */
	size_t n_abstracts;
	struct num_instance *nums;
	size_t n_nums;
};

/* The w:num of that id, or NULL. */
struct num_instance *docx_num_find(const struct docx_numbering *numbering,
    int id);

#endif /* READ_DOCX_NUMBERING_INNER_H */
