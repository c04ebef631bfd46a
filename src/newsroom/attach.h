/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lay beside a document, on its way with it: sidecar and pictures to its
 * worker, attachments to its release.  For src/newsroom alone.
 */
#ifndef NEWSROOM_ATTACH_H
#define NEWSROOM_ATTACH_H

#include "newsroom/room.h"

struct site_attachments;

/* Append sidecar and pictures as frames; *ret_count is how many.  Pictures
 * that would pass the ceiling of frames are left out with a finding. */
enum verdict attach_frames(struct piece *piece, struct buf *frames,
    uint32_t *ret_count, struct why *why);

/* The attachments of the piece: those that lie beside its document, or of a
 * live version those that it has. */
enum verdict attach_list_version(struct piece *piece, int64_t version,
    struct site_attachments *ret, struct why *why);
enum verdict attach_list(struct piece *piece, struct site_attachments *ret,
    struct why *why);

/* Put the attachments of a document on the stage, and into the store. */
enum verdict attach_stage(struct piece *piece, struct why *why);

/* Does its document bring attachments along, about which a person is asked
 * once?  The name of the first, which the caller frees, or NULL. */
char *attach_question(struct piece *piece);

/*
 * Where the original of a job goes within the folder: to its release's own
 * folder there, if it lay in one.  The caller frees.
 */
char *attach_folder(struct desk *desk, const struct catalog_job *job,
    const char *folder);

/* The original has been moved there: what lay beside it follows, once no other
 * document of its release waits for it. */
void attach_put_away(struct desk *desk, const struct catalog_job *job,
    const char *folder);

#endif /* NEWSROOM_ATTACH_H */
