/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The three fields of EXIF (CIPA DC-008) that may be published.  See
 * picture_inner.h.
 */
#include "config.h"

#include <string.h>

#include "base/buf.h"
#include "read/picture_inner.h"

enum {
	TIFF_HEADER = 8,
	ENTRY_SIZE = 12,
	ENTRIES_MAX = 512,
	TAG_ORIENTATION = 0x0112,
	TAG_ARTIST = 0x013b,
	TAG_COPYRIGHT = 0x8298,
	TYPE_ASCII = 2,
	TYPE_SHORT = 3,
	TEXT_MAX = 1000,
};

static unsigned
get16(const unsigned char *p, int big)
{
	return big ? picture_be16(p) : picture_le16(p);
}

static uint32_t
get32(const unsigned char *p, int big)
{
	return big ? picture_be32(p) : picture_le32(p);
}

/* Where the text of an entry lies, if it is one and lies inside. */
static void
find_text(const unsigned char *data, size_t len, const unsigned char *entry,
    int big, size_t *ret_at, size_t *ret_len)
{
	size_t at, n;

	n = get32(entry + 4, big);
	if (get16(entry + 2, big) != TYPE_ASCII || n < 2 || n > TEXT_MAX)
		return;
	at = n <= 4 ? (size_t)(entry + 8 - data) : get32(entry + 8, big);
	if (at > len || n > len - at)
		return;
	*ret_at = at;
	*ret_len = strnlen((const char *)data + at, n);
}

void
picture_exif_read(const unsigned char *data, size_t len,
    struct picture_exif *ret)
{
	const unsigned char *entry;
	size_t at, i, n;
	unsigned value;
	int big;

	memset(ret, 0, sizeof(*ret));
	ret->orientation = 1;
	if (len < TIFF_HEADER)
		return;
	big = data[0] == 'M';
	at = get32(data + 4, big);
	if (get16(data + 2, big) != 42 || at > len || len - at < 2)
		return;
	n = get16(data + at, big);
	for (i = 0; i < n && i < ENTRIES_MAX; i++) {
		if ((i + 1) * ENTRY_SIZE > len - at - 2)
			break;
		entry = data + at + 2 + i * ENTRY_SIZE;
		switch (get16(entry, big)) {
		case TAG_ORIENTATION:
			value = get16(entry + 8, big);
			if (get16(entry + 2, big) == TYPE_SHORT && value >= 1 &&
			    value <= 8)
				ret->orientation = (int)value;
			break;
		case TAG_ARTIST:
			find_text(data, len, entry, big, &ret->artist,
			    &ret->artist_len);
			break;
		case TAG_COPYRIGHT:
			find_text(data, len, entry, big, &ret->copyright,
			    &ret->copyright_len);
			break;
		default:
			break;
		}
	}
}

static void
put16(struct buf *out, unsigned n)
{
	buf_putc(out, (char)(n >> 8));
	buf_putc(out, (char)n);
}

static void
put32(struct buf *out, size_t n)
{
	put16(out, (unsigned)(n >> 16 & 0xffff));
	put16(out, (unsigned)(n & 0xffff));
}

/* An entry whose text is at *offset, behind all entries; short ones stand
 * there as well, padded to five bytes, as every reader accepts. */
static void
put_text_entry(struct buf *out, unsigned tag, size_t len, size_t *offset)
{
	const size_t n = len + 1 > 4 ? len + 1 : 5;

	put16(out, tag);
	put16(out, TYPE_ASCII);
	put32(out, n);
	put32(out, *offset);
	*offset += n;
}

static void
put_text(struct buf *out, const unsigned char *text, size_t len)
{
	size_t n;

	buf_add(out, text, len);
	for (n = len; n == len || n < 5; n++)
		buf_putc(out, '\0');
}

int
picture_exif_put(struct buf *out, const unsigned char *data,
    const struct picture_exif *exif)
{
	size_t offset;
	unsigned n;

	n = (exif->orientation != 1) + (exif->artist_len > 0) +
	    (exif->copyright_len > 0);
	if (n == 0)
		return 0;
	buf_add(out, "MM\0*", 4);
	put32(out, TIFF_HEADER);
	put16(out, n);
	offset = TIFF_HEADER + 2 + n * ENTRY_SIZE + 4;
	if (exif->orientation != 1) {
		put16(out, TAG_ORIENTATION);
		put16(out, TYPE_SHORT);
		put32(out, 1);
		put16(out, (unsigned)exif->orientation);
		put16(out, 0);
	}
	if (exif->artist_len > 0)
		put_text_entry(out, TAG_ARTIST, exif->artist_len, &offset);
	if (exif->copyright_len > 0)
		put_text_entry(out, TAG_COPYRIGHT, exif->copyright_len,
		    &offset);
	put32(out, 0); /* no further directory */
	if (exif->artist_len > 0)
		put_text(out, data + exif->artist, exif->artist_len);
	if (exif->copyright_len > 0)
		put_text(out, data + exif->copyright, exif->copyright_len);
	return 1;
}
