/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The catalogue's jobs: documents on their way through the house.  Included
 * by catalog.h, whose conventions hold here.
 */
#ifndef CATALOG_JOB_H
#define CATALOG_JOB_H

#include "catalog/catalog.h"

/* When a job is due that is due only if something is said: the last second of
 * the year 9999. */
#define CATALOG_NEVER INT64_C(253402300799)

struct findings;
struct values;

enum job_kind {
	JOB_CONVERT, /* a document becomes a version of a release */
	JOB_RENDER,  /* a live version is rendered again: a late translation */
	JOB_LISTS,   /* lists and feeds of a site */
};

/* What doc/ARCHITECTURE.md calls job states.  A job that is called off
 * before its publication is JOB_WITHDRAWN too. */
enum job_state {
	JOB_SEEN,
	JOB_SETTLING,
	JOB_RECEIVED,  /* accepted: it survives anything; to be run when due */
	JOB_WAITING,   /* its time to think, until due */
	JOB_HELD,      /* a person must answer */
	JOB_SCHEDULED, /* an embargo or a date, until due */
	JOB_PUBLISHED,
	JOB_SUPERSEDED, /* by a later version, or by a later save */
	JOB_WITHDRAWN,
	JOB_GONE,
	JOB_ERASED,
	JOB_REJECTED,
	JOB_STATES
};

/* "received" and so on; and back, -1 if unknown. */
const char *job_state_name(enum job_state state);
int job_state_by_name(const char *name);

/* The very file: another one at the same place differs in one of these.  Not
 * in the device, whose number may change with every mount. */
struct catalog_identity {
	uint64_t dev; /* noted, never compared */
	uint64_t ino;
	uint64_t size;
	int64_t ctime_ns;
};

struct catalog_job {
	int64_t id;
	char uid[CATALOG_UID_SIZE];
	int64_t site;
	enum job_kind kind;
	enum job_state state;
	char place[CATALOG_PLACE_SIZE]; /* relative to the drop folder */
	char folder[256]; /* the folder section of the settings: "." */
	int64_t owner;    /* uid of the file's owner */
	char sha256[HASH_HEX_SIZE];
	struct catalog_identity file;
	/* What lay beside it: a digest of the files themselves (name, inode,
	 * size, ctime), and one of what they hold; "" for nothing. */
	char beside_seen[HASH_HEX_SIZE];
	char beside[HASH_HEX_SIZE];
	char format[24];
	char lang[CATALOG_LANG_SIZE];
	struct why why;  /* its last verdict and the reason */
	int64_t version; /* planned or published for it, or 0 */
	int approved;    /* a person answered its holds */
	int64_t due;
	unsigned attempts;
	int64_t created;
	int64_t changed;     /* its last change of state */
	enum job_state told; /* of what staff know: catalog_job_told(); or
			      * JOB_STATES since its last move */
	int64_t parent;      /* of an item: the job of its file, or 0 */
	unsigned item;       /* which item, counted from 1 */
	char item_title[256];
};

/* What lay beside a document when it was taken in, and is on its way with it:
 * spool_companion() names its copy. */
enum companion_role {
	COMPANION_SIDECAR,    /* says things about the document */
	COMPANION_PICTURE,    /* to be shown */
	COMPANION_ATTACHMENT, /* to be downloaded */
	COMPANION_ROLES
};

struct catalog_companion {
	enum companion_role role;
	char name[256];                 /* bytes, without its folder */
	char place[CATALOG_PLACE_SIZE]; /* relative to the drop folder */
	char sha256[HASH_HEX_SIZE];
	struct catalog_identity file;
};

struct catalog_companions {
	struct catalog_companion *list;
	size_t count;
};

/* Keep what lay beside a job's document, in the transaction that accepts it;
 * and find it again, in the same order. */
enum verdict catalog_companions_put(struct catalog *catalog, int64_t job,
    const struct catalog_companion *list, size_t count, struct why *why);
enum verdict catalog_companions(struct catalog *catalog, int64_t job,
    struct catalog_companions *ret, struct why *why);
void catalog_companions_fini(struct catalog_companions *companions);

struct catalog_jobs {
	struct catalog_job *list;
	size_t count;
};

void catalog_jobs_fini(struct catalog_jobs *jobs);

/*
 * A file of several items: its job stands for the file, and each item has a
 * job of its own, with the same place, whose content is the item alone.  What
 * asks for jobs by place or content, or for those of a state, is told of files;
 * catalog_jobs_due(), catalog_jobs_untold() and what follows know items.
 */
struct catalog_item {
	char uid[CATALOG_UID_SIZE]; /* of the job that it would become; "" in
				     * return: it has one already */
	const char *sha256;
	uint64_t size;
	const char *title;
	const char *kin; /* ids of the same text in other languages, a line each
			  */
};

/*
 * Give each item of a file a job, received and due; one that has its job
 * keeps it.  If the file's job is approved, so is what waits of its items.
 */
enum verdict catalog_items_put(struct catalog *catalog,
    const struct catalog_job *file, struct catalog_item *list, size_t count,
    int64_t now, struct why *why);

/* The jobs of a file's items, in their order. */
enum verdict catalog_items(struct catalog *catalog, int64_t file,
    struct catalog_jobs *ret, struct why *why);

/* What an item was put with as its kin.  The caller frees *ret. */
enum verdict catalog_item_kin(struct catalog *catalog, int64_t item, char **ret,
    struct why *why);

/*
 * Accept a job: state received, and due at job->due.  job gives uid, site,
 * kind, place, folder, owner, sha256, file and due (of JOB_RENDER: version
 * instead of place and content); the spool holds uid already.
 *
 * Accepting is idempotent by place and content.  An unfinished job (received,
 * waiting, held, scheduled) with the same site, place, SHA-256 and beside is
 * returned whatever the file's identity, which is brought up to date (Samba
 * touches files after it has written them).  A finished one is returned only
 * for the very same file: then this is the replay after a crash, or a file
 * that could not be moved.  *ret is the job as it stands; if its uid is not
 * job->uid it is the older one, and the caller drops the new spool file.
 *
 * A rendering is always new: one that has begun does not know what has
 * changed since.
 *
 * Other content at the same place is a later save: what was unfinished there
 * and has no plan yet is superseded in the same breath.
 */
enum verdict catalog_accept(struct catalog *catalog,
    const struct catalog_job *job, int64_t now, struct catalog_job *ret,
    struct why *why);

enum verdict catalog_job_get(struct catalog *catalog, int64_t id,
    struct catalog_job *ret, struct why *why);
enum verdict catalog_job_by_uid(struct catalog *catalog, const char *uid,
    struct catalog_job *ret, struct why *why);

/* Which jobs; what is 0 or NULL (state: JOB_STATES) does not matter. */
struct catalog_filter {
	int64_t site;
	enum job_state state;
	const char *place;
	const char *sha256; /* a held document in _approve/ is known by it */
	int64_t before;     /* ids less than this: the next page */
	unsigned limit;     /* 0: 1000 */
};

/* The newest first. */
enum verdict catalog_jobs(struct catalog *catalog,
    const struct catalog_filter *filter, struct catalog_jobs *ret,
    struct why *why);
/* The newest alone. */
enum verdict catalog_job_find(struct catalog *catalog,
    const struct catalog_filter *filter, struct catalog_job *ret,
    struct why *why);

/* Jobs of that site and state that are due at now, the longest due first. */
enum verdict catalog_jobs_due(struct catalog *catalog,
    const struct catalog_filter *filter, int64_t now, struct catalog_jobs *ret,
    struct why *why);

/* When, after that instant, the next job of that state (received, waiting or
 * scheduled) falls due; INT64_MAX if none does. */
enum verdict catalog_next_due(struct catalog *catalog, enum job_state state,
    int64_t after, int64_t *ret, struct why *why);

/* The documents of a job's owner up to that job: those dropped after one
 * instant and not after the other. */
struct catalog_pace {
	const struct catalog_job *job;
	int64_t after;
	int64_t until;
};

/* At how many places, and on how many days. */
enum verdict catalog_pace(struct catalog *catalog,
    const struct catalog_pace *pace, uint64_t *ret_places, uint64_t *ret_days,
    struct why *why);

/* How many jobs of a site (0: of all) are in each state. */
enum verdict catalog_counts(struct catalog *catalog, int64_t site,
    uint64_t ret[JOB_STATES], struct why *why);

/* One change of state. */
struct catalog_move {
	enum job_state to;
	const struct why *reason;        /* NULL: none, all is well */
	const struct findings *findings; /* NULL: those it had stay */
	const struct values *values;     /* NULL: those it had stay */
	const char *format;              /* NULL: as it was */
	const char *lang;                /* NULL: as it was */
	int64_t due;
	int64_t version; /* that the job was about; 0: as it was */
	int retry; /* one attempt more is counted; else the count starts again
		    */
};

/*
 * Take the job to another state and write it into its history.  A move that
 * the life of a job does not know (doc/catalogue.md) is V_FATAL.  Received to
 * received is a deferred job.  JOB_PUBLISHED is reached by catalog_publish()
 * or, here, by a duplicate of what is live.
 */
enum verdict catalog_job_move(struct catalog *catalog, int64_t id,
    const struct catalog_move *move, int64_t now, struct why *why);

/* Who meant it, and where the document lies now. */
struct catalog_approval {
	int64_t by; /* uid */
	const char *place;
	const struct catalog_identity *file; /* NULL: as it was */
};

/* A person meant it: held (or waiting, or scheduled) to received, with its
 * holds answered until it is held again. */
enum verdict catalog_job_approve(struct catalog *catalog, int64_t id,
    const struct catalog_approval *approval, int64_t now, struct why *why);

/* The document was moved by us or by people; its content is the same. */
enum verdict catalog_job_set_place(struct catalog *catalog, int64_t id,
    const char *place, const struct catalog_identity *file, struct why *why);

/* The caller calls findings_fini(). */
enum verdict catalog_job_findings(struct catalog *catalog, int64_t id,
    struct findings *ret, struct why *why);

/* What was found in its document.  The caller calls values_fini(). */
enum verdict catalog_job_values(struct catalog *catalog, int64_t id,
    struct values *ret, struct why *why);

struct catalog_step {
	enum job_state state;
	int64_t at;
	char code[CATALOG_CODE_SIZE];
};

struct catalog_history {
	struct catalog_step *list;
	size_t count;
};

/* Every state that the job has been in, the oldest first. */
enum verdict catalog_job_history(struct catalog *catalog, int64_t id,
    struct catalog_history *ret, struct why *why);
void catalog_history_fini(struct catalog_history *history);

/*
 * Jobs that are owed a word to staff or the freeing of their spool: in a
 * state that a receipt, a report, a question or a preview belongs to (waiting,
 * held, scheduled, published, withdrawn, gone, rejected), or superseded, and
 * not told so yet.  The oldest first.  Waiting, held and scheduled ones keep
 * their place in the spool.
 */
enum verdict catalog_jobs_untold(struct catalog *catalog, unsigned limit,
    struct catalog_jobs *ret, struct why *why);
/* The word is in the folder, the original moved, the spool freed. */
enum verdict catalog_job_told(struct catalog *catalog, int64_t id,
    enum job_state state, struct why *why);

/*
 * Files of a drop folder that were looked at and are left alone until they
 * change, also across restarts: what was there before the first start, what
 * was refused without a job, what is ours.
 */
struct catalog_seen {
	char place[CATALOG_PLACE_SIZE]; /* "": none */
	struct catalog_identity file;
	char sha256[HASH_HEX_SIZE]; /* or "" where it was not read */
	char outcome[CATALOG_CODE_SIZE];
};

struct catalog_seen_list {
	struct catalog_seen *list;
	size_t count;
};

enum verdict catalog_seen_put(struct catalog *catalog, int64_t site,
    const struct catalog_seen *seen, struct why *why);
enum verdict catalog_seen_get(struct catalog *catalog, int64_t site,
    const char *place, struct catalog_seen *ret, struct why *why);
enum verdict catalog_seen_remove(struct catalog *catalog, int64_t site,
    const char *place, struct why *why);
/* By place, at most 256 after the given one ("" for the first). */
enum verdict catalog_seen_list(struct catalog *catalog, int64_t site,
    const char *after, struct catalog_seen_list *ret, struct why *why);
void catalog_seen_list_fini(struct catalog_seen_list *list);

#endif /* CATALOG_JOB_H */
