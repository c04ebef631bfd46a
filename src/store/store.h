/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Originals, release XML and pictures by their SHA-256:
 * state/store/ab/<sha256>.
 *
 * Runs in gazetted, and reading in gazette.  A blob is written once and never
 * changed; what is read is hashed again, so a rotten disk is found before a
 * reader is.  Nothing put is durable before store_sync() has returned V_OK.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stddef.h>

#include "base/hash.h"
#include "base/why.h"

struct buf;
struct store;

/* Open dir/store, made if missing; dir is the state folder and stays the
 * caller's. */
enum verdict store_open(int dir, struct store **ret, struct why *why);
void store_close(struct store *store);

/* Put these bytes; having them already is success.  ret_sha256 may be NULL. */
enum verdict store_put(struct store *store, const void *data, size_t len,
    char ret_sha256[HASH_HEX_SIZE], struct why *why);

/* Put the file fd, whose content the caller has hashed, without copying it
 * where spool and store share a file system.  It must not change again. */
enum verdict store_put_file(struct store *store, int fd, const char *sha256,
    struct why *why);

/* Make all that was put durable: a few blobs by fsync, many by one syncfs.
 * After a failure all of it must be put again. */
enum verdict store_sync(struct store *store, struct why *why);

/* The same, after the file system of the folder synced was synced as a whole:
 * where the store lies on it, nothing is left to do. */
enum verdict store_sync_beside(struct store *store, int synced,
    struct why *why);

/* A sync that should have covered the store has failed: what was put since the
 * last one is forgotten, and must be put again. */
void store_forget(struct store *store);

/* Append the blob to out.  V_FATAL "store-missing", "store-damaged". */
enum verdict store_get(struct store *store, const char *sha256, struct buf *out,
    struct why *why);

/* Open the blob for reading, its hash verified, at its start. */
enum verdict store_open_blob(struct store *store, const char *sha256,
    int *ret_fd, struct why *why);

int store_has(struct store *store, const char *sha256);

/* Erase: not being there is success.  Durable when it returns. */
enum verdict store_remove(struct store *store, const char *sha256,
    struct why *why);

#endif /* STORE_STORE_H */
