/* SPDX-License-Identifier: GPL-2.0-or-later */
/* place: nothing of other people's is overwritten, followed or deleted. */
#include "config.h"

#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "staff/place.h"

#define PAGE(words)                                                            \
 "<!DOCTYPE html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">"           \
 "<meta name=\"generator\" content=\"Gazette 0\"></head>" words "</html>"

static char dir_name[64];
static int drop;

static void
write_file(const char *path, const char *text)
{
	int fd;

	fd = openat(drop, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_int_not_equal(fd, -1);
	assert_int_equal(fs_write_all(fd, text, strlen(text)), 0);
	close(fd);
}

static void
assert_holds(const char *path, const char *text)
{
	int fd;
	struct buf buf;

	fd = fs_open_file(drop, path);
	if (fd == -1)
		fail_msg("%s is not there", path);
	buf_init(&buf, 65536);
	assert_int_equal(fs_read_all(fd, &buf), 0);
	assert_string_equal(buf_str(&buf), text);
	buf_fini(&buf);
	close(fd);
}

static int
exists(const char *path)
{
	struct stat st;

	return fstatat(drop, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static void
put_beside(const char *path, enum place_kind kind, const char *page)
{
	struct place_page beside = { kind, page, 0 };
	struct why why;

	beside.len = strlen(page);

	assert_int_equal(place_put_beside(drop, path, &beside, &why), V_OK);
	assert_false(exists(".gazette.tmp"));
}

static void
see(const char *path, struct place_seen *seen)
{
	struct stat st;

	assert_int_equal(fstatat(drop, path, &st, AT_SYMLINK_NOFOLLOW), 0);
	place_seen_from(seen, &st);
}

static enum verdict
move_to(const char *folder, struct place_seen *seen, char kept[PLACE_PATH_MAX],
    struct why *why)
{
	seen->folder = folder;
	return place_move(drop, "a.docx", seen, kept, why);
}

static int
set_up(void **state)
{
	(void)state;
	snprintf(dir_name, sizeof(dir_name), "/tmp/test-place-XXXXXX");
	if (mkdtemp(dir_name) == NULL)
		return -1;
	drop = open(dir_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return drop == -1 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(drop);
	return fs_remove_tree(AT_FDCWD, dir_name);
}

static void
test_one_state(void **state)
{
	struct why why;

	(void)state;
	put_beside("a.docx", PLACE_FIX, PAGE("fix"));
	assert_holds("a.docx.FIX.html", PAGE("fix"));
	put_beside("a.docx", PLACE_FIX, PAGE("again"));
	assert_holds("a.docx.FIX.html", PAGE("again"));
	put_beside("a.docx", PLACE_PREVIEW, PAGE("preview"));
	put_beside("a.docx", PLACE_QUESTION, PAGE("question"));
	assert_false(exists("a.docx.FIX.html"));
	assert_true(exists("a.docx.PREVIEW.html"));
	assert_int_equal(place_clear_beside(drop, "a.docx", &why), V_OK);
	assert_false(exists("a.docx.QUESTION.html"));
	assert_false(exists("a.docx.PREVIEW.html"));
	assert_int_equal(place_clear_beside(drop, "a.docx", &why), V_OK);
}

static void
test_not_ours(void **state)
{
	struct why why;

	(void)state;
	write_file("a.docx.FIX.html", "my own notes");
	put_beside("a.docx", PLACE_FIX, PAGE("fix"));
	assert_holds("a.docx.FIX.html", "my own notes");
	assert_holds("a.docx-2.FIX.html", PAGE("fix"));
	put_beside("a.docx", PLACE_FIX, PAGE("fix 2"));
	assert_holds("a.docx-2.FIX.html", PAGE("fix 2"));
	assert_int_equal(place_clear_beside(drop, "a.docx", &why), V_OK);
	assert_holds("a.docx.FIX.html", "my own notes");
	assert_false(exists("a.docx-2.FIX.html"));
	write_file("_status.html", "mine");
	assert_int_equal(place_put(drop, "_status.html", PAGE("s"),
			     strlen(PAGE("s")), &why),
	    V_HOLD);
	assert_string_equal(why.code, "name-taken");
	assert_holds("_status.html", "mine");
}

static void
test_links(void **state)
{
	static const struct place_page empty = { PLACE_FIX, PAGE(""),
		sizeof(PAGE("")) - 1 };
	struct why why;

	(void)state;
	write_file("target", "precious");
	assert_int_equal(symlinkat("target", drop, "a.docx.FIX.html"), 0);
	assert_int_equal(symlinkat("target", drop, ".gazette.tmp"), 0);
	put_beside("a.docx", PLACE_FIX, PAGE("fix"));
	assert_holds("target", "precious");
	assert_holds("a.docx-2.FIX.html", PAGE("fix"));
	assert_int_equal(symlinkat("/tmp", drop, "out"), 0);
	assert_int_not_equal(place_put_beside(drop, "out/a.docx", &empty, &why),
	    V_OK);
	assert_int_not_equal(place_put_beside(drop, "../a.docx", &empty, &why),
	    V_OK);
}

/* A page that says the same keeps its inode and time. */
static void
test_unchanged(void **state)
{
	struct stat before, after;

	(void)state;
	put_beside("a.docx", PLACE_NOTICE, PAGE("wait"));
	assert_int_equal(fstatat(drop, "a.docx.NOTICE.html", &before, 0), 0);
	put_beside("a.docx", PLACE_NOTICE, PAGE("wait"));
	assert_int_equal(fstatat(drop, "a.docx.NOTICE.html", &after, 0), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void
test_preview_is_marked(void **state)
{
	static const char page[] = "<!DOCTYPE html>\n<html><head>"
				   "<meta charset=\"utf-8\"><title>x</title>";
	static const struct place_page headless = { PLACE_PREVIEW, "no head",
		7 };
	struct buf head;
	int fd;
	struct why why;

	(void)state;
	put_beside("a.docx", PLACE_PREVIEW, page);
	fd = fs_open_file(drop, "a.docx.PREVIEW.html");
	assert_int_not_equal(fd, -1);
	buf_init(&head, 4096);
	assert_int_equal(fs_read_all(fd, &head), 0);
	close(fd);
	assert_non_null(strstr(buf_str(&head),
	    "<meta name=\"generator\" content=\"Gazette"));
	buf_fini(&head);
	assert_int_equal(place_put_beside(drop, "a.docx", &headless, &why),
	    V_FATAL);
}

static void
test_long_name(void **state)
{
	char name[256];
	struct why why;

	(void)state;
	memset(name, 'a', 255);
	memcpy(name + 250, ".docx", 6);
	put_beside(name, PLACE_QUESTION, PAGE("q"));
	assert_int_equal(place_clear_beside(drop, name, &why), V_OK);
}

static void
test_move(void **state)
{
	char kept[PLACE_PATH_MAX];
	struct place_seen seen;
	struct why why;

	(void)state;
	write_file("a.docx", "one");
	see("a.docx", &seen);
	assert_int_equal(move_to("_done/2026-05", &seen, kept, &why), V_OK);
	assert_string_equal(kept, "_done/2026-05/a.docx");
	assert_holds(kept, "one");
	assert_false(exists("a.docx"));
	write_file("a.docx", "two");
	see("a.docx", &seen);
	assert_int_equal(move_to("_done/2026-05", &seen, kept, &why), V_OK);
	assert_string_equal(kept, "_done/2026-05/a-2.docx");
	assert_holds(kept, "two");
	assert_holds("_done/2026-05/a.docx", "one");
}

static void
test_move_changed(void **state)
{
	char kept[PLACE_PATH_MAX];
	struct place_seen seen;
	struct why why;

	(void)state;
	write_file("a.docx", "one");
	see("a.docx", &seen);
	usleep(20000); /* past the clock tick of the file system's times */
	write_file("a.docx", "newer");
	assert_int_equal(move_to("_done", &seen, kept, &why), V_HOLD);
	assert_string_equal(why.code, "original-changed");
	assert_holds("a.docx", "newer");
	assert_string_equal(kept, "");
	unlinkat(drop, "a.docx", 0);
	assert_int_equal(move_to("_done", &seen, kept, &why), V_OK);
	assert_string_equal(kept, "");
	assert_int_equal(symlinkat("/etc/passwd", drop, "a.docx"), 0);
	assert_int_equal(move_to("_done", &seen, kept, &why), V_HOLD);
}

/* A file system of its own below _done, in a mount namespace of ours. */
static int
mount_done(void)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/_done", dir_name);
	if (mkdir(path, 0755) == -1 ||
	    (unshare(CLONE_NEWNS) == -1 &&
		unshare(CLONE_NEWUSER | CLONE_NEWNS) == -1) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		return -1;
	if (mount("none", path, "tmpfs", 0, NULL) == -1)
		return -1;
	close(drop); /* of the namespace that was left */
	drop = open(dir_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return drop == -1 ? -1 : 0;
}

static void
unmount_done(void)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/_done", dir_name);
	umount2(path, MNT_DETACH);
}

static void
test_move_across(void **state)
{
	char kept[PLACE_PATH_MAX];
	struct place_seen seen;
	struct stat before, after;
	struct why why;

	(void)state;
	if (mount_done() == -1) {
		print_message("no right to mount: not tried\n");
		skip();
	}
	write_file("a.docx", "one");
	see("a.docx", &seen);
	assert_int_equal(fstatat(drop, "a.docx", &before, 0), 0);
	assert_int_equal(move_to("_done/2026-05", &seen, kept, &why), V_OK);
	assert_string_equal(kept, "_done/2026-05/a.docx");
	assert_holds(kept, "one");
	assert_int_equal(fstatat(drop, kept, &after, 0), 0);
	assert_int_not_equal(before.st_dev, after.st_dev);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_false(exists("a.docx"));
	assert_false(exists(".gazette-away-1.tmp"));
	write_file("a.docx", "two");
	see("a.docx", &seen);
	assert_int_equal(move_to("_done/2026-05", &seen, kept, &why), V_OK);
	assert_holds("_done/2026-05/a-2.docx", "two");
	unmount_done();
}

static void
test_month(void **state)
{
	char folder[64];

	(void)state;
	/* 30 minutes past midnight in Helsinki is still April in UTC. */
	place_month_folder(folder, sizeof(folder), "_done", "Europe/Helsinki",
	    1777584600);
	assert_string_equal(folder, "_done/2026-05");
	place_month_folder(folder, sizeof(folder), "_done", "UTC", 1777584600);
	assert_string_equal(folder, "_done/2026-04");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_one_state),
		TEST(test_not_ours),
		TEST(test_links),
		TEST(test_unchanged),
		TEST(test_preview_is_marked),
		TEST(test_long_name),
		TEST(test_move),
		TEST(test_move_changed),
		TEST(test_move_across),
		TEST(test_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
