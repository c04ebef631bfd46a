/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The spool: state/spool/<job>, the private copy of each document that is on
 * its way.  What people do to the dropped file afterwards changes nothing.
 *
 * Runs in gazetted, which copies by descriptor and looks at no byte.
 */
#ifndef STORE_SPOOL_H
#define STORE_SPOOL_H

#include <stdint.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/why.h"

struct spool;

/* A copy without a name yet: it is gone with its descriptor. */
struct spool_copy {
	int fd;
	char sha256[HASH_HEX_SIZE];
	uint64_t size;
	struct stat st; /* of the dropped file: before and after are the same */
	char tmp[48];   /* its name where the file system has no O_TMPFILE */
};

/* Open dir/spool, made if missing; dir is the state folder. */
enum verdict spool_open(int dir, struct spool **ret, struct why *why);
void spool_close(struct spool *spool);

/*
 * Copy the regular file fd from its start and hash it.  V_REJECT "too-large"
 * if it passes max bytes (looked at before anything is copied; holes are not
 * written out); V_DEFER "unsettled" if it changed meanwhile.
 */
enum verdict spool_copy(struct spool *spool, int fd, uint64_t max,
    struct spool_copy *ret, struct why *why);
void spool_copy_fini(struct spool *spool, struct spool_copy *copy);

/* Give the copy its name, durably: bytes, then name. */
enum verdict spool_link(struct spool *spool, struct spool_copy *copy,
    const char *uid, struct why *why);

/* As spool_link() for many at once: one syncfs around all names. */
enum verdict spool_link_all(struct spool *spool, struct spool_copy *copies,
    const char *const *uids, size_t count, struct why *why);

enum {
	SPOOL_NAME = 48
};

/* The name of the n'th file that lay beside a job's document, counted from 0:
 * its copy goes and comes by that in place of the uid. */
void spool_companion(char ret[SPOOL_NAME], const char *uid, unsigned n);

/* Open a job's document for reading. */
enum verdict spool_read(struct spool *spool, const char *uid, int *ret_fd,
    struct why *why);

/* The job is over; its original is in the store.  What lay beside it goes too.
 * Not being there is success.  Not durable: a name that comes back is swept. */
enum verdict spool_remove(struct spool *spool, const char *uid,
    struct why *why);

/*
 * At start: remove what keep(), which is asked for the uid alone, (1, 0, or -1
 * for "can't tell", which ends the sweep with V_DEFER) does not want.  A file
 * without a job was never accepted: the crash came before the catalogue heard
 * of it, the document still lies in the drop folder, and the scan takes it
 * again.  Adopting it instead would need its place, which a spool file does not
 * know.
 */
enum verdict spool_sweep(struct spool *spool,
    int (*keep)(void *arg, const char *uid), void *arg, unsigned *ret_removed,
    struct why *why);

#endif /* STORE_SPOOL_H */
