/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside worker: one piece of work on its way.
 *
 * worker.c receives it and renders; what it is made of is read by convert.c (a
 * document), kept.c (a release of the store) or pages.c.  A worker ends with
 * its work, so whatever is allocated at the end is left to the process.
 */
#ifndef WORKER_JOB_H
#define WORKER_JOB_H

#include <stdint.h>

#include <libxml/tree.h>

#include "read/read.h"
#include "worker/frames.h"
#include "worker/talk.h"
#include "worker/worker.h"

enum {
	JOB_CHUNK = 65536 /* bytes read at once */
};

struct job {
	const struct worker_tools *tools;
	const struct work *work;
	int input;
	struct talk talk;
	struct reading reading;
	xmlDoc *release;
	xmlDoc *publication; /* or … */
	xmlDoc *preview;     /* … what stands in its place */
	xmlDoc *before;      /* the version that is live, or NULL */
	struct pictures old; /* of the older version that is told next */
	uint32_t editions;
};

/* The three kinds of work. */
enum verdict convert_run(struct job *job, struct why *why);
enum verdict kept_run(struct job *job, struct why *why);
enum verdict pages_run(struct job *job, struct why *why);

/* The input whole, with a NUL behind it; V_REJECT "too-large" if it is larger
 * than ret->max. */
enum verdict job_read_input(struct job *job, struct buf *ret, struct why *why);
/* The input as frames prepared by the newsroom; ret is the caller's to end. */
enum verdict job_read_frames(struct job *job, struct frame_reader *ret,
    struct why *why);
/* The newsroom's next frame: 1, or -1 if it can't be read. */
int job_hear(struct job *job, struct frame_reader *reader, struct frame *ret);

/* take.c: take in a FRAME_GO, a FRAME_RELEASE into *ret, a FRAME_PICTURE, and a
 * FRAME_VERSION, whose page is rendered and told. */
enum verdict job_take_go(struct job *job, const struct frame *frame,
    struct why *why);
enum verdict job_take_release(struct job *job, const struct frame *frame,
    xmlDoc **ret, struct why *why);
enum verdict job_take_picture(struct job *job, const struct frame *frame,
    struct pictures *pictures, struct why *why);
enum verdict job_take_version(struct job *job, const struct frame *frame,
    struct why *why);

/* Tell what lists need of the release: its topics and words. */
enum verdict job_say_listing(struct job *job, struct why *why);
/* Render the release in job->editions and tell them; uses it up. */
enum verdict job_render(struct job *job, struct why *why);

#endif /* WORKER_JOB_H */
