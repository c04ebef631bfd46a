/* SPDX-License-Identifier: GPL-2.0-or-later */
/* settle: what content proves, how long the rest waits, and that none starves.
 * Time is told, so ten minutes take no time. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "intake/proof.h"
#include "intake/settle.h"

enum {
	MINUTE = 60000
};

static char root[] = "/tmp/gazette-settle.XXXXXX";
static int dir;

static const struct settle_limits limits = {
	.quiet = 2000,
	.incomplete = 10 * MINUTE,
	.max_size = 1 << 20,
	.max_tracked = 20000,
};

static void
put_le(struct buf *buf, unsigned long n, int bytes)
{
	while (bytes-- > 0) {
		buf_putc(buf, (char)(n & 0xff));
		n >>= 8;
	}
}

/* One stored entry of len bytes of 'x', and a comment (APPNOTE 4.3). */
static void
make_zip(struct buf *buf, size_t len, const char *comment)
{
	size_t i, start;

	buf_init(buf, 1 << 20);
	buf_add(buf, "PK\3\4\x14\0\0\0\0\0\0\0\0\0", 14);
	put_le(buf, 0, 4);
	put_le(buf, len, 4);
	put_le(buf, len, 4);
	put_le(buf, 1, 2);
	put_le(buf, 0, 2);
	buf_putc(buf, 'a');
	for (i = 0; i < len; i++)
		buf_putc(buf, 'x');
	start = buf->len;
	buf_add(buf, "PK\1\2\x14\0\x14\0\0\0\0\0\0\0\0\0", 16);
	put_le(buf, 0, 4);
	put_le(buf, len, 4);
	put_le(buf, len, 4);
	put_le(buf, 1, 2);
	for (i = 0; i < 16; i++)
		buf_putc(buf, '\0');
	buf_putc(buf, 'a');
	i = buf->len;
	buf_add(buf, "PK\5\6\0\0\0\0\1\0\1\0", 12);
	put_le(buf, i - start, 4);
	put_le(buf, start, 4);
	put_le(buf, strlen(comment), 2);
	buf_puts(buf, comment);
	assert_false(buf_is_full(buf));
}

static void
put(const char *name, const void *data, size_t len)
{
	int fd;

	fd = openat(dir, name, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(fs_write_all(fd, data, len), 0);
	close(fd);
}

static enum proof
prove(const void *data, size_t len)
{
	enum proof proof;
	int fd;

	put("proof", data, len);
	fd = openat(dir, "proof", O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	proof = proof_of(fd, (int64_t)len);
	close(fd);
	return proof;
}

/* Every cut of a ZIP is unfinished, and only the whole is whole. */
static void
test_zip_cut(void **state)
{
	size_t len;
	struct buf zip;

	(void)state;
	make_zip(&zip, 300, "hello");
	for (len = 4; len < zip.len; len++)
		assert_int_equal(prove(zip.data, len), PROOF_UNFINISHED);
	assert_int_equal(prove(zip.data, zip.len), PROOF_WHOLE);
	buf_fini(&zip);
}

static void
test_zip_ends(void **state)
{
	char comment[60000];
	struct buf inner, zip;

	(void)state;
	memset(comment, 'c', sizeof(comment) - 1);
	comment[sizeof(comment) - 1] = '\0';
	make_zip(&zip, 100, comment);
	assert_int_equal(prove(zip.data, zip.len), PROOF_WHOLE);
	buf_fini(&zip);

	/* a mailer's newline behind it: after a quiet moment */
	make_zip(&zip, 100, "");
	buf_puts(&zip, "\r\n");
	assert_int_equal(prove(zip.data, zip.len), PROOF_NONE);
	buf_fini(&zip);

	/* the directory is not where it should be */
	make_zip(&zip, 100, "");
	zip.data[zip.len - 6]++;
	assert_int_equal(prove(zip.data, zip.len), PROOF_NONE);
	buf_fini(&zip);

	/* a stored workbook within, and then the line broke */
	make_zip(&inner, 50, "");
	make_zip(&zip, 100, "");
	zip.len = 40;
	buf_add(&zip, inner.data, inner.len);
	buf_puts(&zip, "more of the outer");
	assert_int_equal(prove(zip.data, zip.len), PROOF_UNFINISHED);
	buf_fini(&inner);
	buf_fini(&zip);

	assert_int_equal(prove("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22),
	    PROOF_WHOLE);
}

#define UTF16LE_WHOLE "\xff\xfe<\0a\0>\0\xe5\0<\0/\0a\0>\0"

static const struct {
	const char *what;
	const char *text;
	size_t len; /* 0: of the string */
	enum proof want;
} xmls[] = {
	{ "whole", "<?xml version=\"1.0\"?>\n<nitf>x</nitf>\n", 0,
	    PROOF_WHOLE },
	{ "mark", "\xef\xbb\xbf<a>x</a>", 0, PROOF_WHOLE },
	{ "blank in end tag", "<a>x</a \n>", 0, PROOF_WHOLE },
	{ "misc after root", "<a/><!-- x --><?y z?>\n\n", 0, PROOF_WHOLE },
	{ "attribute with >", "<a b='>'>x</a><!--c-->", 0, PROOF_WHOLE },
	{ "doctype", "<!DOCTYPE nitf SYSTEM \"a>b\" [<!ENTITY c '>'>]><nitf/>",
	    0, PROOF_WHOLE },
	{ "prefix", "<x:a xmlns:x='u'></x:a>", 0, PROOF_WHOLE },
	{ "name of other letters", "<nyhet-å>x</nyhet-å>", 0, PROOF_WHOLE },
	{ "UTF-16", UTF16LE_WHOLE, sizeof(UTF16LE_WHOLE) - 1, PROOF_WHOLE },
	{ "UTF-16 cut", UTF16LE_WHOLE, sizeof(UTF16LE_WHOLE) - 3,
	    PROOF_UNFINISHED },
	{ "UTF-16 cut in a unit", UTF16LE_WHOLE, sizeof(UTF16LE_WHOLE) - 2,
	    PROOF_UNFINISHED },
	{ "big endian, no mark", "\0<\0a\0/\0>", 8, PROOF_WHOLE },
	{ "cut in text", "<nitf><body>x", 0, PROOF_UNFINISHED },
	{ "cut after an inner end", "<nitf><body>x</body>", 0,
	    PROOF_UNFINISHED },
	{ "cut in end tag", "<nitf>x</nit", 0, PROOF_UNFINISHED },
	{ "end of a longer name", "<a>x</aa>", 0, PROOF_UNFINISHED },
	{ "start tag only", "<a>", 0, PROOF_UNFINISHED },
	{ "inner empty element", "<a><b/>", 0, PROOF_UNFINISHED },
	{ "cut in prolog", "<?xml version=\"1.0\"", 0, PROOF_UNFINISHED },
	{ "cut in comment", "<a>x</a><!-- ", 0, PROOF_UNFINISHED },
	{ "html without end", "<!DOCTYPE html><html><p>x", 0, PROOF_NONE },
	{ "html with end", "<!DOCTYPE html><HTML><p>x</HTML>", 0, PROOF_WHOLE },
	{ "no XML", "<3 you", 0, PROOF_NONE },
	{ "text", "Pressmeddelande\n", 0, PROOF_NONE },
	{ "old Word", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, PROOF_NONE },
	{ "zeros", "\0\0\0\0\0\0\0\0", 8, PROOF_UNFINISHED },
};

static void
test_xml(void **state)
{
	size_t i, len;

	(void)state;
	for (i = 0; i < sizeof(xmls) / sizeof(xmls[0]); i++) {
		len = xmls[i].len != 0 ? xmls[i].len : strlen(xmls[i].text);
		if (prove(xmls[i].text, len) != xmls[i].want)
			fail_msg("%s", xmls[i].what);
	}
}

/* A tail that starts in the middle of a UTF-16 unit. */
static void
test_xml_wide_and_long(void **state)
{
	size_t i;
	struct buf buf;

	(void)state;
	buf_init(&buf, 1 << 20);
	buf_add(&buf, "\xff\xfe<\0a\0>\0", 8);
	for (i = 0; i < 50001; i++)
		buf_add(&buf, "x", 2);
	buf_add(&buf, "<\0/\0a\0>\0", 8);
	assert_int_equal(prove(buf.data, buf.len), PROOF_WHOLE);
	assert_int_equal(prove(buf.data, buf.len - 2), PROOF_UNFINISHED);
	buf_fini(&buf);
}

/* Explorer: the size first, the last piece before the middle. */
static void
test_hole(void **state)
{
	enum proof proof;
	int fd;
	struct buf zip;

	(void)state;
	make_zip(&zip, 200000, "");
	fd = openat(dir, "hole", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, (off_t)zip.len), 0);
	assert_int_equal(proof_of(fd, (int64_t)zip.len), PROOF_UNFINISHED);
	assert_int_equal(pwrite(fd, zip.data, 4096, 0), 4096);
	assert_int_equal(proof_of(fd, (int64_t)zip.len), PROOF_UNFINISHED);
	assert_int_equal(pwrite(fd, zip.data + zip.len - 4096, 4096,
			     (off_t)(zip.len - 4096)),
	    4096);
	proof = proof_of(fd, (int64_t)zip.len);
	if (lseek(fd, 0, SEEK_HOLE) < (off_t)zip.len)
		assert_int_equal(proof, PROOF_NONE);
	assert_int_equal(pwrite(fd, zip.data, zip.len, 0), (ssize_t)zip.len);
	assert_int_equal(proof_of(fd, (int64_t)zip.len), PROOF_WHOLE);
	close(fd);
	buf_fini(&zip);
}

static void
see(const char *place, struct candidate *ret)
{
	struct stat st;

	memset(ret, 0, sizeof(*ret));
	assert_int_equal(fstatat(dir, place, &st, AT_SYMLINK_NOFOLLOW), 0);
	ret->place = place;
	ret->name = place;
	ret->kind = KIND_FILE;
	identity_of(&st, &ret->identity);
}

static enum settled
look(struct settle *settle, const char *place, int64_t now)
{
	struct candidate candidate;

	see(place, &candidate);
	return settle_look(settle, dir, &candidate, now);
}

static void
test_quiet(void **state)
{
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("note.txt", "one", 3);
	assert_int_equal(look(settle, "note.txt", 1000), SETTLE_WAIT);
	assert_int_equal(settle_next(settle), 3000);
	assert_int_equal(look(settle, "note.txt", 2999), SETTLE_WAIT);
	/* it changes, and its quiet begins anew */
	put("note.txt", "two!", 4);
	assert_int_equal(look(settle, "note.txt", 3000), SETTLE_WAIT);
	assert_int_equal(look(settle, "note.txt", 4999), SETTLE_WAIT);
	assert_int_equal(look(settle, "note.txt", 5000), SETTLE_WHOLE);
	assert_int_equal(settle_next(settle), -1);
	settle_free(settle);
}

/* Samba sets the mtime back: size and mtime as before, the bytes not. */
static void
test_mtime_set_back(void **state)
{
	const struct timespec times[2] = { { 1577836800, 0 },
		{ 1577836800, 0 } };
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("old.txt", "aaa", 3);
	assert_int_equal(utimensat(dir, "old.txt", times, 0), 0);
	assert_int_equal(look(settle, "old.txt", 0), SETTLE_WAIT);
	usleep(20000); /* the ctime's clock ticks slowly */
	put("old.txt", "bbb", 3);
	assert_int_equal(utimensat(dir, "old.txt", times, 0), 0);
	assert_int_equal(look(settle, "old.txt", 2000), SETTLE_WAIT);
	assert_int_equal(look(settle, "old.txt", 4000), SETTLE_WHOLE);
	settle_free(settle);
}

static void
test_at_once(void **state)
{
	struct buf zip;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	make_zip(&zip, 100, "");
	put("whole.docx", zip.data, zip.len);
	assert_int_equal(look(settle, "whole.docx", 0), SETTLE_WHOLE);
	put("whole.xml", "<a/>", 4);
	assert_int_equal(look(settle, "whole.xml", 0), SETTLE_WHOLE);
	buf_fini(&zip);
	settle_free(settle);
}

/* The size is stable for minutes, the content says no: until 10 are over. */
static void
test_incomplete(void **state)
{
	int64_t now, next;
	int looks = 0;
	struct buf zip;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	make_zip(&zip, 1000, "");
	put("half.docx", zip.data, zip.len / 2);
	for (now = 0; now < 10 * MINUTE; now = next) {
		assert_int_equal(look(settle, "half.docx", now), SETTLE_WAIT);
		next = settle_next(settle);
		assert_true(next > now);
		looks++;
	}
	assert_int_equal(now, 10 * MINUTE);
	assert_true(looks > 10 && looks < 60);
	assert_int_equal(look(settle, "half.docx", now), SETTLE_INCOMPLETE);
	assert_int_equal(look(settle, "half.docx", now + MINUTE),
	    SETTLE_INCOMPLETE);
	assert_int_equal(settle_next(settle), -1);
	/* the rest comes after all */
	put("half.docx", zip.data, zip.len);
	assert_int_equal(look(settle, "half.docx", now + 2 * MINUTE),
	    SETTLE_WHOLE);
	buf_fini(&zip);
	settle_free(settle);
}

static void
test_grows_in_steps(void **state)
{
	int64_t now = 0;
	size_t len;
	struct buf zip;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	make_zip(&zip, 3000, "");
	for (len = 500; len < zip.len; len += 500) {
		put("grows.docx", zip.data, len);
		assert_int_equal(look(settle, "grows.docx", now), SETTLE_WAIT);
		now += 9 * MINUTE;
		assert_int_equal(look(settle, "grows.docx", now), SETTLE_WAIT);
	}
	put("grows.docx", zip.data, zip.len);
	assert_int_equal(look(settle, "grows.docx", now), SETTLE_WHOLE);
	buf_fini(&zip);
	settle_free(settle);
}

static void
test_empty(void **state)
{
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("Nytt Microsoft Word-dokument.docx", "", 0);
	assert_int_equal(look(settle, "Nytt Microsoft Word-dokument.docx", 0),
	    SETTLE_WAIT);
	assert_int_equal(settle_next(settle), 10 * MINUTE);
	assert_int_equal(look(settle, "Nytt Microsoft Word-dokument.docx",
			     10 * MINUTE),
	    SETTLE_EMPTY);
	settle_free(settle);
}

/* 8 TiB of nothing is not looked into: claiming refuses it. */
static void
test_huge(void **state)
{
	int fd;
	struct settle *settle;

	(void)state;
	fd = openat(dir, "huge.docx", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	if (ftruncate(fd, (off_t)8 << 40) == -1) {
		close(fd);
		skip();
	}
	close(fd);
	settle = settle_new(&limits);
	assert_int_equal(look(settle, "huge.docx", 0), SETTLE_WAIT);
	assert_int_equal(look(settle, "huge.docx", 2000), SETTLE_WHOLE);
	settle_free(settle);
}

static void
test_gone(void **state)
{
	struct candidate candidate;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("gone.xml", "<a/>", 4);
	see("gone.xml", &candidate);
	assert_int_equal(unlinkat(dir, "gone.xml", 0), 0);
	assert_int_equal(settle_look(settle, dir, &candidate, 0), SETTLE_GONE);
	assert_int_equal(symlinkat("/etc/passwd", dir, "gone.xml"), 0);
	assert_int_equal(settle_look(settle, dir, &candidate, 0), SETTLE_GONE);
	assert_int_equal(unlinkat(dir, "gone.xml", 0), 0);
	assert_int_equal(settle_tracked(settle, NULL), 0);
	settle_free(settle);
}

/* Whole, but not as it was seen: the scan must look again, and then it is
 * taken at once. */
static void
test_finished_since(void **state)
{
	struct candidate candidate;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("since.xml", "<a>", 3);
	see("since.xml", &candidate);
	put("since.xml", "<a></a>", 7);
	assert_int_equal(settle_look(settle, dir, &candidate, 0), SETTLE_GONE);
	assert_int_equal(look(settle, "since.xml", 0), SETTLE_WHOLE);
	settle_free(settle);
}

/* What the worker doubts is offered again, ever more rarely, and given up. */
static void
test_doubt(void **state)
{
	int offers = 0;
	int64_t now;
	enum settled got = SETTLE_WAIT;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("doubt.xml", "<a>x</a>", 8);
	for (now = 0; now <= 10 * MINUTE; now += 500) {
		got = look(settle, "doubt.xml", now);
		if (got != SETTLE_WHOLE)
			continue;
		offers++;
		settle_forget(settle, "doubt.xml"); /* accepted */
		settle_doubt(settle, "doubt.xml", now);
		assert_true(settle_next(settle) >= now + 2000);
	}
	assert_int_equal(got, SETTLE_INCOMPLETE);
	assert_true(offers > 4 && offers < 12);
	put("doubt.xml", "<a>yy</a>", 9);
	assert_int_equal(look(settle, "doubt.xml", now), SETTLE_WHOLE);
	settle_free(settle);
}

static void
test_sweep(void **state)
{
	size_t waiting;
	struct settle *settle;

	(void)state;
	settle = settle_new(&limits);
	put("stays.txt", "x", 1);
	put("goes.txt", "x", 1);
	look(settle, "stays.txt", 0);
	look(settle, "goes.txt", 0);
	settle_sweep(settle);
	assert_int_equal(settle_tracked(settle, &waiting), 2);
	assert_int_equal(waiting, 2);
	assert_int_equal(look(settle, "stays.txt", 2000), SETTLE_WHOLE);
	settle_sweep(settle);
	assert_int_equal(settle_tracked(settle, &waiting), 1);
	assert_int_equal(waiting, 0);
	settle_forget(settle, "stays.txt");
	assert_int_equal(settle_tracked(settle, &waiting), 0);
	settle_free(settle);
}

/* A table of 8 and 40 files: those that wait fill it, and still each that is
 * whole is taken, and each of the others in its turn. */
static void
test_nobody_starves(void **state)
{
	struct settle_limits small = limits;
	char name[40][32];
	int i, pass, taken[40] = { 0 };
	struct settle *settle;

	(void)state;
	small.max_tracked = 8;
	settle = settle_new(&small);
	for (i = 0; i < 40; i++) {
		snprintf(name[i], sizeof(name[i]), "crowd-%02d.%s", i,
		    i % 2 == 0 ? "txt" : "xml");
		put(name[i], i % 2 == 0 ? "text" : "<a/>", 4);
	}
	for (pass = 0; pass < 10; pass++) {
		for (i = 0; i < 40; i++)
			if (!taken[i] &&
			    look(settle, name[i], pass * 2000) ==
				SETTLE_WHOLE) {
				taken[i] = 1;
				settle_forget(settle, name[i]);
			}
		assert_true(settle_tracked(settle, NULL) <= 8);
		settle_sweep(settle);
		if (pass == 0)
			for (i = 1; i < 40; i += 2)
				assert_true(taken[i]);
	}
	for (i = 0; i < 40; i++)
		assert_true(taken[i]);
	/* answers that stay (held files) give way to those who wait */
	memset(taken, 0, sizeof(taken));
	for (pass = 0; pass < 20; pass++) {
		for (i = 0; i < 40; i++)
			taken[i] |= look(settle, name[i], pass * 2000) ==
			    SETTLE_WHOLE;
		settle_sweep(settle);
	}
	for (i = 0; i < 40; i++)
		assert_true(taken[i]);
	settle_free(settle);
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(root) == NULL)
		return -1;
	dir = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir == -1 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(dir);
	return fs_remove_tree(AT_FDCWD, root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zip_cut),
		cmocka_unit_test(test_zip_ends),
		cmocka_unit_test(test_xml),
		cmocka_unit_test(test_xml_wide_and_long),
		cmocka_unit_test(test_hole),
		cmocka_unit_test(test_quiet),
		cmocka_unit_test(test_mtime_set_back),
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_incomplete),
		cmocka_unit_test(test_grows_in_steps),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_finished_since),
		cmocka_unit_test(test_doubt),
		cmocka_unit_test(test_sweep),
		cmocka_unit_test(test_nobody_starves),
	};

	return cmocka_run_group_tests_name("settle", tests, set_up, tear_down);
}
