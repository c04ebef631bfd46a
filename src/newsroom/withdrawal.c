/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What staff take down and bring back.  See withdrawal.h for the contract. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/log.h"
#include "base/names.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "intake/claim.h"
#include "intake/junk.h"
#include "newsroom/bundle.h"
#include "newsroom/life.h"
#include "newsroom/visit.h"
#include "newsroom/withdrawal.h"
#include "staff/place.h"

enum {
	DEPTH_MAX = 4 /* a reason, "readable", a month, a release's folder */
};

/* Whose page of ours: <meta name="gazette-release" content="…">. */
struct mark {
	char work[CATALOG_WORK_SIZE];
	char lang[CATALOG_LANG_SIZE];
	long long undo; /* the change that it undoes when it is moved; 0: none
			 */
	char sha256[HASH_HEX_SIZE]; /* of a document, or "" */
};

/* A file that has just been moved here. */
struct thought {
	LIST_ENTRY(thought) link;
	char *place;
	uint64_t ino;
	int64_t until; /* ms, monotonic */
};

/* What was met, and how it is meant. */
struct request {
	const struct candidate *c;
	struct takedown how;
	unsigned depth;  /* of folders within _withdraw */
	int64_t release; /* 0: nothing that is published */
};

static enum verdict
set_place(struct desk *desk, const struct catalog_job *job, const char *place,
    const struct identity *identity, struct why *why)
{
	struct catalog_identity file;

	memset(&file, 0, sizeof(file));
	if (identity != NULL) {
		file.dev = identity->dev;
		file.ino = identity->ino;
		file.size = (uint64_t)identity->size;
		file.ctime_ns = identity->ctime_ns;
	}
	return catalog_job_set_place(desk->archive->catalog, job->id, place,
	    &file, why);
}

int
withdrawal_is_within(const struct desk *desk, const char *place)
{
	size_t len;

	len = strlen(desk->config->withdraw);
	return strncmp(place, desk->config->withdraw, len) == 0 &&
	    place[len] == '/';
}

/* "x.docx.receipt.html" is about "x.docx"; "" if it is no receipt's name. */
static void
about(const char *place, char ret[PATH_MAX])
{
	const char *suffix;
	size_t len, n;

	suffix = place_suffix(PLACE_RECEIPT);
	len = strlen(place);
	n = strlen(suffix);
	ret[0] = '\0';
	if (len > n && len < PATH_MAX && strcmp(place + len - n, suffix) == 0)
		snprintf(ret, PATH_MAX, "%.*s", (int)(len - n), place);
}

static int
lies_at(const struct desk *desk, const char *place)
{
	struct stat st;

	return fstatat(scan_dir(desk->scan), place, &st, AT_SYMLINK_NOFOLLOW) ==
	    0;
}

static int
receipt_lies_at(const struct desk *desk, const char *place)
{
	char receipt[PATH_MAX];

	return snprintf(receipt, sizeof(receipt), "%s%s", place,
		   place_suffix(PLACE_RECEIPT)) >= (int)sizeof(receipt) ||
	    lies_at(desk, receipt);
}

static enum verdict
read_mark(int fd, struct mark *ret, struct why *why)
{
	static const char start[] = "<meta name=\"gazette-release\" content=\"";
	char head[GAZETTE_MARK_WITHIN + 1];
	const char *at;
	ssize_t n;
	unsigned version;

	memset(ret, 0, sizeof(*ret));
	n = pread(fd, head, sizeof(head) - 1, 0);
	if (n == -1)
		return why_errno(why, "reading a receipt");
	head[n] = '\0';
	if ((at = strstr(head, start)) != NULL &&
	    sscanf(at + sizeof(start) - 1,
		"%36[0-9a-f-] %15[A-Za-z0-9-] %u undo=%lld", ret->work,
		ret->lang, &version, &ret->undo) < 2)
		ret->work[0] = '\0';
	return V_OK;
}

/* The release of a work in a language; id 0 if this site has none. */
static enum verdict
find_marked(struct desk *desk, const struct mark *mark,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases releases;

	memset(ret, 0, sizeof(*ret));
	if (mark->work[0] == '\0')
		return V_OK;
	memset(&releases, 0, sizeof(releases));
	v = catalog_whole_work(desk->archive->catalog, mark->work, &releases,
	    why);
	for (i = 0; i < releases.count; i++) {
		if (releases.list[i].site == desk->site.id &&
		    strcmp(releases.list[i].lang, mark->lang) == 0)
			*ret = releases.list[i];
	}
	catalog_releases_fini(&releases);
	return v;
}

static enum verdict
find_by_bytes(struct desk *desk, int fd, struct mark *mark,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	struct catalog_key key;
	struct catalog_releases releases;
	struct spool_copy copy;

	memset(ret, 0, sizeof(*ret));
	v = spool_copy(desk->archive->spool, fd,
	    desk->newsroom->settings.config->limits.read.max_input, &copy, why);
	if (v != V_OK)
		return v;
	memset(&key, 0, sizeof(key));
	memset(&releases, 0, sizeof(releases));
	key.site = desk->site.id;
	memcpy(mark->sha256, copy.sha256, sizeof(mark->sha256));
	key.source_sha256 = copy.sha256;
	v = catalog_by_source(desk->archive->catalog, &key, &releases, why);
	if (v == V_OK && releases.count > 0)
		v = catalog_release_get(desk->archive->catalog,
		    releases.list[0].id, ret, why);
	catalog_releases_fini(&releases);
	spool_copy_fini(desk->archive->spool, &copy);
	return v;
}

/* The release of the receipt or the document; id 0: none. */
static enum verdict
find_release(struct desk *desk, const struct candidate *c, struct mark *mark,
    struct catalog_release *ret, struct why *why)
{
	enum verdict v;
	int fd;

	memset(mark, 0, sizeof(*mark));
	memset(ret, 0, sizeof(*ret));
	v = claim_open(scan_dir(desk->scan), c->place, &c->identity, &fd, NULL,
	    why);
	if (v != V_OK)
		return v;
	if (c->look == LOOK_OWN) {
		v = read_mark(fd, mark, why);
		if (v == V_OK)
			v = find_marked(desk, mark, ret, why);
	} else {
		v = find_by_bytes(desk, fd, mark, ret, why);
	}
	close(fd);
	return v;
}

/* What an administrator has asked for is done to the letter; of what staff
 * move, the settings say whether it stays readable. */
enum verdict
withdrawal_take_down(struct desk *desk, int64_t id, const struct takedown *how,
    struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = catalog_release_get(desk->archive->catalog, id, release, why);
	if (v == V_OK && release->site == desk->site.id)
		v = life_take_down(desk, release, how, why);
	free(release);
	newsroom_stir(desk->newsroom);
	return v;
}

enum verdict
withdrawal_restore(struct desk *desk, int64_t id, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;

	release = xcalloc(1, sizeof(*release));
	v = catalog_release_get(desk->archive->catalog, id, release, why);
	if (v == V_OK && release->standing == STANDING_WITHDRAWN)
		v = catalog_restore(desk->archive->catalog, id, 1, why);
	if (v == V_OK && release->standing == STANDING_WITHDRAWN)
		v = life_render(desk, release->version.id, why);
	if (v == V_OK && release->standing == STANDING_WITHDRAWN)
		log_info("restoring site=%s release=%lld", desk->config->name,
		    (long long)id);
	free(release);
	newsroom_stir(desk->newsroom);
	return v;
}

/* From now on what lies here is the switch. */
static enum verdict
keep_place(struct desk *desk, const struct request *request, struct why *why)
{
	char place[PATH_MAX];
	const struct candidate *c = request->c;
	enum verdict v;
	struct catalog_job *job;
	struct catalog_release *release;

	job = xcalloc(1, sizeof(*job));
	release = xcalloc(1, sizeof(*release));
	v = catalog_release_get(desk->archive->catalog, request->release,
	    release, why);
	if (v == V_OK)
		v = catalog_job_get(desk->archive->catalog,
		    release->version.job, job, why);
	about(c->place, place);
	if (v == V_OK && job->state == JOB_WITHDRAWN && c->look != LOOK_OWN)
		v = set_place(desk, job, c->place, &c->identity, why);
	else if (v == V_OK && job->state == JOB_WITHDRAWN && place[0] != '\0' &&
	    !withdrawal_is_within(desk, job->place))
		v = set_place(desk, job, place, NULL, why);
	free(release);
	free(job);
	return v;
}

static void
forget_thought(struct thought *thought)
{
	LIST_REMOVE(thought, link);
	free(thought->place);
	free(thought);
}

/* Has it lain here for long enough to be meant? */
static int
is_meant(struct desk *desk, const struct candidate *c)
{
	int64_t now;
	struct thought *thought;

	now = now_ms(desk->newsroom);
	LIST_FOREACH(thought, &desk->thoughts, link) {
		if (strcmp(thought->place, c->place) != 0)
			continue;
		if (thought->ino == c->identity.ino && now < thought->until)
			return 0;
		if (thought->ino == c->identity.ino) {
			forget_thought(thought);
			return 1;
		}
		forget_thought(thought);
		break;
	}
	if (desk->newsroom->settings.config->withdraw_after == 0)
		return 1;
	thought = xcalloc(1, sizeof(*thought));
	thought->place = xstrdup(c->place);
	thought->ino = c->identity.ino;
	thought->until = now + desk->newsroom->settings.config->withdraw_after;
	LIST_INSERT_HEAD(&desk->thoughts, thought, link);
	return 0;
}

int64_t
withdrawal_next(const struct desk *desk)
{
	int64_t next = INT64_MAX;
	const struct thought *thought;

	LIST_FOREACH(thought, &desk->thoughts, link) {
		if (thought->until < next)
			next = thought->until;
	}
	return next;
}

/* A folder that was dropped as one release keeps its name in _done: dragged
 * here whole, that name is no reason. */
static enum verdict
judge_reason(struct desk *desk, const struct catalog_release *release,
    struct takedown *how, struct why *why)
{
	char folder[PATH_MAX];
	enum verdict v;
	struct catalog_job *job;

	if (how->reason[0] == '\0')
		return V_OK;
	job = xcalloc(1, sizeof(*job));
	v = catalog_job_get(desk->archive->catalog, release->version.job, job,
	    why);
	if (v == V_OK &&
	    names_folder(job->place, folder, sizeof(folder)) == 0 &&
	    strcmp(names_last(folder), how->reason) == 0)
		how->reason = "";
	free(job);
	return v;
}

/* What a file of several items brought is taken down one by one: which is
 * meant, the file does not say. */
static enum verdict
refuse_items(struct desk *desk, const struct mark *mark, struct why *why)
{
	enum verdict v;
	struct catalog_filter filter;
	struct catalog_job *file;
	struct catalog_jobs items;

	if (mark->sha256[0] == '\0')
		return V_OK;
	memset(&filter, 0, sizeof(filter));
	memset(&items, 0, sizeof(items));
	filter.site = desk->site.id;
	filter.state = JOB_STATES;
	filter.sha256 = mark->sha256;
	file = xcalloc(1, sizeof(*file));
	v = catalog_job_find(desk->archive->catalog, &filter, file, why);
	if (v == V_OK && file->id != 0)
		v = catalog_items(desk->archive->catalog, file->id, &items,
		    why);
	if (v == V_OK && items.count > 0)
		v = why_set(why, V_REJECT, "withdraw-items",
		    "the file brought several releases");
	catalog_jobs_fini(&items);
	free(file);
	return v;
}

static enum verdict
obey(struct desk *desk, struct request *request, struct why *why)
{
	enum verdict v;
	struct catalog_release *release;
	struct mark mark;

	release = xcalloc(1, sizeof(*release));
	v = find_release(desk, request->c, &mark, release, why);
	request->release = release->id;
	if (v == V_OK && release->id == 0)
		v = refuse_items(desk, &mark, why);
	if (v == V_OK && release->id != 0)
		v = judge_reason(desk, release, &request->how, why);
	/* Our own word that it is down is no wish to take it down. */
	if (v == V_OK && release->id != 0 && mark.undo == 0) {
		v = withdrawal_take_down(desk, release->id, &request->how, why);
		if (v == V_OK)
			v = keep_place(desk, request, why);
	}
	free(release);
	return v;
}

static enum visit
visit_file(struct desk *desk, struct request *request)
{
	const struct candidate *c = request->c;
	enum verdict v;
	struct why why;

	if (visit_is_known(desk, c))
		return VISIT_IDLE;
	if (!is_meant(desk, c))
		return VISIT_IDLE;
	v = obey(desk, request, &why);
	/* Our other pages lie here too: a page about a page would never end. */
	if (v == V_OK && request->release == 0 && c->look == LOOK_OWN)
		return VISIT_IDLE;
	if (v == V_OK && request->release == 0)
		v = why_set(&why, V_REJECT, "withdraw-unknown",
		    "nothing that is published came from this file");
	if (v == V_DEFER)
		return VISIT_PENDING;
	if (v != V_OK)
		post_note(desk, REPORT_FIX, c->place, &why);
	visit_remember(desk, c, v == V_OK ? "withdrawn" : why.code);
	return VISIT_IDLE;
}

static enum visit visit_folder(struct desk *desk, struct request *request);

/* One entry of a folder within _withdraw. */
static void
visit_entry(struct desk *desk, struct request *request, int dir,
    const char *name)
{
	char place[PATH_MAX];
	struct candidate inner;
	struct request deeper;
	struct stat st;

	if (snprintf(place, sizeof(place), "%s/%s", request->c->place, name) >=
		(int)sizeof(place) ||
	    fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return;
	inner = *request->c;
	inner.place = place;
	inner.name = names_last(place);
	identity_of(&st, &inner.identity);
	deeper = *request;
	deeper.c = &inner;
	if (S_ISDIR(st.st_mode) && !junk_is_folder(name)) {
		(void)visit_folder(desk, &deeper);
	} else if (S_ISREG(st.st_mode) && !junk_is(name)) {
		inner.kind = KIND_FILE;
		inner.look = junk_is_own(dir, name) ? LOOK_OWN : LOOK_DOCUMENT;
		/* Pictures and attachments came along with their document. */
		if (inner.look == LOOK_OWN || bundle_is_document(name))
			(void)visit_file(desk, &deeper);
	}
}

/* A month of _done, dragged here whole, gives no reason either. */
static int
is_month(const char *name)
{
	return strlen(name) == 7 && name[4] == '-' &&
	    strspn(name, "0123456789-") == 7;
}

/* The name of the outermost folder is a reason, but that of "readable". */
static enum visit
visit_folder(struct desk *desk, struct request *request)
{
	DIR *d;
	int fd;
	struct dirent *e;

	if (request->depth++ == DEPTH_MAX)
		return VISIT_IDLE; /* deeper than people can mean */
	if (strcmp(request->c->name, desk->config->readable) == 0)
		request->how.readable = 1;
	else if (request->how.reason[0] == '\0' &&
	    !is_month(request->c->name) &&
	    text_is_utf8(request->c->name, strlen(request->c->name)))
		request->how.reason = request->c->name;
	fd = fs_open_dir(scan_dir(desk->scan), request->c->place);
	if (fd == -1)
		return VISIT_IDLE;
	if ((d = fdopendir(fd)) == NULL) {
		close(fd);
		return VISIT_IDLE;
	}
	while ((e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			visit_entry(desk, request, dirfd(d), e->d_name);
	}
	closedir(d);
	return VISIT_IDLE;
}

enum visit
withdrawal_visit(struct desk *desk, const struct candidate *c)
{
	struct request request;

	memset(&request, 0, sizeof(request));
	request.c = c;
	request.how.to = STANDING_WITHDRAWN;
	request.how.reason = "";
	request.how.readable = desk->config->stays_readable;
	if (c->kind == KIND_FOLDER || c->kind == KIND_BUNDLE)
		return visit_folder(desk, &request);
	if (c->kind != KIND_FILE)
		return VISIT_IDLE;
	return visit_file(desk, &request);
}

/* Has the document, or the receipt beside it, left? */
static int
has_left(const struct desk *desk, const struct catalog_job *job)
{
	/* Before its receipt is there nobody can have moved it. */
	if (job->file.ino != 0 && !lies_at(desk, job->place))
		return 1;
	return job->told == JOB_WITHDRAWN && !receipt_lies_at(desk, job->place);
}

/* What had left in one pass says nothing in the next: an administrator may
 * have taken it down again meanwhile. */
static void
forget_left(struct desk *desk)
{
	catalog_jobs_fini(&desk->left);
	memset(&desk->left, 0, sizeof(desk->left));
}

void
withdrawal_begin(struct desk *desk)
{
	size_t i, kept = 0;
	struct catalog_jobs jobs;
	struct why why;

	forget_left(desk);
	memset(&jobs, 0, sizeof(jobs));
	if (catalog_withdrawn_within(desk->archive->catalog, desk->site.id,
		desk->config->withdraw, &jobs, &why) != V_OK) {
		newsroom_trouble(desk->newsroom, "looking for what came back",
		    &why);
		return;
	}
	for (i = 0; i < jobs.count; i++) {
		if (has_left(desk, &jobs.list[i]))
			jobs.list[kept++] = jobs.list[i];
	}
	jobs.count = kept;
	desk->left = jobs;
}

static int
is_sought(const struct missing *sought, int64_t job)
{
	size_t i;

	for (i = 0; i < sought->count; i++) {
		if (sought->list[i] == job)
			return 1;
	}
	return 0;
}

/* Its document was deleted.  Nothing is changed by that, but that no file can
 * be the one that lay here. */
static void
forget_place(struct desk *desk, const struct catalog_job *job)
{
	struct why why;

	if (job->file.ino != 0 ? lies_at(desk, job->place) :
				 receipt_lies_at(desk, job->place))
		return;
	if (set_place(desk, job, names_last(job->place), NULL, &why) != V_OK)
		newsroom_trouble(desk->newsroom, "forgetting a document", &why);
}

/* Whatever has had its time and was not met in it has been moved on. */
static void
forget_thoughts(struct desk *desk)
{
	struct thought *next, *thought;

	for (thought = LIST_FIRST(&desk->thoughts); thought != NULL;
	     thought = next) {
		next = LIST_NEXT(thought, link);
		if (thought->until <= desk->scan_began)
			forget_thought(thought);
	}
}

void
withdrawal_end(struct desk *desk)
{
	size_t i;
	struct catalog_job *job;
	struct missing sought;
	struct why why;

	memset(&sought, 0, sizeof(sought));
	job = xcalloc(1, sizeof(*job));
	for (i = 0; i < desk->left.count; i++) {
		if (catalog_job_get(desk->archive->catalog,
			desk->left.list[i].id, job, &why) != V_OK ||
		    job->state != JOB_WITHDRAWN ||
		    strcmp(job->place, desk->left.list[i].place) != 0)
			continue;
		sought.list = xreallocarray(sought.list, sought.count + 1,
		    sizeof(*sought.list));
		sought.list[sought.count++] = job->id;
		/* What moves while a pass looks may be seen nowhere. */
		if (is_sought(&desk->sought, job->id))
			forget_place(desk, job);
		else
			desk->look |= SCAN_ALL;
	}
	free(job);
	free(desk->sought.list);
	desk->sought = sought;
	forget_left(desk);
	forget_thoughts(desk);
}

/* The job whose document this is, by the very file; NULL: none. */
static const struct catalog_job *
find_left(const struct desk *desk, const struct candidate *c)
{
	const struct catalog_job *job;
	size_t i;

	for (i = 0; i < desk->left.count; i++) {
		job = &desk->left.list[i];
		if (job->file.ino == c->identity.ino && job->file.ino != 0 &&
		    job->file.size == (uint64_t)c->identity.size)
			return job;
	}
	return NULL;
}

/* What it says is not true any more. */
static void
drop_receipt(struct desk *desk, const struct catalog_job *job)
{
	char name[PATH_MAX], folder[PATH_MAX];
	int dir;

	if (!withdrawal_is_within(desk, job->place) ||
	    names_folder(job->place, folder, sizeof(folder)) == -1 ||
	    snprintf(name, sizeof(name), "%s%s", names_last(job->place),
		place_suffix(PLACE_RECEIPT)) >= (int)sizeof(name) ||
	    (dir = fs_open_dir(scan_dir(desk->scan), folder)) == -1)
		return;
	if (junk_is_own(dir, name) && unlinkat(dir, name, 0) == -1)
		log_warn("page stays site=%s job=%s: %s", desk->config->name,
		    job->uid, strerror(errno));
	close(dir);
}

static int
give_back(struct desk *desk, const struct catalog_release *release,
    const struct candidate *c)
{
	enum verdict v;
	struct catalog_job *job;
	struct why why;

	job = xcalloc(1, sizeof(*job));
	v = catalog_job_get(desk->archive->catalog, release->version.job, job,
	    &why);
	if (v == V_OK)
		drop_receipt(desk, job);
	if (v == V_OK && c->look != LOOK_OWN)
		v = set_place(desk, job, c->place, &c->identity, &why);
	if (v == V_OK)
		v = withdrawal_restore(desk, release->id, &why);
	if (v != V_OK)
		newsroom_trouble(desk->newsroom, "restoring a release", &why);
	free(job);
	return v == V_OK;
}

/* Is it the switch of a release that is down now? */
static int
is_switch(struct desk *desk, const struct mark *mark,
    const struct catalog_release *release, const struct candidate *c)
{
	int64_t last = 0;
	struct why why;

	if (release->id == 0 || release->standing != STANDING_WITHDRAWN ||
	    release->restoring)
		return 0;
	if (c->look != LOOK_OWN)
		return 1;
	return mark->undo != 0 &&
	    catalog_withdrawal(desk->archive->catalog, release->id, &last,
		&why) == V_OK &&
	    last == mark->undo;
}

int
withdrawal_takes_back(struct desk *desk, const struct candidate *c)
{
	char place[PATH_MAX];
	int taken = 0;
	struct catalog_release *release;
	struct mark mark;
	struct why why;

	if (c->kind != KIND_FILE)
		return 0;
	about(c->place, place);
	if (c->look == LOOK_OWN ? place[0] == '\0' || visit_is_known(desk, c) :
				  find_left(desk, c) == NULL)
		return 0;
	release = xcalloc(1, sizeof(*release));
	if (find_release(desk, c, &mark, release, &why) == V_OK &&
	    is_switch(desk, &mark, release, c))
		taken = give_back(desk, release, c);
	free(release);
	if (!taken && c->look == LOOK_OWN)
		visit_remember(desk, c, "receipt");
	/* Its word is not true any more, and a new one is written in _done. */
	if (taken && c->look == LOOK_OWN && c->where != WHERE_DONE)
		(void)unlinkat(scan_dir(desk->scan), c->place, 0);
	else if (taken)
		visit_remember(desk, c, "restored");
	return taken;
}

void
withdrawal_close(struct desk *desk)
{
	struct thought *thought;

	while ((thought = LIST_FIRST(&desk->thoughts)) != NULL)
		forget_thought(thought);
	catalog_jobs_fini(&desk->left);
	free(desk->sought.list);
}
