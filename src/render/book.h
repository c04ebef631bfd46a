/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an EPUB says of itself, for render/epub.xsl. */
#ifndef RENDER_BOOK_H
#define RENDER_BOOK_H

#include <libxml/tree.h>

struct rendering;

/*
 * <book> of RENDER_NS: id, title, lang, dir, contents (the word), modified,
 * issued, description, publisher, source, math (if there is any); in it the
 * headings of the article within one another, and subject, picture and
 * access.  The article must have been made.  The caller frees.
 */
xmlDoc *book_make(const struct rendering *rendering);

#endif /* RENDER_BOOK_H */
