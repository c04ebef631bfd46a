/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed twins.  See twin.h. */
#include "config.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "publish/twin.h"

enum {
	LEVEL = 6,
	GZIP_WINDOW = 15 + 16, /* zlib.h: 16 asks for a gzip header */
	MEMORY = 8,
	LEAST = 256, /* bytes: less than that fits one packet anyhow */
};

int
twin_is_wanted(const char *file)
{
	static const char *const suffixes[] = { ".html", ".txt", ".json",
		".xml", ".css", ".js", ".svg", ".atom", ".rss" };
	const char *dot;
	size_t i;

	if (strncmp(file, "api/", 4) == 0 || (dot = strrchr(file, '.')) == NULL)
		return 0;
	for (i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		if (strcmp(dot, suffixes[i]) == 0)
			return 1;
	}
	return 0;
}

static size_t
deflate_into(z_stream *z, const void *data, size_t len, struct buf *out)
{
	int rc;
	uLong bound;

	bound = deflateBound(z, (uLong)len);
	if (buf_reserve(out, bound) == -1)
		return 0;
	z->next_in = data;
	z->avail_in = (uInt)len;
	z->next_out = (Bytef *)out->data + out->len;
	z->avail_out = (uInt)bound;
	rc = deflate(z, Z_FINISH);
	return rc == Z_STREAM_END ? bound - z->avail_out : 0;
}

int
twin_make(const void *data, size_t len, struct buf *out)
{
	size_t n;
	z_stream z;

	if (len < LEAST || len > UINT_MAX / 2)
		return 0;
	memset(&z, 0, sizeof(z));
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY,
		Z_DEFAULT_STRATEGY) != Z_OK)
		xalloc_die();
	n = deflate_into(&z, data, len, out);
	deflateEnd(&z);
	if (n == 0 || n >= len)
		return 0;
	out->len += n;
	out->data[out->len] = '\0';
	return 1;
}

int
twin_time(int dir, const char *from, const char *to)
{
	struct stat st;
	struct timespec times[2];

	if (fstatat(dir, from, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return -1;
	times[0] = st.st_mtim;
	times[1] = st.st_mtim;
	return utimensat(dir, to, times, AT_SYMLINK_NOFOLLOW);
}
