/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTML: as a document, and escaped inside of one ("&lt;p&gt;"), once or twice.
 *
 * Read by libxml2's HTML parser, which takes what browsers take.  Nothing is
 * fetched and nothing runs; what may stay of it the importer decides
 * (xsl/lib/wire.xsl) and the finish checks.
 */
#ifndef READ_MARKUP_H
#define READ_MARKUP_H

#include <stddef.h>

#include <libxml/tree.h>

#include "base/why.h"

/*
 * Parse a page of HTML.  On V_OK *ret is the caller's: its elements are in
 * no namespace.  V_REJECT "xml-empty" if there is nothing in it.
 */
enum verdict markup_parse(const void *data, size_t len, xmlDoc **ret,
    struct why *why);

/*
 * In every element whose local name, or whose attribute "name", is in names
 * (NULL at the end) and that holds text alone: if its text is HTML, put the
 * elements in its place; if it is lines, a p for each that a blank line
 * parts, or for each line where none does.  Of a name that begins with "="
 * each line is a p, a blank one too; one that begins with "<" holds HTML, where
 * the end of a line is a blank.
 */
void markup_unfold(xmlDoc *doc, const char *const *names);

/*
 * Number the elements of that local name from 1 on, in the order of the
 * document: attribute "gazette-number".  XSLT can count too, but only what
 * it has walked past each time anew.
 */
void markup_number(xmlDoc *doc, const char *name);

#endif /* READ_MARKUP_H */
