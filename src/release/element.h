/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every element of a release: where it may stand, what it may hold.
 *
 * One table, from which release_check() judges a finished release and the
 * stages of release_finish() know a block from an inline element.  It says
 * the same as doc/release.md and schema/release.rng.
 */
#ifndef RELEASE_ELEMENT_H
#define RELEASE_ELEMENT_H

#include <stdint.h>

#include <libxml/tree.h>

#define MATHML_NS "http://www.w3.org/1998/Math/MathML"

/* What an element is, as bits: a parent lists what it holds. */
enum element_class {
	CLASS_NONE = 0,
	CLASS_BLOCK = 1 << 0,
	CLASS_INLINE = 1 << 1,
	CLASS_P = 1 << 2, /* what a lead holds */
	CLASS_LI = 1 << 3,
	CLASS_DL = 1 << 4,
	CLASS_TABLE = 1 << 5, /* caption and row groups */
	CLASS_TR = 1 << 6,
	CLASS_CELL = 1 << 7,
	CLASS_FIGURE = 1 << 8, /* what a figure holds */
	CLASS_RUBY = 1 << 9,
	CLASS_MATH = 1 << 10, /* inside of math */
	CLASS_TOP = 1 << 11,  /* children of release */
	CLASS_HEAD = 1 << 12,
	CLASS_CONTACT = 1 << 13,
	CLASS_NOTE = 1 << 14,
	CLASS_MESSAGE = 1 << 15,
	CLASS_ALTERNATE = 1 << 16,
};

/* What its own text may be. */
enum element_text {
	TEXT_NONE, /* blanks only */
	TEXT_ANY,
	TEXT_DATE,    /* 2026-05-03, or as TEXT_INSTANT */
	TEXT_INSTANT, /* 2026-05-03T09:00:00+03:00, or Z */
	TEXT_STATUS,
	TEXT_EMPTY, /* nothing, not even blanks */
};

/* Its number, where a stage wants to know one by name. */
enum element_id {
	EL_UNKNOWN,
	EL_RELEASE,
	EL_HEAD,
	EL_NOTES,
	EL_NOTE,
	EL_BOILERPLATE,
	EL_REPORT,
	EL_TITLE,
	EL_DECK,
	EL_LEAD,
	EL_DATELINE,
	EL_BYLINE,
	EL_ISSUED,
	EL_EMBARGO,
	EL_EXPIRES,
	EL_STATUS,
	EL_REPLACES,
	EL_TRANSLATION_OF,
	EL_CHANGE,
	EL_CORRECTION,
	EL_SOURCE,
	EL_PUBLICATION,
	EL_CONTACT,
	EL_NAME,
	EL_ROLE,
	EL_ORG,
	EL_ADDRESS,
	EL_RAW,
	EL_SUBJECT_TITLE,
	EL_OTHER, /* of the release namespace, and many */
	EL_A,
	EL_ASIDE,
	EL_BDI,
	EL_BDO,
	EL_BLOCKQUOTE,
	EL_BODY,
	EL_BOLD, /* b and i: an importer's liberty, never in a release */
	EL_BR,
	EL_CAPTION,
	EL_CODE,
	EL_DD,
	EL_DL,
	EL_DT,
	EL_EM,
	EL_FIGCAPTION,
	EL_FIGURE,
	EL_HEADING,
	EL_HEADING1,
	EL_HR,
	EL_IMG,
	EL_ITALIC,
	EL_LI,
	EL_MARK, /* s u sub sup */
	EL_OL,
	EL_P,
	EL_PRE,
	EL_ROWS,
	EL_RUBY,
	EL_SPAN,
	EL_STRONG,
	EL_TABLE,
	EL_TD,
	EL_TH,
	EL_TR,
	EL_UL,
	EL_MATH,
	EL_IN_MATH,
	EL_COUNT
};

enum {
	ELEMENT_ONCE = 1 << 0,  /* at most once in its parent */
	ELEMENT_FLOWS = 1 << 1, /* its text is a line of its own */
	ELEMENT_FULL = 1 << 2,  /* needs a child */
};

struct element {
	const char *name;
	char ns; /* 'h' XHTML, 'g' release, 'm' MathML */
	enum element_id id;
	uint32_t is;
	uint32_t holds;
	enum element_text text;
	unsigned flags;
	uint64_t may; /* attributes, bits of enum attribute_id */
	uint64_t must;
};

/* The row of an element node; one with the id EL_UNKNOWN if it has none. */
const struct element *element_find(const xmlNode *node);

/* A bit of its own for each element that may stand once in its parent, 0 for
 * all others. */
uint64_t element_once(const struct element *element);

/* As element_find(), kept with the node.  Whoever changes a name or a
 * namespace calls element_forget(). */
const struct element *element_of(xmlNode *node);
void element_forget(xmlNode *node);

/* 0, or -1 with the name of the attribute in *ret_name if node has one that
 * element has no place for, lacks one, or a value is none of its kind. */
int element_check_attributes(const struct element *element, const xmlNode *node,
    const char **ret_name);

/*
 * Drop the attributes of node that its row has no place for, and values of no
 * kind.  What an importer may say (ids of any form, addresses, g:zone) stays
 * until its stage has seen it.
 */
void element_filter(xmlNode *node);

/* Is s a value of text? */
int element_is_text(enum element_text text, const char *s);

/* A code of a message, a language tag (BCP 47, loosely), an id of a release, an
 * address that a release may hold. */
int element_is_code(const char *s);
int element_is_lang(const char *s);
int element_is_id(const char *s);
int element_is_href(const char *s);

#endif /* RELEASE_ELEMENT_H */
