/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Previews: beside a document that is not published (yet), the page as it
 * will be.  For src/newsroom alone.
 *
 * A preview is the page that stands alone (render.h), so that nothing has to
 * be fetched and nothing of it is public.  It and the page that asks or tells
 * of the document lead to each other by the names of their files.
 */
#ifndef NEWSROOM_PREVIEW_H
#define NEWSROOM_PREVIEW_H

#include "newsroom/room.h"

/* Was this dropped where documents are only shown? */
int preview_is_only(const struct desk *desk, const struct catalog_job *job);

/* Is what the piece's editor has decided shown beside the file? */
int preview_is_wanted(const struct piece *piece);

/* What a worker is told in place of a publication (doc/release.md). */
void preview_xml(const struct piece *piece, struct buf *out);

/* Put it beside the document; page is what the worker rendered. */
void preview_put(struct piece *piece, const struct blob *page);

/* The name of the preview that lies beside the job's document, or "". */
void preview_name(const struct desk *desk, const struct catalog_job *job,
    char *dst, size_t size);

#endif /* NEWSROOM_PREVIEW_H */
