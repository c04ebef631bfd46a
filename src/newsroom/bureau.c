/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents out, words back.  See bureau.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/bureau.h"

enum {
	PAGES_MAX = 4096
};

struct assignment {
	LIST_ENTRY(assignment) link;
	struct bureau *bureau;
	uint64_t number;
	enum work_kind kind;
	void *owner;
	int fd; /* -1 once the worker has hung up */
	sd_event_source *source;
	struct frame_reader reader;
	struct buf unsaid; /* answers that the worker has no room for yet */
	size_t said;       /* bytes of unsaid that it has */
	struct dispatch dispatch;
};

struct bureau {
	sd_event *event;
	struct zygote *zygote;
	struct bureau_events events;
	uint64_t max_output;
	uint64_t last_number;
	unsigned busy;
	sd_event_source *ends;
	LIST_HEAD(, assignment) out;
};

const char *
dispatch_field(const struct dispatch *dispatch, enum field field)
{
	const char *value;

	value = dispatch->fields[field];
	return value != NULL ? value : "";
}

static void
blob_set(struct blob *blob, const char *data, size_t len)
{
	free(blob->data);
	blob->data = xmalloc(len + 1);
	memcpy(blob->data, data, len);
	blob->data[len] = '\0';
	blob->len = len;
}

static void
dispatch_fini(struct dispatch *dispatch)
{
	size_t i;

	for (i = 0; i < FIELD_COUNT; i++)
		free(dispatch->fields[i]);
	for (i = 0; i < dispatch->picture_count; i++)
		free(dispatch->pictures[i].bytes.data);
	free(dispatch->pictures);
	for (i = 0; i < dispatch->item_count; i++) {
		free(dispatch->items[i].title);
		free(dispatch->items[i].kin);
		free(dispatch->items[i].document.data);
	}
	free(dispatch->items);
	for (i = 0; i < EDITION_COUNT; i++)
		free(dispatch->editions[i].data);
	for (i = 0; i < dispatch->page_count; i++)
		free(dispatch->pages[i].data);
	free(dispatch->pages);
	for (i = 0; i < dispatch->version_count; i++)
		free(dispatch->versions[i].page.data);
	free(dispatch->versions);
	free(dispatch->release.data);
	free(dispatch->search.data);
	findings_fini(&dispatch->findings);
	values_fini(&dispatch->values);
}

/* Nothing more is read from the worker; whatever it still says is lost. */
static void
hang_up(struct assignment *a)
{
	if (a->fd == -1)
		return;
	sd_event_source_disable_unref(a->source);
	a->source = NULL;
	close(a->fd);
	a->fd = -1;
}

static void
assignment_free(struct assignment *a)
{
	hang_up(a);
	LIST_REMOVE(a, link);
	a->bureau->busy--;
	frame_reader_fini(&a->reader);
	buf_fini(&a->unsaid);
	dispatch_fini(&a->dispatch);
	free(a);
}

static void
finish(struct assignment *a, enum verdict v, const struct why *why)
{
	struct bureau *bureau;

	bureau = a->bureau;
	hang_up(a);
	bureau->events.end(a, v, why, bureau->events.context);
	assignment_free(a);
}

static void
take_picture(struct dispatch *dispatch, const struct frame *frame)
{
	const char *bytes;
	size_t len;
	struct dispatch_picture *p;

	dispatch->pictures = xreallocarray(dispatch->pictures,
	    dispatch->picture_count + 1, sizeof(*dispatch->pictures));
	p = &dispatch->pictures[dispatch->picture_count++];
	memset(p, 0, sizeof(*p));
	snprintf(p->name, sizeof(p->name), "%s", frame_part(frame, 0));
	bytes = frame_picture(frame, &len);
	blob_set(&p->bytes, bytes, len);
	/* What it is called is ours to say, and so is its digest. */
	hash_of(bytes, len, p->sha256);
}

/* They come in their order, and none is left out. */
static int
take_item(struct dispatch *dispatch, const struct frame *frame)
{
	const char *bytes;
	size_t len;
	struct dispatch_item *item;

	if (frame->what != dispatch->item_count)
		return -1;
	dispatch->items = xreallocarray(dispatch->items,
	    dispatch->item_count + 1, sizeof(*dispatch->items));
	item = &dispatch->items[dispatch->item_count++];
	memset(item, 0, sizeof(*item));
	item->title = xstrdup(frame_part(frame, 0));
	item->kin = xstrdup(frame_part(frame, 1));
	bytes = frame_item(frame, &len);
	blob_set(&item->document, bytes, len);
	hash_of(bytes, len, item->sha256);
	return 0;
}

static void
take_difference(struct dispatch *dispatch, const struct frame *frame)
{
	struct text_difference *d;

	d = &dispatch->difference;
	d->minor = frame->what != 0;
	d->changed = (unsigned)strtoul(frame_part(frame, 0), NULL, 10);
	d->added = (unsigned)strtoul(frame_part(frame, 1), NULL, 10);
	d->removed = (unsigned)strtoul(frame_part(frame, 2), NULL, 10);
	snprintf(d->before, sizeof(d->before), "%s", frame_part(frame, 3));
	snprintf(d->after, sizeof(d->after), "%s", frame_part(frame, 4));
}

static void
take_page(struct dispatch *dispatch, const struct frame *frame)
{
	size_t count;

	if (frame->what >= PAGES_MAX)
		return;
	count = (size_t)frame->what + 1;
	if (count > dispatch->page_count) {
		dispatch->pages = xreallocarray(dispatch->pages, count,
		    sizeof(*dispatch->pages));
		memset(dispatch->pages + dispatch->page_count, 0,
		    (count - dispatch->page_count) * sizeof(*dispatch->pages));
		dispatch->page_count = count;
	}
	blob_set(&dispatch->pages[frame->what], frame->data, frame->len);
}

static void
take_older(struct dispatch *dispatch, const struct frame *frame)
{
	struct dispatch_version *version;

	dispatch->versions = xreallocarray(dispatch->versions,
	    dispatch->version_count + 1, sizeof(*dispatch->versions));
	version = &dispatch->versions[dispatch->version_count++];
	memset(version, 0, sizeof(*version));
	version->number = frame->what;
	blob_set(&version->page, frame->data, frame->len);
}

/* Keep what a frame says.  0, or -1 if the worker may not say it. */
static int
take(struct dispatch *dispatch, const struct frame *frame)
{
	switch (frame->kind) {
	case FRAME_FIELD:
		free(dispatch->fields[frame->what]);
		dispatch->fields[frame->what] = xstrndup(frame->data,
		    frame->len);
		return 0;
	case FRAME_SKETCH:
		memcpy(dispatch->sketch, frame->data, sizeof(dispatch->sketch));
		return 0;
	case FRAME_FINDING:
		findings_add(&dispatch->findings, (enum severity)frame->what,
		    frame_part(frame, 0), frame_part(frame, 1));
		return 0;
	case FRAME_VALUE:
		values_add(&dispatch->values, frame_part(frame, 0),
		    frame_part(frame, 1), frame_part(frame, 2));
		return 0;
	case FRAME_TOPIC:
		topics_add(&dispatch->topics, frame_part(frame, 0),
		    frame_part(frame, 1));
		return 0;
	case FRAME_SEARCH:
		blob_set(&dispatch->search, frame->data, frame->len);
		return 0;
	case FRAME_RELEASE:
		blob_set(&dispatch->release, frame->data, frame->len);
		return 0;
	case FRAME_PICTURE:
		take_picture(dispatch, frame);
		return 0;
	case FRAME_ITEM:
		return take_item(dispatch, frame);
	case FRAME_EDITION:
		blob_set(&dispatch->editions[frame->what], frame->data,
		    frame->len);
		return 0;
	case FRAME_OLDER:
		take_older(dispatch, frame);
		return 0;
	case FRAME_DIFFERENCE:
		take_difference(dispatch, frame);
		return 0;
	case FRAME_PAGE:
		take_page(dispatch, frame);
		return 0;
	default:
		return -1;
	}
}

static void
liar(struct assignment *a)
{
	struct why why;
	enum verdict v;

	log_error("worker said what no worker says number=%llu",
	    (unsigned long long)a->number);
	v = why_set(&why, V_FATAL, "worker-died",
	    "the worker broke off the conversation");
	finish(a, v, &why);
}

/* Hear out the frames that have come.  Returns 0 when the assignment ended. */
static int
hear(struct assignment *a)
{
	enum verdict v;
	int more;
	struct frame frame;
	struct why why;

	while ((more = frame_reader_next(&a->reader, &frame)) == 1) {
		if (frame.kind == FRAME_VERDICT) {
			v = frame_verdict(&frame, &why);
			finish(a, v, &why);
			return 0;
		}
		if (frame.kind == FRAME_ASK) {
			a->bureau->events.ask(a, a->bureau->events.context);
			continue;
		}
		if (take(&a->dispatch, &frame) == -1) {
			more = -1;
			break;
		}
	}
	if (more == -1) {
		liar(a);
		return 0;
	}
	return 1;
}

/* Say what the worker has room for; the rest when it has more.  One that no
 * longer listens is found dead soon enough. */
static void
say_on(struct assignment *a)
{
	ssize_t n = 0;

	while (a->said < a->unsaid.len && n >= 0) {
		n = send(a->fd, a->unsaid.data + a->said,
		    a->unsaid.len - a->said, MSG_NOSIGNAL);
		if (n > 0)
			a->said += (size_t)n;
	}
	if (n == -1 && errno != EAGAIN && errno != EINTR) {
		log_debug("worker does not listen number=%llu",
		    (unsigned long long)a->number);
		a->said = a->unsaid.len;
	}
	sd_event_source_set_io_events(a->source,
	    a->said < a->unsaid.len ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static int
on_words(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	int more;
	struct assignment *a = userdata;

	(void)source;
	if ((revents & EPOLLOUT) != 0)
		say_on(a);
	if ((revents & ~(uint32_t)EPOLLOUT) == 0)
		return 0;
	more = frame_reader_fill(&a->reader, fd);
	if (more == -1 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (more == -1 && errno == EFBIG) {
		liar(a);
		return 0;
	}
	/* The end without a verdict: how it died, the zygote will say. */
	if (hear(a) && more != 1)
		hang_up(a);
	return 0;
}

static struct assignment *
find(struct bureau *bureau, uint64_t number)
{
	struct assignment *a;

	LIST_FOREACH(a, &bureau->out, link) {
		if (a->number == number)
			return a;
	}
	return NULL;
}

/* A worker has ended; if its last word is still in the pipe, hear it. */
static void
worker_ended(struct bureau *bureau, const struct work_end *end)
{
	enum verdict v;
	struct assignment *a;
	struct why why;

	if ((a = find(bureau, end->number)) == NULL)
		return;
	while (a->fd != -1) {
		if (frame_reader_fill(&a->reader, a->fd) != 1)
			hang_up(a);
		if (!hear(a))
			return;
	}
	log_warn("worker died number=%llu status=%d timed_out=%d cpu_ms=%llu",
	    (unsigned long long)end->number, end->status, end->timed_out,
	    (unsigned long long)(end->cpu_us / 1000));
	v = work_end_why(end, &why);
	finish(a, v, &why);
}

static int
on_ends(sd_event_source *source, int fd, uint32_t revents, void *userdata)
{
	int more;
	struct bureau *bureau = userdata;
	struct work_end end;

	(void)source;
	(void)fd;
	(void)revents;
	while ((more = zygote_next_end(bureau->zygote, &end)) == 1)
		worker_ended(bureau, &end);
	if (more == -1) {
		sd_event_source_disable_unref(bureau->ends);
		bureau->ends = NULL;
		bureau->events.lost(bureau->events.context);
	}
	return 0;
}

struct bureau *
bureau_new(sd_event *event, struct zygote *zygote,
    const struct bureau_events *events, uint64_t max_output)
{
	struct bureau *bureau;

	bureau = xcalloc(1, sizeof(*bureau));
	bureau->event = event;
	bureau->zygote = zygote;
	bureau->events = *events;
	bureau->max_output = max_output;
	LIST_INIT(&bureau->out);
	if (sd_event_add_io(event, &bureau->ends, zygote_fd(zygote), EPOLLIN,
		on_ends, bureau) < 0)
		xalloc_die();
	return bureau;
}

void
bureau_free(struct bureau *bureau)
{
	struct assignment *a;

	if (bureau == NULL)
		return;
	while ((a = LIST_FIRST(&bureau->out)) != NULL)
		assignment_free(a);
	sd_event_source_disable_unref(bureau->ends);
	free(bureau);
}

unsigned
bureau_busy(const struct bureau *bureau)
{
	return bureau->busy;
}

enum verdict
bureau_send(struct bureau *bureau, struct work *work, int input, void *owner,
    struct why *why)
{
	enum verdict v;
	int fd;
	struct assignment *a;

	work->number = ++bureau->last_number;
	v = zygote_submit(bureau->zygote, work, input, &fd, why);
	if (v != V_OK)
		return v;
	if (fcntl(fd, F_SETFL, O_NONBLOCK) == -1) {
		v = why_errno(why, "talking to a worker");
		close(fd);
		return v;
	}
	a = xcalloc(1, sizeof(*a));
	a->bureau = bureau;
	a->number = work->number;
	a->kind = work->kind;
	a->owner = owner;
	a->fd = fd;
	frame_reader_init(&a->reader, bureau->max_output);
	buf_init(&a->unsaid, SIZE_MAX / 2);
	findings_init(&a->dispatch.findings);
	values_init(&a->dispatch.values);
	if (sd_event_add_io(bureau->event, &a->source, fd, EPOLLIN, on_words,
		a) < 0)
		xalloc_die();
	LIST_INSERT_HEAD(&bureau->out, a, link);
	bureau->busy++;
	return V_OK;
}

enum verdict
bureau_send_bytes(struct bureau *bureau, struct work *work,
    const struct buf *bytes, void *owner, struct why *why)
{
	enum verdict v;
	int fd;

	if (buf_is_full(bytes))
		return why_set(why, V_FATAL, "internal",
		    "more is to be rendered than goes into one errand");
	fd = fs_memory_file(buf_str(bytes), bytes->len);
	if (fd == -1)
		return why_errno(why, "preparing a rendering");
	v = bureau_send(bureau, work, fd, owner, why);
	close(fd);
	return v;
}

void
bureau_tell(struct bureau *bureau, const void *owner, const struct buf *frames)
{
	struct assignment *a;

	LIST_FOREACH(a, &bureau->out, link) {
		if (a->owner == owner)
			break;
	}
	if (a == NULL || a->fd == -1)
		return;
	buf_add(&a->unsaid, buf_str(frames), frames->len);
	say_on(a);
}

void *
assignment_owner(const struct assignment *assignment)
{
	return assignment->owner;
}

enum work_kind
assignment_kind(const struct assignment *assignment)
{
	return assignment->kind;
}

struct dispatch *
assignment_dispatch(struct assignment *assignment)
{
	return &assignment->dispatch;
}

static void
answer(struct assignment *a, enum frame_kind kind, uint32_t what,
    const struct buf *words)
{
	if (a->fd == -1)
		return;
	frame_put(&a->unsaid, kind, what, buf_str(words), words->len);
	say_on(a);
}

void
assignment_before(struct assignment *assignment, const struct buf *release)
{
	answer(assignment, FRAME_BEFORE, 0, release);
}

void
assignment_go(struct assignment *assignment, uint32_t editions,
    const struct buf *publication)
{
	answer(assignment, FRAME_GO, editions, publication);
}

void
assignment_stop(struct assignment *assignment)
{
	const struct buf nothing = { .data = NULL };

	answer(assignment, FRAME_STOP, 0, &nothing);
}
