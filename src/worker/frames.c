/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Typed, bounded frames on a stream.  See frames.h for the contract. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/findings.h"
#include "base/hash.h"
#include "base/text.h"
#include "read/items.h"
#include "read/picture.h"
#include "release/release.h"
#include "render/render.h"
#include "worker/frames.h"

enum {
	KIB = 1024,
	MIB = 1024 * 1024,
	CHUNK = 64 * KIB,
	PICTURES_MAX = 1000, /* more than any setting allows */
	PAGES_MAX = 100000,
	VERSIONS_MAX = 100000,
};

struct header {
	uint32_t kind;
	uint32_t what;
	uint32_t len;
};

/*
 * What a payload is made of.  Bytes are not looked at here: they are stored
 * or sent on, and whoever parses them does so in a worker.
 */
enum payload {
	PAYLOAD_NONE,
	PAYLOAD_WORDS, /* strings of UTF-8 with NULs between them */
	PAYLOAD_SKETCH,
	PAYLOAD_PICTURE,
	PAYLOAD_ITEM,
	PAYLOAD_BESIDE,
	PAYLOAD_BYTES,
};

/* One row a kind: what is below end, the payload has at most max bytes. */
static const struct {
	enum payload payload;
	unsigned strings;
	uint32_t end;
	uint32_t max;
} kinds[FRAME_KINDS] = {
	[FRAME_FIELD] = { PAYLOAD_WORDS, 1, FIELD_COUNT, 4 * KIB },
	[FRAME_SKETCH] = { PAYLOAD_SKETCH, 0, 1, RELEASE_SKETCH * 8 },
	[FRAME_FINDING] = { PAYLOAD_WORDS, 2, SEVERITY_HOLD + 1, 2 * KIB },
	[FRAME_VALUE] = { PAYLOAD_WORDS, 3, 1, KIB },
	[FRAME_TOPIC] = { PAYLOAD_WORDS, 2, 1, KIB },
	[FRAME_SEARCH] = { PAYLOAD_WORDS, 1, 1, RELEASE_SEARCH + 1 },
	[FRAME_RELEASE] = { PAYLOAD_BYTES, 0, 1, 64 * MIB },
	[FRAME_PICTURE] = { PAYLOAD_PICTURE, 0, PICTURES_MAX, 64 * MIB },
	[FRAME_ITEM] = { PAYLOAD_ITEM, 0, ITEMS_MAX, 64 * MIB },
	[FRAME_ASK] = { PAYLOAD_NONE, 0, 1, 0 },
	[FRAME_EDITION] = { PAYLOAD_BYTES, 0, EDITION_COUNT, 256 * MIB },
	[FRAME_PAGE] = { PAYLOAD_BYTES, 0, PAGES_MAX, 64 * MIB },
	[FRAME_DIFFERENCE] = { PAYLOAD_WORDS, 5, 2, KIB },
	[FRAME_OLDER] = { PAYLOAD_BYTES, 0, VERSIONS_MAX, 64 * MIB },
	[FRAME_VERSION] = { PAYLOAD_BYTES, 0, VERSIONS_MAX, 64 * MIB },
	[FRAME_VERDICT] = { PAYLOAD_WORDS, 3, V_FATAL + 1, 2 * KIB },
	[FRAME_GO] = { PAYLOAD_BYTES, 0, EDITION_BIT(EDITION_COUNT), MIB },
	[FRAME_SIDECAR] = { PAYLOAD_BYTES, 0, 1, 256 * KIB },
	[FRAME_BESIDE] = { PAYLOAD_BESIDE, 0, 1, 64 * MIB },
	[FRAME_BEFORE] = { PAYLOAD_BYTES, 0, 1, 64 * MIB },
	[FRAME_STOP] = { PAYLOAD_NONE, 0, 1, 0 },
	[FRAME_PAGES] = { PAYLOAD_BYTES, 0, 1, 64 * MIB },
};

static int
header_is_good(const struct header *h)
{
	return h->kind >= FRAME_FIELD && h->kind < FRAME_KINDS &&
	    h->what < kinds[h->kind].end && h->len <= kinds[h->kind].max;
}

/* Write all of the parts; they are used up on the way. */
static int
write_parts(int fd, struct iovec *iov, int count)
{
	size_t step;
	ssize_t n;

	while (count > 0) {
		n = writev(fd, iov, count);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		while (count > 0 && n >= 0) {
			step = iov->iov_len < (size_t)n ? iov->iov_len :
							  (size_t)n;
			if (step > 0) /* an empty part may have no base */
				iov->iov_base = (char *)iov->iov_base + step;
			iov->iov_len -= step;
			n -= (ssize_t)step;
			if (iov->iov_len > 0)
				break;
			iov++;
			count--;
		}
	}
	return 0;
}

/* Header, payload in two pieces, NUL; writev(2) only reads them. */
static int
write_frame(int fd, struct header *h, const struct iovec payload[2])
{
	char nul = '\0';
	struct iovec iov[4] = {
		{ .iov_base = h, .iov_len = sizeof(*h) },
		payload[0],
		payload[1],
		{ .iov_base = &nul, .iov_len = 1 },
	};

	if (payload[0].iov_len + payload[1].iov_len > UINT32_MAX) {
		errno = EMSGSIZE;
		return -1;
	}
	h->len = (uint32_t)(payload[0].iov_len + payload[1].iov_len);
	if (!header_is_good(h)) {
		errno = EMSGSIZE;
		return -1;
	}
	return write_parts(fd, iov, 4);
}

int
frame_write(int fd, enum frame_kind kind, uint32_t what, const void *data,
    size_t len)
{
	struct header h = { .kind = kind, .what = what };
	struct iovec payload[2] = { { .iov_len = len }, { .iov_len = 0 } };

	memcpy(&payload[0].iov_base, &data, sizeof(data));
	return write_frame(fd, &h, payload);
}

int
frame_write_picture(int fd, uint32_t index, const struct picture *picture)
{
	char names[sizeof(picture->name) + HASH_HEX_SIZE];
	size_t len;
	struct header h = { .kind = FRAME_PICTURE, .what = index };
	struct iovec payload[2];

	len = strlen(picture->name) + 1;
	memcpy(names, picture->name, len);
	memcpy(names + len, picture->sha256, HASH_HEX_SIZE);
	payload[0].iov_base = names;
	payload[0].iov_len = len + HASH_HEX_SIZE;
	payload[1].iov_base = picture->data;
	payload[1].iov_len = picture->len;
	return write_frame(fd, &h, payload);
}

int
frame_write_item(int fd, uint32_t index, const struct read_item *item)
{
	char words[ITEMS_TITLE_MAX + ITEMS_KIN_MAX + 2];
	size_t kin, title;
	struct header h = { .kind = FRAME_ITEM, .what = index };
	struct iovec payload[2];

	title = strlen(item->title) + 1;
	kin = strlen(item->kin) + 1;
	if (title + kin > sizeof(words)) {
		errno = EMSGSIZE;
		return -1;
	}
	memcpy(words, item->title, title);
	memcpy(words + title, item->kin, kin);
	payload[0].iov_base = words;
	payload[0].iov_len = title + kin;
	payload[1].iov_base = item->bytes;
	payload[1].iov_len = item->len;
	return write_frame(fd, &h, payload);
}

void
frame_put(struct buf *buf, enum frame_kind kind, uint32_t what,
    const void *data, size_t len)
{
	struct header h = { .kind = kind, .what = what, .len = (uint32_t)len };

	if (len > UINT32_MAX - sizeof(h) - 1 ||
	    buf_reserve(buf, sizeof(h) + len + 1) == -1) {
		buf->full = 1;
		return;
	}
	buf_add(buf, &h, sizeof(h));
	buf_add(buf, data, len);
	buf_putc(buf, '\0');
}

void
frame_reader_init(struct frame_reader *reader, uint64_t max_total)
{
	memset(reader, 0, sizeof(*reader));
	reader->max_total = max_total;
	/* One frame is at most the conversation, and a chunk may follow. */
	buf_init(&reader->buf, (size_t)max_total + (size_t)2 * CHUNK);
}

/* Move what is not handed out yet to the front. */
static void
drop_taken(struct frame_reader *reader)
{
	struct buf *buf = &reader->buf;

	if (reader->taken == 0)
		return;
	buf->len -= reader->taken;
	memmove(buf->data, buf->data + reader->taken, buf->len + 1);
	reader->taken = 0;
}

/* Room for a chunk, or for all of the frame that has begun: growing would
 * copy it again and again.  Memory that is not written to costs nothing. */
static size_t
wanted(const struct frame_reader *reader)
{
	const struct buf *buf = &reader->buf;
	struct header h;
	uint64_t whole;

	if (buf->len < sizeof(h))
		return CHUNK;
	memcpy(&h, buf->data, sizeof(h));
	whole = sizeof(h) + (uint64_t)h.len + 1;
	if (!header_is_good(&h) || whole > reader->max_total ||
	    whole < buf->len + CHUNK)
		return CHUNK;
	return (size_t)whole - buf->len;
}

int
frame_reader_fill(struct frame_reader *reader, int fd)
{
	ssize_t n;
	struct buf *buf = &reader->buf;

	drop_taken(reader);
	if (buf_reserve(buf, wanted(reader)) == -1) {
		errno = EFBIG;
		return -1;
	}
	do {
		n = read(fd, buf->data + buf->len, buf->cap - buf->len - 1);
	} while (n == -1 && errno == EINTR);
	if (n <= 0)
		return (int)n;
	buf->len += (size_t)n;
	buf->data[buf->len] = '\0';
	reader->total += (uint64_t)n;
	if (reader->total > reader->max_total) {
		errno = EFBIG;
		return -1;
	}
	return 1;
}

/* Exactly so many strings of UTF-8, with a NUL between each two? */
static int
are_words(const char *p, size_t len, unsigned strings)
{
	size_t n;

	while (strings-- > 1) {
		n = strnlen(p, len);
		if (n == len || !text_is_utf8(p, n))
			return 0;
		p += n + 1;
		len -= n + 1;
	}
	return text_is_utf8(p, len);
}

/* "p12.jpeg" and nothing that could be taken for a path. */
static int
is_picture_name(const char *name)
{
	return strlen(name) < sizeof(((struct picture *)NULL)->name) &&
	    name[0] != '.' &&
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.") ==
	    strlen(name);
}

/* Any name that a file may have in a folder. */
static int
is_file_name(const char *name)
{
	return strlen(name) < 256 && strchr(name, '/') == NULL &&
	    text_is_utf8(name, strlen(name));
}

static int
is_picture(const char *p, size_t len, int (*is_name)(const char *))
{
	size_t n;

	n = strnlen(p, len);
	return n < len && n > 0 && is_name(p) && len - n - 1 >= HASH_HEX_SIZE &&
	    p[n + HASH_HEX_SIZE] == '\0' && hash_is_hex(p + n + 1);
}

/* Two strings, and bytes. */
static int
is_item(const char *p, size_t len)
{
	size_t kin, title;

	title = strnlen(p, len);
	if (title == len || title > ITEMS_TITLE_MAX || !text_is_utf8(p, title))
		return 0;
	p += title + 1;
	len -= title + 1;
	kin = strnlen(p, len);
	return kin < len && kin <= ITEMS_KIN_MAX && text_is_utf8(p, kin);
}

static int
payload_is_good(const struct header *h, const char *p)
{
	if (p[h->len] != '\0')
		return 0;
	switch (kinds[h->kind].payload) {
	case PAYLOAD_NONE:
		return h->len == 0;
	case PAYLOAD_WORDS:
		return are_words(p, h->len, kinds[h->kind].strings);
	case PAYLOAD_SKETCH:
		return h->len == RELEASE_SKETCH * sizeof(uint64_t);
	case PAYLOAD_PICTURE:
		return is_picture(p, h->len, is_picture_name);
	case PAYLOAD_ITEM:
		return is_item(p, h->len);
	case PAYLOAD_BESIDE:
		return is_picture(p, h->len, is_file_name);
	case PAYLOAD_BYTES:
		return 1;
	}
	return 0;
}

int
frame_reader_next(struct frame_reader *reader, struct frame *ret)
{
	size_t left;
	const char *p;
	struct header h;

	left = reader->buf.len - reader->taken;
	if (left < sizeof(h))
		return 0;
	p = reader->buf.data + reader->taken;
	memcpy(&h, p, sizeof(h));
	if (!header_is_good(&h) || h.len > reader->max_total)
		return -1;
	if (left - sizeof(h) < (size_t)h.len + 1)
		return 0;
	p += sizeof(h);
	if (!payload_is_good(&h, p))
		return -1;
	reader->taken += sizeof(h) + h.len + 1;
	ret->kind = (enum frame_kind)h.kind;
	ret->what = h.what;
	ret->data = p;
	ret->len = h.len;
	return 1;
}

void
frame_reader_fini(struct frame_reader *reader)
{
	buf_fini(&reader->buf);
}

int
frame_reader_is_torn(const struct frame_reader *reader)
{
	return reader->taken < reader->buf.len;
}

const char *
frame_part(const struct frame *frame, unsigned part)
{
	const char *p = frame->data;
	const char *end;

	end = frame->data + frame->len;
	for (; part > 0 && p < end; part--)
		p += strlen(p) + 1;
	return p <= end ? p : end;
}

const char *
frame_picture(const struct frame *frame, size_t *ret_len)
{
	const char *p;

	p = frame_part(frame, 2);
	*ret_len = frame->len - (size_t)(p - frame->data);
	return p;
}

const char *
frame_item(const struct frame *frame, size_t *ret_len)
{
	return frame_picture(frame, ret_len);
}

enum verdict
frame_verdict(const struct frame *frame, struct why *ret)
{
	enum verdict v;

	v = (enum verdict)frame->what;
	(void)why_set(ret, v, frame_part(frame, 0), "%s", frame_part(frame, 1));
	why_quote(ret, frame_part(frame, 2));
	return v;
}
