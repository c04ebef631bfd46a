/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fetching files of one site over HTTP, within bounds.
 *
 * Runs in gazette-mirror.  The server is a stranger: how many bytes, how many
 * redirects, how slow and to which protocols are limited here, and what came
 * is judged by its hash elsewhere.  The only file that knows libcurl.
 */
#ifndef MIRROR_FETCH_H
#define MIRROR_FETCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/why.h"

struct buf;
struct fetcher;

/* What makes the next request for a file a question whether it changed;
 * "" and 0 where the server's word can't be relied on. */
struct validator {
	char etag[128];
	int64_t modified; /* seconds since 1970 */
};

struct fetched {
	int is_unchanged; /* 304: nothing came */
	int64_t modified; /* Last-Modified, or 0 */
	uint64_t size;
	char sha256[HASH_HEX_SIZE];
	struct validator validator;
};

/* url: "https://press.example.org" and perhaps a path; http or https. */
enum verdict fetcher_new(const char *url, struct fetcher **ret,
    struct why *why);
/* NULL is accepted. */
void fetcher_free(struct fetcher *fetcher);

/*
 * Fetch the file at path (mirror_path_is_good()) into out, of at most
 * out->max bytes.  known, unless NULL: what was learnt last time.  V_DEFER
 * "mirror-server" for whatever is wrong with server or network,
 * "mirror-moved" if there is no such file, V_REJECT "mirror-size" if it is
 * larger.
 */
enum verdict fetch(struct fetcher *fetcher, const char *path,
    const struct validator *known, struct buf *out, struct fetched *ret,
    struct why *why);

/* The same into the file fd, of at most max bytes. */
enum verdict fetch_file(struct fetcher *fetcher, const char *path, int fd,
    uint64_t max, struct fetched *ret, struct why *why);

#endif /* MIRROR_FETCH_H */
