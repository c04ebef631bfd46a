/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bundle: a folder that is one release, with documents in several
 * languages, pictures and attachments.  For src/newsroom alone.
 *
 * It is taken in when nothing in it has changed for a while (the setting
 * folder_settle), so that its last file is not left out.
 */
#ifndef NEWSROOM_BUNDLE_H
#define NEWSROOM_BUNDLE_H

#include "newsroom/room.h"

/* Visit the folder c; each of its documents is shown to visit once it is
 * quiet. */
enum visit bundle_visit(struct desk *desk, const struct candidate *c,
    scan_visit *visit);

/* May a file of this name be a document of a bundle? */
int bundle_is_document(const char *name);

/* Forget folders that are not there any more; all of them when the desk is
 * closed. */
void bundle_sweep(struct desk *desk);
void bundle_close(struct desk *desk);

#endif /* NEWSROOM_BUNDLE_H */
