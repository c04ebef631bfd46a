/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loop of gazetted.  See daemon.h for the contract. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "daemon/daemon.h"
#include "intake/watch.h"
#include "newsroom/control.h"
#include "newsroom/hatch.h"
#include "newsroom/house.h"
#include "newsroom/newsroom.h"
#include "newsroom/settings.h"

struct daemon {
	const struct config *config;
	int once;
	int stopping;
	struct house house;
	struct control *control;
	struct hatch *hatch; /* NULL: nobody to write to */
};

/* Fed by a completed scan alone: a loop that turns but sees no folder is no
 * sign of life. */
static void
scanned(void *context)
{
	(void)context;
	sd_notify(0, "WATCHDOG=1");
}

static void
idle(void *context)
{
	struct daemon *d = context;

	if (d->once || d->stopping)
		sd_event_exit(d->house.event, EX_OK);
}

static void
broken(void *context, const struct why *why)
{
	struct daemon *d = context;

	sd_notifyf(0, "STATUS=%s", why->text);
	sd_event_exit(d->house.event, verdict_exit(why->verdict));
}

static int
on_stop(sd_event_source *source, const struct signalfd_siginfo *info,
    void *userdata)
{
	struct daemon *d = userdata;

	(void)source;
	log_info("stopping signal=%u", info->ssi_signo);
	if (d->stopping) /* asked twice: at once */
		return sd_event_exit(d->house.event, EX_OK);
	d->stopping = 1;
	sd_notify(0, "STOPPING=1\nSTATUS=finishing what was begun");
	newsroom_drain(d->house.newsroom);
	return 0;
}

static int
on_hangup(sd_event_source *source, const struct signalfd_siginfo *info,
    void *userdata)
{
	struct daemon *d = userdata;

	(void)source;
	(void)info;
	newsroom_rescan(d->house.newsroom);
	return 0;
}

/* Signals are blocked before the zygote is born: it and its workers have
 * their own. */
static void
block_signals(sigset_t *ret_old)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, ret_old);
	signal(SIGPIPE, SIG_IGN);
}

static void
add_signals(struct daemon *d)
{
	if (sd_event_add_signal(d->house.event, NULL, SIGTERM, on_stop, d) <
		0 ||
	    sd_event_add_signal(d->house.event, NULL, SIGINT, on_stop, d) < 0 ||
	    sd_event_add_signal(d->house.event, NULL, SIGHUP, on_hangup, d) < 0)
		xalloc_die();
}

static enum verdict
open_newsroom(struct daemon *d, struct why *why)
{
	struct newsroom_settings settings;

	memset(&settings, 0, sizeof(settings));
	settings.watch = !d->once;
	settings.scanned = scanned;
	settings.idle = idle;
	settings.broken = broken;
	settings.context = d;
	return house_open(&d->house, d->config, &settings, why);
}

static enum verdict
open_all(struct daemon *d, struct why *why)
{
	enum verdict v;
	struct why hint;

	/* Before all other descriptors: the library aborts over 1023. */
	if (!d->once && watch_open(&hint) != V_OK)
		log_warn("scanning without hints: %s", hint.text);
	v = house_prepare(&d->house, d->config, why);
	if (v != V_OK)
		return v;
	add_signals(d);
	v = open_newsroom(d, why);
	if (v == V_OK)
		v = control_open(d->house.event, d->house.newsroom, &d->control,
		    why);
	if (v == V_OK && !d->once && config_needs_courier(d->config))
		v = hatch_open(d->house.event, d->house.newsroom, &d->hatch,
		    why);
	return v;
}

static void
close_all(struct daemon *d)
{
	hatch_close(d->hatch);
	control_close(d->control);
	house_close(&d->house);
	watch_close();
}

int
daemon_run(const struct config *config, int once)
{
	enum verdict v;
	int status;
	sigset_t old;
	struct daemon d;
	struct why why;

	memset(&d, 0, sizeof(d));
	d.config = config;
	d.once = once;
	block_signals(&old);
	v = open_all(&d, &why);
	if (v != V_OK) {
		log_error("can't start code=%s: %s", why.code, why.text);
		close_all(&d);
		return verdict_exit(v);
	}
	log_info("started version=%s sites=%zu", PACKAGE_VERSION,
	    config->site_count);
	newsroom_start(d.house.newsroom);
	sd_notify(0, "READY=1\nWATCHDOG=1");
	status = sd_event_loop(d.house.event);
	close_all(&d);
	log_info("stopped status=%d", status);
	return status < 0 ? EX_SOFTWARE : status;
}
