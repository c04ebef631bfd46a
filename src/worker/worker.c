/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work of one document.  See worker.h for the contract. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/topics.h"
#include "release/release.h"
#include "render/render.h"
#include "worker/job.h"

/*
 * The input whole.  By position: the descriptor shares its offset with the
 * caller's, who may have handed it to another worker too.
 */
enum verdict
job_read_input(struct job *job, struct buf *ret, struct why *why)
{
	ssize_t n;

	for (;;) {
		if (buf_reserve(ret, JOB_CHUNK) == -1)
			return why_set(why, V_REJECT, "too-large",
			    "it is larger than %zu bytes",
			    ret->max - JOB_CHUNK);
		n = pread(job->input, ret->data + ret->len,
		    ret->cap - ret->len - 1, (off_t)ret->len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		ret->len += (size_t)n;
	}
	ret->data[ret->len] = '\0';
	return n == -1 ? why_errno(why, "reading the document") : V_OK;
}

/* The input is frames prepared by the newsroom. */
enum verdict
job_read_frames(struct job *job, struct frame_reader *ret, struct why *why)
{
	frame_reader_init(ret, job->tools->limits->output + JOB_CHUNK);
	return job_read_input(job, &ret->buf, why);
}

/* The next frame whole; whoever asked may be gone: then nobody waits for the
 * editions. */
int
job_hear(struct job *job, struct frame_reader *reader, struct frame *ret)
{
	int more;

	while ((more = frame_reader_next(reader, ret)) == 0) {
		if (frame_reader_fill(reader, job->talk.fd) != 1)
			_exit(WORKER_BROKEN);
	}
	return more;
}

/* What lists need of a release. */
enum verdict
job_say_listing(struct job *job, struct why *why)
{
	enum verdict v;
	struct buf words;
	struct topics topics;

	release_topics(job->release, &topics);
	v = talk_say_topics(&job->talk, &topics, why);
	buf_init(&words, RELEASE_SEARCH);
	release_search(job->release, &words);
	if (v == V_OK)
		v = talk_say_buf(&job->talk, FRAME_SEARCH, 0, &words, why);
	buf_fini(&words);
	return v;
}

static enum verdict
render_editions(struct job *job, struct rendering *rendering, uint32_t editions,
    struct why *why)
{
	enum verdict v = V_OK;
	struct buf out;
	unsigned e;

	buf_init(&out, job->tools->limits->output);
	for (e = 0; e < EDITION_COUNT && v == V_OK; e++) {
		if (!(editions & EDITION_BIT(e)))
			continue;
		buf_reset(&out);
		v = render(rendering, (enum edition)e, &out, why);
		if (v == V_OK)
			v = talk_say_buf(&job->talk, FRAME_EDITION, e, &out,
			    why);
		rendering->to_come &= ~EDITION_BIT(e);
	}
	buf_fini(&out);
	return v;
}

/* What is made of the release comes first: then it may go as the article
 * comes. */
enum verdict
job_render(struct job *job, struct why *why)
{
	enum verdict v;
	struct rendering rendering;
	uint32_t first;

	memset(&rendering, 0, sizeof(rendering));
	rendering.release = job->release;
	rendering.pictures = &job->reading.pictures;
	rendering.publication = job->publication;
	rendering.preview = job->preview;
	rendering.editions = job->work->quick ? 0 : job->editions;
	rendering.stylesheets = job->tools->stylesheets;
	rendering.to_come = job->editions;
	first = job->editions & render_of_release();
	v = render_editions(job, &rendering, first, why);
	if (v == V_OK)
		v = render_editions(job, &rendering, job->editions & ~first,
		    why);
	/* The rest goes with the process, whose last work this was. */
	return v;
}

int
worker_run(const struct worker_tools *tools, const struct work *work, int input,
    int talk)
{
	enum verdict v;
	struct job job;
	struct why why;

	why_clear(&why);
	memset(&job, 0, sizeof(job));
	job.tools = tools;
	job.work = work;
	job.input = input;
	pictures_init(&job.reading.pictures);
	pictures_init(&job.old);
	talk_init(&job.talk, talk, tools->limits->output);
	switch (work->kind) {
	case WORK_CONVERT:
		v = convert_run(&job, &why);
		break;
	case WORK_RENDER:
		v = kept_run(&job, &why);
		break;
	case WORK_PAGES:
		v = pages_run(&job, &why);
		break;
	default:
		v = why_set(&why, V_FATAL, "internal", "unknown work");
	}
	talk_say_verdict(&job.talk, v, &why);
	return WORKER_DONE;
}
