/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a block of the text announces, and whether it may be of a contact. */
#ifndef RELEASE_ZONE_H
#define RELEASE_ZONE_H

#include <stddef.h>

#include <libxml/tree.h>

struct finish;

enum zone {
	ZONE_NONE,
	ZONE_OTHER, /* begins with a heading of the text's own */
	ZONE_CONTACT,
	ZONE_BOILERPLATE,
	ZONE_TAGS,
	ZONE_POSITION, /* what follows an end mark */
};

struct segment {
	enum zone zone;
	int title; /* its first block is nothing but its heading */
	int vague; /* it may say something else: the words below decide */
	int late;  /* is one after contacts alone */
	size_t
	    colon; /* bytes of the words before it, if it goes on after one */
	size_t from;
	size_t to;
	char why[64];
};

/* What block announces; what is known of it by that, in *ret. */
enum zone zone_of(struct finish *f, xmlNode *block, struct segment *ret);

/* Where a short folded line ends with what a fact box is called, "… lyhyesti",
 * its bytes up to there; or 0. */
size_t zone_in_brief(const struct finish *f, const char *folded);

int zone_is_heading(xmlNode *block);
int zone_is_paragraph(xmlNode *block);

/* May a block (a list, a table, a line), from the byte at of its text on, be
 * of a contact?  *ret_address becomes 1 if it has an address. */
int zone_is_contact_line(struct finish *f, xmlNode *block, size_t at,
    int *ret_address);

#endif /* RELEASE_ZONE_H */
