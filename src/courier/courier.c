/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The courier's day.  See courier.h for the contract. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "courier/courier.h"
#include "courier/message.h"
#include "courier/parcel.h"
#include "courier/secret.h"
#include "courier/sendmail.h"
#include "courier/web.h"

enum {
	PAUSE = 2000,           /* ms until gazetted is looked for again */
	MESSAGE_MAX = 96 << 20, /* of mail */
};

/* The key of one webhook. */
struct key {
	const struct config_site *site;
	const struct config_webhook *hook;
	struct secret_key key;
};

struct courier {
	const struct config *config;
	struct key *keys;
	size_t key_count;
	char login[SECRET_LINE]; /* "" if the server asks for none */
	struct web *web;
	int hatch;        /* -1 while gazetted is not there */
	int is_missed;    /* … which was said */
	char remark[256]; /* not said yet, or "" */
};

static volatile sig_atomic_t stopping;

static void
on_stop(int number)
{
	(void)number;
	stopping = 1;
}

static enum verdict
read_keys(struct courier *courier, const struct config_site *site,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct key *key;

	for (i = 0; i < site->webhook_count && v == V_OK; i++) {
		courier->keys = xreallocarray(courier->keys,
		    courier->key_count + 1, sizeof(*courier->keys));
		key = &courier->keys[courier->key_count++];
		key->site = site;
		key->hook = &site->webhooks[i];
		v = secret_read_key(key->hook->secret, &key->key, why);
	}
	return v;
}

static enum verdict
read_secrets(struct courier *courier, struct why *why)
{
	const struct config *config = courier->config;
	enum verdict v = V_OK;
	size_t i;

	for (i = 0; i < config->site_count && v == V_OK; i++)
		v = read_keys(courier, &config->sites[i], why);
	if (v == V_OK && config->courier.login[0] != '\0')
		v = secret_read(config->courier.login, courier->login, why);
	if (v == V_OK && courier->login[0] != '\0' &&
	    strchr(courier->login, ':') == NULL)
		v = why_set(why, V_FATAL, "settings",
		    "secret %s: it must be user:password",
		    config->courier.login);
	return v;
}

enum verdict
courier_new(const struct config *config, struct courier **ret, struct why *why)
{
	enum verdict v;
	struct courier *courier;

	courier = xcalloc(1, sizeof(*courier));
	courier->config = config;
	courier->hatch = -1;
	v = read_secrets(courier, why);
	if (v != V_OK) {
		courier_free(courier);
		return v;
	}
	courier->web = web_new(&config->courier);
	*ret = courier;
	return V_OK;
}

void
courier_free(struct courier *courier)
{
	if (courier == NULL)
		return;
	web_free(courier->web);
	if (courier->hatch != -1)
		close(courier->hatch);
	if (courier->key_count > 0)
		explicit_bzero(courier->keys,
		    courier->key_count * sizeof(*courier->keys));
	explicit_bzero(courier->login, sizeof(courier->login));
	free(courier->keys);
	free(courier);
}

static struct outcome
send_mail(struct courier *courier, const struct parcel *parcel)
{
	const struct config_courier *settings = &courier->config->courier;
	int by_server;
	struct buf whole;
	struct message message;
	struct outcome outcome;

	memset(&message, 0, sizeof(message));
	message.from = settings->from;
	message.from_name = settings->from_name;
	message.to = parcel_string(parcel, "to");
	message.id = parcel_string(parcel, "id");
	message.lang = parcel_string(parcel, "lang");
	message.subject = parcel_string(parcel, "subject");
	message.text = parcel_string(parcel, "text");
	message.html = json_string_value(
	    json_object_get(parcel->payload, "html"));
	message.date = json_integer_value(
	    json_object_get(parcel->payload, "date"));
	by_server = settings->smtp[0] != '\0';
	if (message.to[0] == '\0' || settings->from[0] == '\0' ||
	    (!by_server && settings->sendmail.count == 0))
		return outcome_make(OUTCOME_NEVER, "no-such-addressee");
	buf_init(&whole, MESSAGE_MAX);
	if (message_write(&message, by_server ? "\r\n" : "\n", &whole) == -1)
		outcome = outcome_make(OUTCOME_NEVER, "too-long");
	else if (by_server)
		outcome = web_mail(courier->web, courier->login, message.to,
		    buf_str(&whole));
	else
		outcome = sendmail_run(settings, message.to, buf_str(&whole));
	buf_fini(&whole);
	return outcome;
}

static struct outcome
send_hook(struct courier *courier, const struct parcel *parcel)
{
	const struct key *key;
	size_t i;
	struct web_target target;

	for (i = 0; i < courier->key_count; i++) {
		key = &courier->keys[i];
		if (strcmp(key->site->name, parcel->site) != 0 ||
		    strcmp(key->hook->name, parcel->addressee) != 0)
			continue;
		target.url = key->hook->url;
		target.private = key->hook->private;
		return web_hook(courier->web, &target, &key->key,
		    parcel_string(parcel, "id"), parcel_string(parcel, "body"));
	}
	return outcome_make(OUTCOME_NEVER, "no-such-addressee");
}

static struct outcome
send_ping(struct courier *courier, const struct parcel *parcel)
{
	const struct config_site *site;
	struct web_target target;

	site = config_site_named(courier->config, parcel->site);
	if (site == NULL || site->websub.hub[0] == '\0')
		return outcome_make(OUTCOME_NEVER, "no-such-addressee");
	target.url = site->websub.hub;
	target.private = site->websub.private;
	return web_ping(courier->web, &target, parcel_string(parcel, "topic"));
}

/* What the settings of gazetted knew and ours don't was taken out of them
 * while the letter waited. */
static struct outcome
deliver(struct courier *courier, const struct parcel *parcel)
{
	if (!json_is_object(parcel->payload))
		return outcome_make(OUTCOME_NEVER, "bad-letter");
	if (strcmp(parcel->kind, "mail") == 0)
		return send_mail(courier, parcel);
	if (strcmp(parcel->kind, "webhook") == 0)
		return send_hook(courier, parcel);
	if (strcmp(parcel->kind, "websub") == 0)
		return send_ping(courier, parcel);
	return outcome_make(OUTCOME_NEVER, "bad-letter");
}

static void
put_remark(struct courier *courier, const struct parcel *parcel,
    const struct outcome *outcome)
{
	char *dst = courier->remark;
	size_t size = sizeof(courier->remark);

	switch (outcome->kind) {
	case OUTCOME_SENT:
		snprintf(dst, size, "sent %s", parcel->uid);
		break;
	case OUTCOME_LETTER:
		snprintf(dst, size, "defer %s letter %s", parcel->uid,
		    outcome->code);
		break;
	case OUTCOME_ALL:
		snprintf(dst, size, "defer %s all %s %u", parcel->uid,
		    outcome->code, outcome->pause);
		break;
	case OUTCOME_NEVER:
		snprintf(dst, size, "drop %s %s", parcel->uid, outcome->code);
		break;
	case OUTCOME_CLOSED:
	default:
		snprintf(dst, size, "close %s %s", parcel->uid, outcome->code);
	}
}

static void
pause_for(int ms, const sigset_t *quiet)
{
	struct timespec time;

	time.tv_sec = ms / 1000;
	time.tv_nsec = ms % 1000 * 1000000L;
	(void)ppoll(NULL, 0, &time, quiet);
}

/* Said once: it is gone, or not there yet. */
static void
miss(struct courier *courier, const char *words)
{
	if (!courier->is_missed)
		log_warn("waiting: %s", words);
	courier->is_missed = 1;
}

static void
leave(struct courier *courier, const char *words)
{
	close(courier->hatch);
	courier->hatch = -1;
	miss(courier, words);
}

/* 0 if gazetted is there, and has heard what we had to say. */
static int
arrive(struct courier *courier, struct why *why)
{
	if (courier->hatch == -1)
		courier->hatch = parcel_connect(courier->config->courier.socket,
		    why);
	if (courier->hatch == -1) {
		miss(courier, why->text);
		return -1;
	}
	if (courier->remark[0] == '\0')
		return 0;
	if (parcel_say(courier->hatch, courier->remark) == 0) {
		courier->remark[0] = '\0';
		return 0;
	}
	leave(courier, "gazetted is gone, or does not listen");
	return -1;
}

static void
carry_one(struct courier *courier, const sigset_t *quiet)
{
	int result;
	struct outcome outcome;
	struct parcel parcel;
	struct why why;

	if (arrive(courier, &why) == -1) {
		pause_for(PAUSE, quiet);
		return;
	}
	result = parcel_next(courier->hatch, quiet, &parcel, &why);
	if (result == -1) {
		leave(courier, why.text);
		pause_for(PAUSE, quiet);
	}
	if (result != 1)
		return;
	if (courier->is_missed)
		log_info("gazetted is there");
	courier->is_missed = 0;
	outcome = deliver(courier, &parcel);
	log_info("%s kind=%s site=%s to=%s id=%s code=%s",
	    outcome.kind == OUTCOME_SENT ? "sent" : "not sent", parcel.kind,
	    parcel.site, parcel.addressee, parcel.uid, outcome.code);
	put_remark(courier, &parcel, &outcome);
	parcel_fini(&parcel);
}

/* Signals come only where we wait: what is being sent is sent, and said. */
static void
take_signals(sigset_t *ret_quiet)
{
	sigset_t stop;
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_stop;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, ret_quiet);
	sigdelset(ret_quiet, SIGTERM);
	sigdelset(ret_quiet, SIGINT);
}

int
courier_run(struct courier *courier)
{
	sigset_t quiet;
	struct why why;

	take_signals(&quiet);
	log_info("started version=%s", PACKAGE_VERSION);
	sd_notify(0, "READY=1");
	while (!stopping)
		carry_one(courier, &quiet);
	sd_notify(0, "STOPPING=1");
	if (courier->remark[0] != '\0')
		(void)arrive(courier, &why);
	log_info("stopped");
	return EX_OK;
}
