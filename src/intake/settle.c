/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Has a file arrived whole?  See settle.h for the contract.
 *
 * The table chains its entries: one that lets colliding names evict each
 * other starves some of them for ever.  When it is full, an answer gives way,
 * which costs no more than reading that file again.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "intake/proof.h"
#include "intake/settle.h"

/* While a file waits for its end it is looked at ever more rarely.  The first
 * look comes soon: the ctime's clock may tick so slowly that the last write
 * left it as the last look had seen it. */
enum {
	LOOK_MIN = 100,
	LOOK_MAX = 30000,
	DOUBLINGS_MAX = 16,
};

struct entry {
	struct entry *next;
	char *place;
	struct identity identity;
	int64_t since;   /* its identity is unchanged from then on */
	int64_t look_at; /* while it waits */
	enum settled answer;
	unsigned doubts; /* times that its content's proof was wrong */
	int unknown;     /* doubted, and which state of it is not known */
	unsigned seen;   /* in the pass of that number */
};

struct settle {
	struct settle_limits limits;
	struct entry **buckets;
	size_t bucket_count; /* a power of two */
	size_t count;
	size_t answered; /* of these: they may give way */
	size_t hand;     /* the bucket where the next one is sought */
	uint64_t seed;   /* so that nobody can choose names that collide */
	unsigned pass;
	int64_t next; /* the earliest look_at, while is_next_known */
	int is_next_known;
	int64_t untracked_at; /* a file found no room: look then; or -1 */
};

struct settle *
settle_new(const struct settle_limits *limits)
{
	struct settle *settle;

	settle = xcalloc(1, sizeof(*settle));
	settle->limits = *limits;
	settle->bucket_count = 64;
	while (settle->bucket_count < limits->max_tracked)
		settle->bucket_count *= 2;
	settle->buckets = xcalloc(settle->bucket_count, sizeof(struct entry *));
	/* Without entropy the table is slower to attack than to fill. */
	if (getrandom(&settle->seed, sizeof(settle->seed), GRND_NONBLOCK) < 0)
		settle->seed = (uint64_t)getpid();
	settle->untracked_at = -1;
	return settle;
}

static void
entry_free(struct entry *entry)
{
	free(entry->place);
	free(entry);
}

void
settle_free(struct settle *settle)
{
	struct entry *entry;
	struct entry *next;
	size_t i;

	if (settle == NULL)
		return;
	for (i = 0; i < settle->bucket_count; i++)
		for (entry = settle->buckets[i]; entry != NULL; entry = next) {
			next = entry->next;
			entry_free(entry);
		}
	free(settle->buckets);
	free(settle);
}

/* FNV-1a from a secret start. */
static struct entry **
bucket_of(const struct settle *settle, const char *place)
{
	uint64_t h = settle->seed ^ UINT64_C(14695981039346656037);

	for (; *place != '\0'; place++) {
		h ^= (unsigned char)*place;
		h *= UINT64_C(1099511628211);
	}
	h ^= h >> 32;
	return &settle->buckets[h & (settle->bucket_count - 1)];
}

/* The link that points to the entry, or to NULL at its bucket's end. */
static struct entry **
find(const struct settle *settle, const char *place)
{
	struct entry **link;

	for (link = bucket_of(settle, place); *link != NULL;
	     link = &(*link)->next)
		if (strcmp((*link)->place, place) == 0)
			break;
	return link;
}

static void
forget(struct settle *settle, struct entry **link)
{
	struct entry *entry = *link;

	if (entry->answer == SETTLE_WAIT)
		settle->is_next_known = 0;
	settle->answered -= entry->answer != SETTLE_WAIT;
	settle->count--;
	*link = entry->next;
	entry_free(entry);
}

/* Let one answer go.  The hand moves on, so the oldest are met first. */
static void
make_room(struct settle *settle)
{
	size_t i;
	struct entry **link;

	for (i = 0; i < settle->bucket_count; i++) {
		settle->hand = (settle->hand + 1) & (settle->bucket_count - 1);
		link = &settle->buckets[settle->hand];
		while (*link != NULL && (*link)->answer == SETTLE_WAIT)
			link = &(*link)->next;
		if (*link != NULL) {
			forget(settle, link);
			return;
		}
	}
}

/* A new entry that waits, or NULL if all that are there wait as well. */
static struct entry *
add(struct settle *settle, const char *place, int64_t now)
{
	struct entry *entry;
	struct entry **link;

	if (settle->count >= settle->limits.max_tracked) {
		if (settle->answered == 0)
			return NULL;
		make_room(settle);
	}
	link = bucket_of(settle, place);
	entry = xcalloc(1, sizeof(*entry));
	entry->place = xstrdup(place);
	entry->answer = SETTLE_WAIT;
	entry->since = now;
	entry->look_at = now;
	entry->seen = settle->pass;
	entry->next = *link;
	*link = entry;
	settle->count++;
	settle->is_next_known = 0;
	return entry;
}

/* look_at may have moved with it. */
static void
answer(struct settle *settle, struct entry *entry, enum settled settled)
{
	if (settled == SETTLE_WAIT || entry->answer == SETTLE_WAIT)
		settle->is_next_known = 0;
	settle->answered += settled != SETTLE_WAIT;
	settle->answered -= entry->answer != SETTLE_WAIT;
	entry->answer = settled;
}

/* It has changed: all waiting begins anew. */
static void
restart(struct settle *settle, struct entry *entry,
    const struct identity *identity, int64_t now)
{
	entry->identity = *identity;
	entry->since = now;
	entry->look_at = now;
	entry->doubts = 0;
	answer(settle, entry, SETTLE_WAIT);
}

/*
 * Open what was seen.  -1 if it is gone or another kind of thing now, -2 if
 * it may not be read, which claiming will say better.
 */
static int
open_seen(int drop, const char *place, struct identity *ret)
{
	int fd;
	struct stat st;

	if ((fd = fs_open_file(drop, place)) == -1)
		return errno == EACCES || errno == EPERM ? -2 : -1;
	if (fstat(fd, &st) == -1) {
		close(fd);
		return -1;
	}
	identity_of(&st, ret);
	return fd;
}

/*
 * What the content proves, and of which state of the file.  0, or -1 if the
 * candidate is gone.
 */
static int
look_inside(const struct settle *settle, int drop,
    const struct candidate *candidate, struct identity *ret_now,
    enum proof *ret)
{
	int fd;

	*ret = PROOF_NONE;
	if ((fd = open_seen(drop, candidate->place, ret_now)) == -1)
		return -1;
	if (fd == -2) {
		*ret_now = candidate->identity;
		return 0;
	}
	if (ret_now->size > 0 && ret_now->size <= settle->limits.max_size)
		*ret = proof_of(fd, ret_now->size);
	close(fd);
	return 0;
}

/* The answer by what is proved and how long nothing has changed. */
static enum settled
decide(const struct settle *settle, struct entry *entry, enum proof proof,
    int64_t now)
{
	const struct settle_limits *limits = &settle->limits;
	int64_t age, end, wait;

	age = now - entry->since;
	end = entry->since + limits->incomplete;
	if (entry->identity.size == 0) {
		entry->look_at = end;
		return age >= limits->incomplete ? SETTLE_EMPTY : SETTLE_WAIT;
	}
	if (entry->doubts > 0 && age >= limits->incomplete)
		return SETTLE_INCOMPLETE;
	if (entry->doubts > 0 && now < entry->look_at)
		return SETTLE_WAIT;
	if (proof == PROOF_WHOLE)
		return SETTLE_WHOLE;
	if (proof == PROOF_NONE) {
		entry->look_at = entry->since + limits->quiet;
		return age >= limits->quiet ? SETTLE_WHOLE : SETTLE_WAIT;
	}
	if (age >= limits->incomplete)
		return SETTLE_INCOMPLETE;
	wait = age / 2;
	if (wait < LOOK_MIN)
		wait = LOOK_MIN;
	if (wait > LOOK_MAX)
		wait = LOOK_MAX;
	entry->look_at = now + wait < end ? now + wait : end;
	return SETTLE_WAIT;
}

/* Without room only content can speak for a file. */
static enum settled
look_untracked(struct settle *settle, enum proof proof, int64_t now)
{
	if (proof == PROOF_WHOLE)
		return SETTLE_WHOLE;
	settle->untracked_at = now + settle->limits.quiet;
	settle->is_next_known = 0;
	return SETTLE_WAIT;
}

/* Is there nothing to do but to repeat the last answer? */
static int
is_known(const struct entry *entry, const struct identity *identity,
    int64_t now)
{
	return !entry->unknown && identity_same(&entry->identity, identity) &&
	    (entry->answer != SETTLE_WAIT || now < entry->look_at);
}

enum settled
settle_look(struct settle *settle, int drop, const struct candidate *candidate,
    int64_t now)
{
	enum proof proof;
	struct entry *entry;
	struct identity identity;

	entry = *find(settle, candidate->place);
	if (entry != NULL) {
		entry->seen = settle->pass;
		if (is_known(entry, &candidate->identity, now))
			return entry->answer;
	}
	if (look_inside(settle, drop, candidate, &identity, &proof) == -1)
		return SETTLE_GONE;
	if (entry == NULL &&
	    (entry = add(settle, candidate->place, now)) == NULL)
		return look_untracked(settle, proof, now);
	if (entry->unknown)
		entry->identity = identity;
	else if (!identity_same(&entry->identity, &identity))
		restart(settle, entry, &identity, now);
	entry->unknown = 0;
	answer(settle, entry, decide(settle, entry, proof, now));
	/* It has become whole since the scan saw it: that must look again, for
	 * its candidate could not be claimed. */
	if (entry->answer == SETTLE_WHOLE &&
	    !identity_same(&identity, &candidate->identity))
		return SETTLE_GONE;
	return entry->answer;
}

void
settle_doubt(struct settle *settle, const char *place, int64_t now)
{
	struct entry *entry;
	unsigned shift;

	if ((entry = *find(settle, place)) == NULL) {
		if ((entry = add(settle, place, now)) == NULL)
			return;
		entry->unknown = 1;
	}
	shift = entry->doubts < DOUBLINGS_MAX ? entry->doubts : DOUBLINGS_MAX;
	entry->doubts++;
	entry->look_at = now + (settle->limits.quiet << shift);
	if (entry->look_at > entry->since + settle->limits.incomplete)
		entry->look_at = entry->since + settle->limits.incomplete;
	answer(settle, entry, SETTLE_WAIT);
}

static int64_t
earlier(int64_t a, int64_t b)
{
	return a == -1 || b < a ? b : a;
}

int64_t
settle_next(struct settle *settle)
{
	const struct entry *entry;
	size_t i;

	if (settle->is_next_known)
		return settle->next;
	settle->next = settle->untracked_at;
	for (i = 0; i < settle->bucket_count; i++)
		for (entry = settle->buckets[i]; entry != NULL;
		     entry = entry->next)
			if (entry->answer == SETTLE_WAIT)
				settle->next = earlier(settle->next,
				    entry->look_at);
	settle->is_next_known = 1;
	return settle->next;
}

void
settle_forget(struct settle *settle, const char *place)
{
	struct entry **link;

	link = find(settle, place);
	if (*link != NULL && (*link)->doubts == 0)
		forget(settle, link);
}

void
settle_sweep(struct settle *settle)
{
	size_t i;
	struct entry **link;

	for (i = 0; i < settle->bucket_count; i++)
		for (link = &settle->buckets[i]; *link != NULL;) {
			if ((*link)->seen != settle->pass)
				forget(settle, link);
			else
				link = &(*link)->next;
		}
	settle->pass++;
	settle->untracked_at = -1;
	settle->is_next_known = 0;
}

size_t
settle_tracked(const struct settle *settle, size_t *ret_waiting)
{
	if (ret_waiting != NULL)
		*ret_waiting = settle->count - settle->answered;
	return settle->count;
}
