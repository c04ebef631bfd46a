/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gazette-mirror: a copy of a site, made equal and kept so. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "mirror/mirror.h"

enum {
	TRIES = 6,           /* while the site moves */
	PAUSE = 300,         /* ms between them, longer each time */
	LONGEST = 24 * 3600, /* seconds of --every */
};

static const char usage[] =
    "usage: gazette mirror [--check] [--every SECONDS] URL DIR\n"
    "\n"
    "Make DIR equal to the site at URL, byte for byte; what did not change is\n"
    "not fetched again.\n"
    "\n"
    "  --check          look at every file in DIR, whatever was noted\n"
    "  --every SECONDS  go on, and ask again after so long\n"
    "  --help           this text\n";

static void
pause_ms(long ms)
{
	struct timespec t;

	t.tv_sec = ms / 1000;
	t.tv_nsec = ms % 1000 * 1000000;
	while (nanosleep(&t, &t) == -1 && errno == EINTR)
		continue;
}

/* A site that is just publishing is asked again soon. */
static enum verdict
run(const struct mirror_settings *settings, struct why *why)
{
	enum verdict v;
	int i;
	struct mirror_result result = { 0 };

	for (i = 1;; i++) {
		why_clear(why);
		v = mirror_run(settings, &result, why);
		if (v != V_DEFER || i == TRIES ||
		    strcmp(why->code, "mirror-moved") != 0)
			break;
		pause_ms((long)PAUSE * i);
	}
	if (v == V_OK && result.fetched + result.removed > 0)
		printf("fetched %u, removed %u\n", result.fetched,
		    result.removed);
	else if (v != V_OK)
		fprintf(stderr, "gazette mirror: %s\n", why->text);
	fflush(stdout);
	return v;
}

static int
bad_usage(const char *what)
{
	fprintf(stderr, "gazette mirror: %s (see gazette mirror --help)\n",
	    what);
	return EX_USAGE;
}

/* Seconds; 0 if it is no such number. */
static long
read_seconds(const char *s)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(s, &end, 10);
	return errno != 0 || *end != '\0' || end == s || n < 1 || n > LONGEST ?
	    0 :
	    n;
}

static int
parse(int argc, char *argv[], struct mirror_settings *ret, long *ret_every)
{
	static const struct option options[] = {
		{ "check", no_argument, NULL, 'k' },
		{ "every", required_argument, NULL, 'e' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int o;

	opterr = 0;
	while ((o = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (o == 'h')
			return fputs(usage, stdout) == EOF ? EX_IOERR : EX_OK;
		if (o == 'k')
			ret->check = 1;
		else if (o != 'e')
			return bad_usage("an option that there is not");
		else if ((*ret_every = read_seconds(optarg)) == 0)
			return bad_usage("--every wants seconds, 1 to 86400");
	}
	if (argc - optind != 2)
		return bad_usage("which URL, and into which folder?");
	ret->url = argv[optind];
	ret->folder = argv[optind + 1];
	return -1;
}

int
main(int argc, char *argv[])
{
	enum verdict v;
	int status;
	long every = 0;
	struct mirror_settings settings = { 0 };
	struct why why;

	if ((status = parse(argc, argv, &settings, &every)) != -1)
		return status;
	v = run(&settings, &why);
	while (
	    every > 0 && v != V_FATAL && strcmp(why.code, "mirror-url") != 0) {
		pause_ms(every * 1000);
		v = run(&settings, &why);
		settings.check = 0;
	}
	if (v == V_REJECT && strcmp(why.code, "mirror-url") == 0)
		return EX_USAGE;
	return verdict_exit(v);
}
