/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bureau: sends documents out to workers and listens to what they say.
 *
 * Runs on the event loop of gazetted or gazette.  An assignment is one
 * document (or one set of pages) at one worker; its dispatch is everything
 * that the worker said, copied and bounded.  Nothing here decides anything.
 */
#ifndef NEWSROOM_BUREAU_H
#define NEWSROOM_BUREAU_H

#include <stddef.h>
#include <stdint.h>

#include <systemd/sd-event.h>

#include "base/findings.h"
#include "base/hash.h"
#include "base/topics.h"
#include "base/values.h"
#include "base/why.h"
#include "release/difference.h"
#include "render/render.h"
#include "worker/frames.h"
#include "worker/zygote.h"

struct assignment;
struct buf;
struct bureau;

struct blob {
	char *data; /* NUL after len bytes; NULL if it was not said */
	size_t len;
};

struct dispatch_picture {
	char name[16];
	char sha256[HASH_HEX_SIZE];
	struct blob bytes;
};

struct dispatch_version {
	unsigned number;
	struct blob page;
};

struct dispatch_item {
	char *title;
	char *kin; /* ids, a line each */
	char sha256[HASH_HEX_SIZE];
	struct blob document;
};

struct dispatch {
	char *fields[FIELD_COUNT]; /* NULL if it was not said */
	uint64_t sketch[RELEASE_SKETCH];
	struct findings findings;
	struct values values;
	struct topics topics;
	struct blob search; /* release_search() */
	struct blob release;
	struct text_difference
	    difference; /* to what assignment_before() told */
	struct dispatch_picture *pictures;
	size_t picture_count;
	struct dispatch_item *items; /* of a file of several, in their order */
	size_t item_count;
	struct blob editions[EDITION_COUNT];
	struct dispatch_version *versions; /* older ones, as they were told */
	size_t version_count;
	struct blob *pages; /* in the order asked for; data NULL if missing */
	size_t page_count;
};

/* A field as a string, "" if it was not said. */
const char *dispatch_field(const struct dispatch *dispatch, enum field field);

struct bureau_events {
	/* WORK_CONVERT: all is said up to the release; answer once, now or
	 * later, with assignment_go() or assignment_stop(). */
	void (*ask)(struct assignment *assignment, void *context);
	/* The last word.  The assignment and its dispatch end on return. */
	void (*end)(struct assignment *assignment, enum verdict v,
	    const struct why *why, void *context);
	/* The zygote is gone: nothing more can be converted. */
	void (*lost)(void *context);
	void *context;
};

/* The zygote stays the caller's and outlives the bureau. */
struct bureau *bureau_new(sd_event *event, struct zygote *zygote,
    const struct bureau_events *events, uint64_t max_output);
void bureau_free(struct bureau *bureau);

/* How many assignments are out. */
unsigned bureau_busy(const struct bureau *bureau);

/*
 * Send out one piece of work; work->number is set here.  input is read by
 * the worker and stays the caller's.  owner comes back by
 * assignment_owner().
 */
enum verdict bureau_send(struct bureau *bureau, struct work *work, int input,
    void *owner, struct why *why);

/* As bureau_send(), the input being the frames that bytes hold; V_FATAL if
 * they did not fit into it. */
enum verdict bureau_send_bytes(struct bureau *bureau, struct work *work,
    const struct buf *bytes, void *owner, struct why *why);

/* Tell the worker that the owner's piece of work went to what it expects first:
 * whole frames. */
void bureau_tell(struct bureau *bureau, const void *owner,
    const struct buf *frames);

void *assignment_owner(const struct assignment *assignment);
enum work_kind assignment_kind(const struct assignment *assignment);
struct dispatch *assignment_dispatch(struct assignment *assignment);

/* Answers to an asking worker.  The first, which may be left out, tells it
 * the release XML that is live now.  publication is XML (doc/release.md). */
void assignment_before(struct assignment *assignment,
    const struct buf *release);
void assignment_go(struct assignment *assignment, uint32_t editions,
    const struct buf *publication);
void assignment_stop(struct assignment *assignment);

#endif /* NEWSROOM_BUREAU_H */
