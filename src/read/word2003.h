/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Word 2003 XML (WordprocessingML 2003, urn of W2003_NS) as a Flat OPC
 * document, so that it is read as any other Word document.
 *
 * Most elements are the same.  Lists, links, notes, revisions, comments and
 * pictures are told otherwise and are told anew here.
 */
#ifndef READ_WORD2003_H
#define READ_WORD2003_H

#include <libxml/tree.h>

/*
 * Make doc, whose root is w:wordDocument, a pkg:package in place.  0, or -1
 * where it has no w:body.
 */
int word2003_convert(xmlDoc *doc);

#endif /* READ_WORD2003_H */
