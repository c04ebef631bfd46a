/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The post: lists for the public and letters to staff (steps P6 to P8 of
 * publishing).  Both carry words that others wrote, so workers make them; one
 * errand is out at a time, and takes along all that has come together
 * meanwhile.  Lists go before letters: a receipt never says what can't be
 * seen yet.
 */
#include "config.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/errand.h"
#include "newsroom/status.h"

enum {
	RETRY = 5000 /* ms after trouble */
};

static int send_status(struct errand *errand, struct why *why);
static enum verdict status_done(struct errand *errand,
    const struct dispatch *dispatch, struct why *why);
static void forget_status(struct errand *errand);

/* By enum errand_kind. */
static const struct {
	const char *what;
	int (*send)(struct errand *errand, struct why *why);
	enum verdict (*done)(struct errand *errand,
	    const struct dispatch *dispatch, struct why *why);
	void (*failed)(struct errand *errand);
} kinds[] = {
	{ "lists", lists_send, lists_done, lists_failed },
	{ "notices", notices_send, notices_done, notices_failed },
	{ "letters", letters_send, letters_done, letters_failed },
	{ "status page", send_status, status_done, forget_status },
};

void
post_note(struct desk *desk, enum report_kind kind, const char *place,
    const struct why *why)
{
	struct note *note;

	note = xcalloc(1, sizeof(*note));
	note->kind = kind;
	note->place = xstrdup(place);
	note->why = *why;
	STAILQ_INSERT_TAIL(&desk->notes, note, link);
	newsroom_stir(desk->newsroom);
}

static int
send_status(struct errand *errand, struct why *why)
{
	enum verdict v;
	struct buf xml;

	buf_init(&xml, ERRAND_PAGES_SIZE);
	buf_puts(&xml, "<pages xmlns=\"urn:gazette:pages:1\">");
	v = status_pages(errand->desk, &xml, why);
	buf_puts(&xml, "</pages>");
	if (v == V_OK)
		v = errand_send(errand, &xml, why);
	buf_fini(&xml);
	return v == V_OK ? 1 : -1;
}

static enum verdict
status_done(struct errand *errand, const struct dispatch *dispatch,
    struct why *why)
{
	(void)why;
	status_deliver(errand->desk, dispatch);
	return V_OK;
}

static void
forget_status(struct errand *errand)
{
	status_failed(errand->desk);
}

/* More documents wait than there are workers. */
static int
is_busy(const struct newsroom *newsroom)
{
	return !TAILQ_EMPTY(&newsroom->queued);
}

/* When the desk's next errand may go, ms, monotonic; INT64_MAX if none is to.
 * While many documents wait, lists and letters take many along. */
static int64_t
due_at(const struct newsroom *newsroom, const struct desk *desk)
{
	int64_t at;

	at = desk->post_not_before;
	if (desk->removals_due || !STAILQ_EMPTY(&desk->notes))
		return at;
	if (!desk->lists_due && !desk->post_due)
		return INT64_MAX;
	if (is_busy(newsroom) && !desk->letters_turn &&
	    desk->post_patience > at)
		at = desk->post_patience;
	return at;
}

/* 1 if it went out: the newsroom has it; 0 and -1 as the kinds' senders. */
static int
send(struct desk *desk, enum errand_kind kind, struct why *why)
{
	int sent;
	struct errand *errand;

	errand = errand_new(desk, kind);
	sent = kinds[kind].send(errand, why);
	if (sent == 1)
		desk->newsroom->errand = errand;
	else
		errand_free(errand);
	return sent;
}

static void
send_next(struct newsroom *newsroom, struct desk *desk)
{
	int sent = 0, was_turn;
	struct why why;

	was_turn = desk->letters_turn;
	if (desk->lists_due && !was_turn)
		sent = send(desk, ERRAND_LISTS, &why);
	desk->letters_turn = sent == 1 && is_busy(newsroom);
	if (sent == 0 && desk->removals_due)
		sent = send(desk, ERRAND_NOTICES, &why);
	if (sent == 0) {
		sent = send(desk, ERRAND_LETTERS, &why);
		desk->post_patience = now_ms(newsroom) + POST_PATIENCE_BUSY;
	}
	if (sent == -1) {
		newsroom_trouble(newsroom, "making pages", &why);
		desk->post_not_before = now_ms(newsroom) + RETRY;
		desk->post_due = 1;
	}
	/* There was no letter after all: the lists need not wait for one. */
	if (sent == 0 && was_turn)
		newsroom_stir(newsroom);
}

void
post_run(struct newsroom *newsroom)
{
	size_t i;
	struct desk *desk;

	for (i = 0; i < newsroom->desk_count && newsroom->errand == NULL; i++) {
		desk = &newsroom->desks[i];
		if (due_at(newsroom, desk) <= now_ms(newsroom))
			send_next(newsroom, desk);
	}
}

void
post_status(struct newsroom *newsroom, int idle)
{
	size_t i;
	struct desk *desk;
	struct why why;

	for (i = 0; i < newsroom->desk_count && newsroom->errand == NULL; i++) {
		desk = &newsroom->desks[i];
		if (!status_is_due(desk, idle) ||
		    send(desk, ERRAND_STATUS, &why) == 1)
			continue;
		newsroom_trouble(newsroom, "making the status page", &why);
		status_failed(desk);
	}
}

void
post_end(struct newsroom *newsroom, struct assignment *assignment,
    enum verdict v, const struct why *why)
{
	struct desk *desk;
	struct errand *errand;
	struct why trouble;

	errand = newsroom->errand;
	desk = errand->desk;
	newsroom->errand = NULL;
	trouble = *why;
	if (v == V_OK)
		v = kinds[errand->kind].done(errand,
		    assignment_dispatch(assignment), &trouble);
	if (v != V_OK) {
		kinds[errand->kind].failed(errand);
		log_error("making pages site=%s pages=\"%s\" code=%s: %s",
		    desk->config->name, kinds[errand->kind].what, trouble.code,
		    trouble.text);
	}
	if (v != V_OK && errand->kind != ERRAND_STATUS)
		desk->post_not_before = now_ms(newsroom) + RETRY;
	errand_free(errand);
}

int64_t
post_next(struct newsroom *newsroom)
{
	int64_t next = INT64_MAX;
	size_t i;
	struct desk *desk;

	for (i = 0; i < newsroom->desk_count; i++) {
		desk = &newsroom->desks[i];
		if (due_at(newsroom, desk) > now_ms(newsroom) &&
		    due_at(newsroom, desk) < next)
			next = due_at(newsroom, desk);
		if (newsroom->errand == NULL && status_next(desk) < next)
			next = status_next(desk);
	}
	return next;
}

/* What can't be written now is made after the next start: whoever ends the
 * daemon does not wait for a full disk to be emptied. */
static int
is_given_up(struct newsroom *newsroom, const struct desk *desk)
{
	return newsroom->draining && desk->post_not_before > now_ms(newsroom);
}

int
post_is_idle(struct newsroom *newsroom)
{
	const struct desk *desk;
	size_t i;

	if (newsroom->errand != NULL)
		return 0;
	for (i = 0; i < newsroom->desk_count; i++) {
		desk = &newsroom->desks[i];
		if (is_given_up(newsroom, desk))
			continue;
		if (desk->lists_due || desk->removals_due || desk->post_due ||
		    !STAILQ_EMPTY(&desk->notes))
			return 0;
	}
	return 1;
}

void
post_close(struct newsroom *newsroom)
{
	size_t i;
	struct note *note;

	errand_free(newsroom->errand);
	newsroom->errand = NULL;
	for (i = 0; i < newsroom->desk_count; i++) {
		while (
		    (note = STAILQ_FIRST(&newsroom->desks[i].notes)) != NULL) {
			STAILQ_REMOVE_HEAD(&newsroom->desks[i].notes, link);
			free(note->place);
			free(note);
		}
	}
}
