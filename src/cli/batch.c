/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many documents through one zygote.  See batch.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <systemd/sd-event.h>

#include "base/fsutil.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "cli/batch.h"
#include "newsroom/bureau.h"
#include "worker/stylesheets.h"
#include "worker/zygote.h"

enum {
	CHUNK = 65536,
	KEEP = 32 << 20 /* bytes; the most that glibc takes for a threshold */
};

/* One document at a worker, or an item that waits for one. */
struct errand {
	STAILQ_ENTRY(errand) link;
	size_t index;
	unsigned item;
	unsigned items;
	int fd; /* an item's document, in memory */
};

/* A batch on its way. */
struct run {
	const struct batch *batch;
	struct worker_limits limits;
	struct zygote *zygote;
	struct bureau *bureau;
	STAILQ_HEAD(, errand) waiting; /* items */
	char *ended;                   /* one flag a document */
	int lost;                      /* the zygote is gone */
};

static void
end_document(struct run *run, const struct batch_end *end)
{
	run->ended[end->index] = 1;
	run->batch->end(end, run->batch->context);
}

static void
refuse_item(struct run *run, struct batch_end *end, size_t count)
{
	struct why why;

	(void)why_set(&why, V_REJECT, "items-several",
	    "there is no item %u: the file holds %zu", run->batch->item, count);
	end->status = EX_USAGE;
	end->why = &why;
	end_document(run, end);
}

/* Its items are documents like any other. */
static void
queue_item(struct run *run, const struct batch_end *end, size_t number)
{
	const struct blob *document;
	struct errand *errand;

	document = &end->dispatch->items[number].document;
	errand = xcalloc(1, sizeof(*errand));
	errand->index = end->index;
	errand->item = (unsigned)number + 1;
	errand->items = (unsigned)end->dispatch->item_count;
	errand->fd = fs_memory_file(document->data, document->len);
	if (errand->fd == -1)
		xalloc_die();
	STAILQ_INSERT_TAIL(&run->waiting, errand, link);
}

static void
take_apart(struct run *run, struct batch_end *end)
{
	size_t count, i;
	struct why why;

	count = end->dispatch->item_count;
	if (run->batch->item > count) {
		refuse_item(run, end, count);
		return;
	}
	if (run->batch->item == 0 && run->batch->one) {
		(void)why_set(&why, V_REJECT, "items-several",
		    "the file holds %zu items: name a folder for all of them "
		    "with -o DIR, or one with --item N",
		    count);
		end->status = EX_USAGE;
		end->why = &why;
		end_document(run, end);
		return;
	}
	for (i = 0; i < count; i++) {
		if (run->batch->item == 0 || run->batch->item == i + 1)
			queue_item(run, end, i);
	}
}

static void
on_ask(struct assignment *assignment, void *context)
{
	(void)assignment; /* the work is quick: it goes on by itself */
	(void)context;
}

static void
on_end(struct assignment *assignment, enum verdict v, const struct why *why,
    void *context)
{
	struct batch_end end;
	struct errand *errand;
	struct run *run = context;

	errand = assignment_owner(assignment);
	end.index = errand->index;
	end.item = errand->item;
	end.items = errand->items;
	end.status = verdict_exit(v);
	end.why = why;
	end.dispatch = assignment_dispatch(assignment);
	if (v == V_OK && end.dispatch->item_count > 0)
		take_apart(run, &end);
	else if (v == V_OK && run->batch->item > 1 && end.item == 0)
		refuse_item(run, &end, 1);
	else
		end_document(run, &end);
	free(errand);
}

static void
on_lost(void *context)
{
	struct run *run = context;

	run->lost = 1;
}

/* As many workers as this process may use processors. */
static unsigned
processors(void)
{
	cpu_set_t set;
	int count;

	if (sched_getaffinity(0, sizeof(set), &set) == -1)
		return 1;
	count = CPU_COUNT(&set);
	return count > 0 ? (unsigned)count : 1;
}

/* Workers read by position, so what has none is copied first; one byte over
 * the limit is enough to be refused. */
static int
copy_stream(int from, size_t max)
{
	char bytes[CHUNK];
	int fd;
	size_t total = 0;
	ssize_t n;

	if ((fd = memfd_create("document", MFD_CLOEXEC)) == -1)
		return -1;
	while ((n = read(from, bytes, sizeof(bytes))) > 0) {
		if (fs_write_all(fd, bytes, (size_t)n) == -1)
			break;
		if ((total += (size_t)n) > max)
			return fd;
	}
	if (n == 0)
		return fd;
	close(fd);
	return -1;
}

/* The document as a descriptor that can be read by position; -1 and errno. */
static int
open_document(const char *path, size_t max)
{
	int copy, error, fd;
	struct stat st;

	if (strcmp(path, "-") == 0)
		return copy_stream(STDIN_FILENO, max);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)) == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	copy = copy_stream(fd, max);
	error = errno;
	close(fd);
	errno = error;
	return copy;
}

static void
describe_work(const struct batch *batch, const char *path, struct work *ret)
{
	const char *base;
	struct release_settings *s;

	memset(ret, 0, sizeof(*ret));
	ret->kind = WORK_CONVERT;
	ret->quick = 1;
	ret->editions = batch->editions;
	s = &ret->settings;
	base = strrchr(path, '/');
	snprintf(s->name, sizeof(s->name), "%s",
	    base != NULL ? base + 1 : path);
	snprintf(s->lang, sizeof(s->lang), "%s", batch->lang);
	/* What the settings of a site have where they say nothing. */
	snprintf(s->site_langs[0], RELEASE_LANG_MAX, "sv");
	snprintf(s->site_langs[1], RELEASE_LANG_MAX, "fi");
	snprintf(s->site_langs[2], RELEASE_LANG_MAX, "en");
	snprintf(s->region, sizeof(s->region), "FI");
	snprintf(s->timezone, sizeof(s->timezone), "Europe/Helsinki");
}

static void
send_document(struct run *run, size_t index)
{
	const char *path;
	enum verdict v;
	int fd;
	struct batch_end end = { .index = index };
	struct errand *errand;
	struct why why;
	struct work work;

	end.why = &why;
	path = run->batch->paths[index];
	fd = open_document(path, run->limits.read.max_input);
	if (fd == -1) {
		(void)why_set(&why, V_REJECT, "no-input", "%s",
		    strerror(errno));
		end.status = EX_NOINPUT;
		end_document(run, &end);
		return;
	}
	describe_work(run->batch, path, &work);
	errand = xcalloc(1, sizeof(*errand));
	errand->index = index;
	v = bureau_send(run->bureau, &work, fd, errand, &why);
	close(fd);
	if (v == V_OK)
		return;
	free(errand);
	end.status = verdict_exit(v);
	end_document(run, &end);
}

static void
send_item(struct run *run)
{
	enum verdict v;
	struct batch_end end = { 0 };
	struct errand *errand;
	struct why why;
	struct work work;

	errand = STAILQ_FIRST(&run->waiting);
	STAILQ_REMOVE_HEAD(&run->waiting, link);
	describe_work(run->batch, run->batch->paths[errand->index], &work);
	work.whole = 1;
	v = bureau_send(run->bureau, &work, errand->fd, errand, &why);
	close(errand->fd);
	if (v == V_OK)
		return;
	end.index = errand->index;
	end.item = errand->item;
	end.items = errand->items;
	end.status = verdict_exit(v);
	end.why = &why;
	end_document(run, &end);
	free(errand);
}

/* What was out, or never went, when the zygote died. */
static void
end_rest(struct run *run)
{
	struct batch_end end = { .status = EX_SOFTWARE };
	struct why why;

	(void)why_set(&why, V_FATAL, "zygote-dead",
	    "the process that starts the workers is gone");
	end.why = &why;
	for (end.index = 0; end.index < run->batch->count; end.index++) {
		if (!run->ended[end.index])
			end_document(run, &end);
	}
}

static void
run_all(struct run *run, sd_event *event)
{
	size_t next = 0;
	unsigned most;

	most = processors();
	while (!run->lost &&
	    (next < run->batch->count || !STAILQ_EMPTY(&run->waiting) ||
		bureau_busy(run->bureau) > 0)) {
		if (!STAILQ_EMPTY(&run->waiting) &&
		    bureau_busy(run->bureau) < most)
			send_item(run);
		else if (next < run->batch->count &&
		    bureau_busy(run->bureau) < most)
			send_document(run, next++);
		else if (sd_event_run(event, UINT64_MAX) < 0)
			break;
	}
	end_rest(run);
}

static int
is_package(const char *path)
{
	char start[4] = "";
	int fd;
	ssize_t n;

	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return 0;
	n = pread(fd, start, sizeof(start), 0);
	close(fd);
	return n == sizeof(start) && memcmp(start, "PK\3\4", 4) == 0;
}

/* Does every document begin as a ZIP does?  What comes from standard input
 * may be anything. */
static int
are_packages(const struct batch *batch)
{
	size_t i;

	for (i = 0; i < batch->count; i++) {
		if (!is_package(batch->paths[i]))
			return 0;
	}
	return 1;
}

static enum verdict
start_zygote(struct run *run, struct why *why)
{
	struct zygote_settings settings;

	memset(&settings, 0, sizeof(settings));
	worker_limits_default(&run->limits);
	if (run->batch->own != NULL)
		run->limits.read = *run->batch->own;
	settings.limits = run->limits;
	/* For one document, to load it costs more than it saves: 5 ms of 30. */
	if (run->batch->count > 1)
		settings.program = worker_program();
	settings.xsl_dir = run->batch->xsl_dir;
	settings.phrases = run->batch->phrases;
	settings.once = run->batch->count == 1;
	settings.quick = 1;
	settings.packages = are_packages(run->batch);
	return zygote_start(&settings, &run->zygote, why);
}

enum verdict
batch_run(const struct batch *batch, struct why *why)
{
	enum verdict v;
	sd_event *event = NULL;
	struct run run;
	const struct bureau_events events = { .ask = on_ask,
		.end = on_end,
		.lost = on_lost,
		.context = &run };

	memset(&run, 0, sizeof(run));
	run.batch = batch;
	STAILQ_INIT(&run.waiting);
	if ((v = start_zygote(&run, why)) != V_OK)
		return v;
	/* What one document needed the next one needs: given back to the system
	 * each time it costs 250 faults for a document with two pictures. */
	mallopt(M_MMAP_THRESHOLD, KEEP);
	mallopt(M_TRIM_THRESHOLD, KEEP);
	/* How each document ended its command says, once. */
	log_init("gazette", LOG_LEVEL_ERROR);
	run.ended = xcalloc(batch->count, 1);
	if (sd_event_new(&event) < 0)
		xalloc_die();
	run.bureau = bureau_new(event, run.zygote, &events, run.limits.output);
	run_all(&run, event);
	bureau_free(run.bureau);
	sd_event_unref(event);
	zygote_stop(run.zygote);
	free(run.ended);
	return V_OK;
}
