/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The newsroom: takes every document from the drop folder to the web root.
 *
 * It runs on the caller's event loop, in gazetted and in gazette, and is the
 * only writer of catalogue, store and web roots: it holds the lock of every
 * state folder that it opens.
 */
#ifndef NEWSROOM_NEWSROOM_H
#define NEWSROOM_NEWSROOM_H

#include <stdint.h>

#include <systemd/sd-event.h>

#include "base/why.h"

struct config;
struct newsroom;
struct zygote;

struct newsroom_settings {
	const struct config *config;
	const char *site;    /* only this one, or NULL for all */
	const char *xsl_dir; /* words, style sheet */
	struct zygote *zygote;
	sd_event *event;
	unsigned workers; /* at once; 0 is one for each processor */
	int no_intake;    /* leave the drop folders alone */
	int watch;        /* take hints from inotify and rescan on a timer */
	/* A scan of every drop folder is complete: feeds the watchdog. */
	void (*scanned)(void *context);
	/* Nothing is left to do; or: it can't go on (v is not V_OK). */
	void (*idle)(void *context);
	void (*broken)(void *context, const struct why *why);
	void *context;
};

/*
 * Open everything and put right what a crash left half done: plans that
 * reached the web root are committed, the others' jobs run again, stage and
 * spool are swept.  settings are copied; what they point to outlives the
 * newsroom.  V_DEFER "locked" while another process is the writer.
 */
enum verdict newsroom_open(const struct newsroom_settings *settings,
    struct newsroom **ret, struct why *why);

/* Begin: scan, and run what waits. */
void newsroom_start(struct newsroom *newsroom);

/* Look at all drop folders soon. */
void newsroom_rescan(struct newsroom *newsroom);

/* Take no new job; idle() is called when those that run are published. */
void newsroom_drain(struct newsroom *newsroom);

/* Who wants to know how a longer task ended. */
struct newsroom_task {
	void (*done)(void *context, enum verdict v, const struct why *why,
	    unsigned count);
	void *context;
};

/*
 * Make every release and list of the web roots anew from catalogue and
 * store.  done() tells how many releases were made, or the first reason why
 * one could not be.  V_DEFER "busy" while another rebuild runs.
 */
enum verdict newsroom_rebuild(struct newsroom *newsroom,
    const struct newsroom_task *task, struct why *why);

/*
 * What becomes of a work after its publication, in every language unless one
 * is named; *ret_count is how many releases it had.  act and argument are
 *
 *	withdraw  ID notice|readable REASON	down, with a notice in its
 *						place or a banner above it
 *	restore   ID				what is withdrawn is back
 *	gone      ID notice REASON		down for good: 410
 *	erase     ID				and not a word of it kept
 *	move      ID[/LANGUAGE] SLUG		to another address
 *
 * V_REJECT "no-such-release", "not-withdrawn" if there is nothing to restore,
 * or "usage", which says what is wrong.
 */
enum verdict newsroom_life(struct newsroom *newsroom, const char *act,
    const char *argument, unsigned *ret_count, struct why *why);

/* Leave alone all that lies in the drop folders now, until it changes. */
enum verdict newsroom_adopt(struct newsroom *newsroom, unsigned *ret_count,
    struct why *why);

/* Try again those of that name (a webhook's, "hub", "mail") who could not be
 * reached or were given up.  *ret_count is how many there were. */
enum verdict newsroom_resume(struct newsroom *newsroom, const char *name,
    unsigned *ret_count, struct why *why);

/* Who wants to know what became of a document: ended() is called once, with
 * the address where it can be read, or "". */
struct newsroom_sender {
	void (*ended)(void *context, enum verdict v, const struct why *why,
	    const char *url);
	void *context;
};

/*
 * Take in the document at path (anywhere) as if it had been dropped into the
 * first site; the original stays.
 */
enum verdict newsroom_submit(struct newsroom *newsroom, const char *path,
    const struct newsroom_sender *sender, struct why *why);

/* Closes what it opened; what was begun is found again at the next start. */
void newsroom_close(struct newsroom *newsroom);

#endif /* NEWSROOM_NEWSROOM_H */
