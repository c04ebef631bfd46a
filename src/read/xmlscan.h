/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be known of an XML document's bytes before libxml2 sees them.
 *
 * Private to xmldoc.  libxml2 compares each attribute of an element with all
 * others before it calls anybody: 50,000 of them cost seconds.
 */
#ifndef READ_XMLSCAN_H
#define READ_XMLSCAN_H

#include <stddef.h>

struct buf;

struct xmlscan {
	const unsigned char *data;
	size_t len;
	int width; /* bytes of a unit: 1, 2 or 4 */
	int big_endian;
	int has_bom;
	char encoding[40]; /* as the declaration names it, upper case, or "" */
};

/* Look at the first bytes (XML 1.0, appendix F). */
void xmlscan_init(struct xmlscan *scan, const void *data, size_t len);

/* Has some tag more than max attributes?  Linear. */
int xmlscan_many_attributes(const struct xmlscan *scan, int max);

/*
 * Does a document that calls itself ISO-8859-1 or US-ASCII hold bytes 0x80
 * to 0x9f?  Then it is windows-1252, as every browser takes it.
 */
int xmlscan_is_cp1252(const struct xmlscan *scan);

enum misnamed {
	MISNAMED_NOT,
	MISNAMED_BYTE, /* says UTF-8, or nothing; the first byte that is none */
	MISNAMED_UTF8, /* says ISO-8859-1 or another encoding of single bytes,
			* and is UTF-8 throughout; the first beyond ASCII */
};

/* Is a document of one-byte units not what it says, and from where on?
 * Linear. */
enum misnamed xmlscan_misnamed(const struct xmlscan *scan, size_t *ret_at);

/*
 * Copy the document into out with HTML's named characters ("&eacute;", which
 * NITF, XHTML and others take from DTDs that nobody fetches) as numbers.
 * XML's own five, unknown names, comments and CDATA stay.  Only for units of
 * one byte; returns 0 if there was nothing to do, out is then incomplete.
 */
int xmlscan_name_characters(const struct xmlscan *scan, struct buf *out);

#endif /* READ_XMLSCAN_H */
