/* SPDX-License-Identifier: GPL-2.0-or-later */
/* settings: what is wrong is refused where it stands, what is right comes
 * back. */
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
#include "newsroom/settings.h"
#include "newsroom/settings_number.h"

#define SITE(more)                                                             \
 "site \"a\" {\n"                                                              \
 "drop = /d\n"                                                                 \
 "web_root = /w\n"                                                             \
 "base_url = http://h\n" more "}\n"

static char root[] = "/tmp/gazette-settings.XXXXXX";
static char path[64];
static int dir;
static struct why why;

static enum verdict
load(const char *text, struct config **ret)
{
	unlinkat(dir, "c", 0);
	assert_int_equal(fs_put_file(dir, "c", text, strlen(text), 0600, 0), 0);
	why_clear(&why);
	return config_load(path, ret, &why);
}

static struct config *
load_good(const char *text)
{
	struct config *config = NULL;

	if (load(text, &config) != V_OK)
		fail_msg("%s", why.text);
	return config;
}

static void
test_least(void **state)
{
	const struct config_folder *folder;
	const struct config_site *site;
	struct config *config;

	(void)state;
	config = load_good(SITE(""));
	site = config_site_named(config, NULL);
	assert_non_null(site);
	assert_ptr_equal(site, config_site_named(config, "a"));
	assert_null(config_site_named(config, "b"));
	assert_string_equal(site->drop, "/d");
	assert_string_equal(site->stage, "/w.stage");
	assert_string_equal(site->state, "/var/lib/gazette");
	assert_string_equal(site->title, "a");
	assert_int_equal(site->language_count, 3);
	assert_string_equal(site->languages[0], "sv");
	assert_null(site->languages[3]);
	assert_true(config->need_sandbox);
	assert_null(config->phrases);
	assert_int_equal(config->log_level, LOG_LEVEL_INFO);
	assert_int_equal(config->quiet, 2000);
	assert_int_equal(config->rescan, 30000);
	assert_int_equal(config->after, 180000);
	assert_int_equal(config->max_pending, 200);
	assert_int_equal(config->limits.wall, 15);
	folder = config_folder_for(site, "x.docx");
	assert_int_equal(folder->publish, CONFIG_AT_ONCE);
	assert_int_equal(folder->holds, CONFIG_HOLDS_STRICT);
	assert_true(config_accepts(folder, "docx"));
	config_free(config);
}

static const char full[] =
    "# a comment\n"
    "log_level = debug # and another\n"
    "workers = 3 after = '2 min'\n"
    "need_sandbox = no\n"
    "phrases = /etc/gazette/phrases.xml\n"
    "state = \"/s//x/\"\n"
    "limits { input = \"64 MiB\" settle = \"500ms\" cpu = 7\n"
    "	rescan = '2 min' picture_side = 4000 operations = 123456 }\n"
    "vocabulary \"bulletin\" { root = bulletin namespace = 'urn:x'\n"
    "	stylesheet = /etc/gazette/bulletin.xsl }\n"
    "site \"first\" {\n"
    "	title = \"Vörå – 'x' \\\"y\\\" \\\\ ${NOTHING_OF_THAT_NAME}\"\n"
    "	drop = /d // and one\n"
    "	web_root = '/w/www/' stage = /w/stage\n"
    "	base_url = https://h.example:8080/press/\n"
    "	languages = { fi,\n"
    "		'sv-FI' }\n"
    "	region = SE timezone = Europe/Stockholm\n"
    "	organisation = {\"Vörå kommun\", \"Vöyrin kunta\"}\n"
    "	names { approve = _ok }\n"
    "	folder \".\" { accept = {docx, odt} hold = {long-title}\n"
    "		warn = {comments} ignore = {alt-missing} }\n"
    "	folder \"wire\" { accept = {nitf} holds = off }\n"
    "	folder \"wire/slow\" { publish = approve holds = warn }\n"
    "	folder \"svenska\" { language = 'sv-FI' publish = after }\n"
    "	folder \"nytt\" { publish = after after = '90 s'\n"
    "		pair = together pair_languages = {'sv-FI', fi} }\n"
    "	folder \"parvis\" { pair = 'wait 90 min' }\n"
    "}\n"
    "site second { drop = /d2 web_root = /w2 base_url = http://h2 }\n";

static void
check_full(const struct config *config)
{
	const struct config_site *site;

	assert_int_equal(config->log_level, LOG_LEVEL_DEBUG);
	assert_int_equal(config->workers, 3);
	assert_false(config->need_sandbox);
	assert_string_equal(config->phrases, "/etc/gazette/phrases.xml");
	assert_int_equal(config->limits.read.own_count, 1);
	assert_string_equal(config->limits.read.own[0].importer,
	    "own-bulletin");
	assert_string_equal(config->limits.read.own[0].ns, "urn:x");
	assert_int_equal(config->limits.read.max_input, 64 << 20);
	assert_int_equal(config->limits.cpu, 7);
	assert_int_equal(config->limits.read.pictures.max_side, 4000);
	assert_int_equal(config->limits.xslt.max_ops, 123456);
	assert_int_equal(config->quiet, 500);
	assert_int_equal(config->rescan, 120000);
	assert_int_equal(config->site_count, 2);
	site = config_site_named(config, "first");
	assert_string_equal(site->title, "Vörå – 'x' \"y\" \\ ");
	assert_string_equal(site->web_root, "/w/www");
	assert_string_equal(site->state, "/s/x");
	assert_string_equal(site->base_url, "https://h.example:8080/press");
	assert_int_equal(site->language_count, 2);
	assert_string_equal(site->languages[1], "sv-FI");
	assert_string_equal(site->timezone, "Europe/Stockholm");
	assert_string_equal(site->organisation, "Vörå kommun|Vöyrin kunta");
	assert_string_equal(site->approve, "_ok");
	assert_string_equal(site->done, "_done");
	assert_int_equal(site->folder_count, 6);
}

static void
test_full(void **state)
{
	struct config *config;

	(void)state;
	config = load_good(full);
	check_full(config);
	config_free(config);
}

static void
test_folders(void **state)
{
	const struct config_folder *folder;
	const struct config_site *site;
	enum severity severity;
	struct config *config;

	(void)state;
	config = load_good(full);
	site = config_site_named(config, "first");
	folder = config_folder_for(site, "sv/a.docx");
	assert_string_equal(folder->place, "");
	assert_true(config_accepts(folder, "odt"));
	assert_false(config_accepts(folder, "nitf"));
	assert_int_equal(config_weigh(folder, "long-title", SEVERITY_WARN,
			     &severity),
	    1);
	assert_int_equal(severity, SEVERITY_HOLD);
	assert_int_equal(config_weigh(folder, "comments", SEVERITY_HOLD,
			     &severity),
	    1);
	assert_int_equal(severity, SEVERITY_WARN);
	assert_int_equal(config_weigh(folder, "alt-missing", SEVERITY_HOLD,
			     &severity),
	    0);
	assert_int_equal(config_weigh(folder, "other", SEVERITY_HOLD,
			     &severity),
	    1);
	assert_int_equal(severity, SEVERITY_HOLD);

	folder = config_folder_for(site, "wire/a.xml");
	assert_string_equal(folder->place, "wire");
	assert_int_equal(config_weigh(folder, "other", SEVERITY_HOLD,
			     &severity),
	    1);
	assert_int_equal(severity, SEVERITY_INFO);
	folder = config_folder_for(site, "wire/slow/sv/a.xml");
	assert_string_equal(folder->place, "wire/slow");
	assert_int_equal(folder->publish, CONFIG_APPROVE);
	assert_true(config_accepts(folder, "docx"));
	assert_int_equal(config_weigh(folder, "other", SEVERITY_HOLD,
			     &severity),
	    1);
	assert_int_equal(severity, SEVERITY_WARN);
	folder = config_folder_for(site, "svenska/a.docx");
	assert_int_equal(folder->publish, CONFIG_AFTER);
	assert_int_equal(folder->after, 120000);
	folder = config_folder_for(site, "nytt/a.docx");
	assert_int_equal(folder->after, 90000);
	assert_int_equal(folder->pair, CONFIG_PAIR_TOGETHER);
	assert_string_equal(folder->pair_languages[0], "sv-FI");
	assert_string_equal(folder->pair_languages[1], "fi");
	assert_null(folder->pair_languages[2]);
	folder = config_folder_for(site, "parvis/a.docx");
	assert_int_equal(folder->pair, CONFIG_PAIR_WAIT);
	assert_int_equal(folder->pair_wait, 5400000);
	assert_string_equal(folder->pair_languages[0], "fi");
	folder = config_folder_for(site, "svenska/a.docx");
	assert_int_equal(folder->pair, CONFIG_PAIR_FREE);
	/* a name that only begins alike is another folder */
	assert_string_equal(config_folder_for(site, "wires/a")->place, "");
	config_free(config);
}

static const struct scan_folder *
find_scan(const struct scan_settings *scan, const char *place)
{
	static const struct scan_folder none;
	size_t i;

	for (i = 0; i < scan->folder_count; i++)
		if (strcmp(scan->folders[i].path, place) == 0)
			return &scan->folders[i];
	fail_msg("no %s", place);
	return &none;
}

static void
test_scan(void **state)
{
	struct config *config;
	struct scan_settings scan;

	(void)state;
	config = load_good(full);
	config_scan_settings(config, config_site_named(config, "first"), &scan);
	assert_string_equal(scan.drop, "/d");
	assert_int_equal(find_scan(&scan, "")->where, WHERE_DROP);
	assert_int_equal(find_scan(&scan, "fi")->where, WHERE_LANG);
	assert_string_equal(find_scan(&scan, "sv-FI")->lang, "sv-FI");
	assert_int_equal(find_scan(&scan, "wire")->where, WHERE_DROP);
	assert_string_equal(find_scan(&scan, "wire/fi")->lang, "fi");
	assert_string_equal(find_scan(&scan, "svenska")->lang, "sv-FI");
	assert_int_equal(find_scan(&scan, "svenska")->where, WHERE_LANG);
	assert_int_equal(find_scan(&scan, "_ok")->where, WHERE_APPROVE);
	assert_int_equal(find_scan(&scan, "_done")->where, WHERE_DONE);
	assert_int_equal(scan.max_entries, 10000);
	config_free(config);
}

static const struct {
	int line;
	const char *says;
	const char *text;
} faults[] = {
	{ 3, "no such option 'lag_level'; known here: log_level, workers",
	    "\n# x\nlag_level = info\n" SITE("") },
	{ 1, "log_level must be error, warn, info or debug",
	    "log_level = loud\n" SITE("") },
	{ 1, "need_sandbox must be yes or no", "need_sandbox = maybe\n" },
	{ 1, "workers must be from 0 to 256", "workers = many\n" },
	{ 2, "heap must be from 16 MiB to 16 GiB",
	    "limits {\nheap = \"1 KiB\" }" },
	{ 1, "heap must be from", "limits { heap = \"256 MB\" }" },
	{ 1, "wall must be from 1 s to 15 min",
	    "limits { wall = \"1500 ms\" }" },
	{ 1, "settle must be from", "limits { settle = -1 }" },
	{ 1, "heap must be less than address_space",
	    "limits { heap = '2 GiB' }" },
	{ 3, "set a second time: drop", "site a {\ndrop = /d\ndrop = /e }" },
	{ 2, "this section has no }", "\nsite a { drop = /d\n\n" },
	{ 2, "this list has no }", "site a {\nlanguages = { sv\n" },
	{ 1, "a quoted string does not end", "state = \"/x\n\n" },
	{ 2, "a comment does not end", "\n/* x\n\n" },
	{ 1, "missing title", "site { }" },
	{ 1, "site \"a\" needs web_root", "site a { drop = /d }" },
	{ 1, "site must be a name of letters", "site \"å\" { drop = /d }" },
	{ 6, "no such option 'x'", SITE("") "x = 1" },
	{ 2, "drop must be an absolute path", "site a {\ndrop = press }" },
	{ 1, "drop must be an absolute path", "site a { drop = / }" },
	{ 1, "drop must be a path without", "site a { drop = /a/../b }" },
	{ 1, "base_url must begin with", "site a { base_url = 'h.example' }" },
	{ 1, "base_url must begin with", "site a { base_url = 'http://' }" },
	{ 1, "base_url must begin with", "site a { base_url = 'http:///x' }" },
	{ 1, "base_url must begin", "site a { base_url = 'http://a@b' }" },
	{ 1, "base_url must begin", "site a { base_url = 'ftp://h' }" },
	{ 1, "base_url must begin", "site a { base_url = 'http://h/?x' }" },
	{ 1, "languages must be a language",
	    "site a { languages = {svenska} }" },
	{ 1, "languages must be a language", "site a { languages = {xx} }" },
	{ 1, "languages must be a language", "site a { languages = {SV} }" },
	{ 1, "languages must be a language", "site a { languages = {sv_FI} }" },
	{ 6, "site \"a\" has 0 languages", SITE("languages = {}\n") },
	{ 6, "\"sv\" twice", SITE("languages = {sv, sv}\n") },
	{ 1, "region must be a region", "site a { region = Finland }" },
	{ 1, "region must be a region", "site a { region = XQ }" },
	{ 1, "timezone must be a time zone", "site a { timezone = EEST5 }" },
	{ 1, "timezone must be a time zone",
	    "site a { timezone = Europe/Vasa }" },
	{ 1, "title must be one line", "site a { title = \"a\\nb\" }" },
	{ 1, "organisation must be names",
	    "site a { organisation = {'a|b'} }" },
	{ 1, "done must be the name of one folder",
	    "site a { names { done = 'a/b' } }" },
	{ 6, "two names are \"_x\"",
	    SITE("names { done = _x failed = _x }\n") },
	{ 6, "\"fi\" is the name of a language",
	    SITE("names { done = fi }\n") },
	{ 6, "within \"_done\"", SITE("folder \"_done/x\" { }\n") },
	{ 5, "folder must be \".\" or a folder", SITE("folder \"/x\" { }\n") },
	{ 5, "folder must be \".\" or a folder",
	    SITE("folder \"../x\" { }\n") },
	{ 5, "found duplicate title", SITE("folder x { } folder x { }\n") },
	{ 5, "two sections for folder",
	    SITE("folder \"x\" { } folder \"x/\" { }\n") },
	{ 5, "accept must be \"any\", or of: docx",
	    SITE("folder x { accept = {word} }\n") },
	{ 5, "\"any\" stands alone", SITE("folder x { accept={any,docx} }\n") },
	{ 5, "accepts nothing", SITE("folder x { accept = {} }\n") },
	{ 5, "publish must be at_once, after or approve",
	    SITE("folder x { publish = now }\n") },
	{ 5, "after belongs to publish = after",
	    SITE("folder x { after = 3min }\n") },
	{ 5, "after must be from 1 s to 7 d",
	    SITE("folder x { publish = after after = '500 ms' }\n") },
	{ 1, "after must be from 1 s to 7 d", "after = never\n" SITE("") },
	{ 5, "pair must be together, free, wait, or wait and a time",
	    SITE("folder x { pair = both }\n") },
	{ 5, "pair must be together", SITE("folder x { pair='wait 0 s' }\n") },
	{ 5, "pair_wait must be from 1 s to 30 d",
	    SITE("folder x { pair = wait pair_wait = '31 d' }\n") },
	{ 5, "pair_wait belongs to pair = wait",
	    SITE("folder x { pair_wait = 2h }\n") },
	{ 5, "says twice how long",
	    SITE("folder x { pair = 'wait 1h' pair_wait = 2h }\n") },
	{ 5, "pair_languages are two or more",
	    SITE("folder x { pair_languages = {sv} }\n") },
	{ 5, "\"de\" of pair_languages is none of the site's",
	    SITE("folder x { pair_languages = {sv, de} }\n") },
	{ 5, "holds must be strict, warn or off",
	    SITE("folder x { holds = lax }\n") },
	{ 5, "hold must be codes", SITE("folder x { hold = {'A b'} }\n") },
	{ 5, "two rules for \"c\"",
	    SITE("folder x { hold = {c} ignore = {c} }\n") },
	{ 5, "web_root of site \"a\" and drop of site \"a\"",
	    "site a {\ndrop = /d\nweb_root = /d/www\nbase_url = http://h\n}" },
	{ 5, "may not lie in one another",
	    "site a {\ndrop = /d/x\nweb_root = /d\nbase_url = http://h\n}" },
	{ 6, "stage of site \"a\"", SITE("stage = /w/stage\n") },
	{ 6, "state of site \"a\"", SITE("state = /w\n") },
	{ 9, "drop of site \"b\" and drop of site \"a\"",
	    SITE("") "site b {\ndrop = /d\nweb_root = /v\n"
		     "base_url = http://h }" },
	{ 9, "web_root of site \"b\" and stage of site \"a\"",
	    SITE("") "site b {\ndrop = /e\nweb_root = /w.stage\n"
		     "base_url = http://h }" },
};

static void
test_faults(void **state)
{
	char want[128];
	size_t i;
	struct config *config;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		if (load(faults[i].text, &config) != V_FATAL)
			fail_msg("not refused: %s", faults[i].text);
		snprintf(want, sizeof(want), "%s:%d: ", path, faults[i].line);
		if (strncmp(why.text, want, strlen(want)) != 0 ||
		    strstr(why.text, faults[i].says) == NULL)
			fail_msg("%s\n%s\nsays: %s", faults[i].text,
			    faults[i].says, why.text);
		assert_string_equal(why.code, "settings");
	}
}

static void
test_no_file(void **state)
{
	struct config *config;

	(void)state;
	assert_int_equal(load("", &config), V_FATAL);
	assert_non_null(strstr(why.text, "0 sections site"));
	assert_int_equal(config_load("/nowhere/c", &config, &why), V_FATAL);
	assert_non_null(strstr(why.text, "/nowhere/c: No such file"));
	assert_int_equal(config_load("/", &config, &why), V_FATAL);
}

static char *
dump(const struct config *config)
{
	char *text = NULL;
	FILE *file;
	size_t len;

	file = open_memstream(&text, &len);
	assert_non_null(file);
	config_dump(config, file);
	assert_int_equal(fclose(file), 0);
	return text;
}

/* What is dumped loads to what dumps the same. */
static void
test_dump(void **state)
{
	char *again;
	char *once;
	struct config *config;

	(void)state;
	config = load_good(full);
	once = dump(config);
	config_free(config);
	config = load_good(once);
	again = dump(config);
	assert_string_equal(once, again);
	config_free(config);
	free(again);
	free(once);
}

static void
test_numbers(void **state)
{
	char text[32];
	size_t i;
	uint64_t value;

	(void)state;
	for (i = 0; i < number_count; i++) {
		number_print(&numbers[i], numbers[i].max, text, sizeof(text));
		assert_int_equal(number_parse(&numbers[i], text, &value), 0);
		assert_int_equal(value, numbers[i].max);
		number_print(&numbers[i], numbers[i].min, text, sizeof(text));
		assert_int_equal(number_parse(&numbers[i], text, &value), 0);
		assert_int_equal(value, numbers[i].min);
	}
	assert_int_equal(number_parse(number_named("rescan"), "3min", &value),
	    0);
	assert_int_equal(value, 180000);
	assert_int_equal(number_parse(number_named("rescan"), "90", &value), 0);
	assert_int_equal(value, 90000);
	assert_int_equal(number_parse(number_named("input"),
			     "18446744073709551616", &value),
	    -1);
	assert_int_equal(number_parse(number_named("input"), "17179869185 GiB",
			     &value),
	    -1);
}

static void
test_example(void **state)
{
	char example[4096];
	const char *source;
	struct config *config;

	(void)state;
	if ((source = getenv("GAZETTE_SOURCE")) == NULL)
		skip();
	snprintf(example, sizeof(example), "%s/examples/gazette.conf", source);
	assert_int_equal(config_load(example, &config, &why), V_OK);
	assert_int_equal(config->sites[0].folder_count, 3);
	config_free(config);
}

/* The folders themselves: there, apart, on one file system. */
static void
test_check_folders(void **state)
{
	char text[1024];
	struct config *config;

	(void)state;
	snprintf(text, sizeof(text),
	    "site a { drop = %s/drop web_root = %s/link/www state = %s/state\n"
	    "stage = %s/stage base_url = http://h }",
	    root, root, root, root);
	config = load_good(text);
	assert_int_equal(config_check_folders(config, &why), V_FATAL);
	assert_non_null(strstr(why.text, "No such file"));
	assert_int_equal(mkdirat(dir, "drop", 0700), 0);
	assert_int_equal(config_check_folders(config, &why), V_OK);
	/* a link leads the web root into the drop folder */
	assert_int_equal(symlinkat("drop", dir, "link"), 0);
	assert_int_equal(config_check_folders(config, &why), V_FATAL);
	assert_non_null(strstr(why.text, "lie in one another"));
	config_free(config);

	snprintf(text, sizeof(text),
	    "site a { drop = %s/drop web_root = %s/www state = %s/state\n"
	    "stage = /proc/stage base_url = http://h }",
	    root, root, root);
	config = load_good(text);
	assert_int_equal(config_check_folders(config, &why), V_FATAL);
	assert_non_null(strstr(why.text, "file system"));
	config_free(config);
}

static int
set_up(void **state)
{
	(void)state;
	if (mkdtemp(root) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/c", root);
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
		cmocka_unit_test(test_least),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_dump),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_example),
		cmocka_unit_test(test_check_folders),
	};

	return cmocka_run_group_tests_name("settings", tests, set_up,
	    tear_down);
}
