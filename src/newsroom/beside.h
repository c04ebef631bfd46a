/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies beside a document: its sidecar, and in the folder of a release
 * pictures and attachments.  For src/newsroom alone.
 *
 * A sidecar is called as its document is, with ".meta.xml" in place of the
 * extension, or as its release's folder is, or "meta.xml" in that folder.
 * Pictures lie beside the documents of a release's folder; attachments in its
 * folder Bilagor, Liitteet or Attachments, and nowhere else.
 */
#ifndef NEWSROOM_BESIDE_H
#define NEWSROOM_BESIDE_H

#include "newsroom/room.h"

/* One file beside a document, as a look at the folder finds it. */
struct beside_entry {
	enum companion_role role;
	char *place;
	const char *name; /* its last component */
	struct identity identity;
};

struct beside {
	struct beside_entry *list;
	size_t count;
	char seen[HASH_HEX_SIZE]; /* digest of the files; "" for none */
};

/* Look for what lies beside the document c; opens and reads nothing. */
void beside_find(struct desk *desk, const struct candidate *c,
    struct beside *ret);
void beside_fini(struct beside *beside);

/*
 * Copy all of it into the arrival of its document.  V_DEFER if something is
 * not whole yet, V_REJECT "not-a-file", "too-large" and the like with the
 * name of the file as quote.
 */
enum verdict beside_claim(struct desk *desk, const struct candidate *c,
    const struct beside *beside, struct arrival *arrival, struct why *why);

/* Free the copies of an arrival, and their list. */
void beside_drop(struct desk *desk, struct arrival *arrival);

/* Is this the name of a sidecar, which is no document? */
int beside_is_sidecar(const char *name);

/* The name of the release's folder in which a place lies, which the caller
 * frees; NULL if it lies in a folder of the settings. */
char *beside_folder(const struct desk *desk, const char *place);

/* Is it the name of a folder of attachments? */
int beside_is_attachments(const char *name);

/* Is it, by its name, a picture that a page can show? */
int beside_is_picture(const char *name);

#endif /* NEWSROOM_BESIDE_H */
