/* SPDX-License-Identifier: GPL-2.0-or-later */
/* claim: the file that was seen and no other, whatever lies there now. */
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
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsutil.h"
#include "intake/claim.h"

static char root[] = "/tmp/gazette-claim.XXXXXX";
static int dir;

static void
put(const char *name, const char *text)
{
	assert_int_equal(fs_put_file(dir, name, text, strlen(text), 0600, 0),
	    0);
}

static void
see(const char *name, struct identity *ret)
{
	struct stat st;

	assert_int_equal(fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW), 0);
	identity_of(&st, ret);
}

/* Claim, and say with what code it failed: "" for success. */
static const char *
claim(const char *place, const struct identity *seen)
{
	static struct why why;
	int fd = -1;

	why_clear(&why);
	if (claim_open(dir, place, seen, &fd, NULL, &why) == V_OK)
		assert_int_equal(close(fd), 0);
	else
		assert_int_equal(fd, -1);
	return why.code;
}

static void
test_good(void **state)
{
	char text[8];
	int fd;
	struct identity now, seen;
	struct why why;

	(void)state;
	assert_int_equal(mkdirat(dir, "sv", 0700), 0);
	put("sv/a.docx", "hello");
	see("sv/a.docx", &seen);
	assert_int_equal(claim_open(dir, "sv/a.docx", &seen, &fd, &now, &why),
	    V_OK);
	assert_int_equal(read(fd, text, sizeof(text)), 5);
	assert_memory_equal(text, "hello", 5);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_true(identity_same(&seen, &now));
	close(fd);
}

/* A FIFO without a writer would block a plain open for ever. */
static void
test_kinds(void **state)
{
	int fd;

	(void)state;
	put("secret", "secret");
	assert_int_equal(symlinkat("secret", dir, "link.docx"), 0);
	assert_int_equal(mkfifoat(dir, "fifo.docx", 0600), 0);
	assert_int_equal(mkdirat(dir, "folder.docx", 0700), 0);
	put("folder.docx/secret", "secret");
	assert_int_equal(symlinkat("folder.docx", dir, "way"), 0);
	assert_string_equal(claim("link.docx", NULL), "not-a-file");
	assert_string_equal(claim("fifo.docx", NULL), "not-a-file");
	assert_string_equal(claim("folder.docx", NULL), "not-a-file");
	assert_string_not_equal(claim("way/secret", NULL), "");
	assert_string_not_equal(claim("sv/../secret", NULL), "");
	assert_string_equal(claim("gone.docx", NULL), "not-settled");
	/* A container may let nobody make a device, or open one. */
	if (mknodat(dir, "zero.docx", S_IFCHR | 0600, makedev(1, 5)) == 0 &&
	    (fd = openat(dir, "zero.docx", O_RDONLY | O_CLOEXEC)) != -1) {
		close(fd);
		assert_string_equal(claim("zero.docx", NULL), "not-a-file");
	}
}

static void
test_changed(void **state)
{
	int fd;
	struct identity seen;

	(void)state;
	put("b.docx", "one");
	see("b.docx", &seen);
	assert_string_equal(claim("b.docx", &seen), "");
	fd = openat(dir, "b.docx", O_WRONLY | O_APPEND | O_CLOEXEC);
	assert_int_equal(write(fd, "more", 4), 4);
	close(fd);
	assert_string_equal(claim("b.docx", &seen), "not-settled");

	/* another file under its name, of the same size */
	see("b.docx", &seen);
	put("c.docx", "onemore");
	assert_int_equal(renameat(dir, "c.docx", dir, "b.docx"), 0);
	assert_string_equal(claim("b.docx", &seen), "not-settled");
}

/* Root may read anything: be somebody else for a moment. */
static void
test_rights(void **state)
{
	const uid_t nobody = 65534;
	uid_t me;

	(void)state;
	me = geteuid();
	put("shut.docx", "x");
	assert_int_equal(fchmodat(dir, "shut.docx", 0, 0), 0);
	if (me == 0) {
		assert_int_equal(fchown(dir, nobody, (gid_t)-1), 0);
		assert_int_equal(seteuid(nobody), 0);
	}
	assert_string_equal(claim("shut.docx", NULL), "not-readable");
	assert_int_equal(seteuid(me), 0);
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
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_rights),
	};

	return cmocka_run_group_tests_name("claim", tests, set_up, tear_down);
}
