/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed entries.  See epub_deflate.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>
#include <zlib.h>

#include "base/xalloc.h"
#include "render/epub_deflate.h"

enum {
	WINDOW_MIN = 10, /* bits; zlib refuses 8 without a header */
	WINDOW_MAX = 15,
	/* As many hash bits as the window has; zlib's own default for 15. */
	WINDOW_TO_MEMORY = 7
};

struct deflated {
	unsigned char *bytes;
	size_t len;
	size_t taken;
	zip_uint64_t size; /* of what was deflated */
	zip_uint32_t crc;
};

/* The smallest window that all of it fits into. */
static int
window_for(size_t len)
{
	int bits = WINDOW_MIN;

	while (bits < WINDOW_MAX && ((size_t)1 << bits) < len)
		bits++;
	return bits;
}

static void
compress_all(struct deflated *d, const void *data, int level)
{
	int bits;
	size_t room;
	z_stream z;

	memset(&z, 0, sizeof(z));
	bits = window_for(d->size);
	if (deflateInit2(&z, level, Z_DEFLATED, -bits, bits - WINDOW_TO_MEMORY,
		Z_DEFAULT_STRATEGY) != Z_OK)
		xalloc_die();
	room = deflateBound(&z, d->size);
	d->bytes = xmalloc(room);
	memcpy(&z.next_in, &data, sizeof(data)); /* it is only read */
	z.avail_in = (uInt)d->size;
	z.next_out = d->bytes;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		xalloc_die();
	d->len = z.total_out;
	deflateEnd(&z);
}

static zip_int64_t
tell(const struct deflated *d, void *data, zip_uint64_t len)
{
	zip_stat_t *stat = data;

	if (len < sizeof(*stat))
		return -1;
	zip_stat_init(stat);
	stat->size = d->size;
	stat->comp_size = d->len;
	stat->comp_method = ZIP_CM_DEFLATE;
	stat->crc = d->crc;
	stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
	    ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
	return sizeof(*stat);
}

static zip_int64_t
take(struct deflated *d, void *data, zip_uint64_t len)
{
	size_t n;

	n = d->len - d->taken;
	if (n > len)
		n = len;
	memcpy(data, d->bytes + d->taken, n);
	d->taken += n;
	return (zip_int64_t)n;
}

/* What libzip asks of a source. */
static zip_int64_t
serve(void *context, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	struct deflated *d = context;

	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
		    ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	case ZIP_SOURCE_OPEN:
		d->taken = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return take(d, data, len);
	case ZIP_SOURCE_STAT:
		return tell(d, data, len);
	case ZIP_SOURCE_FREE:
		free(d->bytes);
		free(d);
		return 0;
	case ZIP_SOURCE_ERROR: /* nothing here fails */
	case ZIP_SOURCE_CLOSE:
	default:
		return 0;
	}
}

zip_source_t *
deflated_source(zip_t *zip, const void *data, size_t len, int level)
{
	struct deflated *d;
	zip_source_t *source;

	d = xcalloc(1, sizeof(*d));
	d->size = len;
	d->crc = (zip_uint32_t)crc32(0, data, (uInt)len);
	compress_all(d, data, level);
	source = zip_source_function(zip, serve, d);
	if (source == NULL)
		xalloc_die();
	return source;
}
