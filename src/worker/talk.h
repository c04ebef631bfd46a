/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The worker's end of a conversation.  In the worker; a conversation that
 * nobody hears ends the process with WORKER_BROKEN.
 */
#ifndef WORKER_TALK_H
#define WORKER_TALK_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/why.h"
#include "worker/frames.h"

struct text_difference;
struct findings;
struct topics;
struct values;
struct pictures;
struct read_items;
struct release_head;

struct talk {
	int fd;
	uint64_t said;     /* bytes of frames so far */
	uint64_t max;      /* of all frames together */
	struct buf unsent; /* small frames, until one must be heard */
};

/* Frames go to fd, at most max bytes together. */
void talk_init(struct talk *talk, int fd, uint64_t max);

/* Say one frame; it is heard by the next FRAME_ASK or the verdict, if not
 * at once.  V_REJECT "too-large" if it does not fit into the limit
 * of outputs any more: then it was not said, and a verdict still can be. */
enum verdict talk_say(struct talk *talk, const struct frame *frame,
    struct why *why);

enum verdict talk_say_buf(struct talk *talk, enum frame_kind kind,
    uint32_t what, const struct buf *buf, struct why *why);

/* All fields of the head that say something, the format, the sketch. */
enum verdict talk_say_head(struct talk *talk, const char *format,
    const struct release_head *head, struct why *why);
enum verdict talk_say_findings(struct talk *talk,
    const struct findings *findings, struct why *why);
enum verdict talk_say_values(struct talk *talk, const struct values *values,
    struct why *why);
enum verdict talk_say_topics(struct talk *talk, const struct topics *topics,
    struct why *why);
enum verdict talk_say_difference(struct talk *talk,
    const struct text_difference *difference, struct why *why);
enum verdict talk_say_pictures(struct talk *talk,
    const struct pictures *pictures, struct why *why);

enum verdict talk_say_items(struct talk *talk, const struct read_items *items,
    struct why *why);

/* The last word; why is looked at unless v is V_OK. */
void talk_say_verdict(struct talk *talk, enum verdict v, const struct why *why);

#endif /* WORKER_TALK_H */
