/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the newsroom share.  For src/newsroom alone.
 *
 *	reception  passes over the drop folders, visits what lies there,
 *	           accepts documents
 *	queue      sends what is due to workers
 *	editor     decides what becomes of a document that was read
 *	press      publishes what was rendered, many at once
 *	post       lists for the public, words for staff
 *	bureau     workers
 *
 * newsroom.c calls them in this order after each event until nothing moves.
 */
#ifndef NEWSROOM_ROOM_H
#define NEWSROOM_ROOM_H

#include <stdint.h>
#include <sys/queue.h>

#include <systemd/sd-event.h>

#include "base/findings.h"
#include "base/values.h"
#include "catalog/catalog.h"
#include "intake/scan.h"
#include "intake/settle.h"
#include "newsroom/archive.h"
#include "newsroom/bureau.h"
#include "newsroom/newsroom.h"
#include "newsroom/settings.h"
#include "publish/site.h"
#include "publish/stage.h"
#include "staff/receipt.h"
#include "staff/report.h"

enum {
	PRESS_BATCH = 64,    /* publications that share their syncs */
	PRESS_PATIENCE = 20, /* ms that the first of them waits for others */
	PRESS_PATIENCE_BUSY = 300, /* … while many others are queued */
	POST_BATCH = 64,           /* letters of one pages job */
	POST_PATIENCE_BUSY = 1000, /* ms between two rounds of lists and
				    * letters while many others are queued */
	RECEPTION_BATCH = 64,      /* documents accepted in one transaction */
	CLOCK_LEAD = 60, /* s before its instant that a release is rendered */
};

struct newsroom;
struct thought;

/* A word to staff about a file that never became a job. */
struct note {
	STAILQ_ENTRY(note) link;
	enum report_kind kind;
	char *place;
	struct why why;
};

/* The copy of a file that lay beside a document. */
struct companion_copy {
	struct catalog_companion row;
	struct spool_copy copy;
};

/* The folder of a release: since when nothing in it has changed. */
struct bundle {
	LIST_ENTRY(bundle) link;
	char *place;
	char seen[HASH_HEX_SIZE];
	int64_t since; /* ms, monotonic */
	int64_t looked;
};

/* A document that was copied and is to be accepted with others. */
struct arrival {
	struct catalog_job job;
	struct spool_copy copy;
	struct companion_copy *companions;
	size_t companion_count;
	enum where where; /* the folder that it lies in */
};

/* What lay in the drop folder before the first start. */
enum inventory {
	INVENTORY_NONE,  /* it is known */
	INVENTORY_FIRST, /* the first pass tells whether anything did */
	INVENTORY_OPEN,  /* something did: nothing is published */
};

/* Jobs whose file the last whole pass has not met. */
struct missing {
	int64_t *list;
	size_t count;
};

/* One site in operation. */
struct desk {
	struct newsroom *newsroom;
	const struct config_site *config;
	struct archive *archive;
	struct site site;  /* its web root, as publish knows it */
	struct scan *scan; /* NULL while the drop folder can't be opened */
	struct scan_settings scan_settings;
	struct settle *settle;
	unsigned number;        /* of watch_add() */
	unsigned look;          /* SCAN_BITs that are to be scanned */
	int watches_said;       /* that there are none left */
	int drop_said;          /* that the drop folder can't be opened */
	int scanning;           /* a pass has begun and is not over */
	int scanning_all;       /* … over every folder of intake */
	int scanning_withdrawn; /* … and over _withdraw */
	unsigned passes;        /* whole ones, in all */
	int seen_all;           /* such a pass has ended since the start */
	struct missing missing;
	LIST_HEAD(, thought) thoughts; /* withdrawal.c: just moved there */
	struct catalog_jobs left;      /* … out of there */
	struct missing sought;         /* … and not found since */
	enum inventory inventory;
	int64_t started_ns;      /* when this process was, by the wall clock */
	unsigned inventory_told; /* files that its page names */
	char status_said[HASH_HEX_SIZE]; /* by the status page, but the time */
	int64_t status_at;               /* ms, monotonic: not before */
	int64_t status_beat;             /* … and not after */
	int64_t busy_since; /* … others have been going first; 0: nobody */
	int status_waits;   /* something may have changed before status_at */
	int status_refused; /* that the folder takes no page was said */
	int help_said;      /* the help page lies there */
	int64_t release_at; /* ms, monotonic: when to release again */
	int64_t scan_at;    /* ms, monotonic: the next full pass */
	int64_t scan_not_before; /* a folder full of files is not all we do */
	int64_t scan_began;
	struct arrival *arrivals; /* RECEPTION_BATCH of them */
	LIST_HEAD(, bundle) bundles;
	int64_t bundle_at; /* ms, monotonic: the next may be quiet; or
			    * INT64_MAX */
	size_t arrival_count;
	char seen_after[CATALOG_PLACE_SIZE]; /* how far forgetting has come */
	STAILQ_HEAD(, note) notes;
	int lists_due;        /* something public has changed */
	int all_lists;        /* … or all of them are to be made anew */
	int all_former;       /* pages at former addresses, all of them */
	int removals_due;     /* something taken down still has its files */
	int64_t *notices_due; /* of withdrawn releases, to be made anew */
	size_t notice_count;
	int post_due;            /* somebody may be owed a word */
	unsigned one_by_one;     /* letters that go alone, after one failed */
	int64_t post_not_before; /* ms, monotonic: after trouble */
	int64_t post_patience;   /* ms, monotonic: see POST_PATIENCE_BUSY */
	int letters_turn;        /* lists are out: letters, then lists again */
	int64_t listed_before;   /* s: what was public then is in the lists */
};

/* A document (or a version to be rendered again) between two states. */
enum piece_stage {
	PIECE_QUEUED,
	PIECE_OUT,   /* at a worker */
	PIECE_READY, /* rendered and staged: for the press */
};

/* What the editor has decided; carried out when the worker has ended. */
enum decision {
	DECISION_NONE,
	DECISION_PUBLISH,
	DECISION_HOLD,
	DECISION_WAIT,     /* there is time to think, until due */
	DECISION_SCHEDULE, /* an embargo, until due */
	DECISION_REJECT,
	DECISION_DUPLICATE, /* of what is live: nothing to publish */
	DECISION_TAKE_DOWN, /* a wire says so about what is live */
	DECISION_LATE,      /* a later version of it is live */
	DECISION_DEFER,
	DECISION_CALL_OFF,   /* it is not whole: as if it had not come */
	DECISION_SUPERSEDED, /* a rendering that is not needed any more */
};

struct piece {
	TAILQ_ENTRY(piece) link;
	struct desk *desk;
	enum piece_stage stage;
	struct catalog_job job;
	enum decision decision;
	struct why why;
	struct findings findings; /* weighed by the folder's rules */
	struct values values;     /* found in it, and why */
	char format[24];
	char lang[CATALOG_LANG_SIZE];
	int rerender;       /* JOB_RENDER or rebuild: a live version */
	int rebuild;        /* no job behind it */
	int changes_kin;    /* … and its translations are to name it anew */
	int is_as_before;   /* its files are what they were */
	int64_t due;        /* of DECISION_WAIT and DECISION_SCHEDULE */
	int64_t not_before; /* the instant before which nobody may see it */
	char pair[CATALOG_UID_SIZE]; /* those that it goes out with, or "" */
	int is_installed;            /* at its address, not committed */
	int is_fixed;                /* synced, and its files planned */
	int64_t release;
	struct catalog_plan plan;
	char release_sha256[HASH_HEX_SIZE];
	int64_t before;    /* the version that is live and is to be replaced */
	int minor;         /* what it changes of that one is */
	int is_correction; /* as its title, its name or its place says */
	struct catalog_difference difference;
	struct topics topics;
	char *search; /* what it is found by; owned, NULL: nothing */
	struct staged staged;
	int is_staged;
	int64_t ready_at; /* ms, monotonic */
};

TAILQ_HEAD(pieces, piece);

/* A document from the command line: whom to tell. */
struct submission {
	LIST_ENTRY(submission) link;
	int64_t job;
	void (*ended)(void *context, enum verdict v, const struct why *why,
	    const char *url);
	void *context;
};

struct newsroom {
	struct newsroom_settings settings;
	struct bureau *bureau;
	struct words *words;
	unsigned workers;
	struct archive *archives;
	size_t archive_count;
	struct desk *desks;
	size_t desk_count;
	struct pieces queued;
	struct pieces out;
	unsigned out_count;
	struct pieces ready;
	size_t ready_count;
	int more_jobs; /* the catalogue may have received jobs to queue */
	int draining;
	int broken;
	int started;
	struct errand *errand;           /* post.c: the pages job that is out */
	char trouble[CATALOG_CODE_SIZE]; /* the last that concerns all … */
	int64_t trouble_until; /* … ms, monotonic: it counts as over */
	LIST_HEAD(, submission) submissions;
	sd_event_source *timer; /* monotonic: pauses and retries */
	sd_event_source *clock; /* of the wall: what is due */
	sd_event_source *hints;
	sd_event_source *pump;
	struct newsroom_task rebuild; /* done NULL: none runs */
	unsigned rebuild_left;
	unsigned rebuild_made;
	struct why rebuild_why;
};

/* now.c */
int64_t now_s(struct newsroom *newsroom);  /* since 1970 */
int64_t now_ms(struct newsroom *newsroom); /* monotonic */

/* clock.c */
void clock_open(struct newsroom *newsroom);

/* Wake the newsroom at the next instant at which something is due. */
void clock_set(struct newsroom *newsroom);

/* newsroom.c */

/* Something is to be done: the parts are called again soon. */
void newsroom_stir(struct newsroom *newsroom);

/* It can't go on: said once, and broken() is called. */
void newsroom_break(struct newsroom *newsroom, const struct why *why);

/* Log what failed for a desk and is tried again; V_FATAL breaks. */
void newsroom_trouble(struct newsroom *newsroom, const char *what,
    const struct why *why);

/* A document of the command line has ended. */
void newsroom_ended(struct newsroom *newsroom, int64_t job, enum verdict v,
    const struct why *why, const char *url);

/* upkeep.c: a piece of a rebuild is done; why->verdict is V_OK or its reason.
 * Lists go out last, then the task is done. */
void upkeep_made(struct newsroom *newsroom, const struct why *why);
void upkeep_run(struct newsroom *newsroom);

/* After an unclean stop: make anew what the web root lacks. */
enum verdict upkeep_mend(struct desk *desk, struct why *why);

/* piece.c */
struct piece *piece_new(struct desk *desk);
void piece_free(struct piece *piece);

/* Send the piece to a worker: a document to be read, or a live version to be
 * rendered again. */
enum verdict piece_send(struct piece *piece, struct why *why);

/*
 * Tell the worker what is live, so that it says what changes; and keep what
 * it said.  Without the old text (it was lost) the change counts as one that
 * is not minor.
 */
void piece_tell_before(struct piece *piece, struct assignment *assignment);
void piece_hear_difference(struct piece *piece,
    const struct dispatch *dispatch);

/* Append where the release of the piece stands, among what, and with which
 * attachments: what its worker renders with; and to ahead the frames with the
 * older versions that stand beside it. */
enum verdict piece_publication(struct piece *piece,
    const struct catalog_release *release, struct buf *out, struct buf *ahead,
    struct why *why);
/* Append the pictures among these files as frames. */
enum verdict piece_put_pictures(struct piece *piece,
    const struct catalog_files *files, struct buf *frames, struct why *why);
/* Of a rendering: does it still show what is to be public, and where? */
int piece_is_wanted(struct piece *piece, struct why *why);

/* The set of editions that a published folder holds. */
uint32_t piece_editions(void);

/* Put what its worker rendered on the stage and into the store. */
enum verdict piece_stage(struct piece *piece, const struct dispatch *dispatch,
    struct why *why);

/* reception.c */
void reception_open(struct desk *desk);
void reception_close(struct desk *desk);

/* One step of a pass, if one is due. */
void reception_run(struct desk *desk);

/* When it should run again, ms, monotonic. */
int64_t reception_next(struct desk *desk);

/* The settings for documents that were dropped into folder. */
const struct config_folder *reception_folder(const struct desk *desk,
    const char *folder);

/* Does the job's document lie in the folder of that purpose, one of _approve,
 * _preview, _embargo and _done? */
int desk_is_within(const struct desk *desk, const struct catalog_job *job,
    enum where where);

/* queue.c: start what is due while workers are free. */
void queue_run(struct newsroom *newsroom);

/* Is the job on its way: queued, at a worker, or staged? */
int queue_has(const struct desk *desk, const struct catalog_job *job);

/* opening.c: open every site of the settings, and put right what a crash left
 * half done. */
enum verdict opening_run(struct newsroom *newsroom, struct why *why);

/* editor.h: the decisions */
void editor_close(struct piece *piece); /* carry out its decision; freed */

/* press.c */
void press_run(struct newsroom *newsroom);

/* Is nothing ready but what may not be seen yet?  And forget that: it is
 * rendered again in time, from the same plan. */
int press_is_idle(struct newsroom *newsroom);
void press_forget_early(struct newsroom *newsroom);
int64_t press_next(struct newsroom *newsroom);

/* post.c */
void post_run(struct newsroom *newsroom);
void post_end(struct newsroom *newsroom, struct assignment *assignment,
    enum verdict v, const struct why *why);
void post_note(struct desk *desk, enum report_kind kind, const char *place,
    const struct why *why);
int64_t post_next(struct newsroom *newsroom); /* after trouble */
int post_is_idle(struct newsroom *newsroom);

/* The status pages, when all else is said. */
void post_status(struct newsroom *newsroom, int idle);
void post_close(struct newsroom *newsroom);

#endif /* NEWSROOM_ROOM_H */
