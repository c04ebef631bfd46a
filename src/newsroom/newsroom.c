/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The newsroom: opens and closes it all, and calls its parts in turn until
 * nothing moves.  See newsroom.h for the contract.
 */
#include "config.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "intake/watch.h"
#include "newsroom/accept.h"
#include "newsroom/editor.h"
#include "newsroom/life.h"
#include "newsroom/room.h"
#include "publish/publish.h"
#include "staff/words.h"

enum {
	TROUBLE = 60000, /* ms for which the status page tells of it */
};

void
newsroom_stir(struct newsroom *newsroom)
{
	sd_event_source_set_enabled(newsroom->pump, SD_EVENT_ONESHOT);
}

void
newsroom_break(struct newsroom *newsroom, const struct why *why)
{
	if (newsroom->broken)
		return;
	newsroom->broken = 1;
	newsroom->settings.broken(newsroom->settings.context, why);
}

void
newsroom_trouble(struct newsroom *newsroom, const char *what,
    const struct why *why)
{
	if (why->verdict == V_FATAL) {
		log_error("%s code=%s: %s", what, why->code, why->text);
		newsroom_break(newsroom, why);
		return;
	}
	log_warn("%s code=%s: %s", what, why->code, why->text);
	if (why->verdict != V_DEFER)
		return;
	snprintf(newsroom->trouble, sizeof(newsroom->trouble), "%s", why->code);
	newsroom->trouble_until = now_ms(newsroom) + TROUBLE;
}

void
newsroom_ended(struct newsroom *newsroom, int64_t job, enum verdict v,
    const struct why *why, const char *url)
{
	struct submission *s;

	LIST_FOREACH(s, &newsroom->submissions, link) {
		if (s->job == job)
			break;
	}
	if (s == NULL)
		return;
	LIST_REMOVE(s, link);
	s->ended(s->context, v, why, url);
	free(s);
}

static void
on_ask(struct assignment *assignment, void *context)
{
	(void)context;
	if (assignment_kind(assignment) == WORK_CONVERT)
		editor_ask(assignment_owner(assignment), assignment);
}

static void
on_end(struct assignment *assignment, enum verdict v, const struct why *why,
    void *context)
{
	struct newsroom *newsroom = context;
	struct piece *piece;

	if (assignment_kind(assignment) == WORK_PAGES) {
		post_end(newsroom, assignment, v, why);
	} else {
		piece = assignment_owner(assignment);
		TAILQ_REMOVE(&newsroom->out, piece, link);
		newsroom->out_count--;
		editor_end(piece, assignment, v, why);
	}
	newsroom_stir(newsroom);
}

static void
on_lost(void *context)
{
	enum verdict v;
	struct newsroom *newsroom = context;
	struct why why;

	v = why_set(&why, V_FATAL, "internal", "the zygote has died");
	(void)v;
	log_error("zygote died");
	newsroom_break(newsroom, &why);
}

static int
takes_in(const struct newsroom *newsroom)
{
	return !newsroom->draining && !newsroom->settings.no_intake;
}

static int
is_idle(struct newsroom *newsroom)
{
	size_t i;

	if (!TAILQ_EMPTY(&newsroom->queued) || !TAILQ_EMPTY(&newsroom->out) ||
	    !press_is_idle(newsroom) || !post_is_idle(newsroom))
		return 0;
	if (newsroom->draining)
		return 1;
	if (newsroom->more_jobs || newsroom->rebuild.done != NULL)
		return 0;
	for (i = 0; i < newsroom->desk_count && takes_in(newsroom); i++) {
		if (newsroom->desks[i].scanning ||
		    newsroom->desks[i].look != 0 ||
		    settle_next(newsroom->desks[i].settle) != -1)
			return 0;
	}
	return 1;
}

/* When the next part has something to do, ms, monotonic. */
static int64_t
next_time(struct newsroom *newsroom)
{
	int64_t at, next;
	size_t i;

	next = press_next(newsroom);
	at = post_next(newsroom);
	next = at < next ? at : next;
	for (i = 0; i < newsroom->desk_count && takes_in(newsroom); i++) {
		at = reception_next(&newsroom->desks[i]);
		next = at < next ? at : next;
		at = newsroom->desks[i].release_at;
		if (at > now_ms(newsroom) && at < next)
			next = at;
	}
	return next;
}

static void
set_timer(struct newsroom *newsroom)
{
	int64_t next;

	next = next_time(newsroom);
	if (next == INT64_MAX) {
		sd_event_source_set_enabled(newsroom->timer, SD_EVENT_OFF);
		return;
	}
	sd_event_source_set_time(newsroom->timer,
	    next > 0 ? (uint64_t)next * 1000 : 0);
	sd_event_source_set_enabled(newsroom->timer, SD_EVENT_ONESHOT);
}

/* One turn: every part does what it can, in the order of a release's way. */
static int
on_pump(sd_event_source *source, void *userdata)
{
	size_t i;
	struct newsroom *newsroom = userdata;

	(void)source;
	if (newsroom->broken || !newsroom->started)
		return 0;
	for (i = 0; i < newsroom->desk_count && takes_in(newsroom); i++)
		reception_run(&newsroom->desks[i]);
	life_run(newsroom);
	queue_run(newsroom);
	press_run(newsroom);
	post_run(newsroom);
	post_status(newsroom, is_idle(newsroom));
	upkeep_run(newsroom);
	if (is_idle(newsroom) && newsroom->settings.idle != NULL)
		newsroom->settings.idle(newsroom->settings.context);
	if (!newsroom->broken) {
		set_timer(newsroom);
		clock_set(newsroom);
	}
	return 0;
}

static int
on_timer(sd_event_source *source, uint64_t usec, void *userdata)
{
	struct newsroom *newsroom = userdata;

	(void)source;
	(void)usec;
	newsroom->more_jobs = 1;
	newsroom_stir(newsroom);
	return 0;
}

static int
on_hints(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	struct newsroom *newsroom = userdata;
	struct watch_news news;

	(void)source;
	(void)fd;
	(void)revents;
	watch_drain(&news);
	if (news.overflow)
		log_warn("events were lost, scanning everything");
	newsroom_stir(newsroom);
	return 0;
}

static void
add_sources(struct newsroom *newsroom)
{
	sd_event *event;

	event = newsroom->settings.event;
	if (sd_event_add_defer(event, &newsroom->pump, on_pump, newsroom) < 0 ||
	    sd_event_add_time(event, &newsroom->timer, CLOCK_MONOTONIC, 0, 1,
		on_timer, newsroom) < 0)
		xalloc_die();
	sd_event_source_set_enabled(newsroom->timer, SD_EVENT_OFF);
	clock_open(newsroom);
	if (newsroom->settings.watch && watch_fd() != -1 &&
	    sd_event_add_io(event, &newsroom->hints, watch_fd(), EPOLLIN,
		on_hints, newsroom) < 0)
		xalloc_die();
}

enum verdict
newsroom_open(const struct newsroom_settings *settings, struct newsroom **ret,
    struct why *why)
{
	enum verdict v;
	struct bureau_events events;
	struct newsroom *newsroom;

	newsroom = xcalloc(1, sizeof(*newsroom));
	newsroom->settings = *settings;
	newsroom->workers = settings->workers;
	if (newsroom->workers == 0)
		newsroom->workers = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
	TAILQ_INIT(&newsroom->queued);
	TAILQ_INIT(&newsroom->out);
	TAILQ_INIT(&newsroom->ready);
	LIST_INIT(&newsroom->submissions);
	events.ask = on_ask;
	events.end = on_end;
	events.lost = on_lost;
	events.context = newsroom;
	newsroom->bureau = bureau_new(settings->event, settings->zygote,
	    &events, settings->config->limits.output);
	add_sources(newsroom);
	v = opening_run(newsroom, why);
	if (v != V_OK) {
		newsroom_close(newsroom);
		return v;
	}
	*ret = newsroom;
	return V_OK;
}

void
newsroom_start(struct newsroom *newsroom)
{
	newsroom->started = 1;
	newsroom->more_jobs = 1;
	newsroom_stir(newsroom);
}

void
newsroom_rescan(struct newsroom *newsroom)
{
	size_t i;

	for (i = 0; i < newsroom->desk_count; i++)
		newsroom->desks[i].look = SCAN_INTAKE;
	newsroom_stir(newsroom);
}

/* What is only queued stays in the catalogue for the next start. */
void
newsroom_drain(struct newsroom *newsroom)
{
	struct piece *piece;

	newsroom->draining = 1;
	while ((piece = TAILQ_FIRST(&newsroom->queued)) != NULL) {
		TAILQ_REMOVE(&newsroom->queued, piece, link);
		piece_free(piece);
	}
	press_forget_early(newsroom);
	newsroom_stir(newsroom);
}

enum verdict
newsroom_submit(struct newsroom *newsroom, const char *path,
    const struct newsroom_sender *sender, struct why *why)
{
	const char *name;
	enum verdict v;
	int fd;
	struct stat st;
	struct submission *s;

	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1 || fstat(fd, &st) == -1) {
		v = why_errno(why, "%s", path);
	} else if (!S_ISREG(st.st_mode)) {
		v = why_set(why, V_REJECT, "not-a-file",
		    "%s: not a file of its own", path);
	} else {
		name = strrchr(path, '/');
		s = xcalloc(1, sizeof(*s));
		s->ended = sender->ended;
		s->context = sender->context;
		v = accept_file(&newsroom->desks[0], fd,
		    name != NULL ? name + 1 : path, &s->job, why);
		if (v == V_OK)
			LIST_INSERT_HEAD(&newsroom->submissions, s, link);
		else
			free(s);
	}
	if (fd != -1)
		close(fd);
	newsroom->more_jobs = 1;
	newsroom_stir(newsroom);
	return v;
}

static void
free_pieces(struct pieces *pieces)
{
	struct piece *piece;

	while ((piece = TAILQ_FIRST(pieces)) != NULL) {
		TAILQ_REMOVE(pieces, piece, link);
		piece_free(piece);
	}
}

void
newsroom_close(struct newsroom *newsroom)
{
	int clean;
	size_t i;

	press_forget_early(newsroom);
	clean = !newsroom->broken && TAILQ_EMPTY(&newsroom->out) &&
	    newsroom->ready_count == 0;
	post_close(newsroom);
	bureau_free(newsroom->bureau);
	free_pieces(&newsroom->queued);
	free_pieces(&newsroom->out);
	free_pieces(&newsroom->ready);
	for (i = 0; i < newsroom->desk_count; i++) {
		reception_close(&newsroom->desks[i]);
		free(newsroom->desks[i].notices_due);
		web_close(&newsroom->desks[i].site.web);
	}
	for (i = 0; i < newsroom->archive_count; i++)
		archive_close(&newsroom->archives[i], clean);
	sd_event_source_disable_unref(newsroom->hints);
	sd_event_source_disable_unref(newsroom->timer);
	sd_event_source_disable_unref(newsroom->clock);
	sd_event_source_disable_unref(newsroom->pump);
	words_free(newsroom->words);
	free(newsroom->archives);
	free(newsroom->desks);
	free(newsroom);
}
