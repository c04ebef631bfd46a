/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings back to a file.  See settings.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "newsroom/settings.h"
#include "newsroom/settings_courier.h"
#include "newsroom/settings_number.h"
#include "newsroom/settings_pair.h"

/* In single quotes nothing is expanded, and two characters are escaped. */
static void
put_quoted(FILE *out, const char *s, size_t len)
{
	size_t i;

	putc('\'', out);
	for (i = 0; i < len; i++) {
		if (s[i] == '\'' || s[i] == '\\')
			putc('\\', out);
		putc(s[i], out);
	}
	putc('\'', out);
}

static void
put_string(FILE *out, const char *indent, const char *name, const char *value)
{
	fprintf(out, "%s%s = ", indent, name);
	put_quoted(out, value, strlen(value));
	putc('\n', out);
}

/* What stands between the separators, as a list. */
static void
put_split(FILE *out, const char *name, const char *value, char separator)
{
	const char *end;
	int first = 1;

	fprintf(out, "\t%s = {", name);
	while (*value != '\0') {
		end = strchrnul(value, separator);
		fputs(first ? "" : ", ", out);
		put_quoted(out, value, (size_t)(end - value));
		first = 0;
		value = *end != '\0' ? end + 1 : end;
	}
	fputs("}\n", out);
}

static void
put_rules(FILE *out, const struct config_folder *folder,
    enum config_answer answer, const char *name)
{
	int first = 1;
	size_t i;

	fprintf(out, "\t\t%s = {", name);
	for (i = 0; i < folder->rule_count; i++) {
		if (folder->rules[i].answer != answer)
			continue;
		fputs(first ? "" : ", ", out);
		put_quoted(out, folder->rules[i].code,
		    strlen(folder->rules[i].code));
		first = 0;
	}
	fputs("}\n", out);
}

static void
put_folder(FILE *out, const struct config_folder *folder)
{
	static const char *const holds[] = { "strict", "warn", "off" };
	static const char *const publish[] = { "at_once", "after", "approve" };
	char after[32];
	size_t i;

	fputs("\tfolder ", out);
	if (folder->place[0] != '\0')
		put_quoted(out, folder->place, strlen(folder->place));
	else
		fputs("'.'", out);
	fputs(" {\n\t\taccept = {", out);
	for (i = 0; folder->accept[i] != NULL; i++)
		fprintf(out, "%s'%s'", i > 0 ? ", " : "", folder->accept[i]);
	fputs("}\n", out);
	put_string(out, "\t\t", "publish", publish[folder->publish]);
	if (folder->publish == CONFIG_AFTER) {
		number_print(&number_after, (uint64_t)folder->after, after,
		    sizeof(after));
		put_string(out, "\t\t", "after", after);
	}
	settings_pair_dump(out, folder);
	put_string(out, "\t\t", "holds", holds[folder->holds]);
	put_rules(out, folder, CONFIG_HOLD, "hold");
	put_rules(out, folder, CONFIG_WARN, "warn");
	put_rules(out, folder, CONFIG_IGNORE, "ignore");
	if (folder->lang[0] != '\0')
		put_string(out, "\t\t", "language", folder->lang);
	fputs("\t}\n", out);
}

static void
put_names(FILE *out, const struct config_site *site)
{
	fputs("\tnames {\n", out);
	put_string(out, "\t\t", "approve", site->approve);
	put_string(out, "\t\t", "withdraw", site->withdraw);
	put_string(out, "\t\t", "preview", site->preview);
	put_string(out, "\t\t", "embargo", site->embargo);
	put_string(out, "\t\t", "done", site->done);
	put_string(out, "\t\t", "failed", site->failed);
	put_string(out, "\t\t", "readable", site->readable);
	fputs("\t}\n", out);
}

static void
put_list(FILE *out, const char *indent, const char *name,
    const struct config_list *list)
{
	size_t i;

	fprintf(out, "%s%s = {", indent, name);
	for (i = 0; i < list->count; i++) {
		fputs(i > 0 ? ", " : "", out);
		put_quoted(out, list->list[i][0] != '\0' ? list->list[i] : ".",
		    list->list[i][0] != '\0' ? strlen(list->list[i]) : 1);
	}
	fputs("}\n", out);
}

static void
put_yes(FILE *out, const char *indent, const char *name, int yes)
{
	put_string(out, indent, name, yes ? "yes" : "no");
}

static void
put_mail(FILE *out, const struct config_mail *mail)
{
	const char *separator = "";
	unsigned bit;

	fprintf(out, "\tmail '%s' {\n", mail->name);
	put_list(out, "\t\t", "to", &mail->to);
	put_list(out, "\t\t", "owner", &mail->owner);
	put_list(out, "\t\t", "folder", &mail->folder);
	put_list(out, "\t\t", "organisation", &mail->organisation);
	fputs("\t\tabout = {", out);
	for (bit = 1; config_about_name(bit)[0] != '\0'; bit <<= 1) {
		if ((mail->about & bit) == 0)
			continue;
		fprintf(out, "%s%s", separator, config_about_name(bit));
		separator = ", ";
	}
	fputs("}\n\t}\n", out);
}

/* Where secrets lie, never the secrets: the settings don't hold any. */
static void
put_correspondence(FILE *out, const struct config_site *site)
{
	const struct config_webhook *hook;
	size_t i;

	for (i = 0; i < site->mail_count; i++)
		put_mail(out, &site->mails[i]);
	for (i = 0; i < site->webhook_count; i++) {
		hook = &site->webhooks[i];
		fprintf(out, "\twebhook '%s' {\n", hook->name);
		put_string(out, "\t\t", "url", hook->url);
		put_string(out, "\t\t", "secret", hook->secret);
		put_yes(out, "\t\t", "private", hook->private);
		fputs("\t}\n", out);
	}
	fputs("\twebsub {\n", out);
	if (site->websub.hub[0] != '\0')
		put_string(out, "\t\t", "hub", site->websub.hub);
	put_yes(out, "\t\t", "private", site->websub.private);
	fputs("\t}\n", out);
}

/* What is "" was not said, and "" could not be said. */
static void
put_said(FILE *out, const char *name, const char *value)
{
	if (value[0] != '\0')
		put_string(out, "\t", name, value);
}

static void
put_courier(FILE *out, const struct config *config)
{
	char text[32];
	const struct config_courier *courier = &config->courier;
	const struct number *number;
	size_t i;

	fputs("courier {\n", out);
	put_string(out, "\t", "socket", courier->socket);
	put_string(out, "\t", "user", courier->user);
	put_said(out, "ca_file", courier->ca_file);
	put_said(out, "from", courier->from);
	put_string(out, "\t", "from_name", courier->from_name);
	put_said(out, "smtp", courier->smtp);
	put_yes(out, "\t", "starttls", courier->starttls);
	put_said(out, "login", courier->login);
	put_list(out, "\t", "sendmail", &courier->sendmail);
	for (i = 0; i < settings_courier_time_count; i++) {
		number = &settings_courier_times[i];
		number_print(number, number_get(number, config), text,
		    sizeof(text));
		put_string(out, "\t", number->name, text);
	}
	fputs("}\n", out);
}

static void
put_site(FILE *out, const struct config_site *site)
{
	size_t i;

	fprintf(out, "\nsite '%s' {\n", site->name);
	put_string(out, "\t", "title", site->title);
	put_string(out, "\t", "drop", site->drop);
	put_string(out, "\t", "web_root", site->web_root);
	put_string(out, "\t", "state", site->state);
	put_string(out, "\t", "stage", site->stage);
	put_string(out, "\t", "base_url", site->base_url);
	fputs("\tlanguages = {", out);
	for (i = 0; i < site->language_count; i++)
		fprintf(out, "%s'%s'", i > 0 ? ", " : "", site->languages[i]);
	fputs("}\n", out);
	put_string(out, "\t", "withdrawn",
	    site->stays_readable ? "readable" : "notice");
	put_string(out, "\t", "public_versions",
	    site->public_versions ? "yes" : "no");
	put_string(out, "\t", "region", site->region);
	put_string(out, "\t", "timezone", site->timezone);
	put_split(out, "organisation", site->organisation, '|');
	put_names(out, site);
	for (i = 0; i < site->folder_count; i++)
		put_folder(out, &site->folders[i]);
	put_correspondence(out, site);
	fputs("}\n", out);
}

static void
put_numbers(FILE *out, const struct config *config, int limits)
{
	char text[32];
	size_t i;

	for (i = 0; i < number_count; i++) {
		if (numbers[i].is_limit != limits)
			continue;
		number_print(&numbers[i], number_get(&numbers[i], config), text,
		    sizeof(text));
		put_string(out, limits ? "\t" : "", numbers[i].name, text);
	}
}

static const char *
level_name(enum log_level level)
{
	switch (level) {
	case LOG_LEVEL_ERROR:
		return "error";
	case LOG_LEVEL_WARN:
		return "warn";
	case LOG_LEVEL_DEBUG:
		return "debug";
	case LOG_LEVEL_INFO:
	default:
		return "info";
	}
}

static void
put_vocabularies(FILE *out, const struct read_limits *read)
{
	unsigned i;

	for (i = 0; i < read->own_count; i++) {
		fprintf(out, "vocabulary \"%s\" {\n",
		    read->own[i].importer + sizeof("own-") - 1);
		put_string(out, "\t", "root", read->own[i].root);
		put_string(out, "\t", "namespace", read->own[i].ns);
		put_string(out, "\t", "stylesheet", read->own[i].stylesheet);
		fputs("}\n", out);
	}
}

void
config_dump(const struct config *config, FILE *out)
{
	size_t i;

	put_string(out, "", "log_level", level_name(config->log_level));
	put_string(out, "", "need_sandbox",
	    config->need_sandbox ? "yes" : "no");
	if (config->phrases != NULL)
		put_string(out, "", "phrases", config->phrases);
	put_numbers(out, config, 0);
	fputs("limits {\n", out);
	put_numbers(out, config, 1);
	fputs("}\n", out);
	put_vocabularies(out, &config->limits.read);
	put_courier(out, config);
	for (i = 0; i < config->site_count; i++)
		put_site(out, &config->sites[i]);
}
