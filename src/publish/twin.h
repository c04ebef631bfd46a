/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside publish: the compressed twin of a public file, "index.html.gz"
 * beside "index.html", with the same time.  A web server sends it to whoever
 * accepts gzip (nginx: gzip_static), and never has to compress.
 */
#ifndef PUBLISH_TWIN_H
#define PUBLISH_TWIN_H

#include <stddef.h>

struct buf;

#define TWIN_SUFFIX ".gz"

/* Is this a file that has one?  By its name; what the ledger writes has none:
 * hashes do not shrink. */
int twin_is_wanted(const char *file);

/*
 * Append the twin (RFC 1952: no name, no time, so the same bytes for the same
 * bytes).  1 if made, 0 where it would spare nobody anything.
 */
int twin_make(const void *data, size_t len, struct buf *out);

/* Give the file `to` in dir the time of the file `from`.  0, or -1 and
 * errno. */
int twin_time(int dir, const char *from, const char *to);

#endif /* PUBLISH_TWIN_H */
