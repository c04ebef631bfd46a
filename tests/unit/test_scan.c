/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scan: everything is seen, as what it is, and nobody starves. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fsutil.h"
#include "base/names.h"
#include "intake/junk.h"
#include "intake/scan.h"

static char root[] = "/tmp/gazette-scan.XXXXXX";
static int dir;
static struct why why;

static const struct scan_folder folders[] = {
	{ "", WHERE_DROP, "" },
	{ "sv", WHERE_LANG, "sv" },
	{ "wire/stt", WHERE_DROP, "" },
	{ "_approve", WHERE_APPROVE, "" },
	{ "_done", WHERE_DONE, "" },
	{ "_failed", WHERE_FAILED, "" },
	{ "_embargo", WHERE_EMBARGO, "" },
};

static struct scan_settings settings = {
	.drop = root,
	.folders = folders,
	.folder_count = sizeof(folders) / sizeof(folders[0]),
	.max_entries = 10000,
	.max_pending = 200,
	.done_months = 2,
};

/* What a pass showed, in any order. */
struct seen {
	char place[400][300];
	struct candidate got[400];
	size_t count;
	enum visit answer;
};

static struct seen seen;

static enum visit
remember(void *arg, const struct candidate *candidate)
{
	struct seen *to = arg;

	assert_true(to->count < 400);
	snprintf(to->place[to->count], sizeof(to->place[0]), "%s",
	    candidate->place);
	assert_string_equal(candidate->name, names_last(candidate->place));
	to->got[to->count++] = *candidate;
	return to->answer;
}

static const struct candidate *
find(const char *place)
{
	size_t i;

	for (i = 0; i < seen.count; i++)
		if (strcmp(seen.place[i], place) == 0)
			return &seen.got[i];
	return NULL;
}

/* As find(), for what must be there. */
static const struct candidate *
get(const char *place)
{
	static const struct candidate none;
	const struct candidate *found;

	found = find(place);
	assert_non_null(found);
	return found != NULL ? found : &none;
}

static unsigned
walk(unsigned which)
{
	int more;
	struct scan *scan;
	unsigned steps = 0;

	seen.count = 0;
	seen.answer = VISIT_IDLE;
	assert_int_equal(scan_open(&settings, &scan, &why), V_OK);
	scan_begin(scan, which);
	do {
		more = scan_step(scan, remember, &seen);
		steps++;
	} while (more == 1);
	assert_int_equal(more, 0);
	assert_int_equal(scan_summary(scan)->candidates, seen.count);
	scan_close(scan);
	return steps;
}

static void
put(const char *name, const char *text)
{
	assert_int_equal(fs_put_file(dir, name, text, strlen(text), 0600, 0),
	    0);
}

static void
put_socket(const char *name)
{
	int fd;
	struct sockaddr_un address;

	memset(&address, 0, sizeof(address));
	address.sun_family = AF_UNIX;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/%s", root,
	    name);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)),
	    0);
	close(fd);
}

static void
test_kinds(void **state)
{
	const struct candidate *got;

	(void)state;
	put("a.docx", "abc");
	assert_int_equal(symlinkat("/etc/passwd", dir, "link.docx"), 0);
	assert_int_equal(symlinkat("/etc", dir, "link"), 0);
	assert_int_equal(mkfifoat(dir, "fifo.docx", 0600), 0);
	put_socket("socket.docx");
	assert_int_equal(mkdirat(dir, "bundle.docx", 0700), 0);
	assert_int_equal(mkdirat(dir, "Bokslut 1.2", 0700), 0);
	assert_int_equal(mkdirat(dir, "@eaDir", 0700), 0);
	put("@eaDir/x.docx", "");
	put("Bokslut 1.2/x.docx", "");
	put("Thumbs.db", "");
	walk(SCAN_ALL);

	got = get("a.docx");
	assert_int_equal(got->kind, KIND_FILE);
	assert_int_equal(got->look, LOOK_DOCUMENT);
	assert_int_equal(got->where, WHERE_DROP);
	assert_int_equal(got->identity.size, 3);
	assert_int_equal(got->identity.nlink, 1);
	assert_int_equal(got->identity.uid, getuid());
	assert_true(got->identity.ctime_ns > 1500000000LL * 1000000000);
	assert_int_equal(get("link.docx")->kind, KIND_SYMLINK);
	assert_int_equal(get("link")->kind, KIND_SYMLINK);
	assert_int_equal(get("fifo.docx")->kind, KIND_FIFO);
	assert_int_equal(get("socket.docx")->kind, KIND_SOCKET);
	assert_int_equal(get("bundle.docx")->kind, KIND_BUNDLE);
	assert_int_equal(get("Bokslut 1.2")->kind, KIND_FOLDER);
	assert_null(find("Bokslut 1.2/x.docx"));
	assert_null(find("Thumbs.db"));
	assert_null(find("@eaDir"));
	assert_null(find("@eaDir/x.docx"));
}

static void
test_folders(void **state)
{
	const struct candidate *got;

	(void)state;
	close(fs_make_dirs(dir, "sv"));
	close(fs_make_dirs(dir, "wire/stt"));
	close(fs_make_dirs(dir, "_approve/folder"));
	put("sv/b.docx", "");
	put("wire/c.xml", "");
	put("wire/stt/c.xml", "");
	put("_approve/d.docx", "");
	walk(SCAN_INTAKE);

	got = get("sv/b.docx");
	assert_int_equal(got->where, WHERE_LANG);
	assert_string_equal(got->folder_lang, "sv");
	assert_string_equal(got->folder, "sv");
	got = get("wire/stt/c.xml");
	assert_int_equal(got->where, WHERE_DROP);
	assert_string_equal(got->folder, "wire/stt");
	assert_int_equal(get("_approve/d.docx")->where, WHERE_APPROVE);
	assert_int_equal(get("_approve/folder")->kind, KIND_FOLDER);
	/* on the way to a folder of settings, and no more */
	assert_null(find("wire/c.xml"));
	assert_null(find("wire"));
	assert_null(find("sv"));
	assert_null(find("_approve"));
}

static void
test_done(void **state)
{
	static const char *const months[] = { "2025-12", "2026-02", "2026-01" };
	char place[64];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		snprintf(place, sizeof(place), "_done/%s", months[i]);
		close(fs_make_dirs(dir, place));
		snprintf(place, sizeof(place), "_done/%s/a.docx", months[i]);
		put(place, "");
	}
	close(fs_make_dirs(dir, "_done/2026"));
	put("_done/stray.docx", "");
	walk(SCAN_INTAKE);
	assert_null(find("_done/stray.docx"));
	walk(SCAN_BIT(WHERE_DONE));
	assert_int_equal(seen.count, 3);
	assert_int_equal(get("_done/stray.docx")->where, WHERE_DONE);
	assert_non_null(find("_done/2026-02/a.docx"));
	assert_string_equal(get("_done/2026-01/a.docx")->folder, "_done");
	assert_null(find("_done/2025-12/a.docx"));
}

static void
test_looks(void **state)
{
	(void)state;
	put("open.docx", "");
	put("~$open.docx", "");
	put("Rapport.docx", "");
	put(".~lock.Rapport.docx#", "");
	put("Rapport.docx.FIX.html", "<html>" GAZETTE_MARK "\">");
	put("other.FIX.html", "<html>");
	put("a (conflicted copy 2026-01-01).docx", "");
	walk(SCAN_BIT(WHERE_DROP));
	assert_int_equal(get("open.docx")->look, LOOK_LOCKED);
	assert_int_equal(get("Rapport.docx")->look, LOOK_LOCKED);
	assert_int_equal(get("Rapport.docx.FIX.html")->look, LOOK_OWN);
	assert_int_equal(get("other.FIX.html")->look, LOOK_DOCUMENT);
	assert_int_equal(get("a (conflicted copy 2026-01-01).docx")->look,
	    LOOK_CONFLICT);
	assert_null(find("~$open.docx"));
}

static void
test_names(void **state)
{
	static const char *const names[] = { "a\nb.docx", "-rf.docx",
		"\xff\xfe.docx", "Vo\xcc\x88ra\xcc\x8a.docx", "Vörå.docx",
		"x\xe2\x80\xae"
		"xcod.exe",
		" .docx" };
	char name[256];
	size_t i;

	(void)state;
	memset(name, 'n', 255);
	name[255] = '\0';
	put(name, "");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		put(names[i], "");
	walk(SCAN_ALL);
	assert_non_null(find(name));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_non_null(find(names[i]));
}

/* A link in place of a folder of settings leads nowhere. */
static void
test_linked_folder(void **state)
{
	(void)state;
	close(fs_make_dirs(dir, "elsewhere"));
	put("elsewhere/secret.docx", "");
	assert_int_equal(symlinkat("elsewhere", dir, "_embargo"), 0);
	walk(SCAN_ALL);
	assert_null(find("_embargo/secret.docx"));
	assert_int_equal(get("_embargo")->kind, KIND_SYMLINK);
}

/* In steps of a few, each entry is seen once and none is left out. */
static void
test_steps(void **state)
{
	char name[32];
	int i;

	(void)state;
	for (i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "step-%d.docx", i);
		put(name, "");
	}
	settings.max_entries = 7;
	assert_true(walk(SCAN_ALL) > 300 / 7);
	settings.max_entries = 10000;
	assert_int_equal(walk(SCAN_ALL), 1);
	for (i = 0; i < 300; i++) {
		snprintf(name, sizeof(name), "step-%d.docx", i);
		assert_non_null(find(name));
		assert_int_equal(unlinkat(dir, name, 0), 0);
	}
}

/* The share of one owner bounds what is pending, not what is seen. */
static void
test_crowd(void **state)
{
	size_t crowded = 0, i, others = 0;
	struct scan *scan;

	(void)state;
	put("not-mine.docx", "");
	if (fchownat(dir, "not-mine.docx", 12345, (gid_t)-1, 0) == -1)
		skip();
	settings.max_pending = 3;
	seen.count = 0;
	seen.answer = VISIT_PENDING;
	assert_int_equal(scan_open(&settings, &scan, &why), V_OK);
	scan_begin(scan, SCAN_INTAKE);
	assert_int_equal(scan_step(scan, remember, &seen), 0);
	settings.max_pending = 200;
	for (i = 0; i < seen.count; i++) {
		crowded += (size_t)seen.got[i].crowded;
		others += seen.got[i].identity.uid != getuid() &&
		    !seen.got[i].crowded;
	}
	assert_int_equal(others, 1);
	assert_int_equal(seen.count - crowded, 3 + others);
	assert_int_equal(scan_summary(scan)->crowded, crowded);
	scan_close(scan);
}

static void
test_one(void **state)
{
	struct scan *scan;

	(void)state;
	seen.count = 0;
	seen.answer = VISIT_IDLE;
	assert_int_equal(scan_open(&settings, &scan, &why), V_OK);
	assert_int_equal(scan_one(scan, "sv/b.docx", remember, &seen), 1);
	assert_string_equal(seen.got[0].folder_lang, "sv");
	assert_int_equal(scan_one(scan, "_done/2025-12/a.docx", remember,
			     &seen),
	    1);
	assert_int_equal(seen.got[1].where, WHERE_DONE);
	assert_int_equal(scan_one(scan, "gone.docx", remember, &seen), 0);
	assert_int_equal(scan_one(scan, "sv", remember, &seen), 0);
	assert_int_equal(scan_one(scan, "Thumbs.db", remember, &seen), 0);
	assert_int_equal(scan_one(scan, "wire/c.xml", remember, &seen), 0);
	assert_int_equal(scan_one(scan, "sv/../a.docx", remember, &seen), 0);
	scan_close(scan);
}

/* A visitor that has enough ends the pass. */
static void
test_stop(void **state)
{
	struct scan *scan;

	(void)state;
	seen.count = 0;
	seen.answer = VISIT_STOP;
	assert_int_equal(scan_open(&settings, &scan, &why), V_OK);
	scan_begin(scan, SCAN_ALL);
	assert_int_equal(scan_step(scan, remember, &seen), 0);
	assert_int_equal(seen.count, 1);
	assert_int_equal(scan_step(scan, remember, &seen), 0);
	assert_int_equal(seen.count, 1);
	scan_close(scan);
}

static void
test_replaced(void **state)
{
	char other[sizeof(root) + 4];
	struct scan *scan;

	(void)state;
	assert_int_equal(scan_open(&settings, &scan, &why), V_OK);
	assert_true(scan_is_current(scan));
	snprintf(other, sizeof(other), "%s.old", root);
	assert_int_equal(rename(root, other), 0);
	assert_false(scan_is_current(scan));
	assert_int_equal(scan_open(&settings, &scan, &why), V_DEFER);
	assert_int_equal(rename(other, root), 0);
	assert_true(scan_is_current(scan));
	scan_close(scan);
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
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_done),
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_linked_folder),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_crowd),
		cmocka_unit_test(test_one),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_replaced),
	};

	return cmocka_run_group_tests_name("scan", tests, set_up, tear_down);
}
