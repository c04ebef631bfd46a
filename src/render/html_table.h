/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may come out of a page: elements and attributes by name. */
#ifndef RENDER_HTML_TABLE_H
#define RENDER_HTML_TABLE_H

/* Bits of an element. */
enum {
	ELEMENT_KNOWN = 1 << 0,
	ELEMENT_VOID = 1 << 1,  /* has no content and no end tag */
	ELEMENT_BLOCK = 1 << 2, /* a line of its own in the source */
	ELEMENT_HEAD = 1 << 3,  /* only inside of head */
	ELEMENT_GONE = 1 << 4,  /* not even its content comes out */
	ELEMENT_PRE = 1 << 5,   /* a newline at its start is eaten */
	ELEMENT_FORM = 1 << 6,  /* only in a page with a script of ours */
};

/* The bits of an XHTML or of a MathML element; 0 if unknown. */
unsigned html_element(const char *name);
unsigned html_math_element(const char *name);

enum attribute_kind {
	ATTRIBUTE_UNKNOWN,
	ATTRIBUTE_PLAIN,
	ATTRIBUTE_URI,  /* its scheme is looked at */
	ATTRIBUTE_SRC,  /* of a picture */
	ATTRIBUTE_FORM, /* only in a page with a script of ours */
};

enum attribute_kind html_attribute(const char *name);
enum attribute_kind html_math_attribute(const char *name);

/* For the tests: names are found by halves. */
int html_tables_are_sorted(void);

#endif /* RENDER_HTML_TABLE_H */
