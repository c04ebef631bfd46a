/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stylesheet applied to a long document piece by piece.
 *
 * A tree costs a hundred times its words, and source and result of a
 * transformation are two.  Here the body of the source is given to the
 * stylesheet a sixteenth at a time, and where nobody needs it again each
 * piece is freed before the next: then there is hardly more than one tree.
 *
 * The stylesheet must not look from one block of the body to another, and
 * knows two things (xsl/lib/pieces.xsl): it copies the processing
 * instruction <?rest?>, with which the body of the first piece ends, and of a
 * root with the attribute piece it makes the blocks of the body alone, below
 * the same elements as otherwise.  A body is cut before paragraphs only.
 */
#ifndef TRANSFORM_PIECES_H
#define TRANSFORM_PIECES_H

#include <libxml/tree.h>

#include "base/why.h"
#include "transform/xslt.h"

struct pieces {
	const struct xslt *xslt;
	const char *const *params;
	xmlNode *body; /* of the source */
	int spend;     /* free what was read */
	size_t blocks; /* in each piece */
	xmlNode *kept; /* children of the body that were read, … */
	xmlNode *kept_last;
	xmlNode *rest; /* … and that will be */
	xmlNode *rest_last;
	struct xslt_spent spent;
};

/*
 * Apply the stylesheet to the document of body with the first piece.  *ret is
 * the caller's, and lives until pieces_end(); in it stands pieces_mark() where
 * the others belong, if there are any.  With spend a body of several
 * pieces is empty afterwards; else it comes back as it was.  params stay until
 * pieces_end(). Errors as of xslt_apply(): the limits are those of the whole.
 */
enum verdict pieces_begin(struct pieces *pieces, const struct xslt *xslt,
    xmlNode *body, int spend, const char *const *params, xmlDoc **ret,
    struct why *why);

/* The next piece: *ret is the caller's, or NULL after the last. */
enum verdict pieces_next(struct pieces *pieces, xmlDoc **ret, struct why *why);

/* Always, also after an error: gives the body back its children. */
void pieces_end(struct pieces *pieces);

/* The <?rest?> of a first result, or NULL. */
xmlNode *pieces_mark(const xmlDoc *first);

/* The parent of the blocks of a later result: deepest below its root is the
 * one that stands alone. */
xmlNode *pieces_blocks(const xmlDoc *piece);

/*
 * All of it in one tree: as pieces_begin(), then the others hung in place of
 * the mark.
 */
enum verdict pieces_apply(const struct xslt *xslt, xmlNode *body, int spend,
    const char *const *params, xmlDoc **ret, struct why *why);

#endif /* TRANSFORM_PIECES_H */
