/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of what leaves by a network.  See correspondence.h and
 * settings_courier.h for the contracts. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/xalloc.h"
#include "newsroom/settings.h"
#include "newsroom/settings_build.h"
#include "newsroom/settings_courier.h"
#include "newsroom/settings_file.h"
#include "newsroom/settings_value.h"

#define AT(member)                                                             \
 offsetof(struct config, courier.member),                                      \
     sizeof(((struct config *)0)->courier.member)

const struct number settings_courier_times[] = {
	{ "retry", 0, NUMBER_SECONDS, 1, 3600, AT(retry) },
	{ "retry_most", 0, NUMBER_SECONDS, 1, 86400, AT(retry_most) },
	{ "give_up", 0, NUMBER_SECONDS, 1, 30 * 86400, AT(give_up) },
	{ "timeout", 0, NUMBER_SECONDS, 1, 600, AT(timeout) },
};

const size_t settings_courier_time_count = sizeof(settings_courier_times) /
    sizeof(settings_courier_times[0]);

/* libconfuse wants what it is given writable. */
static char none[] = "{}";
static char every_letter[] = "{receipt, question, fix, failed, withdrawal}";

cfg_opt_t settings_courier_options[] = {
	CFG_STR("socket", "/run/gazette/courier", CFGF_NONE),
	CFG_STR("user", "gazette-courier", CFGF_NONE),
	CFG_STR("ca_file", "", CFGF_NONE),
	CFG_STR("from", "", CFGF_NONE),
	CFG_STR("from_name", "Gazette", CFGF_NONE),
	CFG_STR("smtp", "", CFGF_NONE),
	CFG_STR("starttls", "yes", CFGF_NONE),
	CFG_STR("login", "", CFGF_NONE),
	CFG_STR_LIST("sendmail", none, CFGF_NONE),
	CFG_STR("retry", NULL, CFGF_NODEFAULT),
	CFG_STR("retry_most", NULL, CFGF_NODEFAULT),
	CFG_STR("give_up", NULL, CFGF_NODEFAULT),
	CFG_STR("timeout", NULL, CFGF_NODEFAULT),
	CFG_END(),
};

cfg_opt_t settings_mail_options[] = {
	CFG_STR_LIST("to", none, CFGF_NONE),
	CFG_STR_LIST("owner", none, CFGF_NONE),
	CFG_STR_LIST("folder", none, CFGF_NONE),
	CFG_STR_LIST("organisation", none, CFGF_NONE),
	CFG_STR_LIST("about", every_letter, CFGF_NONE),
	CFG_END(),
};

cfg_opt_t settings_webhook_options[] = {
	CFG_STR("url", NULL, CFGF_NODEFAULT),
	CFG_STR("secret", NULL, CFGF_NODEFAULT),
	CFG_STR("private", "no", CFGF_NONE),
	CFG_END(),
};

cfg_opt_t settings_websub_options[] = {
	CFG_STR("hub", "", CFGF_NONE),
	CFG_STR("private", "no", CFGF_NONE),
	CFG_END(),
};

static const struct {
	const char *name;
	unsigned about;
} abouts[] = {
	{ "receipt", CONFIG_RECEIPT },
	{ "question", CONFIG_QUESTION },
	{ "fix", CONFIG_FIX },
	{ "failed", CONFIG_FAILED },
	{ "withdrawal", CONFIG_WITHDRAWAL },
};

enum {
	ABOUTS = sizeof(abouts) / sizeof(abouts[0])
};

unsigned
config_about_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < ABOUTS; i++)
		if (strcmp(abouts[i].name, name) == 0)
			return abouts[i].about;
	return 0;
}

const char *
config_about_name(unsigned about)
{
	size_t i;

	for (i = 0; i < ABOUTS; i++)
		if (abouts[i].about == about)
			return abouts[i].name;
	return "";
}

int
config_list_has(const struct config_list *list, const char *word)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->list[i], word) == 0)
			return 1;
	return 0;
}

const struct config_webhook *
config_webhook_named(const struct config_site *site, const char *name)
{
	size_t i;

	for (i = 0; i < site->webhook_count; i++)
		if (strcmp(site->webhooks[i].name, name) == 0)
			return &site->webhooks[i];
	return NULL;
}

const char *
config_domain(const char *address)
{
	const char *at;

	at = strrchr(address, '@');
	return at != NULL ? at + 1 : "localhost";
}

int
config_needs_courier(const struct config *config)
{
	const struct config_site *site;
	size_t i;

	for (i = 0; i < config->site_count; i++) {
		site = &config->sites[i];
		if (site->mail_count > 0 || site->webhook_count > 0 ||
		    site->websub.hub[0] != '\0')
			return 1;
	}
	return 0;
}

static const char *
rule_about(const char *s)
{
	return config_about_by_name(s) != 0 ?
	    NULL :
	    "must be of: receipt, question, fix, failed, withdrawal";
}

static const char *
rule_owner(const char *s)
{
	return s[0] != '\0' && s[0] != '-' && value_check_text(s) == NULL &&
		strpbrk(s, " :/") == NULL && strlen(s) <= 64 ?
	    NULL :
	    "must be names of accounts, or their numbers";
}

static const char *
rule_socket(const char *s)
{
	const char *wrong;

	if ((wrong = value_check_path(s)) != NULL)
		return wrong;
	/* sun_path, unix(7) */
	return strlen(s) < 108 ? NULL : "must be shorter than 108 bytes";
}

#define CHECKER(name, rule)                                                    \
 static int check_##name(cfg_t *cfg, cfg_opt_t *opt)                           \
 {                                                                             \
  return settings_check(cfg, opt, rule);                                       \
 }

CHECKER(about, rule_about)
CHECKER(owner, rule_owner)
CHECKER(socket, rule_socket)
CHECKER(user, rule_owner)
CHECKER(text, value_check_text)
CHECKER(address, value_check_address)
CHECKER(endpoint, value_check_endpoint)
CHECKER(smtp, value_check_smtp)
CHECKER(secret, value_check_secret)
CHECKER(path, value_check_path)
CHECKER(place, value_check_place)
CHECKER(organisation, value_check_organisation)
CHECKER(yes, value_check_yes)

static int
check_time(cfg_t *cfg, cfg_opt_t *opt)
{
	char allowed[96];
	const struct number *number = settings_courier_times;
	uint64_t value;

	while (strcmp(number->name, opt->name) != 0)
		number++;
	if (number_parse(number, cfg_opt_getnstr(opt, 0), &value) == 0)
		return 0;
	number_range(number, allowed, sizeof(allowed));
	cfg_error(cfg, "%s must be from %s", opt->name, allowed);
	return -1;
}

/* The section that was just closed has a good name and what it needs. */
static int
check_section(cfg_t *cfg, cfg_opt_t *opt, const char *const *needed)
{
	cfg_t *section;
	const char *allowed;

	section = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	if ((allowed = value_check_name(cfg_title(section))) != NULL) {
		cfg_error(cfg, "%s %s", opt->name, allowed);
		return -1;
	}
	for (; *needed != NULL; needed++) {
		if (cfg_size(section, *needed) > 0 &&
		    cfg_getstr(section, *needed) != NULL)
			continue;
		cfg_error(cfg, "%s \"%s\" needs %s", opt->name,
		    cfg_title(section), *needed);
		return -1;
	}
	return 0;
}

static int
check_mail(cfg_t *cfg, cfg_opt_t *opt)
{
	static const char *const needed[] = { "to", "about", NULL };

	return check_section(cfg, opt, needed);
}

static int
check_webhook(cfg_t *cfg, cfg_opt_t *opt)
{
	static const char *const needed[] = { "url", "secret", NULL };

	return check_section(cfg, opt, needed);
}

static const struct {
	const char *path;
	cfg_validate_callback_t check;
} checks[] = {
	{ "courier|socket", check_socket },
	{ "courier|user", check_user },
	{ "courier|ca_file", check_path },
	{ "courier|from", check_address },
	{ "courier|from_name", check_text },
	{ "courier|smtp", check_smtp },
	{ "courier|starttls", check_yes },
	{ "courier|login", check_secret },
	{ "courier|sendmail", check_text },
	{ "courier|retry", check_time },
	{ "courier|retry_most", check_time },
	{ "courier|give_up", check_time },
	{ "courier|timeout", check_time },
	{ "site|mail", check_mail },
	{ "site|mail|to", check_address },
	{ "site|mail|owner", check_owner },
	{ "site|mail|folder", check_place },
	{ "site|mail|organisation", check_organisation },
	{ "site|mail|about", check_about },
	{ "site|webhook", check_webhook },
	{ "site|webhook|url", check_endpoint },
	{ "site|webhook|secret", check_secret },
	{ "site|webhook|private", check_yes },
	{ "site|websub|hub", check_endpoint },
	{ "site|websub|private", check_yes },
};

void
settings_courier_set_checks(cfg_t *cfg)
{
	size_t i;

	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		cfg_set_validate_func(cfg, checks[i].path, checks[i].check);
}

void
settings_courier_defaults(struct config *config)
{
	config->courier.retry = 5;
	config->courier.retry_most = 6 * 3600;
	config->courier.give_up = 3 * 86400;
	config->courier.timeout = 20;
}

static int
is_yes(cfg_t *from, const char *name)
{
	return strcmp(cfg_getstr(from, name), "yes") == 0;
}

static void
read_list(cfg_t *from, const char *name, struct config_list *ret)
{
	unsigned i;

	ret->list = xcalloc(cfg_size(from, name) + 1, sizeof(*ret->list));
	for (i = 0; i < cfg_size(from, name); i++)
		ret->list[ret->count++] = xstrdup(cfg_getnstr(from, name, i));
}

void
settings_courier_build(struct config *config, cfg_t *cfg)
{
	cfg_t *from;
	const char *text;
	size_t i;
	struct config_courier *courier = &config->courier;
	uint64_t value;

	from = cfg_getsec(cfg, "courier");
	courier->socket = xstrdup(cfg_getstr(from, "socket"));
	courier->user = xstrdup(cfg_getstr(from, "user"));
	courier->ca_file = xstrdup(cfg_getstr(from, "ca_file"));
	courier->from = xstrdup(cfg_getstr(from, "from"));
	courier->from_name = xstrdup(cfg_getstr(from, "from_name"));
	courier->smtp = xstrdup(cfg_getstr(from, "smtp"));
	courier->starttls = is_yes(from, "starttls");
	courier->login = xstrdup(cfg_getstr(from, "login"));
	read_list(from, "sendmail", &courier->sendmail);
	for (i = 0; i < settings_courier_time_count; i++) {
		text = cfg_getstr(from, settings_courier_times[i].name);
		if (text != NULL &&
		    number_parse(&settings_courier_times[i], text, &value) == 0)
			number_put(&settings_courier_times[i], config, value);
	}
}

static int
has_folder(const struct config_site *site, const char *place)
{
	size_t i;

	for (i = 0; i < site->folder_count; i++)
		if (strcmp(site->folders[i].place, place) == 0)
			return 1;
	return 0;
}

static enum verdict
read_mail(const struct config *config, cfg_t *from, struct config_site *site,
    struct why *why)
{
	char *place;
	size_t i;
	struct config_mail *mail;

	mail = &site->mails[site->mail_count++];
	mail->name = xstrdup(cfg_title(from));
	read_list(from, "to", &mail->to);
	read_list(from, "owner", &mail->owner);
	read_list(from, "folder", &mail->folder);
	read_list(from, "organisation", &mail->organisation);
	for (i = 0; i < cfg_size(from, "about"); i++)
		mail->about |= config_about_by_name(
		    cfg_getnstr(from, "about", (unsigned)i));
	for (i = 0; i < mail->folder.count; i++) {
		place = mail->folder.list[i];
		value_trim_slashes(place);
		if (strcmp(place, ".") == 0)
			place[0] = '\0';
		if (place[0] != '\0' && !has_folder(site, place))
			return settings_disagree(config, from, why,
			    "mail \"%s\": site \"%s\" has no section folder "
			    "\"%s\"",
			    mail->name, site->name, place);
	}
	return V_OK;
}

/* In the open only TLS; what is private may be plain (RFC 9110, 4.2.1). */
static enum verdict
check_plain(const struct config *config, cfg_t *from, const char *url,
    struct why *why)
{
	if (is_yes(from, "private") || strncasecmp(url, "https://", 8) == 0 ||
	    url[0] == '\0')
		return V_OK;
	return settings_disagree(config, from, why,
	    "%s is not https://, which is allowed with private = yes only",
	    url);
}

static enum verdict
read_webhook(const struct config *config, cfg_t *from, struct config_site *site,
    struct why *why)
{
	struct config_webhook *hook;

	hook = &site->webhooks[site->webhook_count++];
	hook->name = xstrdup(cfg_title(from));
	hook->url = xstrdup(cfg_getstr(from, "url"));
	hook->secret = xstrdup(cfg_getstr(from, "secret"));
	hook->private = is_yes(from, "private");
	return check_plain(config, from, hook->url, why);
}

enum verdict
settings_courier_build_site(const struct config *config, cfg_t *from,
    struct config_site *site, struct why *why)
{
	cfg_t *websub;
	enum verdict v = V_OK;
	unsigned i;

	websub = cfg_getsec(from, "websub");
	site->websub.hub = xstrdup(cfg_getstr(websub, "hub"));
	site->websub.private = is_yes(websub, "private");
	site->mails = xcalloc(cfg_size(from, "mail") + 1, sizeof(*site->mails));
	site->webhooks = xcalloc(cfg_size(from, "webhook") + 1,
	    sizeof(*site->webhooks));
	for (i = 0; i < cfg_size(from, "mail") && v == V_OK; i++)
		v = read_mail(config, cfg_getnsec(from, "mail", i), site, why);
	for (i = 0; i < cfg_size(from, "webhook") && v == V_OK; i++)
		v = read_webhook(config, cfg_getnsec(from, "webhook", i), site,
		    why);
	if (v == V_OK)
		v = check_plain(config, websub, site->websub.hub, why);
	return v;
}

/* The section of the first site that has mail sections, or NULL. */
static cfg_t *
first_with_mail(const struct config *config, cfg_t *cfg)
{
	size_t i;

	for (i = 0; i < config->site_count; i++)
		if (config->sites[i].mail_count > 0)
			return cfg_getnsec(cfg, "site", (unsigned)i);
	return NULL;
}

enum verdict
settings_courier_agree(const struct config *config, cfg_t *cfg, struct why *why)
{
	cfg_t *at;
	const struct config_courier *courier = &config->courier;

	at = cfg_getsec(cfg, "courier");
	if (courier->smtp[0] != '\0' && courier->sendmail.count > 0)
		return settings_disagree(config, at, why,
		    "mail goes by smtp or by sendmail, not by both");
	if (courier->sendmail.count > 0 && courier->sendmail.list[0][0] != '/')
		return settings_disagree(config, at, why,
		    "sendmail must begin with the path of a program");
	if (courier->login[0] != '\0' && !courier->starttls &&
	    strncmp(courier->smtp, "smtps:", 6) != 0)
		return settings_disagree(config, at, why,
		    "login is not sent without starttls = yes or smtps://");
	if (courier->retry > courier->retry_most)
		return settings_disagree(config, at, why,
		    "retry may not be more than retry_most");
	if ((at = first_with_mail(config, cfg)) == NULL)
		return V_OK;
	if (courier->from[0] == '\0')
		return settings_disagree(config, at, why,
		    "site \"%s\" has mail sections, so courier needs from",
		    cfg_title(at));
	if (courier->smtp[0] == '\0' && courier->sendmail.count == 0)
		return settings_disagree(config, at, why,
		    "site \"%s\" has mail sections, so courier needs smtp or "
		    "sendmail",
		    cfg_title(at));
	return V_OK;
}

static void
list_fini(struct config_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		free(list->list[i]);
	free(list->list);
}

void
settings_courier_fini(struct config *config)
{
	struct config_courier *courier = &config->courier;

	free(courier->socket);
	free(courier->user);
	free(courier->ca_file);
	free(courier->from);
	free(courier->from_name);
	free(courier->smtp);
	free(courier->login);
	list_fini(&courier->sendmail);
}

void
settings_courier_fini_site(struct config_site *site)
{
	size_t i;

	for (i = 0; i < site->mail_count; i++) {
		free(site->mails[i].name);
		list_fini(&site->mails[i].to);
		list_fini(&site->mails[i].owner);
		list_fini(&site->mails[i].folder);
		list_fini(&site->mails[i].organisation);
	}
	for (i = 0; i < site->webhook_count; i++) {
		free(site->webhooks[i].name);
		free(site->webhooks[i].url);
		free(site->webhooks[i].secret);
	}
	free(site->mails);
	free(site->webhooks);
	free(site->websub.hub);
}
