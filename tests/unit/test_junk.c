/* SPDX-License-Identifier: GPL-2.0-or-later */
/* junk: what is ignored, what is open somewhere, what we wrote. */
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

#include "base/fsutil.h"
#include "intake/junk.h"

static int dir;
static char path[] = "/tmp/gazette-junk.XXXXXX";

static void
put(const char *name, const char *text)
{
	assert_int_equal(fs_put_file(dir, name, text, strlen(text), 0600, 0),
	    0);
}

static void
test_junk(void **state)
{
	static const char *const yes[] = { "._Rapport.docx", ".DS_Store",
		"desktop.ini", "Desktop.ini", "Thumbs.db", "~$pport.docx",
		".~lock.Rapport.docx#", "~WRD0001.tmp", "~WRL0002.TMP",
		"a.docx.part", "a.docx.filepart", "a.docx.crdownload",
		".syncthing.a.docx.tmp", "~syncthing~a.docx.tmp", ".a.docx.swp",
		"a.swo", "Icon\r", "a.docx.sb-1a2b3c4d-Ab12Cd", "5A9B1000",
		"a.docx~", ".hidden.docx", ".a.docx.k3Jd8x" };
	static const char *const no[] = { "Rapport.docx", "-rf.docx",
		"a\nb.docx", "tmp.docx", "\xff.docx", "part", "Icon",
		"20260301 ", "2026-03-01", "~Rapport.docx", "Thumbs.docx",
		"#1 i Norden.docx", "5a9b1000", "5A9B1000.docx" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(junk_is(yes[i]));
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(junk_is(no[i]));
}

static void
test_junk_folder(void **state)
{
	(void)state;
	assert_true(junk_is_folder("@eaDir"));
	assert_true(junk_is_folder(".stfolder"));
	assert_true(junk_is_folder(".stversions"));
	assert_true(junk_is_folder("__MACOSX"));
	assert_true(junk_is_folder(".rsync-partial"));
	assert_true(junk_is_folder("a.docx.sb-1a2b3c4d-Ab12Cd"));
	assert_false(junk_is_folder("Bilagor"));
	assert_false(junk_is_folder("a.docx"));
}

static void
test_locked(void **state)
{
	char name[256];

	(void)state;
	put("~$Kort.docx", "");
	put("~$pport.docx", "");
	put("~$orgås.docx", "");
	put(".~lock.Libre.docx#", ",anna,pressi,01.03.2026 10:11,;");
	assert_true(junk_is_locked(dir, "Kort.docx"));
	assert_true(junk_is_locked(dir, "Rapport.docx"));
	assert_true(junk_is_locked(dir, "Åborgås.docx"));
	assert_true(junk_is_locked(dir, "Libre.docx"));
	assert_false(junk_is_locked(dir, "Annan.docx"));
	assert_false(junk_is_locked(dir, "x"));
	memset(name, 'n', 255);
	name[255] = '\0';
	assert_false(junk_is_locked(dir, name));
}

static void
test_own(void **state)
{
	char page[4096];

	(void)state;
	put("a.FIX.html",
	    "<!DOCTYPE html><html><head>" GAZETTE_MARK " 1.0\"/>");
	put("b.FIX.html", "<!DOCTYPE html><p>not ours</p>");
	put("c.docx", GAZETTE_MARK);
	memset(page, ' ', sizeof(page));
	memcpy(page + 2500, GAZETTE_MARK, strlen(GAZETTE_MARK));
	page[sizeof(page) - 1] = '\0';
	put("late.html", page);
	assert_int_equal(symlinkat("a.FIX.html", dir, "link.html"), 0);
	assert_int_equal(mkfifoat(dir, "fifo.html", 0600), 0);

	assert_true(junk_is_own(dir, "a.FIX.html"));
	assert_false(junk_is_own(dir, "b.FIX.html"));
	assert_false(junk_is_own(dir, "c.docx"));
	assert_false(junk_is_own(dir, "late.html"));
	assert_false(junk_is_own(dir, "link.html"));
	assert_false(junk_is_own(dir, "fifo.html"));
	assert_false(junk_is_own(dir, "gone.html"));
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(path) == NULL)
		return -1;
	dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return dir == -1 ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(dir);
	return fs_remove_tree(AT_FDCWD, path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_junk),
		cmocka_unit_test(test_junk_folder),
		cmocka_unit_test(test_locked),
		cmocka_unit_test(test_own),
	};

	return cmocka_run_group_tests_name("junk", tests, set_up, tear_down);
}
