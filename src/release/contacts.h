/* SPDX-License-Identifier: GPL-2.0-or-later */
/* People to ask: from lines of text to <contact>. */
#ifndef RELEASE_CONTACTS_H
#define RELEASE_CONTACTS_H

#include <stddef.h>

#include <libxml/tree.h>

struct finish;

/* Understand contacts of the head that have nothing but their words. */
void contacts_understand(struct finish *f);

/* Make contacts of the count blocks (paragraphs and lists of the body), which
 * leave the body. */
void contacts_take(struct finish *f, xmlNode **blocks, size_t count,
    const char *why);

#endif /* RELEASE_CONTACTS_H */
