/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of one paragraph on their way into the normal form.
 *
 * Word cuts a sentence into runs for its own reasons (revision ids, the
 * spelling checker, bookmarks).  Here runs that look alike become one, blanks
 * are folded and moved out of emphasis, and elements are nested so that
 * what reaches furthest stands outermost.
 */
#ifndef READ_DOCX_LINE_H
#define READ_DOCX_LINE_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/buf.h"

struct docx_nodes;

/* Looks that become elements. */
enum line_format {
	LINE_STRONG = 1 << 0,
	LINE_EM = 1 << 1,
	LINE_U = 1 << 2,
	LINE_S = 1 << 3,
	LINE_SUB = 1 << 4,
	LINE_SUP = 1 << 5,
	LINE_CODE = 1 << 6,
	LINE_FORMATS = 7, /* how many */
	/* Looks that are only counted. */
	LINE_BOLD = 1 << 8, /* bold to the eye, by whatever style */
	LINE_UNDERLINED = 1 << 9,
	LINE_CAPS = 1 << 10,
};

enum wrap_kind {
	WRAP_LINK,
	WRAP_BDI,
	WRAP_BDO,
};

/* An element around runs that a document means as one: they nest. */
struct docx_wrap {
	const struct docx_wrap *up;
	enum wrap_kind kind;
	const char *value; /* a link's target, or "rtl", "ltr"; interned */
	unsigned depth;    /* 0 without up */
};

enum span_kind {
	SPAN_TEXT,
	SPAN_BREAK, /* a line ends */
	SPAN_PAGE,  /* a page or column ends */
	SPAN_NODE,  /* an element that is there already */
};

/* How a run looks; two that are equal are one. */
struct docx_look {
	unsigned format;              /* set of enum line_format */
	int size;                     /* half points */
	const char *lang;             /* interned, or NULL */
	const char *dir;              /* "rtl", or NULL */
	const struct docx_wrap *wrap; /* innermost, or NULL */
};

struct docx_span {
	enum span_kind kind;
	struct docx_look look;
	size_t off; /* SPAN_TEXT: bytes of the line's text */
	size_t len;
	xmlNode *node;    /* SPAN_NODE: owned until it is put into a tree */
	unsigned letters; /* of any script; signs and figures are none */
};

struct docx_line {
	struct docx_span *list;
	size_t count;
	size_t cap;
	size_t sealed; /* spans before it grow no more */
	struct buf text;
};

/* A part of a line that becomes the content of one element. */
struct docx_line_part {
	size_t first; /* spans from first to before end */
	size_t end;
	unsigned ignore;  /* set of formats that make no elements */
	const char *lang; /* the element's own: no span needed */
};

/* What a line turned out to hold. */
struct docx_line_sum {
	unsigned letters; /* characters that are no blanks */
	unsigned bold;    /* letters that look so */
	unsigned italic;  /* by the run itself */
	unsigned underlined;
	unsigned caps;
	int size;          /* of most letters, 0 without any */
	const char *lang;  /* of most letters, or NULL */
	unsigned nodes;    /* elements */
	unsigned pictures; /* of them <picture> */
	unsigned pages;    /* page breaks and empty lines between words */
	unsigned tabs;     /* gaps between words that are tabs */
	unsigned indent;   /* tabs before the first word */
};

/* A gap of one tab to five is one byte from '\t' to '\r'. */
enum {
	LINE_TAB = '\t',
	LINE_TABS = '\r'
};

/* What stays of blanks in a line that settles. */
enum line_keep {
	LINE_KEEP_NONE,
	LINE_KEEP_TABS, /* between words */
	LINE_KEEP_ALL,  /* blanks and breaks are as they were */
};

/* Are these tags of one language, as "sv-FI" and "sv-SE"?  NULL is none. */
int docx_lang_equal(const char *a, const char *b);

void docx_line_init(struct docx_line *line);

/* Frees the elements that are still the line's too. */
void docx_line_fini(struct docx_line *line);
void docx_line_reset(struct docx_line *line);

void docx_line_text(struct docx_line *line, const struct docx_look *look,
    const char *s, size_t len);
void docx_line_add(struct docx_line *line, const struct docx_look *look,
    enum span_kind kind, xmlNode *node);

/* Words to come begin a span of their own: its index, for docx_line_cut(). */
size_t docx_line_seal(struct docx_line *line);

/* Give up all spans from index first on; their elements go to the trash. */
void docx_line_cut(struct docx_line *line, struct docx_nodes *nodes,
    size_t first);

/*
 * Fold blanks, drop breaks at both ends, move blanks out of emphasis, merge.
 * Two breaks in a row become a SPAN_PAGE: an empty line parts paragraphs.
 * With LINE_KEEP_TABS a gap with tabs is one byte from LINE_TAB to LINE_TABS.
 * With LINE_KEEP_ALL blanks and breaks stay as they are.  base is the language
 * of the paragraph's style, interned.
 */
void docx_line_settle(struct docx_line *line, enum line_keep keep,
    const char *base, struct docx_line_sum *ret);

/* The tabs of a settled line are blanks. */
void docx_line_untab(struct docx_line *line);

/*
 * Put a part of a settled line into parent, whose the spans' elements are
 * then.  A SPAN_PAGE inside of the part is a break.
 */
void docx_line_emit(struct docx_line *line, struct docx_nodes *nodes,
    xmlNode *parent, const struct docx_line_part *part);

#endif /* READ_DOCX_LINE_H */
