/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The settings file by libconfuse.  See settings_file.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "newsroom/settings_courier.h"
#include "newsroom/settings_file.h"
#include "newsroom/settings_number.h"
#include "newsroom/settings_pair.h"
#include "newsroom/settings_text.h"
#include "newsroom/settings_value.h"
#include "read/read.h"

enum {
	FILE_MAX = 1 << 20
};

/* The first fault of the file that is being read: libconfuse's callbacks
 * carry nothing of the caller's. */
static struct {
	int line;
	char what[WHY_TEXT_MAX];
} fault;

static void __attribute__((format(printf, 2, 0)))
on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	const cfg_opt_t *opt;
	size_t len;

	if (fault.what[0] != '\0')
		return;
	fault.line = cfg->line;
	vsnprintf(fault.what, sizeof(fault.what), fmt, ap);
	if (strcmp(fmt, "no such option '%s'") != 0)
		return;
	len = strlen(fault.what);
	for (opt = cfg->opts; opt->name != NULL && len < sizeof(fault.what);
	     opt++)
		len += (size_t)snprintf(fault.what + len,
		    sizeof(fault.what) - len, "%s%s",
		    opt == cfg->opts ? "; known here: " : ", ", opt->name);
}

static int
refuse(cfg_t *cfg, const cfg_opt_t *opt, const char *allowed)
{
	cfg_error(cfg, "%s %s", opt->name, allowed);
	return -1;
}

/* The check of the value that was just read; of a list's, its last. */
int
settings_check(cfg_t *cfg, cfg_opt_t *opt, const char *(*rule)(const char *))
{
	const char *allowed;
	const char *value;
	unsigned n;

	if ((n = cfg_opt_size(opt)) == 0)
		return 0; /* an empty list */
	value = cfg_opt_getnstr(opt, n - 1);
	allowed = value != NULL ? rule(value) : NULL;
	return allowed != NULL ? refuse(cfg, opt, allowed) : 0;
}

#define CHECKER(kind)                                                          \
 static int check_##kind(cfg_t *cfg, cfg_opt_t *opt)                           \
 {                                                                             \
  return settings_check(cfg, opt, value_check_##kind);                         \
 }

CHECKER(text)
CHECKER(path)
CHECKER(folder)
CHECKER(url)
CHECKER(language)
CHECKER(region)
CHECKER(timezone)
CHECKER(organisation)
CHECKER(code)
CHECKER(format)
CHECKER(yes)

static const char *
rule_publish(const char *s)
{
	if (strcmp(s, "at_once") != 0 && strcmp(s, "after") != 0 &&
	    strcmp(s, "approve") != 0)
		return "must be at_once, after or approve";
	return NULL;
}

static int
check_publish(cfg_t *cfg, cfg_opt_t *opt)
{
	return settings_check(cfg, opt, rule_publish);
}

static const char *
rule_holds(const char *s)
{
	if (strcmp(s, "strict") != 0 && strcmp(s, "warn") != 0 &&
	    strcmp(s, "off") != 0)
		return "must be strict, warn or off";
	return NULL;
}

static int
check_holds(cfg_t *cfg, cfg_opt_t *opt)
{
	return settings_check(cfg, opt, rule_holds);
}

static const char *
rule_public_versions(const char *s)
{
	if (strcmp(s, "yes") != 0 && strcmp(s, "no") != 0)
		return "must be yes or no";
	return NULL;
}

static int
check_public_versions(cfg_t *cfg, cfg_opt_t *opt)
{
	return settings_check(cfg, opt, rule_public_versions);
}

static const char *
rule_withdrawn(const char *s)
{
	if (strcmp(s, "notice") != 0 && strcmp(s, "readable") != 0)
		return "must be notice or readable";
	return NULL;
}

static int
check_withdrawn(cfg_t *cfg, cfg_opt_t *opt)
{
	return settings_check(cfg, opt, rule_withdrawn);
}

static const char *
rule_log_level(const char *s)
{
	if (strcmp(s, "error") != 0 && strcmp(s, "warn") != 0 &&
	    strcmp(s, "info") != 0 && strcmp(s, "debug") != 0)
		return "must be error, warn, info or debug";
	return NULL;
}

static int
check_log_level(cfg_t *cfg, cfg_opt_t *opt)
{
	return settings_check(cfg, opt, rule_log_level);
}

static int
check_number(cfg_t *cfg, cfg_opt_t *opt)
{
	char allowed[96];
	const struct number *number;
	uint64_t value;

	number = number_named(opt->name);
	if (number_parse(number, cfg_opt_getnstr(opt, 0), &value) == 0)
		return 0;
	number_range(number, allowed, sizeof(allowed));
	cfg_error(cfg, "%s must be from %s", opt->name, allowed);
	return -1;
}

/* The section that was just closed. */
static cfg_t *
last_section(cfg_opt_t *opt)
{
	return cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
}

static int
check_folder_section(cfg_t *cfg, cfg_opt_t *opt)
{
	const char *allowed;

	allowed = value_check_place(cfg_title(last_section(opt)));
	return allowed != NULL ? refuse(cfg, opt, allowed) : 0;
}

static int
check_site_section(cfg_t *cfg, cfg_opt_t *opt)
{
	static const char *const needed[] = { "drop", "web_root", "base_url" };
	cfg_t *site;
	const char *allowed;
	size_t i;

	site = last_section(opt);
	if ((allowed = value_check_name(cfg_title(site))) != NULL)
		return refuse(cfg, opt, allowed);
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (cfg_getstr(site, needed[i]) == NULL) {
			cfg_error(cfg, "site \"%s\" needs %s", cfg_title(site),
			    needed[i]);
			return -1;
		}
	return 0;
}

/* A vocabulary needs a root and a stylesheet; all must fit (read.h). */
static int
check_vocabulary(cfg_t *cfg, cfg_opt_t *opt)
{
	cfg_t *one;
	const char *ns, *root, *stylesheet;
	const struct read_own *own = NULL;

	one = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	root = cfg_getstr(one, "root");
	ns = cfg_getstr(one, "namespace");
	stylesheet = cfg_getstr(one, "stylesheet");
	if (root == NULL || root[0] == '\0' || stylesheet == NULL) {
		cfg_error(cfg, "vocabulary \"%s\" needs root and stylesheet",
		    cfg_title(one));
		return -1;
	}
	if (cfg_opt_size(opt) > READ_OWN_MAX ||
	    strlen(cfg_title(one)) + sizeof("own-") > sizeof(own->importer) ||
	    strlen(root) >= sizeof(own->root) ||
	    strlen(ns) >= sizeof(own->ns) ||
	    strlen(stylesheet) >= sizeof(own->stylesheet)) {
		cfg_error(cfg,
		    "vocabulary \"%s\": too long, or more than %d of them",
		    cfg_title(one), READ_OWN_MAX);
		return -1;
	}
	return 0;
}

static const struct {
	const char *path;
	cfg_validate_callback_t check;
} checks[] = {
	{ "log_level", check_log_level },
	{ "need_sandbox", check_yes },
	{ "phrases", check_path },
	{ "vocabulary", check_vocabulary },
	{ "vocabulary|stylesheet", check_path },
	{ "state", check_path },
	{ "site", check_site_section },
	{ "site|title", check_text },
	{ "site|drop", check_path },
	{ "site|web_root", check_path },
	{ "site|state", check_path },
	{ "site|stage", check_path },
	{ "site|base_url", check_url },
	{ "site|languages", check_language },
	{ "site|withdrawn", check_withdrawn },
	{ "site|public_versions", check_public_versions },
	{ "site|region", check_region },
	{ "site|timezone", check_timezone },
	{ "site|organisation", check_organisation },
	{ "site|names|approve", check_folder },
	{ "site|names|withdraw", check_folder },
	{ "site|names|preview", check_folder },
	{ "site|names|embargo", check_folder },
	{ "site|names|done", check_folder },
	{ "site|names|failed", check_folder },
	{ "site|names|readable", check_folder },
	{ "site|folder", check_folder_section },
	{ "site|folder|accept", check_format },
	{ "site|folder|publish", check_publish },
	{ "site|folder|after", check_number },
	{ "site|folder|pair", settings_pair_check },
	{ "site|folder|pair_wait", check_number },
	{ "site|folder|pair_languages", check_language },
	{ "site|folder|holds", check_holds },
	{ "site|folder|hold", check_code },
	{ "site|folder|warn", check_code },
	{ "site|folder|ignore", check_code },
	{ "site|folder|language", check_language },
};

/* Everything is a string; limits are in the table of numbers. */
static cfg_t *
make_parser(void)
{
	static char any[] = "{any}"; /* libconfuse wants them writable */
	static char none[] = "{}";
	static char languages[] = "{sv, fi, en}";
	static const cfg_opt_t last = CFG_END();
	cfg_opt_t names[] = {
		CFG_STR("approve", "_approve", CFGF_NONE),
		CFG_STR("withdraw", "_withdraw", CFGF_NONE),
		CFG_STR("preview", "_preview", CFGF_NONE),
		CFG_STR("embargo", "_embargo", CFGF_NONE),
		CFG_STR("done", "_done", CFGF_NONE),
		CFG_STR("failed", "_failed", CFGF_NONE),
		CFG_STR("readable", "readable", CFGF_NONE),
		CFG_END(),
	};
	cfg_opt_t folder[] = {
		CFG_STR_LIST("accept", any, CFGF_NONE),
		CFG_STR("publish", "at_once", CFGF_NONE),
		CFG_STR("after", NULL, CFGF_NODEFAULT),
		CFG_STR("pair", "free", CFGF_NONE),
		CFG_STR("pair_wait", NULL, CFGF_NODEFAULT),
		CFG_STR_LIST("pair_languages", none, CFGF_NONE),
		CFG_STR("holds", "strict", CFGF_NONE),
		CFG_STR_LIST("hold", none, CFGF_NONE),
		CFG_STR_LIST("warn", none, CFGF_NONE),
		CFG_STR_LIST("ignore", none, CFGF_NONE),
		CFG_STR("language", NULL, CFGF_NODEFAULT),
		CFG_END(),
	};
	cfg_opt_t site[] = {
		CFG_STR("title", NULL, CFGF_NODEFAULT),
		CFG_STR("drop", NULL, CFGF_NODEFAULT),
		CFG_STR("web_root", NULL, CFGF_NODEFAULT),
		CFG_STR("state", NULL, CFGF_NODEFAULT),
		CFG_STR("stage", NULL, CFGF_NODEFAULT),
		CFG_STR("base_url", NULL, CFGF_NODEFAULT),
		CFG_STR_LIST("languages", languages, CFGF_NONE),
		CFG_STR("withdrawn", "notice", CFGF_NONE),
		CFG_STR("public_versions", "no", CFGF_NONE),
		CFG_STR("region", "FI", CFGF_NONE),
		CFG_STR("timezone", "Europe/Helsinki", CFGF_NONE),
		CFG_STR_LIST("organisation", none, CFGF_NONE),
		CFG_SEC("names", names, CFGF_NONE),
		CFG_SEC("folder", folder,
		    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("mail", settings_mail_options,
		    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("webhook", settings_webhook_options,
		    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("websub", settings_websub_options, CFGF_NONE),
		CFG_END(),
	};
	cfg_opt_t vocabulary[] = {
		CFG_STR("root", NULL, CFGF_NODEFAULT),
		CFG_STR("namespace", "", CFGF_NONE),
		CFG_STR("stylesheet", NULL, CFGF_NODEFAULT),
		CFG_END(),
	};
	cfg_opt_t limits[32];
	cfg_opt_t root[] = {
		CFG_STR("log_level", "info", CFGF_NONE),
		CFG_STR("workers", NULL, CFGF_NODEFAULT),
		CFG_STR("after", NULL, CFGF_NODEFAULT),
		CFG_STR("need_sandbox", "yes", CFGF_NONE),
		CFG_STR("phrases", NULL, CFGF_NODEFAULT),
		CFG_STR("state", "/var/lib/gazette", CFGF_NONE),
		CFG_SEC("vocabulary", vocabulary,
		    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_SEC("limits", limits, CFGF_NONE),
		CFG_SEC("courier", settings_courier_options, CFGF_NONE),
		CFG_SEC("site", site,
		    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_END(),
	};
	size_t i, n = 0;

	for (i = 0; i < number_count; i++)
		if (numbers[i].is_limit)
			limits[n++] = (cfg_opt_t)CFG_STR(numbers[i].name, NULL,
			    CFGF_NODEFAULT);
	limits[n] = last;
	return cfg_init(root, CFGF_NONE);
}

static void
set_checks(cfg_t *cfg)
{
	char path[64];
	size_t i;

	cfg_set_error_function(cfg, on_error);
	settings_courier_set_checks(cfg);
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		cfg_set_validate_func(cfg, checks[i].path, checks[i].check);
	for (i = 0; i < number_count; i++) {
		snprintf(path, sizeof(path), "%s%s",
		    numbers[i].is_limit ? "limits|" : "", numbers[i].name);
		cfg_set_validate_func(cfg, path, check_number);
	}
}

static enum verdict
faulty(const char *path, struct why *why)
{
	return why_set(why, V_FATAL, "settings", "%s:%d: %s", path, fault.line,
	    fault.what);
}

static enum verdict
read_text(const char *path, struct buf *text, struct why *why)
{
	int error, fd;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd == -1)
		return why_set(why, V_FATAL, "settings", "%s: %s", path,
		    strerror(errno));
	error = fs_read_all(fd, text) == -1 ? errno : 0;
	close(fd);
	if (error != 0)
		return why_set(why, V_FATAL, "settings", "%s: %s", path,
		    strerror(error));
	if (memchr(buf_str(text), '\0', text->len) != NULL)
		return why_set(why, V_FATAL, "settings",
		    "%s: it holds a NUL byte and is no settings file", path);
	return V_OK;
}

/* Parse text, which is prepared. */
static enum verdict
parse(const char *path, char *text, cfg_t **ret, struct why *why)
{
	FILE *file;
	cfg_t *cfg;
	int result;

	cfg = make_parser();
	if (cfg == NULL)
		return why_errno(why, "reading settings");
	set_checks(cfg);
	cfg->filename = strdup(path); /* freed by libconfuse */
	file = fmemopen(text, strlen(text), "r");
	if (file == NULL) {
		cfg_free(cfg);
		return why_errno(why, "reading settings");
	}
	result = cfg_parse_fp(cfg, file);
	fclose(file);
	if (result != CFG_SUCCESS || fault.what[0] != '\0') {
		cfg_free(cfg);
		return faulty(path, why);
	}
	*ret = cfg;
	return V_OK;
}

enum verdict
settings_file_read(const char *path, cfg_t **ret, struct why *why)
{
	enum verdict v;
	struct buf text;
	struct text_fault bad;

	memset(&fault, 0, sizeof(fault));
	buf_init(&text, FILE_MAX);
	buf_puts(&text, "");
	v = read_text(path, &text, why);
	if (v != V_OK)
		goto out;
	buf_putc(&text, '\n'); /* a file of nothing can't be a stream */
	if (settings_text_prepare(text.data, &bad) == -1) {
		fault.line = bad.line;
		snprintf(fault.what, sizeof(fault.what), "%s", bad.what);
		v = faulty(path, why);
		goto out;
	}
	v = parse(path, text.data, ret, why);
out:
	buf_fini(&text);
	return v;
}
