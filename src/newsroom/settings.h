/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings: one file, read once, checked whole.
 *
 * The file is gazette.conf(5), read by libconfuse, which only this module
 * knows.  Whatever is unknown, wrong or not built yet is refused with
 * file:line and what is allowed: a press office must not learn from a wrong
 * publication that a word was misspelt.
 *
 * The file is settings.[ch], not config.[ch]: in this folder #include
 * "config.h" would find it instead of what configure writes.
 */
#ifndef NEWSROOM_SETTINGS_H
#define NEWSROOM_SETTINGS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/findings.h"
#include "base/log.h"
#include "base/why.h"
#include "intake/scan.h"
#include "newsroom/correspondence.h"
#include "worker/zygote.h"

enum {
	CONFIG_FORMATS_MAX = 24,
	CONFIG_SITES_MAX = 64, /* WATCH_OWNERS */
};

enum config_publish {
	CONFIG_AT_ONCE,
	CONFIG_AFTER,   /* after a time to think, see config_folder.after */
	CONFIG_APPROVE, /* everything is held until it lies in _approve */
};

/* Do the languages of a work go out one by one? */
enum config_pair {
	CONFIG_PAIR_FREE,     /* each as it comes */
	CONFIG_PAIR_WAIT,     /* one waits for the others, for a time */
	CONFIG_PAIR_TOGETHER, /* none before all of them are there */
};

/* What becomes of a finding that says "a person must answer". */
enum config_holds {
	CONFIG_HOLDS_STRICT, /* it holds */
	CONFIG_HOLDS_WARN,   /* it warns */
	CONFIG_HOLDS_OFF,    /* it is noted */
};

enum config_answer {
	CONFIG_HOLD,
	CONFIG_WARN,
	CONFIG_IGNORE,
};

struct config_rule {
	char *code; /* of a finding */
	enum config_answer answer;
};

struct config_folder {
	char *place; /* relative to the drop folder; "" is all of it */
	char *lang;  /* "" where the folder says none */
	const char *accept[CONFIG_FORMATS_MAX + 1]; /* NULL ends; "any" alone */
	enum config_publish publish;
	int64_t after; /* ms, of CONFIG_AFTER */
	enum config_pair pair;
	int64_t pair_wait; /* ms, of CONFIG_PAIR_WAIT */
	char *pair_languages[RELEASE_LANGS_MAX + 1]; /* NULL ends */
	enum config_holds holds;
	struct config_rule *rules;
	size_t rule_count;
};

struct config_site {
	char *name;  /* the section's: letters, digits, '-', '_' */
	char *title; /* for people; the name where none is given */
	char *drop;  /* absolute, as are the next three; no '/' at the end */
	char *web_root;
	char *state;    /* several sites may share one */
	char *stage;    /* default: web_root with ".stage" */
	char *base_url; /* no '/' at the end */
	char *languages[RELEASE_LANGS_MAX + 1]; /* the first is the default;
						 * NULL ends */
	size_t language_count;
	char *region;       /* "FI" */
	char *timezone;     /* of the tz database */
	char *organisation; /* names with '|' between them, as release.h */
	/* Names of folders within the drop folder. */
	char *approve;
	char *withdraw;
	char *preview;
	char *embargo;
	char *done;
	char *failed;
	char *readable;                /* … and one within withdraw */
	int stays_readable;            /* what is withdrawn, under a banner */
	int public_versions;           /* older ones stand beside the latest */
	struct config_folder *folders; /* as in the file */
	size_t folder_count;
	struct config_mail *mails;
	size_t mail_count;
	struct config_webhook *webhooks;
	size_t webhook_count;
	struct config_websub websub;
	struct scan_folder *scan; /* every folder to scan, made of all these */
	size_t scan_count;
	char **scan_paths; /* what scan points to */
};

struct config {
	char *path; /* of the file */
	enum log_level log_level;
	unsigned workers; /* at the same time; 0: one for each processor */
	int64_t after;    /* ms: of folders that don't say their own */
	int need_sandbox;
	char *phrases;               /* a file of words to look for, or NULL */
	struct worker_limits limits; /* with max_input and all that */
	int64_t quiet;               /* ms, as settle.h */
	int64_t folder_settle;  /* ms without change in a release's folder */
	int64_t incomplete;     /* ms */
	int64_t rescan;         /* ms */
	int64_t withdraw_after; /* ms that a file must lie there */
	int64_t rescan_remote; /* ms: where events of other machines are lost */
	unsigned max_pending;  /* files of one owner */
	unsigned max_entries;  /* of one step of a scan */
	unsigned breaker;      /* documents of one owner … */
	int64_t breaker_time;  /* … in so many ms: more are held; 0: never */
	unsigned breaker_usual; /* and this many times a usual day; 0: never */
	struct config_courier courier;
	struct config_site *sites; /* one at least */
	size_t site_count;
};

/*
 * Read and check the file.  On V_OK *ret is the caller's.  V_FATAL
 * "settings" says "file:line: what is wrong; what is allowed".  No folder is
 * looked at: see config_check_folders().
 */
enum verdict config_load(const char *path, struct config **ret,
    struct why *why);
void config_free(struct config *config);

/*
 * Look at the folders themselves: drop must be there; none may be, through
 * links, within another; web root and stage, as far as they exist, must be on
 * one file system (a release appears by rename).  V_FATAL "settings".
 */
enum verdict config_check_folders(const struct config *config, struct why *why);

/* Write every setting as a file that config_load() reads to the same. */
void config_dump(const struct config *config, FILE *out);

/* The site of that name, or the only one for NULL; else NULL. */
const struct config_site *config_site_named(const struct config *config,
    const char *name);

/*
 * The settings for a place relative to the drop folder: of the longest folder
 * section that it lies in.  Without one: any format, at once, strict holds.
 * Never NULL.
 */
const struct config_folder *config_folder_for(const struct config_site *site,
    const char *place);

/* The language that a folder of intake says, by its section or by its name;
 * "" if none. */
const char *config_folder_lang(const struct config_site *site,
    const char *folder);

/* Does the folder take a format by that name ("docx", "nitf")? */
int config_accepts(const struct config_folder *folder, const char *format);

/*
 * How heavy a finding weighs in the folder: its own rule, else holds.  0 if it
 * is ignored, 1 and its severity otherwise.
 */
int config_weigh(const struct config_folder *folder, const char *code,
    enum severity said, enum severity *ret);

/* How to scan the site; points into config. */
void config_scan_settings(const struct config *config,
    const struct config_site *site, struct scan_settings *ret);

#endif /* NEWSROOM_SETTINGS_H */
