/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a document is by its first bytes, and how to say that it is nothing
 * of ours.  Private to read.
 */
#ifndef READ_SNIFF_H
#define READ_SNIFF_H

#include <stddef.h>

#include "base/why.h"

enum sniffed {
	SNIFFED_PACKAGE, /* a ZIP, maybe cut off */
	SNIFFED_XML,
	SNIFFED_HTML,  /* as browsers save it, which is seldom XML */
	SNIFFED_JSON,  /* an object */
	SNIFFED_OTHER, /* why says what, and what to do */
};

/*
 * Look at a document.  *ret says which door it belongs to; for
 * SNIFFED_OTHER the verdict is V_REJECT: "empty", "incomplete",
 * "package-encrypted", "doc-old", "spreadsheet", "presentation", "rtf",
 * "pdf", "html", "plain-text", "zip", "mail", "shortcut", "picture-alone" or
 * "not-a-document".
 */
enum verdict sniff(const void *data, size_t len, enum sniffed *ret,
    struct why *why);

/* Bytes of white space before an XML document, which wires send. */
size_t sniff_leading_blanks(const void *data, size_t len);

#endif /* READ_SNIFF_H */
