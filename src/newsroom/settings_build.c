/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From libconfuse's strings to the struct, and what must agree in it. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/settings.h"
#include "newsroom/settings_build.h"
#include "newsroom/settings_courier.h"
#include "newsroom/settings_number.h"
#include "newsroom/settings_pair.h"
#include "newsroom/settings_value.h"

static char *
copy_path(const char *path)
{
	char *copy;

	copy = xstrdup(path);
	value_trim_slashes(copy);
	return copy;
}

static char *
copy_url(const char *url)
{
	size_t len;

	for (len = strlen(url); len > 0 && url[len - 1] == '/';)
		len--;
	return xstrndup(url, len);
}

static enum config_publish
publish_of(const char *s)
{
	if (strcmp(s, "at_once") == 0)
		return CONFIG_AT_ONCE;
	return strcmp(s, "after") == 0 ? CONFIG_AFTER : CONFIG_APPROVE;
}

static enum config_holds
holds_of(const char *s)
{
	if (strcmp(s, "strict") == 0)
		return CONFIG_HOLDS_STRICT;
	return strcmp(s, "warn") == 0 ? CONFIG_HOLDS_WARN : CONFIG_HOLDS_OFF;
}

static enum log_level
level_of(const char *s)
{
	if (strcmp(s, "error") == 0)
		return LOG_LEVEL_ERROR;
	if (strcmp(s, "warn") == 0)
		return LOG_LEVEL_WARN;
	return strcmp(s, "debug") == 0 ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO;
}

enum verdict
settings_disagree(const struct config *config, cfg_t *at, struct why *why,
    const char *fmt, ...)
{
	char what[WHY_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	return why_set(why, V_FATAL, "settings", "%s:%d: %s", config->path,
	    at->line, what);
}

static int
has_rule(const struct config_folder *folder, const char *code)
{
	size_t i;

	for (i = 0; i < folder->rule_count; i++)
		if (strcmp(folder->rules[i].code, code) == 0)
			return 1;
	return 0;
}

static enum verdict
read_rules(const struct config *config, cfg_t *from,
    struct config_folder *folder, struct why *why)
{
	static const char *const names[] = { "hold", "warn", "ignore" };
	const char *code;
	struct config_rule *rule;
	unsigned i, k;

	for (i = 0; i < 3; i++)
		for (k = 0; k < cfg_size(from, names[i]); k++) {
			code = cfg_getnstr(from, names[i], k);
			if (has_rule(folder, code))
				return settings_disagree(config, from, why,
				    "folder \"%s\" has two rules for \"%s\"",
				    cfg_title(from), code);
			folder->rules = xreallocarray(folder->rules,
			    folder->rule_count + 1, sizeof(*rule));
			rule = &folder->rules[folder->rule_count++];
			rule->code = xstrdup(code);
			rule->answer = (enum config_answer)i;
		}
	return V_OK;
}

static enum verdict
read_accept(const struct config *config, cfg_t *from,
    struct config_folder *folder, struct why *why)
{
	unsigned i, n;

	n = cfg_size(from, "accept");
	if (n == 0 || n > CONFIG_FORMATS_MAX)
		return settings_disagree(config, from, why,
		    "folder \"%s\" accepts nothing", cfg_title(from));
	for (i = 0; i < n; i++) {
		folder->accept[i] = value_format(
		    cfg_getnstr(from, "accept", i));
		if (n > 1 && strcmp(folder->accept[i], "any") == 0)
			return settings_disagree(config, from, why,
			    "folder \"%s\": \"any\" stands alone in accept",
			    cfg_title(from));
	}
	return V_OK;
}

/* A time to think where nobody waits would be a mistake about the rule. */
static enum verdict
read_after(const struct config *config, cfg_t *from,
    struct config_folder *folder, struct why *why)
{
	const char *text;
	uint64_t after;

	folder->after = config->after;
	text = cfg_getstr(from, "after");
	if (text == NULL)
		return V_OK;
	if (folder->publish != CONFIG_AFTER)
		return settings_disagree(config, from, why,
		    "folder \"%s\": after belongs to publish = after",
		    cfg_title(from));
	if (number_parse(&number_after, text, &after) == 0)
		folder->after = (int64_t)after;
	return V_OK;
}

static enum verdict
read_folder(const struct config *config, cfg_t *from,
    const struct config_site *site, struct config_folder *folder,
    struct why *why)
{
	const char *lang;
	enum verdict v;

	folder->place = copy_path(cfg_title(from));
	if (strcmp(folder->place, ".") == 0)
		folder->place[0] = '\0';
	lang = cfg_getstr(from, "language");
	folder->lang = xstrdup(lang != NULL ? lang : "");
	folder->publish = publish_of(cfg_getstr(from, "publish"));
	folder->holds = holds_of(cfg_getstr(from, "holds"));
	v = read_after(config, from, folder, why);
	if (v == V_OK)
		v = read_accept(config, from, folder, why);
	if (v == V_OK)
		v = read_rules(config, from, folder, why);
	if (v == V_OK)
		v = settings_pair_read(config, from, site, folder, why);
	return v;
}

static enum verdict
read_languages(const struct config *config, cfg_t *from,
    struct config_site *site, struct why *why)
{
	const char *lang;
	unsigned i, k, n;

	n = cfg_size(from, "languages");
	if (n == 0 || n > RELEASE_LANGS_MAX)
		return settings_disagree(config, from, why,
		    "site \"%s\" has %u languages; 1 to %d are allowed",
		    site->name, n, (int)RELEASE_LANGS_MAX);
	for (i = 0; i < n; i++) {
		lang = cfg_getnstr(from, "languages", i);
		for (k = 0; k < i; k++)
			if (strcmp(site->languages[k], lang) == 0)
				return settings_disagree(config, from, why,
				    "site \"%s\" has \"%s\" twice among its "
				    "languages",
				    site->name, lang);
		site->languages[i] = xstrdup(lang);
		site->language_count++;
	}
	return V_OK;
}

static enum verdict
read_organisation(const struct config *config, cfg_t *from,
    struct config_site *site, struct why *why)
{
	char all[256] = ""; /* as struct release_settings has it */
	const char *name;
	size_t len = 0;
	unsigned i;

	for (i = 0; i < cfg_size(from, "organisation"); i++) {
		name = cfg_getnstr(from, "organisation", i);
		if (len + strlen(name) + 1 >= sizeof(all))
			return settings_disagree(config, from, why,
			    "site \"%s\": organisation is over 255 bytes",
			    site->name);
		len += (size_t)snprintf(all + len, sizeof(all) - len, "%s%s",
		    i > 0 ? "|" : "", name);
	}
	site->organisation = xstrdup(all);
	return V_OK;
}

static void
read_names(cfg_t *from, struct config_site *site)
{
	cfg_t *names;

	names = cfg_getsec(from, "names");
	site->approve = xstrdup(cfg_getstr(names, "approve"));
	site->withdraw = xstrdup(cfg_getstr(names, "withdraw"));
	site->preview = xstrdup(cfg_getstr(names, "preview"));
	site->embargo = xstrdup(cfg_getstr(names, "embargo"));
	site->done = xstrdup(cfg_getstr(names, "done"));
	site->failed = xstrdup(cfg_getstr(names, "failed"));
	site->readable = xstrdup(cfg_getstr(names, "readable"));
}

static void
read_paths(cfg_t *cfg, cfg_t *from, struct config_site *site)
{
	const char *s;

	site->drop = copy_path(cfg_getstr(from, "drop"));
	site->web_root = copy_path(cfg_getstr(from, "web_root"));
	site->base_url = copy_url(cfg_getstr(from, "base_url"));
	s = cfg_getstr(from, "state");
	site->state = copy_path(s != NULL ? s : cfg_getstr(cfg, "state"));
	s = cfg_getstr(from, "stage");
	site->stage = s != NULL ? copy_path(s) :
				  xasprintf("%s.stage", site->web_root);
}

/* Add a folder to scan, unless it is there already. */
static void
add_scan(struct config_site *site, char *path, enum where where,
    const char *lang)
{
	size_t i;
	struct scan_folder *folder;

	for (i = 0; i < site->scan_count; i++)
		if (strcmp(site->scan[i].path, path) == 0) {
			free(path);
			return;
		}
	site->scan = xreallocarray(site->scan, site->scan_count + 1,
	    sizeof(*site->scan));
	site->scan_paths = xreallocarray(site->scan_paths, site->scan_count + 1,
	    sizeof(*site->scan_paths));
	site->scan_paths[site->scan_count] = path;
	folder = &site->scan[site->scan_count++];
	folder->path = path;
	folder->where = where;
	folder->lang = lang;
}

/* A folder and its folders of languages. */
static void
add_scan_tree(struct config_site *site, const char *place, const char *lang)
{
	const char *own;
	size_t i;

	own = lang;
	for (i = 0; i < site->language_count && own[0] == '\0'; i++)
		if (strcmp(site->languages[i], place) == 0)
			own = site->languages[i];
	add_scan(site, xstrdup(place), own[0] != '\0' ? WHERE_LANG : WHERE_DROP,
	    own);
	for (i = 0; i < site->language_count; i++)
		if (own[0] == '\0')
			add_scan(site,
			    xasprintf("%s%s%s", place,
				place[0] != '\0' ? "/" : "",
				site->languages[i]),
			    WHERE_LANG, site->languages[i]);
}

/* Folder sections first: what they say of a language folder counts. */
static void
list_scan(struct config_site *site)
{
	const char *root_lang = "";
	size_t i;

	for (i = 0; i < site->folder_count; i++)
		if (site->folders[i].place[0] == '\0')
			root_lang = site->folders[i].lang;
	add_scan(site, xstrdup(""), WHERE_DROP, root_lang);
	for (i = 0; i < site->folder_count; i++)
		add_scan_tree(site, site->folders[i].place,
		    site->folders[i].lang);
	for (i = 0; i < site->language_count; i++)
		add_scan(site, xstrdup(site->languages[i]), WHERE_LANG,
		    site->languages[i]);
	add_scan(site, xstrdup(site->approve), WHERE_APPROVE, "");
	add_scan(site, xstrdup(site->withdraw), WHERE_WITHDRAW, "");
	add_scan(site, xstrdup(site->preview), WHERE_PREVIEW, "");
	add_scan(site, xstrdup(site->embargo), WHERE_EMBARGO, "");
	add_scan(site, xstrdup(site->done), WHERE_DONE, "");
	add_scan(site, xstrdup(site->failed), WHERE_FAILED, "");
}

/* The folders' names may not mean two things. */
static enum verdict
check_names(const struct config *config, cfg_t *from,
    const struct config_site *site, struct why *why)
{
	const char *special[6];
	size_t i, k;

	special[0] = site->approve;
	special[1] = site->withdraw;
	special[2] = site->preview;
	special[3] = site->embargo;
	special[4] = site->done;
	special[5] = site->failed;
	for (i = 0; i < 6; i++) {
		for (k = 0; k < i; k++)
			if (strcmp(special[i], special[k]) == 0)
				return settings_disagree(config, from, why,
				    "two names are \"%s\"", special[i]);
		for (k = 0; k < site->language_count; k++)
			if (strcmp(special[i], site->languages[k]) == 0)
				return settings_disagree(config, from, why,
				    "\"%s\" is the name of a language's folder",
				    special[i]);
		for (k = 0; k < site->folder_count; k++)
			if (value_is_within(site->folders[k].place, special[i]))
				return settings_disagree(config, from, why,
				    "folder \"%s\" is within \"%s\"",
				    site->folders[k].place, special[i]);
	}
	return V_OK;
}

static enum verdict
read_folders(const struct config *config, cfg_t *from, struct config_site *site,
    struct why *why)
{
	cfg_t *section;
	enum verdict v;
	unsigned i, n;
	size_t k;

	n = cfg_size(from, "folder");
	site->folders = xcalloc(n, sizeof(*site->folders));
	site->folder_count = n; /* freed as far as it is filled */
	for (i = 0; i < n; i++) {
		section = cfg_getnsec(from, "folder", i);
		v = read_folder(config, section, site, &site->folders[i], why);
		if (v != V_OK)
			return v;
		for (k = 0; k < i; k++)
			if (names_equal(site->folders[k].place,
				site->folders[i].place))
				return settings_disagree(config, section, why,
				    "two sections for folder \"%s\"",
				    site->folders[i].place);
	}
	return V_OK;
}

static enum verdict
read_site(struct config *config, cfg_t *cfg, cfg_t *from,
    struct config_site *site, struct why *why)
{
	const char *title;
	enum verdict v;

	site->name = xstrdup(cfg_title(from));
	title = cfg_getstr(from, "title");
	site->title = xstrdup(title != NULL ? title : site->name);
	read_paths(cfg, from, site);
	read_names(from, site);
	site->stays_readable = strcmp(cfg_getstr(from, "withdrawn"),
				   "readable") == 0;
	site->public_versions = strcmp(cfg_getstr(from, "public_versions"),
				    "yes") == 0;
	site->region = xstrdup(cfg_getstr(from, "region"));
	site->timezone = xstrdup(cfg_getstr(from, "timezone"));
	if ((v = read_organisation(config, from, site, why)) != V_OK ||
	    (v = read_languages(config, from, site, why)) != V_OK ||
	    (v = read_folders(config, from, site, why)) != V_OK ||
	    (v = check_names(config, from, site, why)) != V_OK ||
	    (v = settings_courier_build_site(config, from, site, why)) != V_OK)
		return v;
	list_scan(site);
	return V_OK;
}

/* The folders of all sites, for comparing each with each. */
struct owned {
	const char *what;
	const char *path;
	const struct config_site *site;
};

static size_t
list_owned(const struct config_site *site, struct owned ret[4])
{
	size_t i;

	ret[0].what = "drop";
	ret[0].path = site->drop;
	ret[1].what = "web_root";
	ret[1].path = site->web_root;
	ret[2].what = "stage";
	ret[2].path = site->stage;
	ret[3].what = "state";
	ret[3].path = site->state;
	for (i = 0; i < 4; i++)
		ret[i].site = site;
	return 4;
}

/* Several sites may share one state; nothing else may lie in anything. */
static int
clashes(const struct owned *a, const struct owned *b)
{
	if (strcmp(a->what, "state") == 0 && strcmp(b->what, "state") == 0 &&
	    strcmp(a->path, b->path) == 0)
		return 0;
	return value_is_within(a->path, b->path) ||
	    value_is_within(b->path, a->path);
}

/* The first two of the sites up to and with the last that clash. */
static int
find_clash(const struct config_site *sites, size_t last, struct owned ret[2])
{
	size_t i, k, n, s;
	struct owned mine[4];
	struct owned theirs[4];

	n = list_owned(&sites[last], mine);
	for (i = 0; i < n; i++)
		for (s = 0; s <= last; s++) {
			list_owned(&sites[s], theirs);
			for (k = 0; k < (s == last ? i : n); k++)
				if (clashes(&mine[i], &theirs[k])) {
					ret[0] = mine[i];
					ret[1] = theirs[k];
					return 1;
				}
		}
	return 0;
}

static enum verdict
read_sites(struct config *config, cfg_t *cfg, struct why *why)
{
	cfg_t *from;
	enum verdict v;
	struct owned clash[2];
	unsigned i, n;

	n = cfg_size(cfg, "site");
	if (n == 0 || n > CONFIG_SITES_MAX)
		return why_set(why, V_FATAL, "settings",
		    "%s: it has %u sections site \"name\" { … }; 1 to %d are "
		    "allowed",
		    config->path, n, (int)CONFIG_SITES_MAX);
	config->sites = xcalloc(n, sizeof(*config->sites));
	config->site_count = n;
	for (i = 0; i < n; i++) {
		from = cfg_getnsec(cfg, "site", i);
		v = read_site(config, cfg, from, &config->sites[i], why);
		if (v != V_OK)
			return v;
		if (find_clash(config->sites, i, clash))
			return settings_disagree(config, from, why,
			    "%s of site \"%s\" and %s of site \"%s\" may not "
			    "lie in one another",
			    clash[0].what, clash[0].site->name, clash[1].what,
			    clash[1].site->name);
	}
	return V_OK;
}

static void
read_numbers(struct config *config, cfg_t *cfg)
{
	cfg_t *limits;
	const char *text;
	size_t i;
	uint64_t value;

	limits = cfg_getsec(cfg, "limits");
	for (i = 0; i < number_count; i++) {
		text = cfg_getstr(numbers[i].is_limit ? limits : cfg,
		    numbers[i].name);
		if (text != NULL &&
		    number_parse(&numbers[i], text, &value) == 0)
			number_put(&numbers[i], config, value);
	}
}

/* Limits that contradict one another would refuse every document. */
static enum verdict
check_limits(const struct config *config, cfg_t *cfg, struct why *why)
{
	const struct worker_limits *limits = &config->limits;
	cfg_t *at;

	at = cfg_getsec(cfg, "limits");
	if (limits->heap >= limits->address)
		return settings_disagree(config, at, why,
		    "heap must be less than address_space");
	if (limits->cpu > limits->wall)
		return settings_disagree(config, at, why,
		    "cpu may not be more than wall");
	if (limits->read.max_part > limits->read.max_inflated)
		return settings_disagree(config, at, why,
		    "part may not be more than inflated");
	if (config->quiet > config->incomplete)
		return settings_disagree(config, at, why,
		    "settle may not be more than incomplete");
	return V_OK;
}

/* The parser has seen that each fits. */
static void
read_vocabularies(struct config *config, cfg_t *cfg)
{
	cfg_t *one;
	struct read_limits *read = &config->limits.read;
	struct read_own *own;
	unsigned i, n;

	n = cfg_size(cfg, "vocabulary");
	for (i = 0; i < n && i < READ_OWN_MAX; i++) {
		one = cfg_getnsec(cfg, "vocabulary", i);
		own = &read->own[read->own_count++];
		snprintf(own->importer, sizeof(own->importer), "own-%s",
		    cfg_title(one));
		snprintf(own->root, sizeof(own->root), "%s",
		    cfg_getstr(one, "root"));
		snprintf(own->ns, sizeof(own->ns), "%s",
		    cfg_getstr(one, "namespace"));
		snprintf(own->stylesheet, sizeof(own->stylesheet), "%s",
		    cfg_getstr(one, "stylesheet"));
	}
}

enum verdict
settings_build(struct config *config, cfg_t *cfg, struct why *why)
{
	enum verdict v;

	config->log_level = level_of(cfg_getstr(cfg, "log_level"));
	config->need_sandbox = strcmp(cfg_getstr(cfg, "need_sandbox"), "yes") ==
	    0;
	if (cfg_getstr(cfg, "phrases") != NULL)
		config->phrases = xstrdup(cfg_getstr(cfg, "phrases"));
	read_numbers(config, cfg);
	read_vocabularies(config, cfg);
	settings_courier_build(config, cfg);
	v = check_limits(config, cfg, why);
	if (v == V_OK)
		v = read_sites(config, cfg, why);
	return v == V_OK ? settings_courier_agree(config, cfg, why) : v;
}
