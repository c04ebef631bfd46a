/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one document becomes before the zones: the release XML of its
 * importer on standard output, or with -n the tree that the importer sees;
 * -f indents, -t tells the time that each step takes.
 * Findings go to standard error.  For golden tests and for looking.
 *
 *	docx2release [-fnt] [-x xsl-dir] file
 */
#include "config.h"

#include <sys/types.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libxml/xmlsave.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "read/read.h"
#include "transform/xslt.h"

struct options {
	int normal; /* the importer's input */
	int timing;
	int format; /* indented, for golden files */
	const char *xsl;
	const char *file;
};

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void
print(xmlDoc *doc, int format)
{
	xmlSaveCtxt *save;

	save = xmlSaveToFd(STDOUT_FILENO, "UTF-8",
	    XML_SAVE_NO_DECL | (format ? XML_SAVE_FORMAT : 0));
	xmlSaveDoc(save, doc);
	xmlSaveClose(save);
}

static void
print_findings(const struct findings *findings)
{
	size_t i;
	const struct finding *f;

	for (i = 0; i < findings->count; i++) {
		f = &findings->list[i];
		fprintf(stderr, "%s %s (%u) %s\n", severity_name(f->severity),
		    f->code, f->times, f->quote);
	}
}

static enum verdict
import(const struct options *options, const struct reading *reading,
    struct why *why)
{
	char name[64];
	double start;
	enum verdict v;
	struct xslt_set *set;
	xmlDoc *release;

	if ((v = xslt_set_load(options->xsl, &set, why)) != V_OK)
		return v;
	snprintf(name, sizeof(name), "import/%s", reading->importer);
	start = now();
	v = xslt_apply(xslt_set_find(set, name), reading->tree, NULL, &release,
	    why);
	if (options->timing)
		fprintf(stderr, "import %.1f ms\n", now() - start);
	if (v == V_OK) {
		print(release, options->format);
		xmlFreeDoc(release);
	}
	xslt_set_free(set);
	return v;
}

static enum verdict
convert(const struct options *options, const struct buf *input, struct why *why)
{
	double start;
	enum verdict v;
	struct read_limits limits;
	struct reading reading;

	read_limits_default(&limits);
	start = now();
	v = read_document(options->file, input->data, input->len, &limits,
	    &reading, why);
	if (options->timing)
		fprintf(stderr, "read %.1f ms\n", now() - start);
	if (v != V_OK)
		return v;
	if (options->normal)
		print(reading.tree, options->format);
	else
		v = import(options, &reading, why);
	print_findings(&reading.findings);
	reading_fini(&reading);
	return v;
}

static int
read_options(int argc, char *argv[], struct options *ret)
{
	int c;

	while ((c = getopt(argc, argv, "fntx:")) != -1) {
		if (c == 'n')
			ret->normal = 1;
		else if (c == 'f')
			ret->format = 1;
		else if (c == 't')
			ret->timing = 1;
		else if (c == 'x')
			ret->xsl = optarg;
		else
			return -1;
	}
	if (argc - optind != 1)
		return -1;
	ret->file = argv[optind];
	return 0;
}

int
main(int argc, char *argv[])
{
	int fd;
	enum verdict v;
	struct buf input;
	struct options options = { 0, 0, 0, PKGDATADIR "/xsl", NULL };
	struct why why;

	if (read_options(argc, argv, &options) == -1) {
		fprintf(stderr, "usage: docx2release [-fnt] [-x dir] file\n");
		return 64;
	}
	buf_init(&input, (size_t)64 << 20);
	fd = open(options.file, O_RDONLY | O_CLOEXEC);
	if (fd == -1 || fs_read_all(fd, &input) == -1) {
		perror(options.file);
		return 66;
	}
	close(fd);
	why_clear(&why);
	if ((v = convert(&options, &input, &why)) != V_OK)
		fprintf(stderr, "%s %s: %s\n", verdict_name(v), why.code,
		    why.text);
	buf_fini(&input);
	return verdict_exit(v);
}
