/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What intake takes from a folder, on standard output: watch, scan, settle,
 * claim and spool as the newsroom uses them, and nothing behind them.
 *
 *	intake_watch [-q quiet] [-i incomplete] [-r rescan] [-m max] drop state
 *
 * Times in ms.  Each line is a word and a place (names_show); "take" has the
 * SHA-256 and the size before it.  Nothing is moved: what was taken is
 * remembered until it changes.  Ends on SIGTERM with a line of sums, and at
 * once when its parent ends.
 */
#include "config.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <search.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "base/names.h"
#include "base/xalloc.h"
#include "intake/claim.h"
#include "intake/scan.h"
#include "intake/settle.h"
#include "intake/watch.h"
#include "store/spool.h"

static const struct scan_folder folders[] = {
	{ "", WHERE_DROP, "" },
	{ "sv", WHERE_LANG, "sv" },
	{ "fi", WHERE_LANG, "fi" },
	{ "_approve", WHERE_APPROVE, "" },
	{ "_done", WHERE_DONE, "" },
};

/* The last word about a place. */
struct word {
	char *place;
	const char *text;
	struct identity identity;
};

struct tool {
	struct scan_settings settings;
	struct settle_limits limits;
	int64_t rescan;
	uint64_t max;
	struct scan *scan;
	struct settle *settle;
	struct spool *spool;
	void *words; /* tsearch(3) */
	unsigned long taken;
	unsigned long events;
	unsigned long overflows;
	unsigned long passes;
};

static volatile sig_atomic_t stop;

static void
on_signal(int signum)
{
	(void)signum;
	stop = 1;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
compare(const void *a, const void *b)
{
	const struct word *x = a;
	const struct word *y = b;

	return strcmp(x->place, y->place);
}

/* The last word about the candidate's place, made if there is none. */
static struct word *
word_for(struct tool *tool, const struct candidate *c)
{
	struct word *word;
	struct word **found;

	word = xcalloc(1, sizeof(*word));
	word->place = xstrdup(c->place);
	word->text = "";
	found = tsearch(word, &tool->words, compare);
	if (found == NULL)
		xalloc_die();
	if (*found != word) {
		free(word->place);
		free(word);
	}
	return *found;
}

static int
is_said(struct word *word, const struct candidate *c, const char *text)
{
	return strcmp(word->text, text) == 0 &&
	    identity_same(&word->identity, &c->identity);
}

static void
say(struct tool *tool, const struct candidate *c, const char *text)
{
	char shown[NAMES_SHOWN_SIZE];
	struct word *word;

	word = word_for(tool, c);
	if (is_said(word, c, text))
		return;
	word->text = text;
	word->identity = c->identity;
	printf("%s %s\n", text, names_show(shown, sizeof(shown), c->place));
}

static enum visit
take(struct tool *tool, const struct candidate *c)
{
	char shown[NAMES_SHOWN_SIZE];
	char uid[33];
	enum verdict v;
	int fd;
	struct spool_copy copy;
	struct why why;
	struct word *word;

	v = claim_open(scan_dir(tool->scan), c->place, &c->identity, &fd, NULL,
	    &why);
	if (v == V_OK) {
		v = spool_copy(tool->spool, fd, tool->max, &copy, &why);
		close(fd);
	}
	if (v == V_REJECT)
		say(tool, c, "refuse");
	if (v != V_OK)
		return v == V_REJECT ? VISIT_IDLE : VISIT_PENDING;
	snprintf(uid, sizeof(uid), "%032lx", tool->taken);
	if (spool_link(tool->spool, &copy, uid, &why) != V_OK)
		errx(1, "%s", why.text);
	word = word_for(tool, c);
	word->text = "take";
	word->identity = c->identity;
	tool->taken++;
	printf("take %s %" PRIu64 " %s\n", copy.sha256, copy.size,
	    names_show(shown, sizeof(shown), c->place));
	spool_copy_fini(tool->spool, &copy);
	return VISIT_PENDING;
}

static enum visit
visit_file(struct tool *tool, const struct candidate *c)
{
	if (is_said(word_for(tool, c), c, "take"))
		return VISIT_IDLE;
	switch (settle_look(tool->settle, scan_dir(tool->scan), c, now_ms())) {
	case SETTLE_WHOLE:
		return take(tool, c);
	case SETTLE_INCOMPLETE:
		say(tool, c, "incomplete");
		return VISIT_IDLE;
	case SETTLE_EMPTY:
		say(tool, c, "empty");
		return VISIT_IDLE;
	case SETTLE_GONE:
	case SETTLE_WAIT:
	default:
		return VISIT_PENDING;
	}
}

static enum visit
visit(void *arg, const struct candidate *c)
{
	static const char *const kinds[] = { "file", "folder", "bundle",
		"symlink", "fifo", "socket", "device" };
	struct tool *tool = arg;

	if (c->where == WHERE_DONE || c->crowded)
		return VISIT_IDLE;
	if (c->kind != KIND_FILE)
		say(tool, c, kinds[c->kind]);
	else if (c->look == LOOK_OWN)
		say(tool, c, "own");
	else if (c->look == LOOK_LOCKED)
		say(tool, c, "locked");
	else if (c->look == LOOK_CONFLICT)
		say(tool, c, "conflict");
	else
		return visit_file(tool, c);
	return VISIT_IDLE;
}

static void
pass(struct tool *tool)
{
	int more;
	struct why why;

	if (scan_watch(tool->scan, 0, &why) != V_OK)
		warnx("%s", why.text);
	scan_begin(tool->scan, SCAN_ALL);
	while ((more = scan_step(tool->scan, visit, tool)) == 1)
		;
	if (more == -1)
		errx(1, "the drop folder is gone");
	settle_sweep(tool->settle);
	tool->passes++;
}

/* ms until something is to be done. */
static int
patience(struct tool *tool, int64_t next_pass)
{
	int64_t due;

	due = settle_next(tool->settle);
	if (due == -1 || due > next_pass)
		due = next_pass;
	due -= now_ms();
	return due < 1 ? 1 : (int)due;
}

static void
run(struct tool *tool)
{
	int64_t now, next = 0;
	struct pollfd pollfd = { .fd = watch_fd(), .events = POLLIN };
	struct watch_news news;

	while (!stop) {
		watch_drain(&news);
		tool->events += news.events;
		tool->overflows += (unsigned long)news.overflow;
		now = now_ms();
		if (watch_changed(0) != 0 || now >= next ||
		    (settle_next(tool->settle) != -1 &&
			settle_next(tool->settle) <= now)) {
			pass(tool);
			next = now_ms() + tool->rescan;
		} else if (!news.more)
			(void)poll(&pollfd, 1, patience(tool, next));
	}
}

static int64_t
number(const char *s)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(s, &end, 10);
	if (errno != 0 || *end != '\0' || n < 0)
		errx(64, "%s: no number", s);
	return n;
}

static void
parse(int argc, char **argv, struct tool *tool)
{
	int c;

	while ((c = getopt(argc, argv, "q:i:r:m:")) != -1)
		switch (c) {
		case 'q':
			tool->limits.quiet = number(optarg);
			break;
		case 'i':
			tool->limits.incomplete = number(optarg);
			break;
		case 'r':
			tool->rescan = number(optarg);
			break;
		case 'm':
			tool->max = (uint64_t)number(optarg);
			break;
		default:
			exit(64);
		}
	if (argc - optind != 2)
		errx(64,
		    "usage: intake_watch [-q ms] [-i ms] [-r ms] [-m "
		    "bytes] drop state");
	tool->settings.drop = argv[optind];
}

static void
begin(struct tool *tool, const char *state)
{
	int fd;
	struct why why;

	tool->limits.max_size = (int64_t)tool->max;
	tool->limits.max_tracked = 20000;
	tool->settings.folders = folders;
	tool->settings.folder_count = sizeof(folders) / sizeof(folders[0]);
	tool->settings.max_entries = 10000;
	tool->settings.max_pending = 1000000;
	tool->settings.done_months = 2;
	fd = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		err(1, "%s", state);
	if (watch_open(&why) != V_OK)
		warnx("%s", why.text);
	if (spool_open(fd, &tool->spool, &why) != V_OK ||
	    scan_open(&tool->settings, &tool->scan, &why) != V_OK)
		errx(1, "%s", why.text);
	tool->settle = settle_new(&tool->limits);
}

int
main(int argc, char **argv)
{
	struct sigaction action;
	struct tool tool;

	memset(&tool, 0, sizeof(tool));
	tool.limits.quiet = 2000;
	tool.limits.incomplete = 600000;
	tool.rescan = 30000;
	tool.max = 32 << 20;
	parse(argc, argv, &tool);
	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	sigaction(SIGTERM, &action, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	setvbuf(stdout, NULL, _IOLBF, 0);
	begin(&tool, argv[optind + 1]);
	run(&tool);
	printf("sums taken=%lu events=%lu overflows=%lu passes=%lu\n",
	    tool.taken, tool.events, tool.overflows, tool.passes);
	watch_close();
	scan_close(tool.scan);
	settle_free(tool.settle);
	spool_close(tool.spool);
	return 0;
}
