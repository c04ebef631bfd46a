/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands that look after a site.  See session.h for the contract. */
#include "config.h"

#include <getopt.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "newsroom/control.h"

enum {
	TRIES = 20,        /* while another has the state */
	PAUSE = 250000000, /* ns between them */
};

static int
load(struct session *session, const char *file)
{
	struct why why;

	if (config_load(file, &session->config, &why) != V_OK) {
		cli_say("%s", why.text);
		return EX_CONFIG;
	}
	if (session->site != NULL &&
	    config_site_named(session->config, session->site) == NULL) {
		cli_say("%s: there is no site %s", file, session->site);
		return EX_USAGE;
	}
	log_init("gazette", LOG_LEVEL_WARN);
	return -1;
}

int
session_begin(int argc, char *argv[], const char *help, struct session *ret,
    int *ret_first)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "site", required_argument, NULL, 's' },
		{ "json", no_argument, NULL, 'j' },
		{ "port", required_argument, NULL, 'p' },
		{ "readable", no_argument, NULL, 'R' },
		{ "reason", required_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	char *end;
	const char *file = SYSCONFDIR "/gazette/gazette.conf";
	int c;

	memset(ret, 0, sizeof(*ret));
	ret->command = argv[0];
	optind = 1;
	while ((c = getopt_long(argc, argv, ":c:h", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			file = optarg;
			break;
		case 's':
			ret->site = optarg;
			break;
		case 'j':
			ret->json = 1;
			break;
		case 'r':
			ret->reason = optarg;
			break;
		case 'R':
			ret->readable = 1;
			break;
		case 'p':
			ret->port = (unsigned)strtoul(optarg, &end, 10);
			if (*end != '\0' || ret->port > 65535)
				return cli_usage(argv[0], "no port: %s",
				    optarg);
			break;
		case 'h':
			return cli_help(help);
		default:
			return cli_bad_option(argv, c);
		}
	}
	*ret_first = optind;
	return load(ret, file);
}

/* Root leaves no file of root's behind: it becomes the service's user. */
static enum verdict
become_owner(const char *state, struct why *why)
{
	const struct passwd *user;
	struct stat st;

	if (geteuid() != 0 || stat(state, &st) == -1 || st.st_uid == 0)
		return V_OK;
	user = getpwuid(st.st_uid);
	if ((user != NULL && initgroups(user->pw_name, st.st_gid) == -1) ||
	    (user == NULL && setgroups(0, NULL) == -1) ||
	    setgid(st.st_gid) == -1 || setuid(st.st_uid) == -1)
		return why_errno(why, "becoming the owner of %s", state);
	return V_OK;
}

static void
idle(void *context)
{
	struct session *session = context;

	sd_event_exit(session->house.event, EX_OK);
}

static void
broken(void *context, const struct why *why)
{
	struct session *session = context;

	cli_say_why(NULL, why);
	sd_event_exit(session->house.event, verdict_exit(why->verdict));
}

enum verdict
session_open(struct session *session, struct why *why)
{
	const struct config_site *site;
	enum verdict v;
	struct newsroom_settings settings;

	site = config_site_named(session->config, session->site);
	if (site == NULL)
		site = &session->config->sites[0];
	v = config_check_folders(session->config, why);
	if (v == V_OK)
		v = become_owner(site->state, why);
	if (v == V_OK)
		v = house_prepare(&session->house, session->config, why);
	if (v != V_OK)
		return v;
	memset(&settings, 0, sizeof(settings));
	settings.site = session->site;
	settings.idle = idle;
	settings.broken = broken;
	settings.no_intake = 1;
	settings.context = session;
	return house_open(&session->house, session->config, &settings, why);
}

int
session_run(struct session *session)
{
	int status;

	newsroom_start(session->house.newsroom);
	status = sd_event_loop(session->house.event);
	return status < 0 ? EX_SOFTWARE : status;
}

void
session_end(struct session *session)
{
	house_close(&session->house);
	config_free(session->config);
}

static enum verdict
act_alone(struct session *session, const char *request, session_act *act,
    unsigned *ret_count, struct why *why)
{
	const char *argument;
	enum verdict v;

	v = session_open(session, why);
	if (v != V_OK)
		return v;
	argument = strchr(request, ' ');
	v = act(session, argument != NULL ? argument + 1 : "", ret_count, why);
	if (v == V_OK &&
	    sd_event_get_state(session->house.event) != SD_EVENT_FINISHED &&
	    session_run(session) != EX_OK)
		v = why_set(why, V_DEFER, "world-trouble",
		    "not everything could be finished");
	return v;
}

/* A daemon that has just begun has its lock before it listens; another
 * command, or a version that is being published, may soon be done. */
static int
may_pass(struct session *session, enum verdict v, const struct why *why)
{
	const struct timespec moment = { .tv_nsec = PAUSE };

	if (v != V_DEFER ||
	    (strcmp(why->code, "locked") != 0 &&
		strcmp(why->code, "publication-busy") != 0))
		return 0;
	house_close(&session->house);
	memset(&session->house, 0, sizeof(session->house));
	nanosleep(&moment, NULL);
	return 1;
}

static enum verdict
ask(struct session *session, const char *state, const char *request,
    session_act *act, unsigned *ret_count, struct why *why)
{
	enum verdict v;
	int i = 0;

	do {
		v = control_ask(state, request, ret_count, why);
		if (v == V_DEFER && strcmp(why->code, "no-daemon") == 0)
			v = act_alone(session, request, act, ret_count, why);
	} while (++i < TRIES && may_pass(session, v, why));
	return v;
}

int
session_ask(struct session *session, const char *request, const char *what,
    session_act *act)
{
	const struct config_site *site;
	enum verdict v;
	struct why why;
	unsigned count = 0;

	site = config_site_named(session->config, session->site);
	if (site == NULL)
		return cli_usage(session->command,
		    "the settings have several sites: say which (--site)");
	v = ask(session, site->state, request, act, &count, &why);
	if (v != V_OK) {
		cli_say_why(NULL, &why);
		return verdict_exit(v);
	}
	printf("%s: %u\n", what, count);
	return cli_end_output();
}
