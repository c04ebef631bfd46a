/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The three fields of EXIF (CIPA DC-008) that matter to a page.  See
 * picture_inner.h.
 */
#include "config.h"

#include "base/buf.h"
#include "read/picture_inner.h"
#include "read/picture_rights.h"

enum {
	TIFF_HEADER = 8,
	ENTRY_SIZE = 12,
	ENTRIES_MAX = 512,
	TAG_ORIENTATION = 0x0112,
	TAG_ARTIST = 0x013b,
	TAG_COPYRIGHT = 0x8298,
	TYPE_ASCII = 2,
	TYPE_SHORT = 3,
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

/* A TIFF block. */
struct tiff {
	const unsigned char *data;
	size_t len;
	int big; /* big-endian */
};

static void
read_text(const struct tiff *tiff, const unsigned char *entry,
    struct picture_rights *rights, enum picture_right right)
{
	const unsigned char *data;
	size_t at, len, n;
	int big;

	data = tiff->data;
	len = tiff->len;
	big = tiff->big;
	n = get32(entry + 4, big);
	if (get16(entry + 2, big) != TYPE_ASCII)
		return;
	at = n <= 4 ? (size_t)(entry + 8 - data) : get32(entry + 8, big);
	if (at > len || n > len - at)
		return;
	picture_rights_set(rights, right, data + at, n);
}

int
picture_exif_read(const unsigned char *data, size_t len,
    struct picture_rights *rights)
{
	const unsigned char *entry;
	size_t at, i, n;
	struct tiff tiff;
	unsigned value;
	int big, orientation;

	orientation = 1;
	if (len < TIFF_HEADER)
		return orientation;
	big = data[0] == 'M';
	at = get32(data + 4, big);
	if (get16(data + 2, big) != 42 || at > len || len - at < 2)
		return orientation;
	tiff = (struct tiff){ data, len, big };
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
				orientation = (int)value;
			break;
		case TAG_ARTIST:
			read_text(&tiff, entry, rights, RIGHT_CREATOR);
			break;
		case TAG_COPYRIGHT:
			read_text(&tiff, entry, rights, RIGHT_COPYRIGHT);
			break;
		default:
			break;
		}
	}
	return orientation;
}

/* One directory of one entry, in network order (TIFF 6.0, section 2). */
void
picture_exif_put(struct buf *out, int orientation)
{
	static const unsigned char before[] = { 'M', 'M', 0, 42, 0, 0, 0, 8, 0,
		1, 0x01, 0x12, 0, TYPE_SHORT, 0, 0, 0, 1, 0 };
	static const unsigned char after[] = { 0, 0, 0, 0, 0, 0 };

	buf_add(out, before, sizeof(before));
	buf_putc(out, (char)orientation);
	buf_add(out, after, sizeof(after));
}
