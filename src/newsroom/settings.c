/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings.  See settings.h for the contract.
 *
 *	settings_text	comments out, doubles and open ends found
 *	settings_file	libconfuse, and a check for each value
 *	settings_value	those checks
 *	settings_number	numbers: limits and the like
 *	settings_courier	mail, webhooks and their courier
 *	settings_build	the struct, and what must agree in it
 *	settings	what is asked of it
 *	settings_dump	and back to a file
 */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/xalloc.h"
#include "newsroom/settings.h"
#include "newsroom/settings_build.h"
#include "newsroom/settings_courier.h"
#include "newsroom/settings_file.h"
#include "newsroom/settings_pair.h"
#include "newsroom/settings_value.h"

/* What a site without folder sections has. */
static const struct config_folder default_folder = {
	.accept = { "any" },
};

static void
set_defaults(struct config *config)
{
	worker_limits_default(&config->limits);
	config->quiet = 2000;
	config->folder_settle = 30000;
	config->incomplete = 600000;
	config->rescan = 30000;
	config->rescan_remote = 5000;
	config->withdraw_after = 1000;
	config->after = 180000;
	config->max_pending = 200;
	config->max_entries = 10000;
	config->breaker = 10;
	config->breaker_time = 600000;
	config->breaker_usual = 5;
	settings_courier_defaults(config);
}

enum verdict
config_load(const char *path, struct config **ret, struct why *why)
{
	cfg_t *cfg = NULL;
	enum verdict v;
	struct config *config;

	config = xcalloc(1, sizeof(*config));
	config->path = xstrdup(path);
	set_defaults(config);
	v = settings_file_read(path, &cfg, why);
	if (v != V_OK)
		goto out;
	if ((v = settings_build(config, cfg, why)) != V_OK)
		goto out;
	*ret = config;
	config = NULL;
out:
	if (cfg != NULL)
		cfg_free(cfg);
	config_free(config);
	return v;
}

static void
site_fini(struct config_site *site)
{
	char *const strings[] = { site->name, site->title, site->drop,
		site->web_root, site->state, site->stage, site->base_url,
		site->region, site->timezone, site->organisation, site->approve,
		site->withdraw, site->preview, site->embargo, site->done,
		site->failed, site->readable };
	size_t i, k;

	for (i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		free(strings[i]);
	for (i = 0; i < site->language_count; i++)
		free(site->languages[i]);
	for (i = 0; i < site->folder_count; i++) {
		for (k = 0; k < site->folders[i].rule_count; k++)
			free(site->folders[i].rules[k].code);
		free(site->folders[i].rules);
		free(site->folders[i].place);
		settings_pair_free(&site->folders[i]);
		free(site->folders[i].lang);
	}
	free(site->folders);
	settings_courier_fini_site(site);
	for (i = 0; i < site->scan_count; i++)
		free(site->scan_paths[i]);
	free(site->scan_paths);
	free(site->scan);
}

void
config_free(struct config *config)
{
	size_t i;

	if (config == NULL)
		return;
	for (i = 0; i < config->site_count; i++)
		site_fini(&config->sites[i]);
	free(config->sites);
	settings_courier_fini(config);
	free(config->phrases);
	free(config->path);
	free(config);
}

const struct config_site *
config_site_named(const struct config *config, const char *name)
{
	size_t i;

	if (name == NULL)
		return config->site_count == 1 ? &config->sites[0] : NULL;
	for (i = 0; i < config->site_count; i++)
		if (strcmp(config->sites[i].name, name) == 0)
			return &config->sites[i];
	return NULL;
}

const struct config_folder *
config_folder_for(const struct config_site *site, const char *place)
{
	const struct config_folder *best = NULL;
	const struct config_folder *folder;
	size_t i;

	for (i = 0; i < site->folder_count; i++) {
		folder = &site->folders[i];
		if (folder->place[0] != '\0' &&
		    !value_is_within(place, folder->place))
			continue;
		if (best == NULL || strlen(folder->place) > strlen(best->place))
			best = folder;
	}
	return best != NULL ? best : &default_folder;
}

const char *
config_folder_lang(const struct config_site *site, const char *folder)
{
	size_t i;

	for (i = 0; i < site->scan_count; i++)
		if (strcmp(site->scan[i].path, folder) == 0)
			return site->scan[i].lang;
	return config_folder_for(site, folder)->lang;
}

int
config_accepts(const struct config_folder *folder, const char *format)
{
	size_t i;

	for (i = 0; folder->accept[i] != NULL; i++)
		if (strcmp(folder->accept[i], "any") == 0 ||
		    strcmp(folder->accept[i], format) == 0)
			return 1;
	return 0;
}

int
config_weigh(const struct config_folder *folder, const char *code,
    enum severity said, enum severity *ret)
{
	size_t i;

	*ret = said;
	for (i = 0; i < folder->rule_count; i++) {
		if (strcmp(folder->rules[i].code, code) != 0)
			continue;
		if (folder->rules[i].answer == CONFIG_IGNORE)
			return 0;
		*ret = folder->rules[i].answer == CONFIG_HOLD ? SEVERITY_HOLD :
								SEVERITY_WARN;
		return 1;
	}
	if (said == SEVERITY_HOLD && folder->holds == CONFIG_HOLDS_WARN)
		*ret = SEVERITY_WARN;
	if (said == SEVERITY_HOLD && folder->holds == CONFIG_HOLDS_OFF)
		*ret = SEVERITY_INFO;
	return 1;
}

void
config_scan_settings(const struct config *config,
    const struct config_site *site, struct scan_settings *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->drop = site->drop;
	ret->folders = site->scan;
	ret->folder_count = site->scan_count;
	ret->max_entries = config->max_entries;
	ret->max_pending = config->max_pending;
	ret->done_months = 2;
}

/* The real path of what is there of path, and the rest as it is. */
static enum verdict
resolve(const char *path, char ret[PATH_MAX], struct why *why)
{
	char part[PATH_MAX];
	char *slash;

	snprintf(part, sizeof(part), "%s", path);
	while (realpath(part, ret) == NULL) {
		slash = strrchr(part, '/');
		if (errno != ENOENT || slash == NULL || slash == part)
			return why_set(why, V_FATAL, "settings", "%s: %s", path,
			    strerror(errno));
		*slash = '\0';
	}
	if (strlen(ret) + strlen(path + strlen(part)) >= PATH_MAX)
		return why_set(why, V_FATAL, "settings", "%s: too long", path);
	if (strcmp(ret, "/") == 0)
		ret[0] = '\0';
	strncat(ret, path + strlen(part), PATH_MAX - strlen(ret) - 1);
	return V_OK;
}

/* The file system of path, or of where it will be made. */
static dev_t
device_of(const char *path)
{
	char part[PATH_MAX];
	char *slash;
	struct stat st;

	snprintf(part, sizeof(part), "%s", path);
	while (stat(part, &st) == -1) {
		if ((slash = strrchr(part, '/')) == NULL || slash == part)
			return 0;
		*slash = '\0';
	}
	return st.st_dev;
}

/* The real paths of a site: drop, web root, stage, state. */
struct real {
	char path[4][PATH_MAX];
};

static enum verdict
check_site_folders(const struct config_site *site, struct real *real,
    struct why *why)
{
	const char *const paths[] = { site->drop, site->web_root, site->stage,
		site->state };
	enum verdict v;
	size_t i, k;
	struct stat st;

	if (stat(site->drop, &st) == -1)
		return why_set(why, V_FATAL, "settings",
		    "site \"%s\": drop %s: %s", site->name, site->drop,
		    strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return why_set(why, V_FATAL, "settings",
		    "site \"%s\": drop %s is no folder", site->name,
		    site->drop);
	for (i = 0; i < 4; i++) {
		v = resolve(paths[i], real->path[i], why);
		if (v != V_OK)
			return v;
		for (k = 0; k < i; k++)
			if (value_is_within(real->path[i], real->path[k]) ||
			    value_is_within(real->path[k], real->path[i]))
				return why_set(why, V_FATAL, "settings",
				    "site \"%s\": %s and %s lie in one another",
				    site->name, paths[i], paths[k]);
	}
	if (device_of(site->web_root) != device_of(site->stage))
		return why_set(why, V_FATAL, "settings",
		    "site \"%s\": stage %s must be on the file system of "
		    "web_root %s",
		    site->name, site->stage, site->web_root);
	return V_OK;
}

enum verdict
config_check_folders(const struct config *config, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct real *real;

	real = xcalloc(1, sizeof(*real));
	for (i = 0; i < config->site_count && v == V_OK; i++)
		v = check_site_folders(&config->sites[i], real, why);
	free(real);
	return v;
}
