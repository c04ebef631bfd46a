/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A release of the store, rendered again.  See job.h. */
#include "config.h"

#include "worker/job.h"

/* One frame of the input of WORK_RENDER. */
static enum verdict
take_kept(struct job *job, const struct frame *frame, struct why *why)
{
	switch (frame->kind) {
	case FRAME_RELEASE:
		return job_take_release(job, frame, &job->release, why);
	case FRAME_PICTURE:
		return job_take_picture(job, frame,
		    job->release == NULL ? &job->old : &job->reading.pictures,
		    why);
	case FRAME_VERSION:
		return job_take_version(job, frame, why);
	case FRAME_GO:
		return job_take_go(job, frame, why);
	default:
		return why_set(why, V_FATAL, "internal",
		    "a kept release holds a strange frame");
	}
}

enum verdict
kept_run(struct job *job, struct why *why)
{
	enum verdict v;
	int more = 0;
	struct frame frame;
	struct frame_reader reader;

	v = job_read_frames(job, &reader, why);
	while (v == V_OK && (more = frame_reader_next(&reader, &frame)) == 1)
		v = take_kept(job, &frame, why);
	if (v == V_OK && (more == -1 || job->release == NULL))
		v = why_set(why, V_FATAL, "internal",
		    "a kept release can't be read");
	frame_reader_fini(&reader);
	/* The catalogue may be older than its topics and words. */
	if (v == V_OK)
		v = job_say_listing(job, why);
	return v == V_OK ? job_render(job, why) : v;
}
