/* SPDX-License-Identifier: GPL-2.0-or-later */
/* frames: what a stranger's word must look like to be believed. */
#include "config.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/findings.h"
#include "read/items.h"
#include "release/release.h"
#include "render/render.h"
#include "worker/frames.h"

#define SHA                                                                    \
 "0123456789abcdef0123456789abcdef"                                            \
 "0123456789abcdef0123456789abcdef"

enum {
	CEILING = 1 << 20
};

/* The bytes of one frame, made by hand: what frame_write() refuses too. */
static size_t
raw(char *dst, const uint32_t head[3], const char *payload, size_t len)
{
	memcpy(dst, head, 3 * sizeof(uint32_t));
	memcpy(dst + 3 * sizeof(uint32_t), payload, len);
	return 3 * sizeof(uint32_t) + len;
}

/* What the reader says when these bytes, and no more, have come. */
static int
read_bytes(const char *bytes, size_t len, uint64_t max)
{
	int pair[2], result;
	struct frame frame;
	struct frame_reader reader;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(write(pair[0], bytes, len), (ssize_t)len);
	close(pair[0]);
	frame_reader_init(&reader, max);
	do {
		result = frame_reader_next(&reader, &frame);
		if (result != 0)
			break;
		result = frame_reader_fill(&reader, pair[1]);
	} while (result == 1);
	if (result == 0)
		assert_int_equal(frame_reader_is_torn(&reader), len > 0);
	frame_reader_fini(&reader);
	close(pair[1]);
	return result;
}

static const struct {
	const char *what;
	uint32_t head[3];
	const char *payload;
	size_t len; /* with the NUL at the end */
	int want;
} frames[] = {
	{ "a field", { FRAME_FIELD, FIELD_TITLE, 2 }, "\xc3\xa5", 3, 1 },
	{ "an empty field", { FRAME_FIELD, FIELD_DECK, 0 }, "", 1, 1 },
	{ "nothing asked", { FRAME_ASK, 0, 0 }, "", 1, 1 },
	{ "a value", { FRAME_VALUE, 0, 5 }, "a\0b\0c", 6, 1 },
	{ "a finding", { FRAME_FINDING, SEVERITY_HOLD, 3 }, "a\0b", 4, 1 },
	{ "a verdict", { FRAME_VERDICT, V_REJECT, 5 }, "a\0b\0c", 6, 1 },
	{ "a picture", { FRAME_PICTURE, 0, 73 }, "p1.png\0" SHA "\0A", 74, 1 },
	{ "an item", { FRAME_ITEM, 0, 6 }, "\xc3\xa5\0k\0\xff", 7, 1 },
	{ "an item without words", { FRAME_ITEM, 1, 3 }, "\0\0A", 4, 1 },
	{ "an item past the last", { FRAME_ITEM, ITEMS_MAX, 3 }, "\0\0A", 4,
	    -1 },
	{ "an item of one string", { FRAME_ITEM, 0, 2 }, "a\0", 3, -1 },
	{ "an item that is not UTF-8", { FRAME_ITEM, 0, 4 }, "\xff\0\0A", 5,
	    -1 },
	{ "kin that are not UTF-8", { FRAME_ITEM, 0, 4 }, "\0\xff\0A", 5, -1 },
	{ "bytes", { FRAME_RELEASE, 0, 3 }, "\xff\0\xfe", 4, 1 },
	{ "not whole yet", { FRAME_FIELD, FIELD_TITLE, 4 }, "abc", 4, 0 },
	{ "without its NUL yet", { FRAME_FIELD, FIELD_TITLE, 3 }, "abc", 3, 0 },
	{ "kind 0", { 0, 0, 0 }, "", 1, -1 },
	{ "kind past the last", { FRAME_KINDS, 0, 0 }, "", 1, -1 },
	{ "kind of the sign bit", { 0x80000001u, 0, 0 }, "", 1, -1 },
	{ "field past the last", { FRAME_FIELD, FIELD_COUNT, 1 }, "a", 2, -1 },
	{ "edition past the last", { FRAME_EDITION, EDITION_COUNT, 0 }, "", 1,
	    -1 },
	{ "verdict past the last", { FRAME_VERDICT, V_FATAL + 1, 2 }, "\0\0", 3,
	    -1 },
	{ "severity past the last", { FRAME_FINDING, SEVERITY_HOLD + 1, 1 },
	    "\0", 2, -1 },
	{ "editions past the last", { FRAME_GO, 1u << EDITION_COUNT, 0 }, "", 1,
	    -1 },
	{ "a length to wrap around", { FRAME_RELEASE, 0, UINT32_MAX }, "", 1,
	    -1 },
	{ "a length over the kind", { FRAME_FIELD, FIELD_TITLE, 4097 }, "", 1,
	    -1 },
	{ "a length over the conversation", { FRAME_RELEASE, 0, CEILING + 1 },
	    "", 1, -1 },
	{ "a payload where none is", { FRAME_ASK, 0, 1 }, "a", 2, -1 },
	{ "no NUL after the payload", { FRAME_FIELD, FIELD_TITLE, 1 }, "ab", 2,
	    -1 },
	{ "words that are not UTF-8", { FRAME_FIELD, FIELD_TITLE, 2 },
	    "\xc0\x80", 3, -1 },
	{ "a NUL within a field", { FRAME_FIELD, FIELD_TITLE, 3 }, "a\0b", 4,
	    -1 },
	{ "a value of two strings", { FRAME_VALUE, 0, 3 }, "a\0b", 4, -1 },
	{ "a finding of one string", { FRAME_FINDING, 0, 1 }, "a", 2, -1 },
	{ "a finding of three", { FRAME_FINDING, 0, 5 }, "a\0b\0c", 6, -1 },
	{ "a verdict of two", { FRAME_VERDICT, 0, 3 }, "a\0b", 4, -1 },
	{ "a short sketch", { FRAME_SKETCH, 0, 8 }, "12345678", 9, -1 },
	{ "a picture of no name", { FRAME_PICTURE, 0, 66 }, "\0" SHA "\0", 67,
	    -1 },
	{ "a picture with a path", { FRAME_PICTURE, 0, 73 },
	    "../p.p\0" SHA "\0A", 74, -1 },
	{ "a hidden picture", { FRAME_PICTURE, 0, 73 }, ".p.png\0" SHA "\0A",
	    74, -1 },
	{ "a picture whose name is too long", { FRAME_PICTURE, 0, 83 },
	    "p123456789012345\0" SHA "\0A", 84, -1 },
	{ "a picture without a hash", { FRAME_PICTURE, 0, 73 },
	    "p1.png\0X" SHA "\0", 74, -1 },
	{ "a picture that ends in its hash", { FRAME_PICTURE, 0, 20 },
	    "p1.png\0" SHA, 21, -1 },
};

static void
test_hostile(void **state)
{
	char bytes[256];
	int got;
	size_t i, len;

	(void)state;
	for (i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		len = raw(bytes, frames[i].head, frames[i].payload,
		    frames[i].len);
		got = read_bytes(bytes, len, CEILING);
		if (got != frames[i].want)
			fail_msg("%s: %d", frames[i].what, got);
	}
}

/* Every beginning of a good frame is "more must be read", never a frame. */
static void
test_truncated(void **state)
{
	struct buf buf;
	size_t len;

	(void)state;
	buf_init(&buf, CEILING);
	frame_put(&buf, FRAME_VERDICT, V_REJECT, "a\0b\0c", 5);
	assert_false(buf_is_full(&buf));
	for (len = 0; len < buf.len; len++)
		assert_int_equal(read_bytes(buf.data, len, CEILING), 0);
	assert_int_equal(read_bytes(buf.data, buf.len, CEILING), 1);
	buf_fini(&buf);
}

/* Many frames in pieces of every size: each comes out once, in order. */
static void
test_stream(void **state)
{
	char number[32];
	int pair[2], result;
	size_t at, i, seen, step;
	struct buf buf;
	struct frame frame;
	struct frame_reader reader;

	(void)state;
	buf_init(&buf, CEILING);
	for (i = 0; i < 500; i++) {
		snprintf(number, sizeof(number), "%zu", i);
		frame_put(&buf, FRAME_FIELD, (uint32_t)(i % FIELD_COUNT),
		    number, strlen(number));
	}
	for (step = 1; step < 40; step += 3) {
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
		frame_reader_init(&reader, CEILING);
		seen = 0;
		for (at = 0; at < buf.len; at += step) {
			i = buf.len - at < step ? buf.len - at : step;
			assert_int_equal(write(pair[0], buf.data + at, i),
			    (ssize_t)i);
			assert_int_equal(frame_reader_fill(&reader, pair[1]),
			    1);
			while ((result = frame_reader_next(&reader, &frame)) ==
			    1) {
				assert_int_equal(frame.what,
				    seen % FIELD_COUNT);
				assert_int_equal((size_t)strtoul(frame.data,
						     NULL, 10),
				    seen);
				seen++;
			}
			assert_int_equal(result, 0);
		}
		assert_int_equal(seen, 500);
		assert_false(frame_reader_is_torn(&reader));
		frame_reader_fini(&reader);
		close(pair[0]);
		close(pair[1]);
	}
	buf_fini(&buf);
}

/* However small its frames, a conversation ends at its ceiling. */
static void
test_ceiling(void **state)
{
	int n, pair[2];
	struct frame frame;
	struct frame_reader reader;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	frame_reader_init(&reader, 1000);
	for (n = 0; n < 1000; n++) {
		assert_int_equal(frame_write(pair[0], FRAME_FIELD, FIELD_TITLE,
				     "abc", 3),
		    0);
		if (frame_reader_fill(&reader, pair[1]) != 1)
			break;
		assert_int_equal(frame_reader_next(&reader, &frame), 1);
	}
	assert_int_equal(n, 1000 / 16);
	assert_int_equal(errno, EFBIG);
	frame_reader_fini(&reader);
	close(pair[0]);
	close(pair[1]);
}

/* What would not be believed is not written either. */
static void
test_write(void **state)
{
	char c;
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
			     pair),
	    0);
	assert_int_equal(frame_write(pair[0], FRAME_ASK, 0, "a", 1), -1);
	assert_int_equal(errno, EMSGSIZE);
	assert_int_equal(frame_write(pair[0], FRAME_FIELD, FIELD_COUNT, "", 0),
	    -1);
	assert_int_equal(frame_write(pair[0], FRAME_KINDS, 0, "", 0), -1);
	assert_int_equal(read(pair[1], &c, 1), -1);
	assert_int_equal(errno, EAGAIN);
	close(pair[0]);
	close(pair[1]);
}

static void
test_parts(void **state)
{
	size_t len;
	struct why why;
	const struct frame verdict = { .kind = FRAME_VERDICT,
		.what = V_REJECT,
		.data = "xml-broken\0it is broken\0<a>",
		.len = 27 };
	const struct frame picture = { .kind = FRAME_PICTURE,
		.data = "p1.png\0" SHA "\0\x89PNG",
		.len = 76 };

	(void)state;
	assert_string_equal(frame_part(&verdict, 2), "<a>");
	assert_string_equal(frame_part(&verdict, 3), "");
	assert_string_equal(frame_part(&verdict, 4), "");
	assert_int_equal(frame_verdict(&verdict, &why), V_REJECT);
	assert_string_equal(why.code, "xml-broken");
	assert_string_equal(why.text, "it is broken");
	assert_string_equal(why.quote, "<a>");
	assert_memory_equal(frame_picture(&picture, &len), "\x89PNG", 4);
	assert_int_equal(len, 4);
	assert_string_equal(frame_part(&picture, 1), SHA);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_stream),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests_name("frames", tests, NULL, NULL);
}
