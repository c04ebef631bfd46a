/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies in the drop folder now.  Events are hints, the scan is the truth.
 *
 * A scan goes by descriptor, component by component, never through a link.
 * It is walked in steps, so that a folder with a hundred thousand files keeps
 * nobody waiting and no file starves behind the first ten thousand.
 */
#ifndef INTAKE_SCAN_H
#define INTAKE_SCAN_H

#include <stddef.h>

#include "base/why.h"
#include "intake/intake.h"

/* What a folder is for.  Also bits: SCAN_BIT(where). */
enum where {
	WHERE_DROP,     /* the root, or the folder of a folder section */
	WHERE_LANG,     /* sv, fi, en: the folder says the language */
	WHERE_APPROVE,  /* what was held and is meant */
	WHERE_WITHDRAW, /* a release or its receipt: take it down */
	WHERE_PREVIEW,  /* shown beside the file, never public */
	WHERE_EMBARGO,  /* waits for its time */
	WHERE_DONE,     /* _done/2026-03: originals and receipts */
	WHERE_FAILED,   /* what was unsafe to keep in place */
	WHERE_COUNT
};

#define SCAN_BIT(where) (1u << (where))

/* Every folder. */
#define SCAN_ALL (SCAN_BIT(WHERE_COUNT) - 1)

/* Every folder out of which something may be published: not _done, which
 * grows without end, and not _failed. */
#define SCAN_INTAKE (SCAN_BIT(WHERE_DONE) - 1)

enum kind {
	KIND_FILE,   /* regular: the only one that can be claimed */
	KIND_FOLDER, /* a folder that settings don't know: one release */
	KIND_BUNDLE, /* a folder named like a document: "x.docx/" */
	KIND_SYMLINK,
	KIND_FIFO,
	KIND_SOCKET,
	KIND_DEVICE,
};

enum look {            /* named apart from the catalogue's enum standing */
	LOOK_DOCUMENT, /* take it, when it has settled */
	LOOK_LOCKED,   /* somebody has it open */
	LOOK_CONFLICT, /* two people saved at once: which one? */
	LOOK_OWN,      /* our receipt, report or preview */
};

/* One entry of a folder.  Strings are valid during the visit alone. */
struct candidate {
	const char *place; /* bytes, relative to the drop folder */
	const char *name;  /* its last component */
	enum where where;
	const char *folder;      /* of the setting: "", "sv", "wire", "_done" */
	const char *folder_lang; /* "sv", or "" */
	enum kind kind;
	enum look look;
	struct identity identity;
	int crowded; /* its owner has enough pending: leave it for later */
};

/* What became of a candidate. */
enum visit {
	VISIT_IDLE,    /* nothing to do, or all done */
	VISIT_PENDING, /* counts against its owner's share of this pass */
	VISIT_STOP,    /* end the pass here; the next begins anew */
};

typedef enum visit scan_visit(void *arg, const struct candidate *candidate);

/* One known folder.  Its strings are borrowed: they outlive the scan. */
struct scan_folder {
	const char *path; /* relative to the drop folder; "" is the root */
	enum where where;
	const char *lang; /* "" where the folder says none */
};

struct scan_settings {
	const char *drop;                  /* absolute */
	const struct scan_folder *folders; /* the root is one of them */
	size_t folder_count;
	unsigned max_entries; /* looked at in one step: 10,000 */
	unsigned max_pending; /* of one owner in one pass: 200 */
	unsigned done_months; /* newest folders of _done that are looked at: 2
			       * (people correct what they did lately) */
};

struct scan_summary {
	unsigned long entries;
	unsigned long candidates;
	unsigned long crowded; /* for later: scan again when some are done */
	unsigned long skipped; /* vanished meanwhile, or unreadable */
	unsigned folders;      /* walked */
	unsigned missing;      /* folders of settings that are not there */
};

struct scan;

/*
 * Open the drop folder.  settings and all that it points to must outlive the
 * scan.  V_DEFER if it can't be opened: a share that is not mounted is not an
 * empty folder.
 */
enum verdict scan_open(const struct scan_settings *settings, struct scan **ret,
    struct why *why);

/* The drop folder's descriptor, the scan's: for settle_look(), claim_…(). */
int scan_dir(const struct scan *scan);

/* Is the folder of scan_dir() still what lies at settings->drop?  If not (it
 * was replaced, or mounted over), close the scan and open it again. */
int scan_is_current(const struct scan *scan);

/*
 * Begin a pass over the folders in which (SCAN_BIT…), dropping an unfinished
 * one.
 */
void scan_begin(struct scan *scan, unsigned which);

/*
 * Walk on by one step.  1 if the pass has more, 0 at its end, when the
 * summary is complete; -1 if the drop folder itself can't be read any more
 * (then nothing that is missing may be believed to be gone).
 */
int scan_step(struct scan *scan, scan_visit *visit, void *arg);

/* Of the pass so far. */
const struct scan_summary *scan_summary(const struct scan *scan);
void scan_close(struct scan *scan);

/*
 * One look at one place: what a visit would get.  1, or 0 if nothing is there
 * that a visit would see.  settings decide what its folder is for.
 */
int scan_one(struct scan *scan, const char *place, scan_visit *visit,
    void *arg);

/*
 * Walk the folder of a candidate (KIND_FOLDER) and show its entries as those
 * of the folder in which it lies; folders in it too, nothing below them.  How
 * many were shown, or -1 if it can't be read.
 */
int scan_bundle(struct scan *scan, const struct candidate *bundle,
    scan_visit *visit, void *arg);

/*
 * watch_add() for every folder of settings that is there, and the newest
 * months of _done; marks are SCAN_BIT(where).  Call it after each pass: a
 * folder may have come.  The first verdict that is not V_OK, of a folder that
 * exists; the others are tried all the same.
 */
enum verdict scan_watch(const struct scan *scan, unsigned owner,
    struct why *why);

/* Does the folder lie where no event of other machines can come from (NFS,
 * CIFS, FUSE)?  Then scan every 5 s rather than every 30. */
int scan_is_remote(const struct scan *scan);

#endif /* INTAKE_SCAN_H */
