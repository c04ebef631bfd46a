/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a drop folder stands.  See status.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/names.h"
#include "base/xalloc.h"
#include "newsroom/letter.h"
#include "newsroom/pair.h"
#include "newsroom/status.h"
#include "staff/place.h"

enum {
	LINES = 50,
	PENDING = 100, /* lines of each state that waits */
	LOOK_AT = 300, /* jobs: renderings and the like have no line */
	PAUSE = 1000,  /* ms between two pages */
	BEAT = 60,     /* s between two signs of life */
	STALE = 120,   /* s after which there was one too few */
	RETRY = 5000,  /* ms after trouble */
	PAGE_MAX = 4 << 20,
};

static const char status_file[] = "_status.html";
static const char help_file[] = "Help – Hjälp – Ohje.html";

/* A page in the making, and what its lines point to. */
struct making {
	struct desk *desk;
	struct status status;
	struct status_line *lines;
	struct catalog_jobs jobs[4];
	char **strings;
	size_t string_count;
};

static const char *
keep(struct making *m, char *string)
{
	m->strings = xreallocarray(m->strings, m->string_count + 1,
	    sizeof(*m->strings));
	m->strings[m->string_count++] = string;
	return string;
}

static void
making_fini(struct making *m)
{
	size_t i;

	for (i = 0; i < m->string_count; i++)
		free(m->strings[i]);
	for (i = 0; i < sizeof(m->jobs) / sizeof(m->jobs[0]); i++)
		catalog_jobs_fini(&m->jobs[i]);
	free(m->strings);
	free(m->lines);
}

/* -1 for a job that nobody has to know of. */
static int
state_of(const struct catalog_job *job)
{
	if (pair_is_waiting(job))
		return STATUS_PAIR;
	switch (job->state) {
	case JOB_RECEIVED:
		return job->why.verdict == V_DEFER ? STATUS_TROUBLE :
						     STATUS_RECEIVED;
	case JOB_WAITING:
		return STATUS_WAITING;
	case JOB_HELD: /* what is only shown asks nothing */
		return strcmp(job->why.code, "preview-only") == 0 ? -1 :
								    STATUS_HELD;
	case JOB_SCHEDULED:
		return STATUS_SCHEDULED;
	case JOB_PUBLISHED:
		return STATUS_PUBLISHED;
	case JOB_WITHDRAWN: /* or called off: then it never was public */
		return job->version != 0 ? STATUS_WITHDRAWN : -1;
	case JOB_REJECTED:
		return STATUS_REJECTED;
	default:
		return -1;
	}
}

/* Title and address of what is public; of nothing else. */
static enum verdict
fill_published(struct making *m, const struct catalog_job *job,
    struct status_line *line, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;
	struct desk *desk;

	if (job->state != JOB_PUBLISHED || job->version == 0)
		return V_OK;
	desk = m->desk;
	release = xcalloc(1, sizeof(*release));
	v = catalog_release_of_version(desk->archive->catalog, job->version,
	    release, why);
	if (v == V_OK && release->standing == STANDING_LIVE) {
		line->title = keep(m, xstrdup(release->version.title));
		line->url = keep(m,
		    xasprintf("%s%s", desk->site.base_url, release->path));
	}
	free(release);
	return v;
}

static enum verdict
add_job(struct making *m, const struct catalog_job *job, struct why *why)
{
	int state;
	struct status_line *line;

	state = job->kind == JOB_CONVERT ? state_of(job) : -1;
	if (state == -1)
		return V_OK;
	line = &m->lines[m->status.count++];
	memset(line, 0, sizeof(*line));
	line->state = (enum status_state)state;
	line->name = names_last(job->place);
	line->when = (job->state == JOB_WAITING ||
			 job->state == JOB_SCHEDULED) &&
		job->due != CATALOG_NEVER ?
	    job->due :
	    job->changed;
	/* Names of files, which lie there for all to see. */
	if (line->state == STATUS_PAIR ||
	    strcmp(job->why.code, "waits-company") == 0)
		line->quote = job->why.quote;
	if (job->why.code[0] != '\0' && job->state != JOB_PUBLISHED)
		line->code = job->why.code;
	return fill_published(m, job, line, why);
}

static enum verdict
gather(struct making *m, enum job_state state, struct catalog_jobs *ret,
    struct why *why)
{
	struct catalog_filter filter;

	memset(&filter, 0, sizeof(filter));
	filter.site = m->desk->site.id;
	filter.state = state;
	filter.limit = state == JOB_STATES ? LOOK_AT : PENDING;
	return catalog_jobs(m->desk->archive->catalog, &filter, ret, why);
}

/* The last 50, and whatever is older and still waits for something. */
static enum verdict
fill_lines(struct making *m, struct why *why)
{
	static const enum job_state waiting[] = { JOB_HELD, JOB_WAITING,
		JOB_SCHEDULED };

	enum verdict v;
	int64_t oldest = INT64_MAX;
	size_t i, k;

	m->lines = xcalloc(LINES + 3 * PENDING, sizeof(*m->lines));
	v = gather(m, JOB_STATES, &m->jobs[0], why);
	for (i = 0;
	     i < m->jobs[0].count && m->status.count < LINES && v == V_OK;
	     i++) {
		v = add_job(m, &m->jobs[0].list[i], why);
		oldest = m->jobs[0].list[i].id;
	}
	for (k = 0; k < 3 && v == V_OK; k++) {
		v = gather(m, waiting[k], &m->jobs[k + 1], why);
		for (i = 0; i < m->jobs[k + 1].count && v == V_OK; i++) {
			if (m->jobs[k + 1].list[i].id < oldest)
				v = add_job(m, &m->jobs[k + 1].list[i], why);
		}
	}
	return v;
}

static enum verdict
write_status(struct desk *desk, int64_t beat, struct buf *out, struct why *why)
{
	enum verdict v;
	struct making m;
	struct newsroom *newsroom;
	struct staff_site site;

	newsroom = desk->newsroom;
	memset(&m, 0, sizeof(m));
	m.desk = desk;
	letter_site(desk, &site);
	v = fill_lines(&m, why);
	m.status.lines = m.lines;
	m.status.beat = beat;
	m.status.beat_every = STALE;
	if (newsroom->trouble_until > now_ms(newsroom))
		m.status.trouble = newsroom->trouble;
	else if (desk->inventory == INVENTORY_OPEN)
		m.status.trouble = "inventory-open";
	if (v == V_OK && status_write(&site, &m.status, out) == -1)
		v = why_set(why, V_FATAL, "internal",
		    "the status page is too long");
	making_fini(&m);
	return v;
}

/* What the page would say, but for the time. */
static int
has_changed(struct desk *desk)
{
	char sha256[HASH_HEX_SIZE];
	enum verdict v;
	int changed;
	struct buf page;
	struct why why;

	buf_init(&page, PAGE_MAX);
	v = write_status(desk, 0, &page, &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "looking how all stands",
		    &why);
	hash_of(buf_str(&page), page.len, sha256);
	changed = v == V_OK && strcmp(sha256, desk->status_said) != 0;
	if (changed)
		memcpy(desk->status_said, sha256, sizeof(sha256));
	buf_fini(&page);
	return changed;
}

/* Lists and receipts go first, but for a second at most. */
static int
is_in_the_way(struct desk *desk, int idle, int64_t now)
{
	if (idle)
		desk->busy_since = 0;
	else if (desk->busy_since == 0)
		desk->busy_since = now;
	if (desk->busy_since + PAUSE > now &&
	    desk->busy_since + PAUSE > desk->status_at)
		desk->status_at = desk->busy_since + PAUSE;
	if (now < desk->status_at)
		return 1;
	desk->busy_since = 0;
	return 0;
}

int
status_is_due(struct desk *desk, int idle)
{
	int64_t now;

	if (desk->scan == NULL || desk->newsroom->settings.no_intake ||
	    desk->newsroom->draining)
		return 0;
	now = now_ms(desk->newsroom);
	/* A run that ends by itself says once how all stands. */
	if (!desk->newsroom->settings.watch)
		return idle && has_changed(desk);
	if (is_in_the_way(desk, idle, now)) {
		desk->status_waits = 1;
		return 0;
	}
	desk->status_waits = 0;
	desk->status_at = now + PAUSE;
	return has_changed(desk) || now >= desk->status_beat;
}

enum verdict
status_pages(struct desk *desk, struct buf *out, struct why *why)
{
	enum verdict v;
	struct staff_site site;

	v = write_status(desk, now_s(desk->newsroom), out, why);
	letter_site(desk, &site);
	if (v == V_OK && !desk->help_said && help_write(&site, out) == -1)
		v = why_set(why, V_FATAL, "internal",
		    "the help page is too long");
	return v;
}

static void
put(struct desk *desk, const char *file, const struct blob *page)
{
	struct why why;

	if (page->data == NULL || desk->scan == NULL)
		return;
	if (place_put(scan_dir(desk->scan), file, page->data, page->len,
		&why) != V_OK &&
	    !desk->status_refused) {
		log_warn("page not delivered site=%s code=%s: %s",
		    desk->config->name, why.code, why.text);
		desk->status_refused = 1;
	}
}

void
status_deliver(struct desk *desk, const struct dispatch *dispatch)
{
	desk->status_beat = now_ms(desk->newsroom) + BEAT * 1000;
	if (dispatch->page_count > 0)
		put(desk, status_file, &dispatch->pages[0]);
	if (dispatch->page_count > 1)
		put(desk, help_file, &dispatch->pages[1]);
	desk->help_said = 1;
}

void
status_failed(struct desk *desk)
{
	desk->status_said[0] = '\0';
	desk->status_at = now_ms(desk->newsroom) + RETRY;
}

int64_t
status_next(const struct desk *desk)
{
	if (desk->scan == NULL || !desk->newsroom->settings.watch ||
	    desk->newsroom->settings.no_intake || desk->newsroom->draining)
		return INT64_MAX;
	return desk->status_waits ? desk->status_at : desk->status_beat;
}
