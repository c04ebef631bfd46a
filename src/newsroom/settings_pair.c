/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of pairs.  See settings_pair.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "newsroom/settings_build.h"
#include "newsroom/settings_file.h"
#include "newsroom/settings_number.h"
#include "newsroom/settings_pair.h"

static const char *const names[] = {
	[CONFIG_PAIR_FREE] = "free",
	[CONFIG_PAIR_WAIT] = "wait",
	[CONFIG_PAIR_TOGETHER] = "together",
};

enum {
	PAIR_WAIT = 7200000 /* ms, where nothing is said */
};

/* The time in "wait 2h", or NULL where none is said. */
static const char *
time_in(const char *s)
{
	return strncmp(s, "wait ", 5) == 0 ? s + 5 : NULL;
}

static int
kind_of(const char *s)
{
	int i;

	if (time_in(s) != NULL)
		return CONFIG_PAIR_WAIT;
	for (i = 0; i < (int)(sizeof(names) / sizeof(names[0])); i++)
		if (strcmp(names[i], s) == 0)
			return i;
	return -1;
}

static const char *
rule(const char *s)
{
	uint64_t wait;

	if (kind_of(s) == -1 ||
	    (time_in(s) != NULL &&
		number_parse(&number_pair_wait, time_in(s), &wait) == -1))
		return "must be together, free, wait, or wait and a time "
		       "(\"wait 2h\") of 1 s to 30 d";
	return NULL;
}

int
settings_pair_check(cfg_t *cfg, cfg_opt_t *opt)
{
	return settings_check(cfg, opt, rule);
}

static enum verdict
read_wait(const struct config *config, cfg_t *from,
    struct config_folder *folder, const char *said, struct why *why)
{
	const char *text;
	uint64_t wait;

	folder->pair_wait = PAIR_WAIT;
	text = cfg_getstr(from, "pair_wait");
	if (text != NULL && folder->pair != CONFIG_PAIR_WAIT)
		return settings_disagree(config, from, why,
		    "folder \"%s\": pair_wait belongs to pair = wait",
		    cfg_title(from));
	if (text != NULL && time_in(said) != NULL)
		return settings_disagree(config, from, why,
		    "folder \"%s\" says twice how long a pair waits: in pair "
		    "and in pair_wait",
		    cfg_title(from));
	if (text == NULL)
		text = time_in(said);
	if (text != NULL && number_parse(&number_pair_wait, text, &wait) == 0)
		folder->pair_wait = (int64_t)wait;
	return V_OK;
}

static int
is_language(const struct config_site *site, const char *lang)
{
	size_t i;

	for (i = 0; i < site->language_count; i++)
		if (strcmp(site->languages[i], lang) == 0)
			return 1;
	return 0;
}

/* Without a word about them, all languages of the site. */
static enum verdict
read_languages(const struct config *config, cfg_t *from,
    const struct config_site *site, struct config_folder *folder,
    struct why *why)
{
	const char *lang;
	unsigned i, n;

	n = cfg_size(from, "pair_languages");
	if (n == 1 || n > RELEASE_LANGS_MAX)
		return settings_disagree(config, from, why,
		    "folder \"%s\": pair_languages are two or more",
		    cfg_title(from));
	for (i = 0; i < n; i++) {
		lang = cfg_getnstr(from, "pair_languages", i);
		if (!is_language(site, lang))
			return settings_disagree(config, from, why,
			    "folder \"%s\": \"%s\" of pair_languages is none "
			    "of the site's languages",
			    cfg_title(from), lang);
		folder->pair_languages[i] = xstrdup(lang);
	}
	for (i = 0; n == 0 && i < site->language_count; i++)
		folder->pair_languages[i] = xstrdup(site->languages[i]);
	return V_OK;
}

enum verdict
settings_pair_read(const struct config *config, cfg_t *from,
    const struct config_site *site, struct config_folder *folder,
    struct why *why)
{
	const char *said;
	enum verdict v;

	said = cfg_getstr(from, "pair");
	folder->pair = (enum config_pair)kind_of(said);
	v = read_wait(config, from, folder, said, why);
	if (v == V_OK)
		v = read_languages(config, from, site, folder, why);
	return v;
}

void
settings_pair_free(struct config_folder *folder)
{
	size_t i;

	for (i = 0; folder->pair_languages[i] != NULL; i++)
		free(folder->pair_languages[i]);
}

void
settings_pair_dump(FILE *out, const struct config_folder *folder)
{
	char wait[32];
	size_t i;

	fprintf(out, "\t\tpair = '%s'\n", names[folder->pair]);
	if (folder->pair == CONFIG_PAIR_WAIT) {
		number_print(&number_pair_wait, (uint64_t)folder->pair_wait,
		    wait, sizeof(wait));
		fprintf(out, "\t\tpair_wait = '%s'\n", wait);
	}
	/* A site of one language has no pairs. */
	if (folder->pair_languages[0] == NULL ||
	    folder->pair_languages[1] == NULL)
		return;
	fputs("\t\tpair_languages = {", out);
	for (i = 0; folder->pair_languages[i] != NULL; i++)
		fprintf(out, "%s'%s'", i > 0 ? ", " : "",
		    folder->pair_languages[i]);
	fputs("}\n", out);
}
