/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Refusals of XML in plain words.  Private to xmldoc.
 */
#ifndef READ_XMLERROR_H
#define READ_XMLERROR_H

#include <libxml/parser.h>

#include "base/why.h"

struct xmldoc_rules;
struct xmlscan;

/*
 * What the parser complained of (error may be NULL), where, and the text
 * there: "line 12, column 5: <em> is closed by </p>".
 */
enum verdict xmlerror_why(const xmlParserCtxt *ctxt, const xmlError *error,
    const struct xmldoc_rules *rules, struct why *why);

enum verdict xmlerror_doctype(const struct xmldoc_rules *rules,
    struct why *why);
/* The byte at that offset is none of the encoding that the document names. */
enum verdict xmlerror_byte(const struct xmldoc_rules *rules,
    const struct xmlscan *scan, size_t at, struct why *why);

enum verdict xmlerror_attributes(const struct xmldoc_rules *rules,
    struct why *why);
enum verdict xmlerror_encoding(const struct xmldoc_rules *rules,
    const char *encoding, struct why *why);

#endif /* READ_XMLERROR_H */
